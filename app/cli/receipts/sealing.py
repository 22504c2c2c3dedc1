# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The verb on the certificate copies are sealed with."""

import argparse
import os
import sys
from getpass import getpass
from pathlib import Path

from app.cli.console import Console
from app.cli.main import Verbs
from app.domain.receipts.seal import Seal
from app.kernel.files import read_whole
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.usecases.office import Office
from app.usecases.receipts.sealing import InstallSeal, KeepSealPassword, RemoveSeal, ShowSeal


def add_seal(receipts: Verbs) -> None:
    """Add the verb to those of ``receipts``."""
    parser = receipts.add("seal", _("tell or set the certificate that seals copies"), _seal)
    either = parser.add_mutually_exclusive_group()
    either.add_argument(
        "--install", type=Path, metavar="P12", help=_("seal copies with this certificate")
    )
    either.add_argument(
        "--password", action="store_true", help=_("keep its password in the keyring of the system")
    )
    either.add_argument("--remove", action="store_true", help=_("seal copies no more"))


def _seal(office: Office, options: argparse.Namespace, console: Console) -> None:
    if options.install:
        bundle = read_whole(options.install)
        office.do(InstallSeal(bundle, office.ask(KeepSealPassword(_password(), bundle))))
    elif options.password:
        office.ask(KeepSealPassword(_password()))
    elif options.remove:
        office.do(RemoveSeal())
    seal = office.ask(ShowSeal())
    console.answer({"seal": seal and _told(seal)}, [_words(seal)])


def _told(seal: Seal) -> dict[str, object]:
    return {
        "subject": seal.subject,
        "issuer": seal.issuer,
        "first_on": seal.first_on.isoformat(),
        "last_on": seal.last_on.isoformat(),
    }


def _words(seal: Seal | None) -> str:
    if seal is None:
        return _("Copies leave unsealed.")
    told = _("Copies leave sealed by {name}, until {day}.")
    return told.format(name=seal.subject, day=format_day(seal.last_on))


def _password() -> str:
    said = os.environ.get("OBOLE_SEAL_PASSWORD", "")
    return said or (getpass(_("Password: ")) if sys.stdin.isatty() else "")
