# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The columns of the donors page, and where its list is read."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.donors import number_text
from app.domain.gifts import means_words
from app.kernel.command import Query
from app.kernel.formats import format_day
from app.kernel.i18n import N_
from app.kernel.money import format_amount
from app.ui.kit.lines import Column, Mark
from app.ui.screens.donors import presenter
from app.usecases.donors import DonorIds, DonorLines, Moment
from app.usecases.ports.desk import GiftLine
from app.usecases.ports.people import DonorLine, DonorOrder
from app.usecases.ports.receipts import RegisterLine


@dataclass(frozen=True, slots=True)
class DonorSource:
    """The list of donors whose words begin as ``text`` says, among ``only`` when given."""

    text: str = ""
    only: tuple[int, ...] = ()

    def ids(self, sort: str, *, descending: bool) -> Query["array[int]"]:
        """Return the query for every id."""
        return DonorIds(DonorOrder(sort), descending=descending, text=self.text, only=self.only)

    def lines(self, ids: tuple[int, ...]) -> Query[Sequence[DonorLine]]:
        """Return the query for some rows."""
        return DonorLines(ids)


def _mark(line: DonorLine) -> Mark:
    return Mark.MUTED if presenter.is_gone(line) else Mark.PLAIN


DONOR_COLUMNS: tuple[Column[DonorLine], ...] = (
    Column("name", N_("Name"), presenter.listed_name, sort=DonorOrder.NAME, mark=_mark),
    Column(
        "number", N_("No."), lambda d: number_text(d.number), 14, sort=DonorOrder.NUMBER, spare=2
    ),
    Column("place", N_("Place"), presenter.place, 14, sort=DonorOrder.PLACE, mark=_mark, spare=1),
    Column(
        "last",
        N_("Last gift"),
        lambda d: presenter.day(d.last_on),
        11,
        right=True,
        sort=DonorOrder.LAST_GIFT,
    ),
    Column("total", N_("Total"), presenter.total, 9, right=True, sort=DonorOrder.TOTAL),
)


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
