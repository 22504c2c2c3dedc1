# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Batches as rows of lists: every id first, then rows by blocks."""

from array import array
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from app.domain.batches import BatchKind, BatchState, GiftBatch, Lease, batch_number
from app.kernel.text import fold
from app.usecases.ports.batches import BatchFilter
from app.usecases.ports.desk import BatchLine
from db.queries.desk import PAYMENTS, UNKNOWN, WHOLE
from db.tables.desk import batch_lease, gift, gift_batch
from db.work import Work

_CHUNK = 500
_OWNER = sa.func.coalesce(
    sa.func.nullif(gift_batch.c.owner, sa.literal("")), gift_batch.c.opened_by
)
"""Who answers for a batch: who it was handed over to, or who opened it."""


def batch_ids(work: Work, wanted: BatchFilter) -> "array[int]":
    """Return the ids of the batches wanted, the latest first."""
    table = gift_batch.c
    rules: list[sa.ColumnElement[bool]] = []
    if wanted.state is not None:
        rules.append(table.state == wanted.state.value)
    if wanted.year is not None:
        rules.append(table.year == wanted.year)
    if wanted.owner:
        rules.append(_OWNER.in_((wanted.owner,)))
    if not wanted.text.strip():
        return work.ids(sa.select(table.id).where(*rules).order_by(table.id.desc()))
    columns = (table.id, table.kind, table.year, table.sequence, table.comment)
    rows = work.connection.execute(sa.select(*columns).where(*rules).order_by(table.id.desc()))
    sought = fold(wanted.text)
    return array("q", (row.id for row in rows if sought in _told(row)))


def _told(row: Any) -> str:  # noqa: ANN401 - a row of a select
    return fold(f"{batch_number(BatchKind(row.kind), row.year, row.sequence)} {row.comment}")


def batch_lines(work: Work, ids: Sequence[int]) -> list[BatchLine]:
    """Return the rows of these ids, in the order asked."""
    found: dict[int, BatchLine] = {}
    for start in range(0, len(ids), _CHUNK):
        chunk = tuple(ids[start : start + _CHUNK])
        held = (
            sa.select(
                gift.c.batch_id,
                PAYMENTS.label("held"),
                sa.func.sum(gift.c.cents).label("cents"),
                sa.func.count().filter(UNKNOWN, WHOLE).label("unidentified"),
            )
            .where(gift.c.batch_id.in_(chunk))
            .group_by(gift.c.batch_id)
            .subquery("held")
        )
        statement = (
            sa.select(
                gift_batch,
                held.c.held,
                held.c.cents,
                held.c.unidentified,
                *(column.label(f"lease_{column.name}") for column in batch_lease.c),
            )
            .select_from(
                gift_batch.outerjoin(held, held.c.batch_id == gift_batch.c.id).outerjoin(
                    batch_lease, batch_lease.c.batch_id == gift_batch.c.id
                )
            )
            .where(gift_batch.c.id.in_(chunk))
        )
        found.update((row.id, _line(row)) for row in work.connection.execute(statement))
    return [found[one] for one in ids if one in found]


def batch_years(work: Work) -> list[int]:
    """Return the years that have batches, the latest first."""
    year = gift_batch.c.year
    return list(work.connection.execute(sa.select(year).distinct().order_by(year.desc())).scalars())


def batch_owners(work: Work) -> list[str]:
    """Return the names of those who answer for batches."""
    named = sa.select(_OWNER).where(_OWNER != "").distinct().order_by(_OWNER)
    return list(work.connection.execute(named).scalars())


def posted_before(work: Work, batch: GiftBatch) -> int | None:
    """Return the id of the last posted batch of the same kind, other than this one."""
    table = gift_batch.c
    last = (
        sa.select(table.id)
        .where(
            table.kind == batch.kind.value,
            table.state == BatchState.POSTED.value,
            table.received_on <= batch.received_on,
            table.id != batch.id,
        )
        .order_by(table.received_on.desc(), table.id.desc())
        .limit(1)
    )
    return work.connection.execute(last).scalar()


def _line(row: Any) -> BatchLine:  # noqa: ANN401 - a row of any select
    return BatchLine(
        id=row.id,
        kind=BatchKind(row.kind),
        year=row.year,
        sequence=row.sequence,
        state=BatchState(row.state),
        received_on=row.received_on,
        expected_count=row.expected_count,
        expected_total_cents=row.expected_total_cents,
        count=row.held or 0,
        cents=int(row.cents or 0),
        unidentified=int(row.unidentified or 0),
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        posted_at=row.posted_at,
        difference_reason=row.difference_reason,
        owned_by=row.owner or row.opened_by,
        lease=_lease(row),
    )


def _lease(row: Any) -> Lease | None:  # noqa: ANN401 - a row of any select
    if row.lease_batch_id is None:
        return None
    return Lease(**{name: getattr(row, f"lease_{name}") for name in batch_lease.c.keys()})  # noqa: SIM118
