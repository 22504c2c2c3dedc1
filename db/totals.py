# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sums kept beside the donors, recounted from their gifts by the same transaction.

Recounting the donors touched, and not adding to what was there, keeps the sums right whatever
happened before; the doctor compares them with a full recount.
"""

from collections.abc import Iterable
from itertools import islice

import sqlalchemy as sa

from app.domain.gifts import GiftState
from db.tables.desk import gift
from db.tables.donors import donor_total, donor_year
from db.work import Work

_CHUNK = 500
_SINGLE = sa.func.sum(sa.case((gift.c.reverses_id.is_(None), 1), else_=-1))
_POSTED = (gift.c.state == GiftState.POSTED.value) & gift.c.donor_id.is_not(None)


def refresh_totals(work: Work, donor_ids: Iterable[int] | None = None) -> None:
    """Recount the yearly and overall sums of these donors, or of all."""
    if donor_ids is None:
        _refresh(work, None)
        return
    ids = iter(sorted(set(donor_ids)))
    while chunk := list(islice(ids, _CHUNK)):
        _refresh(work, chunk)


def _refresh(work: Work, ids: list[int] | None) -> None:
    for table in (donor_year, donor_total):
        gone = table.delete()
        work.connection.execute(gone if ids is None else gone.where(table.c.donor_id.in_(ids)))
    mine = _POSTED if ids is None else _POSTED & gift.c.donor_id.in_(ids)
    work.connection.execute(
        donor_year.insert().from_select(["year", "donor_id", "gifts", "cents"], year_sums(mine))
    )
    columns = ["donor_id", "gifts", "cents", "last_on", "last_cents", "last_means"]
    work.connection.execute(donor_total.insert().from_select(columns, overall_sums(mine)))


def year_sums(condition: sa.ColumnElement[bool] = _POSTED) -> sa.Select[tuple[object, ...]]:
    """Select year, donor, count and cents of posted gifts."""
    year = sa.cast(sa.extract("year", gift.c.received_on), sa.Integer)
    return (
        sa.select(year, gift.c.donor_id, _SINGLE, sa.func.sum(gift.c.cents))
        .where(condition)
        .group_by(year, gift.c.donor_id)
    )


def overall_sums(condition: sa.ColumnElement[bool] = _POSTED) -> sa.Select[tuple[object, ...]]:
    """Select donor, count, cents, and the last gift that stands."""
    reversal = gift.alias("reversal")
    stands = (
        sa.select(
            gift.c.donor_id,
            gift.c.received_on,
            gift.c.cents,
            gift.c.means,
            sa.func.row_number()
            .over(
                partition_by=gift.c.donor_id,
                order_by=(gift.c.received_on.desc(), gift.c.id.desc()),
            )
            .label("place"),
        )
        .where(
            condition,
            gift.c.reverses_id.is_(None),
            ~sa.exists().where(reversal.c.reverses_id == gift.c.id),
        )
        .subquery("stands")
    )
    sums = (
        sa.select(gift.c.donor_id, _SINGLE.label("gifts"), sa.func.sum(gift.c.cents).label("cents"))
        .where(condition)
        .group_by(gift.c.donor_id)
        .subquery("sums")
    )
    last = (stands.c.donor_id == sums.c.donor_id) & (stands.c.place == 1)
    return sa.select(
        sums.c.donor_id,
        sums.c.gifts,
        sums.c.cents,
        stands.c.received_on,
        sa.func.coalesce(stands.c.cents, 0),
        stands.c.means,
    ).select_from(sums.outerjoin(stands, last))
