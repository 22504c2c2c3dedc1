# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A fiscal year before it is closed: what it holds, what is still to be looked at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.accounting import (
    FiscalYear,
    FundYear,
    first_day,
    year_ending_before,
    year_holding,
)
from app.domain.batches import BatchState, batch_number
from app.domain.deposits import DepositState
from app.domain.organisation import Fund
from app.kernel.command import Query, handles
from app.kernel.formats import format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.context import Context
from app.usecases.exports.books import Booked
from app.usecases.exports.controls import Told, controls
from app.usecases.exports.package import Period, first_on, read_told, refuse_elsewhere
from app.usecases.exports.sheets import unreceipted
from app.usecases.ports import UnitOfWork
from app.usecases.ports.batches import BatchFilter


@dataclass(frozen=True, slots=True)
class YearLine:
    """A fiscal year as a row.

    Attributes:
        kept: As it was closed once, or None.
        over: Whether its last day is past.
    """

    first_on: date
    last_on: date
    kept: FiscalYear | None
    over: bool

    @property
    def closed(self) -> bool:
        """Whether it is closed now."""
        return self.kept is not None and self.kept.closed


def year_words(line: YearLine) -> str:
    """Tell in a few words whether a year is closed."""
    if line.kept is not None and line.closed:
        message = _("Closed on {day} by {who}")
        return message.format(day=format_day(line.kept.closed_on), who=line.kept.closed_by)
    if line.kept is not None:
        return _("Opened again: {reason}").format(reason=line.kept.reason)
    return _("To be closed") if line.over else _("Running")


@dataclass(frozen=True, slots=True)
class ListYears(Query[Sequence[YearLine]]):
    """Tell the fiscal years: closed ones, then those that are open, the latest first."""


@handles(ListYears)
def list_years(_query: ListYears, ctx: Context) -> Sequence[YearLine]:
    """Return them, to the one that runs.

    Raises:
        Refused: When the law is not that of French associations.
    """
    refuse_elsewhere(ctx.uow)
    today, month = ctx.clock.today(), ctx.uow.organisation.get().closing_month
    kept = {year.last_on: year for year in ctx.uow.years.all()}
    last = year_holding(ctx.uow.years.open_from() or _oldest(ctx, month), month)
    ends = set(kept)
    while last <= year_holding(today, month):
        ends.add(last)
        last = year_holding(last + timedelta(days=1), month)
    return [
        YearLine(first_on(ctx.uow, end), end, kept.get(end), end < today)
        for end in sorted(ends, reverse=True)
    ]


_YEARS_SHOWN = 6


def _oldest(ctx: Context, month: int) -> date:
    """Return a day of the first open year: that of the first batch, not too long ago."""
    today = ctx.clock.today()
    before = first_day(year_ending_before(today, month))
    years = [year for year in ctx.uow.batches.years() if year > today.year - _YEARS_SHOWN]
    return min([date(year, 1, 1) for year in years] + [before])


@dataclass(frozen=True, slots=True)
class YearCheck:
    """Something to look at before a year is closed.

    Attributes:
        sentence: What was found, and what may be done.
        screen: Where it is looked at, a code of the catalogue of screens.
        stops: The year cannot be closed as long as it is so.
    """

    code: str
    sentence: str
    screen: str
    stops: bool = False


@dataclass(frozen=True, slots=True)
class FundLine:
    """A restricted fund in a year, with the name of the fund."""

    fund: Fund
    year: FundYear
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class YearReview:
    """A fiscal year as it stands.

    Attributes:
        gifts, cents: What is booked in it.
        checks: What is to be looked at; empty when all is well.
        funds: Its restricted funds; what was spent of them is to be typed.
    """

    line: YearLine
    gifts: int
    cents: int
    checks: Sequence[YearCheck]
    funds: Sequence[FundLine]

    @property
    def closable(self) -> bool:
        """Whether nothing stops it from being closed."""
        return not self.line.closed and not any(one.stops for one in self.checks)


@dataclass(frozen=True, slots=True)
class ReviewYear(Query[YearReview]):
    """Tell what a fiscal year holds, and what is still to be looked at.

    Attributes:
        last_on: Its last day.
    """

    last_on: date


@handles(ReviewYear)
def review_year(query: ReviewYear, ctx: Context) -> YearReview:
    """Return it from one reading of the books.

    Raises:
        Refused: When the law is not that of French associations.
    """
    refuse_elsewhere(ctx.uow)
    first = first_on(ctx.uow, query.last_on)
    told = read_told(Period(first=first, last=query.last_on), ctx.uow)
    kept = ctx.uow.years.ending(query.last_on)
    today = ctx.clock.today()
    line = YearLine(first, query.last_on, kept, query.last_on < today)
    return YearReview(
        line=line,
        gifts=len(told.books.booked),
        cents=sum(one.line.cents for one in told.books.booked),
        checks=() if line.closed else tuple(year_checks(told, ctx.uow, today)),
        funds=fund_lines(told, kept, ctx.uow),
    )


def fund_lines(told: Told, kept: FiscalYear | None, uow: UnitOfWork) -> list[FundLine]:
    """Return the restricted funds of a year: what was left is what the year before it left."""
    funds = {fund.id: fund for fund in told.funds}
    mine = {one.fund_id: one for one in uow.years.funds(kept.id)} if kept else {}
    before = uow.years.ending(told.books.first - timedelta(days=1))
    left = {one.fund_id: one.closing_cents for one in uow.years.funds(before.id)} if before else {}
    lines = []
    for one in told.restricted:
        was = mine.get(one.fund_id, one)
        year = FundYear(
            fund_id=one.fund_id,
            opening_cents=left.get(one.fund_id, was.opening_cents),
            received_cents=one.received_cents,
            used_cents=was.used_cents,
        )
        if funds[one.fund_id].active or year.opening_cents or year.received_cents:
            lines.append(FundLine(funds[one.fund_id], year, one.fund_id not in left))
    return lines


def year_checks(told: Told, uow: UnitOfWork, today: date) -> Iterator[YearCheck]:
    """Yield what is to be looked at before a year is closed; what stops it comes first."""
    yield from _stops(told, uow, today)
    yield from _drafts(told, uow)
    yield from _on_the_way(told)
    yield from _gifts(told)


def _stops(told: Told, uow: UnitOfWork, today: date) -> Iterator[YearCheck]:
    books = told.books
    if books.last >= today:
        message = _("The year ends on {day}: it is closed from the day after.")
        yield YearCheck(
            "running", message.format(day=format_day(books.last)), "accounting", stops=True
        )
    open_from = uow.years.open_from()
    if open_from is not None and open_from < books.first:
        message = _("The year before it is still open: close that which begins on {day} first.")
        yield YearCheck(
            "order", message.format(day=format_day(open_from)), "accounting", stops=True
        )
    if open_from is not None and open_from > books.first:
        message = _("The years to {day} are closed: this one is older than what was closed.")
        day = format_day(open_from - timedelta(days=1))
        yield YearCheck("older", message.format(day=day), "accounting", stops=True)
    for control in controls(told):
        if not control.ok:
            gap = format_amount(control.left_cents - control.right_cents)
            message = _("This control differs by {gap}: {name}. Have the dossier examined.")
            sentence = message.format(gap=gap, name=control.name)
            yield YearCheck("control", sentence, "exports", stops=True)


def _drafts(told: Told, uow: UnitOfWork) -> Iterator[YearCheck]:
    ids = uow.batches.ids(BatchFilter(state=BatchState.DRAFT))
    late = [one for one in uow.batches.lines(list(ids)) if one.received_on <= told.books.last]
    if late:
        message = ngettext(
            "{count} batch of the year is not posted: {numbers}. Posted after the closing, its "
            "gifts are booked in the next year.",
            "{count} batches of the year are not posted: {numbers}. Posted after the closing, "
            "their gifts are booked in the next year.",
            len(late),
        )
        numbers = ", ".join(batch_number(one.kind, one.year, one.sequence) for one in late)
        sentence = message.format(count=len(late), numbers=numbers)
        yield YearCheck("drafts", sentence, "batches")


def _on_the_way(told: Told) -> Iterator[YearCheck]:
    deposits = told.books.deposits
    kept = {DepositState.BANKED, DepositState.RECONCILED}
    away = [one for one in deposits if one.state not in kept]
    if away:
        message = ngettext(
            "{count} deposit is not noted as taken to the bank: {numbers}. It stays booked on the "
            "day it was made.",
            "{count} deposits are not noted as taken to the bank: {numbers}. They stay booked on "
            "the day they were made.",
            len(away),
        )
        numbers = ", ".join(one.number for one in away)
        sentence = message.format(count=len(away), numbers=numbers)
        yield YearCheck("deposits", sentence, "deposits")
    for one in deposits:
        if one.difference_cents:
            message = _("Deposit {number}: the bank credited {gap} of difference.")
            gap = format_amount(one.difference_cents)
            sentence = message.format(number=one.number, gap=gap)
            yield YearCheck("difference", sentence, "deposits")
    if told.books.on_hand:
        message = ngettext(
            "{count} gift of {amount} is on hand on the last day, not yet at the bank.",
            "{count} gifts of {amount} in all are on hand on the last day, not yet at the bank.",
            len(told.books.on_hand),
        )
        yield YearCheck("on_hand", _counted(message, told.books.on_hand), "deposits")


def _gifts(told: Told) -> Iterator[YearCheck]:
    received = told.books.received
    unknown = [one for one in received if one.line.donor_id is None and not one.line.anonymous]
    if unknown:
        message = ngettext(
            "{count} gift of {amount} is still to be identified.",
            "{count} gifts of {amount} in all are still to be identified.",
            len(unknown),
        )
        yield YearCheck("unknown", _counted(message, unknown), "batches")
    without = unreceipted(told)
    if without:
        message = ngettext(
            "{count} gift of {amount} gives right to a tax receipt and has none yet.",
            "{count} gifts of {amount} in all give right to a tax receipt and have none yet.",
            len(without),
        )
        yield YearCheck("receipts", _counted(message, without), "receipts")


def _counted(message: str, some: Sequence[Booked]) -> str:
    cents = sum(one.line.cents for one in some)
    return message.format(count=len(some), amount=format_amount(cents))
