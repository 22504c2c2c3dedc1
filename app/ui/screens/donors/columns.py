# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The columns of the donors page, and where its list is read."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from app.domain.exports import CellKind
from app.domain.gifts import means_words
from app.domain.lists import COLUMNS, USUAL, Condition, ListColumn
from app.kernel.command import Query
from app.kernel.formats import format_day
from app.kernel.i18n import N_
from app.kernel.money import format_amount
from app.ui.kit.lines import Column, Mark
from app.ui.screens.donors import presenter
from app.usecases.donors import DonorIds, Moment
from app.usecases.lists import ListRows, cell_text
from app.usecases.ports.desk import GiftLine
from app.usecases.ports.people import ListRow
from app.usecases.ports.receipts import RegisterLine


@dataclass(frozen=True, slots=True)
class DonorSource:
    """The list of donors that answer words and conditions, among ``only`` when given."""

    text: str = ""
    only: tuple[int, ...] = ()
    conditions: tuple[Condition, ...] = ()

    def ids(self, sort: str, *, descending: bool) -> Query["array[int]"]:
        """Return the query for every id."""
        return DonorIds(ListColumn(sort), descending, self.text, self.conditions, self.only)

    def lines(self, ids: tuple[int, ...]) -> Query[Sequence[ListRow]]:
        """Return the query for some rows."""
        return ListRows(ids)


_USUAL: dict[ListColumn, tuple[int, int]] = {
    ListColumn.NAME: (0, 0),
    ListColumn.NUMBER: (14, 2),
    ListColumn.PLACE: (14, 1),
    ListColumn.LAST_GIFT: (11, 0),
    ListColumn.TOTAL: (9, 0),
}
"""Width of the usual columns, and how soon each goes when there is no room."""


def donor_columns(chosen: Sequence[ListColumn]) -> tuple[Column[ListRow], ...]:
    """Return the columns chosen, in that order.

    The usual ones make room for each other; of those somebody chose none goes: the list scrolls.
    """
    usual = tuple(chosen) == USUAL
    return tuple(_donor_column(column, usual=usual) for column in chosen)


def _donor_column(column: ListColumn, *, usual: bool) -> Column[ListRow]:
    told = COLUMNS[column]
    width, spare = _USUAL[column] if usual else (told.width, 0)
    get = presenter.listed_name if column is ListColumn.NAME else partial(_cell, column)
    right = told.kind is not CellKind.TEXT
    return Column(column, told.title, get, width, right=right, sort=column, mark=_mark, spare=spare)


def _cell(column: ListColumn, row: ListRow) -> str:
    return cell_text(column, row) or presenter.DASH


def _mark(row: ListRow) -> Mark:
    return Mark.MUTED if presenter.is_gone(row.line) else Mark.PLAIN


def _gift_mark(gift: GiftLine) -> Mark:
    if gift.reversed_by or gift.reverses_id:
        return Mark.STRUCK | Mark.MUTED
    return Mark.PLAIN


GIFT_COLUMNS: tuple[Column[GiftLine], ...] = (
    Column("day", N_("Received on"), lambda g: format_day(g.received_on), 11),
    Column(
        "amount",
        N_("Amount"),
        lambda g: format_amount(g.cents),
        10,
        right=True,
        mark=_gift_mark,
    ),
    Column("means", N_("Method"), lambda g: means_words()[g.means], 9, spare=1),
    Column("fund", N_("Fund"), presenter.fund_and_state),
    Column("batch", N_("Batch"), lambda g: g.batch_number, 9, spare=2),
)


def _receipt_mark(line: RegisterLine) -> Mark:
    return Mark.STRUCK | Mark.MUTED if presenter.is_cancelled(line) else Mark.PLAIN


RECEIPT_COLUMNS: tuple[Column[RegisterLine], ...] = (
    Column("number", N_("No."), lambda r: r.number, 11),
    Column("day", N_("Issued on"), lambda r: format_day(r.issued_on), 11),
    Column(
        "amount",
        N_("Amount"),
        lambda r: format_amount(r.cents),
        10,
        right=True,
        mark=_receipt_mark,
    ),
    Column("state", N_("State"), presenter.receipt_state),
)

HISTORY_COLUMNS: tuple[Column[Moment], ...] = (
    Column("when", N_("When"), lambda r: r.day, 11),
    Column("who", N_("Who"), lambda r: r.who, 9, spare=1),
    Column("what", N_("What"), lambda r: r.what, 14),
    Column("change", N_("Content"), lambda r: r.text),
)
