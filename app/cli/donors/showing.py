# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding donors, and showing the whole sheet of one."""

import argparse
from typing import Any

from app.cli.console import Console, table
from app.cli.donors.details import all_details, detail_document
from app.cli.main import Verbs
from app.domain.addresses import postal_lines
from app.domain.donors import number_text, salutation_of, told
from app.kernel.formats import format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.donors import DonorByNumber, DonorSheet, FindDonors, ShowDonor
from app.usecases.office import Office
from app.usecases.ports.desk import GiftLine
from app.usecases.ports.people import DonorLine


def add_verbs(donors: Verbs) -> None:
    """Add ``donors find`` and ``donors show``."""
    find = donors.add("find", _("find donors by name, place, telephone or number"), _find)
    find.add_argument("text", nargs="+", metavar=_("TEXT"))
    find.add_argument("--limit", type=int, default=50)
    show = donors.add("show", _("show the whole sheet of a donor"), _show)
    show.add_argument("number", metavar=_("NUMBER"))


def _find(office: Office, options: argparse.Namespace, console: Console) -> None:
    found = office.ask(FindDonors(" ".join(options.text), options.limit))
    headers = (_("Number"), _("Name"), _("Place"), _("Last gift"))
    rows = [
        (number_text(line.number), line.found_name, f"{line.postal_code} {line.city}", _last(line))
        for line in found
    ]
    count = ngettext("{count} donor", "{count} donors", len(found)).format(count=len(found))
    console.answer(
        {"count": len(found), "donors": [_summary(line) for line in found]},
        [*table(headers, rows), count],
    )


def _last(line: DonorLine) -> str:
    if line.last_on is None:
        return ""
    return f"{format_amount(line.last_cents)} {format_day(line.last_on)}"


def _summary(line: DonorLine) -> dict[str, Any]:
    last = {"day": line.last_on, "cents": line.last_cents} if line.last_on else None
    return {
        "number": number_text(line.number),
        "name": line.name,
        "postal_code": line.postal_code,
        "city": line.city,
        "last_gift": last,
        "near": line.near,
    }


def _show(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    sheet = office.ask(ShowDonor(donor.id))
    document = {
        "number": donor.number_text,
        "kind": donor.kind,
        "names": {
            "civility": donor.civility,
            "last_name": donor.last_name,
            "first_name": donor.first_name,
            "organisation_name": donor.organisation_name,
        },
        "address": {"lines": list(donor.postal_lines())},
        "mail_to": {"lines": list(postal_lines(donor.addressee, sheet.mail_to))},
        "salutation": salutation_of(donor),
        "language": donor.language,
        "correspondent": donor.correspondent,
        "siren": donor.siren,
        "legal_form": donor.legal_form,
        "fiscal_year_end": donor.fiscal_year_end,
        "phone": donor.phone,
        "email": donor.email,
        "gifts": [_gift(line) for line in sheet.gifts],
        "receipts": _receipts(sheet),
        "details": [detail_document(detail) for detail in all_details(sheet.details)],
    }
    console.answer(document, _sentences(sheet))


def _gift(line: GiftLine) -> dict[str, Any]:
    return {
        "line": line.id,
        "batch": line.batch_number,
        "day": line.received_on,
        "amount_cents": line.cents,
        "means": line.means,
        "fund": line.fund_name,
        "state": line.state,
        "deposit": line.deposit_number,
        "receipt": line.receipt_number,
        "foreign_receipt": line.foreign_receipt,
        "reverses": line.reverses_id,
    }


def _receipts(sheet: DonorSheet) -> list[str]:
    return sorted({line.receipt_number for line in sheet.gifts if line.receipt_number})


def _sentences(sheet: DonorSheet) -> list[str]:
    donor = sheet.donor
    headers = (_("Day"), _("Amount"), _("Batch"), _("Fund"), _("Receipt"))
    rows = [
        (
            format_day(line.received_on),
            format_amount(line.cents),
            line.batch_number,
            line.fund_name,
            line.receipt_number or line.foreign_receipt,
        )
        for line in sheet.gifts
    ]
    heading = f"{donor.display_name} — {donor.number_text}"
    contact = [text for text in (donor.phone, donor.email) if text]
    details = [told(detail) for detail in all_details(sheet.details)]
    return [
        heading,
        *postal_lines(donor.addressee, sheet.mail_to),
        *contact,
        *(table((_("What"), _("Content"), _("When")), details) if details else ()),
        "",
        *table(headers, rows),
    ]
