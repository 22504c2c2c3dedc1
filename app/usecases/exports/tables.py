# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists that leave the dossier as workbooks or text tables."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from app.domain.donors import (
    number_text,
)
from app.domain.exports import CellKind, Column
from app.domain.gifts import Means, means_words, nature_words, purpose_words, tribute_words
from app.domain.users import Permission
from app.kernel.command import LongCommand, handles
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.progress import Progress
from app.usecases.context import LongContext
from app.usecases.exports.donors import Solicitation, donor_columns, donor_rows
from app.usecases.ports import UnitOfWork
from app.usecases.ports.desk import GiftLine
from app.usecases.ports.receipts import RegisterLine

_SHOWN_EVERY = 1_000


class ExportKind(StrEnum):
    """Which list."""

    DONORS = "donors"
    GIFTS = "gifts"
    RECEIPTS = "receipts"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, where.

    Attributes:
        left_out: Donors who oppose what the list is for.
    """

    rows: int
    path: Path
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class ExportTable(LongCommand[Exported]):
    """Write a list to a file; persons' data leave, so the trail keeps who and when.

    Attributes:
        path: Its ending tells the format: .xlsx, .ods or .csv.
        year: Gifts received in that year, receipts of that year; None for all.
        solicit: What the donors are to be asked or told: those who oppose are left out, and what
            they do not want used is left blank. None for accounts and what the law asks.
    """

    permission: ClassVar[str] = Permission.DATA_EXPORT
    kind: ExportKind
    path: Path
    year: int | None = None
    solicit: Solicitation | None = None


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
                columns = donor_columns()
                rows = donor_rows(uow, ctx.clock.today(), ctx.progress, cmd.solicit)
            case ExportKind.GIFTS:
                columns, rows = _gift_columns(), _gift_rows(cmd.year, uow, ctx.progress)
            case ExportKind.RECEIPTS:
                columns, rows = (
                    _receipt_columns(),
                    map(_receipt_row, uow.receipts.register(cmd.year)),
                )
        count = ctx.tools.tables.write(cmd.path, title, columns, rows)
        left_out = uow.donors.count() - count if cmd.kind is ExportKind.DONORS else 0
    with ctx.begin() as uow:
        told = {"list": [None, cmd.kind.value], "rows": [None, count], "year": [None, cmd.year]}
        if cmd.solicit is not None:
            told["purpose"] = [None, cmd.solicit.purpose.value]
            told["channel"] = [None, cmd.solicit.channel.value]
            told["left_out"] = [None, left_out]
        uow.audit.note("exports", 0, "exported", told)
    yield
    return Exported(count, cmd.path, left_out)


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
        line.receipt_number or line.foreign_receipt,
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
