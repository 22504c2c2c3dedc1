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
from db.tables.donors import donor_finder, donor_total, donor_year
from db.work import Work

_CHUNK = 500
SINGLE = sa.func.sum(
    sa.case((gift.c.part_of_id.is_not(None), 0), (gift.c.reverses_id.is_(None), 1), else_=-1)
)
"""Payments: the parts of one count once, and a reversal takes its original back out."""
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
    last_on = sa.select(donor_total.c.last_on).where(
        donor_total.c.donor_id == donor_finder.c.donor_id
    )
    found = donor_finder.update().values(last_on=last_on.scalar_subquery())
    work.connection.execute(found if ids is None else found.where(donor_finder.c.donor_id.in_(ids)))


def year_sums(condition: sa.ColumnElement[bool] = _POSTED) -> sa.Select[tuple[object, ...]]:
    """Select year, donor, count and cents of posted gifts."""
    year = sa.cast(sa.extract("year", gift.c.received_on), sa.Integer)
    return (
        sa.select(year, gift.c.donor_id, SINGLE, sa.func.sum(gift.c.cents))
        .where(condition)
        .group_by(year, gift.c.donor_id)
    )


def overall_sums(condition: sa.ColumnElement[bool] = _POSTED) -> sa.Select[tuple[object, ...]]:
    """Select donor, count, cents, and the last gift that stands.

    One pass over the gifts of each donor: the sums are windows over all of them, and the row
    kept is the last of those that stand.
    """
    reversal = gift.alias("reversal")
    stands = gift.c.reverses_id.is_(None) & ~sa.exists().where(reversal.c.reverses_id == gift.c.id)
    mine = sa.select(
        gift.c.id, gift.c.donor_id, gift.c.reverses_id, gift.c.part_of_id, gift.c.cents,
        gift.c.received_on, gift.c.means, sa.case((stands, 1), else_=0).label("stands"),
        sa.func.coalesce(gift.c.part_of_id, gift.c.id).label("payment"),
    ).where(condition).subquery("mine")  # fmt: skip
    single = sa.case(
        (mine.c.part_of_id.is_not(None), 0), (mine.c.reverses_id.is_(None), 1), else_=-1
    )
    last_first = (mine.c.stands.desc(), mine.c.received_on.desc(), mine.c.id.desc())
    whole = sa.func.sum(mine.c.cents * mine.c.stands).over(partition_by=mine.c.payment)
    ranked = sa.select(
        mine,
        whole.label("whole"),
        sa.func.sum(single).over(partition_by=mine.c.donor_id).label("gifts"),
        sa.func.sum(mine.c.cents).over(partition_by=mine.c.donor_id).label("sum"),
        sa.func.row_number().over(partition_by=mine.c.donor_id, order_by=last_first).label("place"),
    ).subquery("ranked")
    standing = ranked.c.stands == 1
    return sa.select(
        ranked.c.donor_id,
        ranked.c.gifts,
        ranked.c.sum,
        sa.case((standing, ranked.c.received_on)),
        sa.case((standing, ranked.c.whole), else_=0),
        sa.case((standing, ranked.c.means)),
    ).where(ranked.c.place == 1)
