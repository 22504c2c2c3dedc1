# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gift desk: batches, gifts, deposits."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from statistics import median

import sqlalchemy as sa

from app.domain.batches import BatchKind, BatchTotals, GiftBatch, Lease, compare_parts
from app.domain.deposits import BankDeposit, Correcting
from app.domain.gifts import Gift, GiftReturn, GiftState, Means
from app.usecases.ports.batches import BatchFilter
from app.usecases.ports.desk import (
    BatchCounts,
    BatchLine,
    DepositLine,
    GiftLine,
    ReturnLine,
    Subtotals,
)
from db.mapping import Mapper
from db.prepared import Prepared
from db.queries.batches import (
    batch_ids,
    batch_lines,
    batch_owners,
    batch_years,
    posted_before,
)
from db.queries.deposits import corrections_of, deposit_lines, return_lines
from db.queries.desk import BatchQueries, GiftQueries
from db.repos.base import Repo
from db.repos.gifts import GiftEvidence
from db.tables.desk import batch_lease, deposit, gift, gift_batch, gift_return
from db.work import Work

SERIES = {BatchKind.CORRECTION: "C", BatchKind.IMPORT: "I"}
_CHUNK = 500
_HOLD = Prepared(
    sa.select(gift_batch.c.id)
    .where(gift_batch.c.id == sa.bindparam("id"))
    .with_for_update(key_share=True)
)
_LEASED = tuple(batch_lease.c.keys())
_MINE = batch_lease.c.batch_id == sa.bindparam("id")
_LEASE = Prepared(sa.select(batch_lease).where(_MINE))
_RENEW = Prepared(batch_lease.update().where(_MINE), _LEASED)
_GRANT = Prepared(batch_lease.insert(), _LEASED)
_END = Prepared(batch_lease.delete().where(_MINE))
_LAST_POSITION = Prepared(
    sa.select(sa.func.max(gift.c.position)).where(gift.c.batch_id == sa.bindparam("batch"))
)
_HABIT = 12
"""How many of a donor's last gifts make the habit."""


class SqlBatchRepo(Repo[GiftBatch]):
    """Gift batches."""

    mapper = Mapper(GiftBatch, gift_batch)
    room = "batches"

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        super().__init__(work)
        self._queries = BatchQueries(work)

    def hold(self, batch_id: int) -> GiftBatch:
        """Return one once nobody else writes in it; SQLite has no other writer anyway."""
        if self._work.on_postgresql:
            _HOLD.first(self._work.connection, id=batch_id)
        return self.get(batch_id)

    def by_number(self, number: str) -> GiftBatch | None:
        """Return the one written ``2026-014``, ``2026-C03`` or ``2026-I02``."""
        year, _dash, rest = number.strip().upper().partition("-")
        series = rest[:1] if rest[:1] in SERIES.values() else ""
        sequence = rest.removeprefix(series)
        if not (year.isdecimal() and sequence.isdecimal()):
            return None
        table = gift_batch.c
        return self._one(
            self._select().where(
                table.year == int(year),
                table.series == series,
                table.sequence == int(sequence),
            )
        )

    def add(self, value: GiftBatch) -> GiftBatch:
        """Write a new one under the next number of its year and kind."""
        series = SERIES.get(value.kind, "")
        last = self._work.connection.execute(
            sa.select(sa.func.max(gift_batch.c.sequence)).where(
                gift_batch.c.year == value.year, gift_batch.c.series == series
            )
        ).scalar()
        return super().add(replace(value, sequence=(last or 0) + 1))

    def _extra(self, value: GiftBatch) -> dict[str, object]:
        return {"series": SERIES.get(value.kind, "")}

    def save_partial(self, batch_id: int, partial: str) -> None:
        """Keep the half-typed line, without a new version and without trail."""
        self._work.connection.execute(
            gift_batch.update().where(gift_batch.c.id == batch_id).values(partial=partial)
        )

    def lease(self, batch_id: int) -> Lease | None:
        """Return where it is open, or None."""
        row = _LEASE.first(self._work.connection, id=batch_id)
        return None if row is None else Lease(**dict(zip(_LEASED, row, strict=True)))

    def keep_lease(self, lease: Lease) -> None:
        """Write down where it is open, in place of what was there."""
        row = {name: getattr(lease, name) for name in _LEASED}
        if not _RENEW.count(self._work.connection, id=lease.batch_id, **row):
            _GRANT.count(self._work.connection, **row)
            self._work.touch(self.room, lease.batch_id)

    def end_lease(self, batch_id: int) -> None:
        """Forget where it is open."""
        if _END.count(self._work.connection, id=batch_id):
            self._work.touch(self.room, batch_id)

    def totals(self, batch: GiftBatch) -> BatchTotals:
        """Count and sum what it holds."""
        payments = sa.func.count().filter(gift.c.part_of_id.is_(None))
        held = sa.select(payments, sa.func.coalesce(sa.func.sum(gift.c.cents), 0)).where(
            gift.c.batch_id == batch.id
        )
        count, cents = self._work.connection.execute(held).one()
        return BatchTotals(
            count,
            int(cents),
            batch.expected_count,
            batch.expected_total_cents,
            compare_parts(batch.parts, self._by_means(batch)),
        )

    def _by_means(self, batch: GiftBatch) -> list[tuple[Means, int, int]]:
        if not batch.expected_parts:
            return []
        by_means = self._queries.subtotals(batch.id).by_means
        return [(Means(part.label), part.gifts, part.cents) for part in by_means]

    def subtotals(self, batch_id: int) -> Subtotals:
        """Count and sum its parts."""
        return self._queries.subtotals(batch_id)

    def counts(self, batch_id: int, large_cents: int) -> BatchCounts:
        """Count the lines that deserve a word before it is posted."""
        return self._queries.counts(batch_id, large_cents)

    def ids(self, wanted: BatchFilter) -> "array[int]":
        """Return the ids of the batches wanted, the latest first."""
        return batch_ids(self._work, wanted)

    def lines(self, ids: Sequence[int]) -> Sequence[BatchLine]:
        """Return the rows of these ids, in the order asked."""
        return batch_lines(self._work, ids)

    def years(self) -> Sequence[int]:
        """Return the years that have batches, the latest first."""
        return batch_years(self._work)

    def owners(self) -> Sequence[str]:
        """Return the names of those who answer for batches."""
        return batch_owners(self._work)

    def posted_before(self, batch: GiftBatch) -> int | None:
        """Return the last posted batch of the same kind."""
        return posted_before(self._work, batch)


class SqlGiftRepo(GiftEvidence):
    """Gifts."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        super().__init__(work)
        self._queries = GiftQueries(work)

    def add(self, value: Gift) -> Gift:
        """Write a new one at the end of its batch."""
        last = _LAST_POSITION.first(self._work.connection, batch=value.batch_id)
        self._work.touch("batches", value.batch_id)
        return super().add(replace(value, position=1 + (last[0] or 0 if last else 0)))

    def save(self, value: Gift) -> Gift:
        """Write a changed one."""
        self._work.touch("batches", value.batch_id)
        return super().save(value)

    def of_batch(self, batch_id: int) -> list[Gift]:
        """Return the gifts of a batch in the order keyed."""
        mine = self._select().where(gift.c.batch_id == batch_id)
        return self._many(mine.order_by(gift.c.position))

    def post_batch(self, batch_id: int) -> None:
        """Make every draft line of a batch posted."""
        self._work.connection.execute(
            gift.update()
            .where(gift.c.batch_id == batch_id)
            .values(state=GiftState.POSTED.value, version=gift.c.version + 1)
        )
        self._work.touch("gifts")

    def set_deposit(self, gift_ids: Sequence[int], deposit_id: int) -> None:
        """Put posted gifts on a deposit."""
        put = gift.update().values(deposit_id=deposit_id, version=gift.c.version + 1)
        for start in range(0, len(gift_ids), _CHUNK):
            chunk = gift_ids[start : start + _CHUNK]
            self._work.connection.execute(put.where(gift.c.id.in_(chunk)))
        self._work.touch("gifts")

    def release(self, deposit_id: int) -> None:
        """Put the gifts of a deposit on hand again, and what corrected them by the same means."""
        freed = gift.update().values(kept=True, deposit_id=None, version=gift.c.version + 1)
        mine = sa.select(gift.c.id).where(gift.c.deposit_id == deposit_id)
        asked = list(self._work.connection.execute(mine).scalars())
        before = gift.alias("before")
        while asked:
            after: list[int] = []
            for start in range(0, len(asked), _CHUNK):
                chunk = asked[start : start + _CHUNK]
                self._work.connection.execute(freed.where(gift.c.id.in_(chunk)))
                corrected = (
                    sa.select(gift.c.id)
                    .join(before, before.c.id == gift.c.corrects_id)
                    .where(before.c.id.in_(chunk), before.c.means == gift.c.means)
                )
                after += self._work.connection.execute(corrected).scalars()
            asked = after
        self._work.touch("gifts")

    def keep(self, gift_ids: Sequence[int]) -> None:
        """Mark posted gifts as kept for a later deposit."""
        mark = gift.update().values(kept=True, version=gift.c.version + 1)
        for start in range(0, len(gift_ids), _CHUNK):
            chunk = gift_ids[start : start + _CHUNK]
            self._work.connection.execute(mark.where(gift.c.id.in_(chunk)))
        self._work.touch("gifts")

    def on_hand(self) -> Sequence[GiftLine]:
        """Return what was kept for a later deposit and has none yet, the oldest first."""
        return self._queries.on_hand()

    def reversal_of(self, gift_id: int) -> Gift | None:
        """Return the gift that reverses this one."""
        return self._one(self._select().where(gift.c.reverses_id == gift_id))

    def batch_lines(self, batch_id: int, limit: int | None = None) -> Sequence[GiftLine]:
        """Return the rows of a batch, the newest first."""
        return self._queries.of_batch(batch_id, limit)

    def donor_lines(self, donor_id: int, limit: int | None = None) -> Sequence[GiftLine]:
        """Return the rows of a donor, the newest first."""
        return self._queries.of_donor(donor_id, limit)

    def deposit_lines(self, deposit_id: int) -> Sequence[GiftLine]:
        """Return the rows of a deposit in the order keyed."""
        return self._queries.of_deposit(deposit_id)

    def unidentified(self) -> Sequence[GiftLine]:
        """Return posted gifts that wait for a donor."""
        return self._queries.unidentified()

    def ids(self, *, year: int | None = None) -> "array[int]":
        """Return the ids of posted gifts, the newest first."""
        return self._queries.ids(year)

    def lines(self, ids: Sequence[int]) -> Sequence[GiftLine]:
        """Return the rows of these ids, in the order asked."""
        return self._queries.lines(ids)

    def stream(self, *, year: int | None = None) -> Iterator[GiftLine]:
        """Yield posted gifts by day then id, in bounded memory."""
        return self._queries.stream(year)

    def by_month(self, year: int) -> Sequence[tuple[int, int]]:
        """Return (count, cents) for the twelve months of ``year``."""
        return self._queries.by_month(year)

    def sum_between(self, first: date, last: date) -> tuple[int, int]:
        """Return (count, cents) of posted gifts received from ``first`` to ``last``."""
        return self._queries.sum_between(first, last)

    def any_keyed(self) -> bool:
        """Tell whether a gift was ever keyed, posted or not."""
        return bool(self._work.connection.execute(sa.select(sa.exists(gift.select()))).scalar())

    def usual_cents(self, donor_id: int) -> int | None:
        """Return the median of the donor's last gifts."""
        last = (
            sa.select(sa.func.sum(gift.c.cents))
            .where(
                gift.c.donor_id == donor_id,
                gift.c.state == GiftState.POSTED.value,
                gift.c.cents > 0,
            )
            .group_by(sa.func.coalesce(gift.c.part_of_id, gift.c.id))
            .order_by(sa.func.max(gift.c.received_on).desc())
            .limit(_HABIT)
        )
        amounts = [int(cents) for cents in self._work.connection.execute(last).scalars()]
        return int(median(amounts)) if amounts else None

    def same_cheque(
        self, cheque_number: str, cheque_bank: str, since: date, drawers: Sequence[int] = ()
    ) -> Sequence[GiftLine]:
        """Return gifts paid by a cheque of this number, of this bank or by these donors."""
        return self._queries.same_cheque(cheque_number, cheque_bank, since, drawers)


class SqlDepositRepo(Repo[BankDeposit]):
    """Bank deposits."""

    mapper = Mapper(BankDeposit, deposit)
    room = "deposits"

    def by_number(self, number: str) -> BankDeposit | None:
        """Return the one written ``2026-009``."""
        year, _dash, sequence = number.strip().partition("-")
        if not (year.isdecimal() and sequence.isdecimal()):
            return None
        return self._one(
            self._select().where(deposit.c.year == int(year), deposit.c.sequence == int(sequence))
        )

    def next_sequence(self, year: int) -> int:
        """Return the number the next deposit of the year will bear."""
        last = self._work.connection.execute(
            sa.select(sa.func.max(deposit.c.sequence)).where(deposit.c.year == year)
        ).scalar()
        return (last or 0) + 1

    def add(self, value: BankDeposit) -> BankDeposit:
        """Write a new one under the next number of its year."""
        return super().add(replace(value, sequence=self.next_sequence(value.year)))

    def lines(self, limit: int | None = None) -> Sequence[DepositLine]:
        """Return deposits, the latest first."""
        return deposit_lines(self._work, limit)

    def of_batch(self, batch_id: int) -> list[BankDeposit]:
        """Return the deposits a batch made."""
        mine = self._select().where(deposit.c.batch_id == batch_id)
        return self._many(mine.order_by(deposit.c.id))

    def corrections(self, deposit_id: int) -> Sequence[Correcting]:
        """Return what became of the gifts of a slip that were corrected since."""
        return corrections_of(self._work, deposit_id)


class SqlReturnRepo(Repo[GiftReturn]):
    """Money that left again."""

    mapper = Mapper(GiftReturn, gift_return)
    room = "gifts"

    def lines(self, limit: int | None = None) -> Sequence[ReturnLine]:
        """Return them as rows, the latest first."""
        return return_lines(self._work, limit)
