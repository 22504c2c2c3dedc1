# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists that leave the dossier as workbooks or text tables."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from app.domain.addresses import postal_lines
from app.domain.donors import (
    ContactKind,
    Details,
    Donor,
    mailing_address,
    number_text,
    phone_words,
    salutation_of,
)
from app.domain.exports import CellKind, Column
from app.domain.gifts import Means, means_words, nature_words, purpose_words, tribute_words
from app.domain.users import Permission
from app.kernel.command import LongCommand, handles
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.progress import Progress
from app.kernel.text import clean
from app.usecases.context import LongContext
from app.usecases.ports import UnitOfWork
from app.usecases.ports.desk import GiftLine
from app.usecases.ports.receipts import RegisterLine

_SHOWN_EVERY = 1_000
_EMPTY = Details()


class ExportKind(StrEnum):
    """Which list."""

    DONORS = "donors"
    GIFTS = "gifts"
    RECEIPTS = "receipts"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, where."""

    rows: int
    path: Path


@dataclass(frozen=True, slots=True)
class ExportTable(LongCommand[Exported]):
    """Write a list to a file; persons' data leave, so the trail keeps who and when.

    Attributes:
        path: Its ending tells the format: .xlsx, .ods or .csv.
        year: Gifts received in that year, receipts of that year; None for all.
    """

    permission: ClassVar[str] = Permission.DATA_EXPORT
    kind: ExportKind
    path: Path
    year: int | None = None


@handles(ExportTable)
def export_table(cmd: ExportTable, ctx: LongContext) -> Generator[None, None, Exported]:
    """Write it from one consistent reading; others may write meanwhile.

    Raises:
        Refused: When the ending is none of those known.
        Trouble: When the folder or the disk does not take it.
    """
    titles = {
        ExportKind.DONORS: _("Donors"),
        ExportKind.GIFTS: _("Gifts"),
        ExportKind.RECEIPTS: _("Tax receipts"),
    }
    title = titles[cmd.kind]
    if cmd.year is not None and cmd.kind is not ExportKind.DONORS:
        title = f"{title} {cmd.year}"
    with ctx.read() as uow:
        match cmd.kind:
            case ExportKind.DONORS:
                columns, rows = _donor_columns(), _donor_rows(uow, ctx.clock.today(), ctx.progress)
            case ExportKind.GIFTS:
                columns, rows = _gift_columns(), _gift_rows(cmd.year, uow, ctx.progress)
            case ExportKind.RECEIPTS:
                columns, rows = (
                    _receipt_columns(),
                    map(_receipt_row, uow.receipts.register(cmd.year)),
                )
        count = ctx.tools.tables.write(cmd.path, title, columns, rows)
    with ctx.begin() as uow:
        told = {"list": [None, cmd.kind.value], "rows": [None, count], "year": [None, cmd.year]}
        uow.audit.note("exports", 0, "exported", told)
    yield
    return Exported(count, cmd.path)


def _donor_columns() -> list[Column]:
    return [
        Column(_("Donor number"), width=14),
        Column(_("Civility"), width=12),
        Column(_("Last name"), width=22),
        Column(_("First name"), width=18),
        Column(_("Organisation"), width=28),
        Column(_("Address complement"), width=24),
        Column(_("Building"), width=22),
        Column(_("Street"), width=32),
        Column(_("Locality"), width=20),
        Column(_("Postal code"), width=11),
        Column(_("City"), width=24),
        Column(_("Country"), width=8),
        Column(_("Telephone"), width=18),
        Column(_("E-mail"), width=28),
        Column(_("SIREN"), width=12),
        Column(_("Former number"), width=14),
        Column(_("Mail returned on"), CellKind.DAY, 14),
        Column(_("Deceased on"), CellKind.DAY, 12),
        Column(_("Archived on"), CellKind.DAY, 12),
        Column(_("Number of gifts"), CellKind.COUNT, 10, total=True),
        Column(_("Total given"), CellKind.MONEY, 14, total=True),
        Column(_("Last gift on"), CellKind.DAY, 12),
        Column(_("Notes"), width=40),
        Column(_("Other telephones"), width=28),
        Column(_("Other e-mails"), width=28),
        Column(_("Tags"), width=28),
        Column(_("Numbers in other programs"), width=28),
        Column(_("Mail goes to"), width=40),
        Column(_("Salutation"), width=24),
        Column(_("Language"), width=8),
        Column(_("Correspondent"), width=20),
        Column(_("Legal form"), width=16),
        Column(_("Year ends on"), width=10),
    ]


def _donor_rows(uow: UnitOfWork, today: date, progress: Progress) -> Iterator[Sequence[object]]:
    total, done = uow.donors.count(), 0
    block: list[Donor] = []
    for donor in uow.donors.stream():
        block.append(donor)
        if len(block) == _SHOWN_EVERY:
            yield from _donor_block(block, uow, today)
            done += len(block)
            progress.step(done, total, _("donors"))
            block = []
    yield from _donor_block(block, uow, today)


def _donor_block(
    donors: Sequence[Donor], uow: UnitOfWork, today: date
) -> Iterator[Sequence[object]]:
    ids = [donor.id for donor in donors]
    lines = {line.id: line for line in uow.donors.lines(ids)}
    sheets = uow.details.of_donors(ids)
    for donor in donors:
        line, address = lines[donor.id], donor.address
        yield (
            donor.number_text,
            donor.civility,
            donor.last_name,
            donor.first_name,
            donor.organisation_name,
            address.complement,
            address.building,
            address.street,
            address.locality,
            address.postal_code,
            address.city,
            address.country,
            donor.phone,
            donor.email,
            donor.siren,
            donor.former_number,
            donor.returned_on,
            donor.deceased_on,
            donor.archived_on,
            line.gifts,
            line.cents,
            line.last_on,
            donor.notes,
            *_sheet_cells(donor, sheets.get(donor.id, _EMPTY), today),
            salutation_of(donor),
            donor.language,
            donor.correspondent,
            donor.legal_form,
            donor.fiscal_year_end,
        )


def _sheet_cells(donor: Donor, details: Details, today: date) -> tuple[str, ...]:
    """Return what a sheet holds besides the record, each kind in one cell."""
    ways = {kind: [c for c in details.contacts if c.kind is kind] for kind in ContactKind}
    told_in_one = (
        (phone_words(one.value) for one in ways[ContactKind.PHONE]),
        (one.value for one in ways[ContactKind.EMAIL]),
        (tag.name for tag in details.tags),
        (clean(f"{one.source} {one.number}") for one in details.numbers),
    )
    address = mailing_address(donor, details.addresses, today)
    return (*(", ".join(texts) for texts in told_in_one), ", ".join(postal_lines("", address)))


def _gift_columns() -> list[Column]:
    return [
        Column(_("Gift number"), width=12),
        Column(_("Batch"), width=12),
        Column(_("Donor number"), width=14),
        Column(_("Donor"), width=30),
        Column(_("Clue"), width=20),
        Column(_("Postal code"), width=11),
        Column(_("City"), width=24),
        Column(_("Date of gift"), CellKind.DAY, 12),
        Column(_("Amount"), CellKind.MONEY, 14, total=True),
        Column(_("Payment method"), width=16),
        Column(_("Cheque number"), width=14),
        Column(_("Drawing bank"), width=18),
        Column(_("Fund"), width=22),
        Column(_("Appeal"), width=22),
        Column(_("Deposit"), width=11),
        Column(_("Receipt"), width=13),
        Column(_("Correction"), width=18),
        Column(_("Cheque dated on"), CellKind.DAY, 12),
        Column(_("Payment split"), width=12),
        Column(_("Nature"), width=20),
        Column(_("What it is"), width=20),
        Column(_("Worth of what was given back"), CellKind.MONEY, 14, total=True),
        Column(_("What was given"), width=30),
        Column(_("Tribute"), width=30),
        Column(_("Paid by"), width=24),
        Column(_("Thanked"), width=24),
    ]


def _gift_rows(year: int | None, uow: UnitOfWork, progress: Progress) -> Iterator[Sequence[object]]:
    first, last = date(year or 1, 1, 1), date(year or date.max.year, 12, 31)
    means = means_words()
    total, _cents = uow.gifts.sum_between(first, last)
    for done, line in enumerate(uow.gifts.stream(year=year), 1):
        if done % _SHOWN_EVERY == 0:
            progress.step(done, max(done, total), _("gifts"))
        yield _gift_row(line, means)


def _gift_row(line: GiftLine, means: Mapping[Means, str]) -> Sequence[object]:
    return (
        str(line.id),
        line.batch_number,
        number_text(line.donor_number) if line.donor_number else "",
        line.donor_name,
        "" if line.donor_id else line.clue or _unknown(line),
        line.postal_code,
        line.city,
        line.received_on,
        line.cents,
        means[line.means],
        line.cheque_number,
        line.cheque_bank,
        line.fund_name,
        line.appeal_name,
        line.deposit_number,
        line.receipt_number,
        _correction(line),
        line.cheque_dated_on,
        str(line.part_of_id or ""),
        *_details(line),
        line.payer_name,
        line.thanked_name,
    )


def _details(line: GiftLine) -> tuple[object, ...]:
    """Return what a gift is besides money; what a reversal takes back is less than zero."""
    details = line.details
    sign = 1 if line.reverses_id is None else -1
    given = details.description
    if details.units:
        message = _("{name}: {units}, value of {day}")
        day = format_day(details.valued_on) if details.valued_on else ""
        given = message.format(units=details.units, name=given, day=day)
    tribute = f"{tribute_words()[details.tribute]} {details.tribute_name}"
    return (
        nature_words()[details.nature],
        purpose_words()[details.purpose],
        sign * details.benefit_cents,
        given,
        tribute if details.tribute else "",
    )


def _unknown(line: GiftLine) -> str:
    return _("anonymous") if line.anonymous else _("to be identified")


def _correction(line: GiftLine) -> str:
    if line.reverses_id is not None:
        return _("reverses {gift}").format(gift=line.reverses_id)
    if line.reversed_by is not None:
        return _("reversed by {gift}").format(gift=line.reversed_by)
    return _("corrects {gift}").format(gift=line.corrects_id) if line.corrects_id else ""


def _receipt_columns() -> list[Column]:
    return [
        Column(_("Receipt"), width=14),
        Column(_("Issued on"), CellKind.DAY, 12),
        Column(_("Issued by"), width=18),
        Column(_("Donor number"), width=14),
        Column(_("Donor"), width=30),
        Column(_("Form"), width=14),
        Column(_("Amount"), CellKind.MONEY, 14),
        Column(_("Of which cancelled"), CellKind.MONEY, 14, total=True),
        Column(_("Of which in force"), CellKind.MONEY, 14, total=True),
        Column(_("Reason"), width=30),
        Column(_("Replaces"), width=14),
        Column(_("Replaced by"), width=14),
        Column(_("Fingerprint of the document"), width=66),
    ]


def _receipt_row(line: RegisterLine) -> Sequence[object]:
    in_force = line.cents if line.state == "issued" else 0
    return (
        line.number,
        line.issued_on,
        line.issued_by,
        number_text(line.donor_number),
        line.donor_name,
        line.form,
        line.cents,
        line.cents - in_force,
        in_force,
        line.reason,
        line.replaces,
        line.replaced_by,
        line.document_sha256,
    )
