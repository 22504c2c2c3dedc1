# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of a list, what it comes to, and the workbook made of it."""

from collections.abc import Generator, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from app.domain.consents import Channel, opposes
from app.domain.donors import Details
from app.domain.exports import Conventions
from app.domain.lists import COLUMNS, ListColumn
from app.domain.users import Permission
from app.kernel.command import LongCommand, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.progress import Progress
from app.usecases.context import Context, LongContext
from app.usecases.exports import (
    Exported,
    ExportKind,
    Solicitation,
    chosen_columns,
    donor_rows,
)
from app.usecases.lists.cells import cell
from app.usecases.ports import UnitOfWork
from app.usecases.ports.people import ListRow

_EMPTY = Details()
BLOCK = 500
"""Donors read at once: memory stays the same for ten and for two hundred thousand."""


@dataclass(frozen=True, slots=True)
class ListRows(Query[Sequence[ListRow]]):
    """Tell all that lists show of these donors."""

    ids: tuple[int, ...]


@handles(ListRows)
def list_rows(query: ListRows, ctx: Context) -> Sequence[ListRow]:
    """Return the rows in the order asked."""
    return ctx.uow.donors.listed(query.ids)


@dataclass(frozen=True, slots=True)
class ListSum(Query[int]):
    """Tell the cents these donors gave in all."""

    ids: tuple[int, ...]


@handles(ListSum)
def list_sum(query: ListSum, ctx: Context) -> int:
    """Return the sum; reversals are taken back out."""
    return ctx.uow.donors.sum_of(query.ids)


@dataclass(frozen=True, slots=True)
class ExportList(LongCommand[Exported]):
    """Write donors of a list to a file, in the order and the columns shown.

    Persons' data leave, so the trail keeps who, when, how many and by which conditions.

    Attributes:
        path: Its ending tells the format: .xlsx, .ods or .csv.
        told: The conditions in words.
        chosen: Keys of the columns of the export of donors, to stand instead of those shown.
        model: The name of the model of that export whose columns they are, instead.
        conventions: Of a .csv; by default those of the language spoken.
        solicit: What the donors will be asked or told: those opposed are left out, the ways they
            refuse are blank. None for accounts, receipts and what the law asks.
    """

    permission: ClassVar[str] = Permission.DATA_EXPORT
    ids: tuple[int, ...]
    columns: tuple[ListColumn, ...]
    path: Path
    told: str = ""
    solicit: Solicitation | None = None
    chosen: tuple[str, ...] = ()
    model: str = ""
    conventions: Conventions | None = None


@handles(ExportList)
def export_list(cmd: ExportList, ctx: LongContext) -> Generator[None, None, Exported]:
    """Write it from one consistent reading; others may write meanwhile.

    Raises:
        Refused: When the list is empty, the ending is none of those known, a column or the model
            is none.
        Trouble: When the folder or the disk does not take it.
    """
    refuse_empty(cmd.ids)
    keys: list[str] = []
    with ctx.read() as uow:
        if cmd.chosen or cmd.model:
            columns = chosen_columns(ExportKind.DONORS, cmd.chosen, cmd.model, uow)
            keys = [column.key for column in columns]
            rows = donor_rows(keys, uow, ctx, cmd.solicit, cmd.ids)
        else:
            shown = [COLUMNS[column] for column in cmd.columns]
            columns = [replace(column, title=_(column.title)) for column in shown]
            rows = _shown_rows(cmd, uow, ctx.progress)
        count = ctx.tools.tables.write(cmd.path, _("Donors"), columns, rows, cmd.conventions)
    note_leaving(ctx, count, cmd.told, keys)
    yield
    return Exported(count, cmd.path, len(cmd.ids) - count)


def _shown_rows(cmd: ExportList, uow: UnitOfWork, progress: Progress) -> Iterator[Sequence[object]]:
    for row, blank in allowed_rows(cmd.ids, cmd.solicit, uow, progress):
        yield ["" if column in blank else cell(column, row) for column in cmd.columns]


def allowed_rows(
    ids: Sequence[int], solicit: Solicitation | None, uow: UnitOfWork, progress: Progress
) -> Iterator[tuple[ListRow, AbstractSet[ListColumn]]]:
    """Yield those who do not oppose what a list is for, with the columns to be left blank."""
    for row, details in rows_of(ids, uow, progress):
        if not is_opposed(details, solicit):
            yield row, _refused(details, solicit)


_REACHED_BY = {
    Channel.POST: {
        ListColumn.STREET,
        ListColumn.PLACE,
        ListColumn.POSTAL_CODE,
        ListColumn.CITY,
        ListColumn.COUNTRY,
    },
    Channel.EMAIL: {ListColumn.EMAIL},
    Channel.SMS: {ListColumn.PHONE},
    Channel.PHONE: {ListColumn.PHONE},
}


def is_opposed(details: Details, solicit: Solicitation | None) -> bool:
    """Tell whether a donor is left out of what is solicited: here, and for every list."""
    if solicit is None:
        return False
    return opposes(details.consents, solicit.purpose, solicit.channel)


def _refused(details: Details, solicit: Solicitation | None) -> AbstractSet[ListColumn]:
    """Return the columns that would reach a donor by a way they oppose.

    One number serves calls and messages: it stays only for what it may be used for.
    """
    if solicit is None or not details.consents:
        return set()
    spoken = Channel.SMS if solicit.channel is Channel.SMS else Channel.PHONE
    ways = (Channel.POST, Channel.EMAIL, spoken)
    refused = (way for way in ways if opposes(details.consents, solicit.purpose, way))
    return set[ListColumn]().union(*(_REACHED_BY[way] for way in refused))


def refuse_empty(ids: Sequence[int]) -> None:
    """Refuse to make anything of nobody.

    Raises:
        Refused: When there is no donor.
    """
    if not ids:
        message = _("Nobody answers these conditions: take one away, or widen it.")
        raise Refused("list.empty", message, "where")


def rows_of(
    ids: Sequence[int], uow: UnitOfWork, progress: Progress
) -> Iterator[tuple[ListRow, Details]]:
    """Yield the rows of a list in its order, each with its sheet, in bounded memory."""
    for start in range(0, len(ids), BLOCK):
        some = ids[start : start + BLOCK]
        sheets = uow.details.of_donors(some)
        for row in uow.donors.listed(some):
            yield row, sheets.get(row.donor.id, _EMPTY)
        progress.step(min(start + BLOCK, len(ids)), len(ids), _("donors"))


def note_leaving(ctx: LongContext, count: int, told: str, keys: Sequence[str] = ()) -> None:
    """Leave in the trail that persons' data left the dossier."""
    with ctx.begin() as uow:
        values: dict[str, object] = {
            "list": [None, "list"],
            "rows": [None, count],
            "conditions": [None, told],
        }
        if keys:
            values["columns"] = [None, ",".join(keys)]
        uow.audit.note("exports", 0, "exported", values)
