# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Batches and gifts as rows of lists."""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.domain.batches import BatchKind, batch_number
from app.domain.gifts import (
    GiftDetails,
    GiftForm,
    GiftNature,
    GiftPurpose,
    GiftState,
    Means,
    Tribute,
)
from app.usecases.ports.desk import BatchCounts, GiftLine, Subtotal, Subtotals
from db.tables.campaigns import appeal
from db.tables.desk import deposit, gift, gift_batch
from db.tables.donors import donor
from db.tables.organisation import fund
from db.tables.receipts import tax_receipt, tax_receipt_line
from db.totals import SINGLE
from db.work import Work

_CHUNK = 1000
_POSTED = gift.c.state == GiftState.POSTED.value
_reversal = gift.alias("reversal")
_STANDS = (gift.c.cents > 0, _reversal.c.id.is_(None))
"""Neither a reversal (they alone are negative) nor reversed.

Asking for ``reverses_id IS NULL`` instead would send SQLite through the index of reversals, which
holds every gift.
"""
_live = tax_receipt_line.alias("live")
_payer = donor.alias("payer")
_thanked = donor.alias("thanked")
UNKNOWN = gift.c.donor_id.is_(None) & gift.c.anonymous.is_(False)
"""Somebody is to be found."""
WHOLE = gift.c.part_of_id.is_(None)
"""One line of each payment: its parts are one envelope."""
_LINES, PAYMENTS = sa.func.count(), sa.func.count().filter(WHOLE)


def _named(person: sa.FromClause) -> tuple[sa.ColumnElement[str], ...]:
    return person.c.last_name, person.c.first_name, person.c.organisation_name


_FROM = (
    gift.join(gift_batch, gift_batch.c.id == gift.c.batch_id)
    .join(fund, fund.c.id == gift.c.fund_id)
    .outerjoin(appeal, appeal.c.id == gift.c.appeal_id)
    .outerjoin(donor, donor.c.id == gift.c.donor_id)
    .outerjoin(deposit, deposit.c.id == gift.c.deposit_id)
    .outerjoin(_reversal, _reversal.c.reverses_id == gift.c.id)
    .outerjoin(_live, (_live.c.gift_id == gift.c.id) & _live.c.live.is_(True))
    .outerjoin(tax_receipt, tax_receipt.c.id == _live.c.receipt_id)
    .outerjoin(_payer, _payer.c.id == gift.c.payer_id)
    .outerjoin(_thanked, _thanked.c.id == gift.c.thanked_id)
)

_LINE = sa.select(
    gift,
    gift_batch.c.kind.label("batch_kind"),
    gift_batch.c.year.label("batch_year"),
    gift_batch.c.sequence.label("batch_sequence"),
    donor.c.number.label("donor_number"),
    donor.c.last_name,
    donor.c.first_name,
    donor.c.organisation_name,
    donor.c.postal_code,
    donor.c.city,
    fund.c.name.label("fund_name"),
    sa.func.coalesce(appeal.c.name, "").label("appeal_name"),
    deposit.c.year.label("deposit_year"),
    deposit.c.sequence.label("deposit_sequence"),
    _reversal.c.id.label("reversed_by"),
    tax_receipt.c.year.label("receipt_year"),
    tax_receipt.c.sequence.label("receipt_sequence"),
    *(column.label(f"payer_{column.name}") for column in _named(_payer)),
    *(column.label(f"thanked_{column.name}") for column in _named(_thanked)),
).select_from(_FROM)


class GiftQueries:
    """The reading side of gifts."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work

    def _lines(self, statement: sa.Select[Any]) -> list[GiftLine]:
        return [_gift_line(row) for row in self._work.connection.execute(statement)]

    def of_batch(self, batch_id: int, limit: int | None) -> list[GiftLine]:
        """Return the rows of a batch, the newest first."""
        mine = _LINE.where(gift.c.batch_id == batch_id)
        return self._lines(mine.order_by(gift.c.position.desc()).limit(limit))

    def of_donor(self, donor_id: int, limit: int | None) -> list[GiftLine]:
        """Return the rows of a donor, the newest first."""
        mine = _LINE.where(gift.c.donor_id == donor_id)
        return self._lines(mine.order_by(gift.c.received_on.desc(), gift.c.id.desc()).limit(limit))

    def of_deposit(self, deposit_id: int) -> list[GiftLine]:
        """Return the rows of a deposit in the order keyed."""
        mine = _LINE.where(gift.c.deposit_id == deposit_id)
        return self._lines(mine.order_by(gift.c.batch_id, gift.c.position))

    def unidentified(self) -> list[GiftLine]:
        """Return posted gifts that wait for a donor and were not reversed."""
        waiting = _LINE.where(_POSTED, UNKNOWN, *_STANDS)
        return self._lines(waiting.order_by(gift.c.id))

    def on_hand(self) -> list[GiftLine]:
        """Return what was kept for a later deposit, stands and has none, the oldest first."""
        waiting = _LINE.where(gift.c.kept.is_(True), gift.c.deposit_id.is_(None), _POSTED, *_STANDS)
        return self._lines(waiting.order_by(gift.c.id))

    def same_cheque(
        self, cheque_number: str, cheque_bank: str, since: date, drawers: Sequence[int] = ()
    ) -> list[GiftLine]:
        """Return gifts paid by a cheque of this number, of this bank or by these donors."""
        same = _LINE.where(
            gift.c.cheque_number == cheque_number,
            gift.c.cheque_number != sa.literal_column("''"),  # as the index says it
            (gift.c.cheque_bank == cheque_bank) | gift.c.donor_id.in_(drawers),
            gift.c.received_on >= since,
            *_STANDS,
        )
        return self._lines(same.order_by(gift.c.id.desc()))

    def ids(self, year: int | None) -> "array[int]":
        """Return the ids of posted gifts, the newest first."""
        wanted = sa.select(gift.c.id).where(_POSTED, *_in_year(year))
        ordered = wanted.order_by(gift.c.received_on.desc(), gift.c.id.desc())
        return self._work.ids(ordered)

    def lines(self, ids: Sequence[int]) -> list[GiftLine]:
        """Return the rows of these ids, in the order asked."""
        found = self._lines(_LINE.where(gift.c.id.in_(ids))) if ids else []
        by_id = {line.id: line for line in found}
        return [by_id[i] for i in ids if i in by_id]

    def stream(self, year: int | None) -> Iterator[GiftLine]:
        """Yield posted gifts by day then id, in bounded memory."""
        return self.posted(*_in_year(year))

    def posted(self, *rules: sa.ColumnElement[bool]) -> Iterator[GiftLine]:
        """Yield the posted gifts these conditions hold of, by day then id, in bounded memory."""
        ordered = _LINE.where(_POSTED, *rules).order_by(gift.c.received_on, gift.c.id)
        rows = self._work.connection.execute(ordered, execution_options={"yield_per": _CHUNK})
        for row in rows:
            yield _gift_line(row)

    def by_month(self, year: int) -> list[tuple[int, int]]:
        """Return (count, cents) of posted gifts for the twelve months of ``year``."""
        month = sa.cast(sa.extract("month", gift.c.received_on), sa.Integer)
        summed = (
            sa.select(month, SINGLE, sa.func.sum(gift.c.cents))
            .where(_POSTED, *_in_year(year))
            .group_by(month)
        )
        found = {
            row[0]: (int(row[1]), int(row[2])) for row in self._work.connection.execute(summed)
        }
        return [found.get(number, (0, 0)) for number in range(1, 13)]

    def sum_between(self, first: date, last: date) -> tuple[int, int]:
        """Return (count, cents) of posted gifts received from ``first`` to ``last``."""
        within = gift.c.received_on.between(first, last)
        summed = sa.select(SINGLE, sa.func.sum(gift.c.cents)).where(_POSTED, within)
        count, cents = self._work.connection.execute(summed).one()
        return int(count or 0), int(cents or 0)


class BatchQueries:
    """The reading side of batches."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work

    def subtotals(self, batch_id: int) -> Subtotals:
        """Count and sum the parts of a batch."""
        year = sa.cast(sa.extract("year", gift.c.received_on), sa.Integer)
        return Subtotals(
            by_fund=self._parts(batch_id, fund.c.name),
            by_means=self._parts(batch_id, gift.c.means, PAYMENTS),
            by_year=self._parts(batch_id, year, PAYMENTS),
        )

    def _parts(
        self,
        batch_id: int,
        label: sa.ColumnElement[Any],
        counted: sa.ColumnElement[int] = _LINES,
    ) -> list[Subtotal]:
        statement = (
            sa.select(label, counted, sa.func.sum(gift.c.cents))
            .select_from(gift.join(fund, fund.c.id == gift.c.fund_id))
            .where(gift.c.batch_id == batch_id)
            .group_by(label)
            .order_by(label)
        )
        rows = self._work.connection.execute(statement)
        return [Subtotal(str(row[0]), row[1], int(row[2])) for row in rows]

    def counts(self, batch_id: int, large_cents: int) -> BatchCounts:
        """Count the lines that deserve a word before the batch is posted."""
        givers = (
            sa.select(gift.c.donor_id)
            .where(gift.c.batch_id == batch_id, gift.c.donor_id.is_not(None))
            .distinct()
            .subquery("givers")
        )
        elsewhere = sa.exists().where(
            gift.c.donor_id == givers.c.donor_id, gift.c.batch_id != batch_id
        )
        first = sa.select(sa.func.count()).select_from(givers).where(~elsewhere)
        counted = sa.select(
            sa.func.count().filter(UNKNOWN, WHOLE),
            sa.func.count().filter(gift.c.cents >= large_cents),
            first.scalar_subquery(),
        ).where(gift.c.batch_id == batch_id)
        unidentified, large, first_gifts = self._work.connection.execute(counted).one()
        return BatchCounts(unidentified, large, first_gifts, self._unusual(batch_id))

    def _unusual(self, batch_id: int) -> Counter[str]:
        mine = sa.select(gift.c.unusual, sa.func.count()).where(
            gift.c.batch_id == batch_id, WHOLE, gift.c.unusual != ""
        )
        codes: Counter[str] = Counter()
        for told, count in self._work.connection.execute(mine.group_by(gift.c.unusual)):
            for code in told.split():
                codes[code] += count
        return codes


def _in_year(year: int | None) -> tuple[sa.ColumnElement[bool], ...]:
    if year is None:
        return ()
    return gift.c.received_on >= date(year, 1, 1), gift.c.received_on <= date(year, 12, 31)


def _gift_line(row: Any) -> GiftLine:  # noqa: ANN401 - a row of any select
    deposited = row.deposit_year is not None
    receipted = row.receipt_year is not None
    return GiftLine(
        id=row.id,
        batch_id=row.batch_id,
        batch_number=batch_number(BatchKind(row.batch_kind), row.batch_year, row.batch_sequence),
        position=row.position,
        donor_id=row.donor_id,
        donor_number=row.donor_number,
        donor_name=_full(row.organisation_name, row.last_name, row.first_name),
        postal_code=row.postal_code or "",
        city=row.city or "",
        cents=row.cents,
        received_on=row.received_on,
        means=Means(row.means),
        cheque_number=row.cheque_number,
        cheque_bank=row.cheque_bank,
        fund_id=row.fund_id,
        fund_name=row.fund_name,
        appeal_name=row.appeal_name,
        clue=row.clue,
        state=GiftState(row.state),
        reverses_id=row.reverses_id,
        reversed_by=row.reversed_by,
        corrects_id=row.corrects_id,
        deposit_number=f"{row.deposit_year}-{row.deposit_sequence:03d}" if deposited else "",
        receipt_number=f"{row.receipt_year}-{row.receipt_sequence:06d}" if receipted else "",
        foreign_receipt=row.foreign_receipt,
        version=row.version,
        kept=row.kept,
        cheque_dated_on=row.cheque_dated_on,
        anonymous=row.anonymous,
        part_of_id=row.part_of_id,
        details=_details(row),
        payer_name=_person(row, "payer"),
        thanked_name=_person(row, "thanked"),
        unusual=row.unusual,
    )


def _person(row: Any, who: str) -> str:  # noqa: ANN401 - a row of any select
    told = row._mapping  # noqa: SLF001 - SQLAlchemy's own name for the columns by name
    names = (told[f"{who}_{name}"] for name in ("organisation_name", "last_name", "first_name"))
    return _full(*names)


def _full(organisation: str | None, last: str | None, first: str | None) -> str:
    return (organisation or f"{(last or '').upper()} {first or ''}").strip()


def _details(row: Any) -> GiftDetails:  # noqa: ANN401 - a row of any select
    return GiftDetails(
        nature=GiftNature(row.nature),
        form=GiftForm(row.form),
        purpose=GiftPurpose(row.purpose),
        benefit_cents=row.benefit_cents,
        tribute=Tribute(row.tribute),
        tribute_name=row.tribute_name,
        payer_id=row.payer_id,
        thanked_id=row.thanked_id,
        description=row.description,
        units=row.units,
        valued_on=row.valued_on,
    )
