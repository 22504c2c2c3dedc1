# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs on returned mail: noting a letter, taking it back, reopening, who cannot be reached."""

import argparse
from datetime import date

from app.cli.console import Console, table
from app.cli.main import Verbs
from app.domain.addresses import DESK_REASONS, ReturnReason, reason_words
from app.domain.donors import number_text
from app.kernel.formats import format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.addresses import LiftReturns, NoGoodAddress, RecordReturn, UndoReturn
from app.usecases.donors import DonorByNumber, ShowDonor
from app.usecases.office import Office
from app.usecases.ports.addresses import Unreachable


def add_verbs(verbs: Verbs) -> None:
    """Add ``npai add``, ``npai undo``, ``npai lift``, ``npai show`` and ``npai list``."""
    npai = verbs.group("npai", _("returned mail"))
    add = npai.add("add", _("note that a letter came back"), _add)
    add.add_argument("number", metavar=_("NUMBER"))
    add.add_argument("--reason", required=True, choices=[reason.value for reason in DESK_REASONS])
    add.add_argument("--day", type=date.fromisoformat, metavar="YYYY-MM-DD")
    undo = npai.add("undo", _("take back a letter noted by mistake"), _undo)
    undo.add_argument("letter", type=int, metavar=_("LETTER"))
    lift = npai.add("lift", _("say that the address is good after all"), _lift)
    lift.add_argument("number", metavar=_("NUMBER"))
    show = npai.add("show", _("tell the letters of a donor that came back"), _show)
    show.add_argument("number", metavar=_("NUMBER"))
    listing = npai.add("list", _("list the donors no letter reaches"), _list)
    listing.add_argument("--year", type=int, metavar=_("YEAR"))


def _add(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    letter = office.do(RecordReturn(donor.id, ReturnReason(options.reason), options.day))
    told = _("Letter {letter}: the address of {name} is closed, mail is held.")
    sentence = told.format(letter=letter.id, name=donor.display_name)
    document = {"letter": letter.id, "number": donor.number_text, "reason": letter.reason}
    console.answer({**document, "day": letter.returned_on}, [sentence])


def _undo(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.do(UndoReturn(options.letter))
    told = _("Letter {letter} of {name} is taken back.")
    sentence = told.format(letter=options.letter, name=donor.display_name)
    console.answer({"number": donor.number_text, "held_since": donor.returned_on}, [sentence])


def _lift(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.do(LiftReturns(office.ask(DonorByNumber(options.number)).id))
    told = _("The address of {name} is good again: mail goes out.")
    sentence = told.format(name=donor.display_name)
    console.answer({"number": donor.number_text, "held_since": donor.returned_on}, [sentence])


def _show(office: Office, options: argparse.Namespace, console: Console) -> None:
    sheet = office.ask(ShowDonor(office.ask(DonorByNumber(options.number)).id))
    letters = [
        {
            "letter": letter.id,
            "day": letter.returned_on,
            "reason": letter.reason,
            "lifted_on": letter.lifted_on,
            "street": letter.address.street,
            "postal_code": letter.address.postal_code,
            "city": letter.address.city,
        }
        for letter in sheet.returned
    ]
    headers = (_("Letter"), _("Day"), _("Reason"), _("Address"))
    rows = [
        (
            str(letter.id),
            format_day(letter.returned_on),
            reason_words(letter.reason),
            f"{letter.address.street}, {letter.address.postal_code} {letter.address.city}",
        )
        for letter in sheet.returned
    ]
    console.answer({"number": sheet.donor.number_text, "letters": letters}, table(headers, rows))


def _list(office: Office, options: argparse.Namespace, console: Console) -> None:
    lines = office.ask(NoGoodAddress(options.year))
    cents, missing = (
        sum(line.cents for line in lines),
        sum(line.unreceipted_cents for line in lines),
    )
    told = ngettext(
        "{count} donor no letter reaches: {cents} given, {missing} of it on no receipt.",
        "{count} donors no letter reaches: {cents} given, {missing} of it on no receipt.",
        len(lines),
    )
    sentence = told.format(
        count=len(lines), cents=format_amount(cents), missing=format_amount(missing)
    )
    headers = (_("Number"), _("Name"), _("Returned"), _("Given"), _("On no receipt"))
    document = {
        "count": len(lines),
        "cents": cents,
        "unreceipted_cents": missing,
        "donors": [_document(line) for line in lines],
    }
    console.answer(document, [*table(headers, [_row(line) for line in lines]), sentence])


def _document(line: Unreachable) -> dict[str, object]:
    return {
        "number": number_text(line.number),
        "name": line.name,
        "held_since": line.returned_on,
        "reason": line.reason,
        "gifts": line.gifts,
        "cents": line.cents,
        "unreceipted": line.unreceipted,
        "unreceipted_cents": line.unreceipted_cents,
    }


def _row(line: Unreachable) -> tuple[str, ...]:
    return (
        number_text(line.number),
        line.name,
        format_day(line.returned_on) if line.returned_on else _("incomplete"),
        format_amount(line.cents),
        format_amount(line.unreceipted_cents),
    )
