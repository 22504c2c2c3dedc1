# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs on readers: what a burst means, coupons to print, accounts to forget."""

import argparse
from pathlib import Path

from app.cli.console import Console
from app.cli.main import Verbs
from app.cli.words import appeal_id
from app.domain.donors import number_text
from app.kernel.files import write_whole
from app.kernel.i18n import _, ngettext
from app.usecases.donors import DonorByNumber
from app.usecases.office import Office
from app.usecases.readers import CouponSheet, ForgetAccounts, ReadScan


def add_verbs(verbs: Verbs) -> None:
    """Add ``readers read``, ``readers coupons`` and ``readers forget``."""
    readers = verbs.group("readers", _("bar-code and cheque readers"))
    read = readers.add("read", _("tell what a reader sent"), _read)
    read.add_argument("text", metavar=_("TEXT"))
    coupons = readers.add("coupons", _("draw reply coupons with their bar code"), _coupons)
    coupons.add_argument("--appeal", metavar=_("CODE"), default="")
    coupons.add_argument("--donor", metavar=_("NUMBER"), action="append", default=[])
    coupons.add_argument("--out", type=Path, required=True, metavar=_("FILE"))
    forget = readers.add("forget", _("forget the cheque accounts of a donor"), _forget)
    forget.add_argument("number", metavar=_("NUMBER"))


def _read(office: Office, options: argparse.Namespace, console: Console) -> None:
    found = office.ask(ReadScan(options.text))
    donors = [{"number": number_text(line.number), "name": line.name} for line in found.donors]
    document = {
        "kind": "cheque" if found.account else "coupon",
        "donors": donors,
        "appeal_id": found.appeal_id,
        "cheque_number": found.cheque_number,
    }
    names = [f"{donor['number']} {donor['name']}" for donor in donors]
    cheque = [_("Cheque {number}").format(number=found.cheque_number)] if found.account else []
    console.answer(document, [*cheque, *(names or [_("Nobody is known for it yet.")])])


def _coupons(office: Office, options: argparse.Namespace, console: Console) -> None:
    donors = tuple(office.ask(DonorByNumber(number)).id for number in options.donor)
    body = office.ask(CouponSheet(appeal_id(office, options.appeal) or 0, donors))
    write_whole(options.out, body)
    told = _("The coupons are in {file}.").format(file=options.out)
    console.answer({"file": str(options.out), "bytes": len(body)}, [told])


def _forget(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    count = office.do(ForgetAccounts(donor.id))
    told = ngettext("{count} account forgotten.", "{count} accounts forgotten.", count)
    console.answer({"forgotten": count}, [told.format(count=count)])
