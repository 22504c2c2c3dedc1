# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A batch beside the last one of its kind, and its week beside the same week last year."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.kernel.command import Query, handles
from app.usecases.context import Context
from app.usecases.ports.desk import BatchLine

_LAST_DAY = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a batch is compared with.

    Attributes:
        last: The last posted batch of the same kind, or None.
        week_from, week_to: The same week a year earlier, Monday to Sunday (ISO 8601).
        week_count, week_cents: The gifts posted that were received in it.
    """

    last: BatchLine | None
    week_from: date
    week_to: date
    week_count: int
    week_cents: int


@dataclass(frozen=True, slots=True)
class CompareBatch(Query[Comparison]):
    """Tell what a batch is to be compared with before it is posted."""

    batch_id: int


@handles(CompareBatch)
def compare_batch(query: CompareBatch, ctx: Context) -> Comparison:
    """Return the two comparisons."""
    batch = ctx.uow.batches.get(query.batch_id)
    last = ctx.uow.batches.posted_before(batch)
    rows = ctx.uow.batches.lines(() if last is None else (last,))
    first = same_week_before(batch.received_on)
    count, cents = ctx.uow.gifts.sum_between(first, first + _LAST_DAY)
    return Comparison(rows[0] if rows else None, first, first + _LAST_DAY, count, cents)


def same_week_before(day: date) -> date:
    """Return the Monday of the same ISO week a year earlier."""
    year, week, _weekday = day.isocalendar()
    last = date(year - 1, 12, 28).isocalendar().week  # 28 December is always in the last week
    return date.fromisocalendar(year - 1, min(week, last), 1)
