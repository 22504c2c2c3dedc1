# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fiscal years, restricted funds in them, accounts of the association's own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import sqlalchemy as sa

from app.domain.accounting import FiscalYear, FundYear, LedgerRule
from app.domain.batches import BatchKind, BatchState
from app.domain.deposits import CARRIED, DepositState
from app.domain.gifts import GiftState, Means
from app.usecases.ports.accounting import Written
from app.usecases.ports.desk import GiftLine
from db.mapping import Mapper
from db.queries.desk import GiftQueries
from db.repos.base import Repo
from db.tables.accounting import fiscal_year, fund_year, ledger_rule
from db.tables.desk import deposit, gift, gift_batch

_CORRECTION = gift_batch.c.kind == BatchKind.CORRECTION.value
_WRITTEN = _CORRECTION | gift_batch.c.open_from.is_not(None)
"""The day such a batch was written decides on the day its gifts are booked."""
_DEPOSITED_ON = sa.func.coalesce(deposit.c.booked_on, deposit.c.banked_on, deposit.c.made_on)


def _settled(first: date) -> sa.ColumnElement[bool]:
    """Return the condition on a gift that it came before a day, went to the bank, and stands."""
    contrary = gift.alias("contrary")
    reversed_ = sa.exists().where(contrary.c.reverses_id == gift.c.id).correlate(gift)
    mine = deposit.c.id == gift.c.deposit_id
    banked = sa.exists().where(mine, first > _DEPOSITED_ON).correlate(gift)
    plain = sa.exists().where(gift_batch.c.id == gift.c.batch_id, ~_WRITTEN).correlate(gift)
    return (gift.c.received_on < first) & banked & plain & ~reversed_


class _FundYearRepo(Repo[FundYear]):
    mapper = Mapper(FundYear, fund_year)
    room = "accounting"

    def of_year(self, year_id: int) -> list[FundYear]:
        return self._many(
            self._select().where(fund_year.c.year_id == year_id).order_by(fund_year.c.fund_id)
        )


class SqlYearRepo(Repo[FiscalYear]):
    """Fiscal years that were closed."""

    mapper = Mapper(FiscalYear, fiscal_year)
    room = "accounting"

    def all(self) -> list[FiscalYear]:
        """Return those closed once, the latest first."""
        return self._many(self._select().order_by(fiscal_year.c.last_on.desc()))

    def ending(self, last_on: date) -> FiscalYear | None:
        """Return the one that ends on a day."""
        return self._one(self._select().where(fiscal_year.c.last_on == last_on))

    def open_from(self) -> date | None:
        """Return the day after the last closed year."""
        closed = sa.select(sa.func.max(fiscal_year.c.last_on)).where(fiscal_year.c.closed)
        last: date | None = self._work.connection.execute(closed).scalar()
        return None if last is None else last + timedelta(days=1)

    def kept_from(self) -> date | None:
        """Return the first day of the first year."""
        first: date | None = self._work.connection.execute(
            sa.select(sa.func.min(fiscal_year.c.first_on))
        ).scalar()
        return first

    def written(self) -> Mapping[int, Written]:
        """Return when corrections, and what came after a closing, were written."""
        column = gift_batch.c
        statement = sa.select(
            column.id, column.kind, column.received_on, column.posted_at, column.open_from
        ).where(
            column.state == BatchState.POSTED.value, _CORRECTION | column.open_from.is_not(None)
        )
        written = {}
        for batch_id, kind, received_on, posted_at, open_from in self._work.connection.execute(
            statement
        ):
            corrects = kind == BatchKind.CORRECTION.value
            day = received_on if corrects else posted_at.date()
            written[batch_id] = Written(day, open_from, corrects)
        return written

    def closed_gifts(self, batch_id: int) -> sa.ColumnElement[bool]:
        """Return the condition on a gift of a posted batch that a closed year counts it."""
        closed = [(year.first_on, year.last_on) for year in self.all() if year.closed]
        day = gift.c.received_on
        own = sa.or_(sa.false(), *(day.between(first, last) for first, last in closed))
        written, kept_from = self.written().get(batch_id), self.kept_from()
        if written is None or written.open_from is None or kept_from is None:
            return own
        late = day.between(kept_from, written.open_from - timedelta(days=1))
        booked = max(written.open_from, written.posted_on)
        counted = any(first <= booked <= last for first, last in closed)
        return (late & sa.literal(counted)) | (~late & own)

    def gifts(self, first: date, last: date) -> Iterator[GiftLine]:
        """Yield what the books of a period need, by day: all but what was settled before it."""
        carried = gift.c.means.in_([means.value for means in CARRIED])
        written = gift.c.batch_id.in_(sa.select(gift_batch.c.id).where(_WRITTEN))
        needed = (gift.c.received_on >= first) | written | (carried & ~_settled(first))
        return GiftQueries(self._work).posted(gift.c.received_on <= last, needed)

    def settled_before(self, first: date) -> Mapping[Means, int]:
        """Sum the carried gifts that came and went to the bank before a day, for good."""
        statement = (
            sa.select(gift.c.means, sa.func.sum(gift.c.cents))
            .where(gift.c.state == GiftState.POSTED.value, _settled(first))
            .group_by(gift.c.means)
        )
        rows = self._work.connection.execute(statement)
        return {Means(means): int(cents) for means, cents in rows}

    def freeze(self, last_on: date) -> None:
        """Keep the day of each deposit booked to a day."""
        column = deposit.c
        day = sa.func.coalesce(column.banked_on, column.made_on)
        self._work.connection.execute(
            deposit.update()
            .where(
                column.booked_on.is_(None),
                column.state != DepositState.CANCELLED.value,
                day <= last_on,
            )
            .values(booked_on=day)
        )
        self._work.touch("deposits", 0)

    def thaw(self) -> None:
        """Forget the days kept after the last closed year; all of them when none is closed."""
        column, first_on = deposit.c.booked_on, self.open_from()
        kept = column.is_not(None) if first_on is None else column >= first_on
        self._work.connection.execute(deposit.update().where(kept).values(booked_on=None))
        self._work.touch("deposits", 0)

    def funds(self, year_id: int) -> Sequence[FundYear]:
        """Return the restricted funds in a year."""
        return _FundYearRepo(self._work).of_year(year_id)

    def keep_funds(self, year_id: int, told: Sequence[FundYear]) -> None:
        """Write them in place of those there are."""
        repo = _FundYearRepo(self._work)
        before = {one.fund_id: one for one in repo.of_year(year_id)}
        for one in told:
            was = before.get(one.fund_id)
            if was is None:
                repo.add(replace(one, year_id=year_id))
            else:
                repo.save(replace(one, id=was.id, version=was.version, year_id=year_id))


class SqlLedgerRuleRepo(Repo[LedgerRule]):
    """What the association books under accounts of its own."""

    mapper = Mapper(LedgerRule, ledger_rule)
    room = "accounting"

    def all(self) -> list[LedgerRule]:
        """Return the rules."""
        return self._many(self._select().order_by(ledger_rule.c.subject, ledger_rule.c.key))
