# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists that leave the dossier as workbooks or text tables, whole or in chosen columns."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from app.domain.exports import Column, Conventions
from app.domain.exports.models import ExportKind, model_unknown, places_of
from app.domain.users import Permission
from app.kernel.command import LongCommand, Query, handles
from app.kernel.i18n import _
from app.kernel.text import fold
from app.usecases.context import Context, LongContext
from app.usecases.exports.donors import Solicitation, donor_columns, donor_rows
from app.usecases.exports.gifts import gift_columns, gift_rows
from app.usecases.exports.lists import (
    batch_columns,
    batch_rows,
    call_columns,
    call_rows,
    deposit_columns,
    deposit_rows,
    receipt_columns,
    receipt_rows,
)
from app.usecases.ports import UnitOfWork


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
        year: Gifts received in that year, receipts, batches, deposits and lists of calls of that
            year; None for all. Donors are of every year.
        solicit: What the donors are to be asked or told: those who oppose are left out, and what
            they do not want used is left blank. None for accounts and what the law asks.
        columns: Keys of the columns, in the order they are to stand; all when there is none.
        model: The name of the model whose columns they are, instead.
        conventions: Of a .csv; by default those of the language spoken.
    """

    permission: ClassVar[str] = Permission.DATA_EXPORT
    kind: ExportKind
    path: Path
    year: int | None = None
    solicit: Solicitation | None = None
    columns: tuple[str, ...] = ()
    model: str = ""
    conventions: Conventions | None = None


@dataclass(frozen=True, slots=True)
class ListColumns(Query[Sequence[Column]]):
    """Tell the columns a list has."""

    kind: ExportKind


@handles(ListColumns)
def list_columns(query: ListColumns, _ctx: Context) -> Sequence[Column]:
    """Return them in their own order."""
    return columns_of(query.kind)


def columns_of(kind: ExportKind) -> list[Column]:
    """Return the columns of a list in their own order."""
    columns = {
        ExportKind.DONORS: donor_columns,
        ExportKind.GIFTS: gift_columns,
        ExportKind.RECEIPTS: receipt_columns,
        ExportKind.BATCHES: batch_columns,
        ExportKind.DEPOSITS: deposit_columns,
        ExportKind.CALLS: call_columns,
    }
    return columns[kind]()


@handles(ExportTable)
def export_table(cmd: ExportTable, ctx: LongContext) -> Generator[None, None, Exported]:
    """Write it from one consistent reading; others may write meanwhile.

    Raises:
        Refused: When the ending is none of those known, a column or the model is none.
        Trouble: When the folder or the disk does not take it.
    """
    with ctx.read() as uow:
        columns = chosen_columns(cmd.kind, cmd.columns, cmd.model, uow)
        keys = [column.key for column in columns]
        rows = _rows(cmd, keys, uow, ctx)
        count = ctx.tools.tables.write(cmd.path, _title(cmd), columns, rows, cmd.conventions)
        left_out = uow.donors.count() - count if cmd.kind is ExportKind.DONORS else 0
    _note(cmd, ctx, keys, count, left_out)
    yield
    return Exported(count, cmd.path, left_out)


def chosen_columns(
    kind: ExportKind, keys: Sequence[str], model: str, uow: UnitOfWork
) -> list[Column]:
    """Return the columns of these keys, or of a model if one is named; all when there is neither.

    Raises:
        Refused: When a column or the model is none.
    """
    if model:
        found = uow.export_models.named(kind, fold(model))
        if found is None:
            raise model_unknown(model, uow.export_models.of(kind))
        keys = found.keys
    columns = columns_of(kind)
    return [columns[place] for place in places_of(keys, columns)] if keys else columns


def _title(cmd: ExportTable) -> str:
    titles = {
        ExportKind.DONORS: _("Donors"),
        ExportKind.GIFTS: _("Gifts"),
        ExportKind.RECEIPTS: _("Tax receipts"),
        ExportKind.BATCHES: _("Batches"),
        ExportKind.DEPOSITS: _("Deposits"),
        ExportKind.CALLS: _("Calls"),
    }
    title = titles[cmd.kind]
    return title if cmd.year is None or cmd.kind is ExportKind.DONORS else f"{title} {cmd.year}"


def _rows(
    cmd: ExportTable, keys: Sequence[str], uow: UnitOfWork, ctx: LongContext
) -> Iterator[Sequence[object]]:
    """Return rows of the columns of these keys."""
    match cmd.kind:
        case ExportKind.DONORS:
            return donor_rows(keys, uow, ctx, cmd.solicit)
        case ExportKind.GIFTS:
            rows = gift_rows(cmd.year, uow, ctx.progress)
        case ExportKind.RECEIPTS:
            rows = receipt_rows(cmd.year, uow)
        case ExportKind.BATCHES:
            rows = batch_rows(cmd.year, uow)
        case ExportKind.DEPOSITS:
            rows = deposit_rows(cmd.year, uow)
        case ExportKind.CALLS:
            rows = call_rows(cmd.year, uow)
    places = places_of(keys, columns_of(cmd.kind))
    return ([row[place] for place in places] for row in rows)


def _note(
    cmd: ExportTable, ctx: LongContext, keys: Sequence[str], count: int, left_out: int
) -> None:
    """Leave in the trail who took what out, for what, and how many."""
    told: dict[str, object] = {
        "list": [None, cmd.kind.value],
        "rows": [None, count],
        "year": [None, cmd.year],
    }
    if cmd.columns or cmd.model:
        told["columns"] = [None, ",".join(keys)]
    if cmd.solicit is not None:
        told["purpose"] = [None, cmd.solicit.purpose.value]
        told["channel"] = [None, cmd.solicit.channel.value]
        told["left_out"] = [None, left_out]
    with ctx.begin() as uow:
        uow.audit.note("exports", 0, "exported", told)
