# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs on the dossier as a whole: making it, looking after it."""

import argparse

from app.cli.console import Console
from app.cli.main import Verbs, clock_of
from app.domain.addresses import Address
from app.domain.organisation import Organisation
from app.kernel.i18n import _
from app.usecases.audit import Verdict, VerifyAudit
from app.usecases.doors import Doors
from app.usecases.dossier import Examine
from app.usecases.office import Office

_UNSOUND = 3


def add_verbs(verbs: Verbs) -> None:
    """Add ``new``, ``doctor`` and ``audit verify``."""
    new = verbs.add("new", _("create a dossier"), _new, on_dossier=False)
    new.add_argument("file", metavar=_("FILE"))
    new.add_argument("--name", required=True, help=_("name of the association"))
    for word in ("siren", "rna", "address", "postal-code", "city", "object"):
        new.add_argument(f"--{word}", default="")
    verbs.add("doctor", _("examine the dossier"), _doctor)
    audit = verbs.group("audit", _("the trail of what was done"))
    audit.add("verify", _("prove that nobody rewrote the trail"), _verify_audit)


def _new(doors: Doors, options: argparse.Namespace, console: Console) -> None:
    address = Address(street=options.address, postal_code=options.postal_code, city=options.city)
    whole = all((options.siren or options.rna, address.is_complete, options.object))
    organisation = Organisation(
        name=options.name,
        siren=options.siren.replace(" ", ""),
        rna=options.rna,
        purpose=options.object,
        address=address,
        receipts_allowed=whole,
        receipt_status="oig_association" if whole else "",
    )
    office = doors.create(options.file, organisation, clock=clock_of(options), user=options.user)
    office.close()
    sentence = _("The dossier of {name} is ready: {file}")
    console.answer(
        {"dossier": office.location}, [sentence.format(name=options.name, file=options.file)]
    )


def _doctor(office: Office, _options: argparse.Namespace, console: Console) -> int:
    return _give(office.ask(Examine()), console, _("The dossier is sound."))


def _verify_audit(office: Office, _options: argparse.Namespace, console: Console) -> int:
    return _give(office.ask(VerifyAudit()), console, _("Nobody rewrote the trail."))


def _give(verdict: Verdict, console: Console, sound: str) -> int:
    document = {"ok": verdict.ok, "checked": verdict.checked, "problems": list(verdict.problems)}
    console.answer(document, verdict.problems or [sound])
    return 0 if verdict.ok else _UNSOUND
