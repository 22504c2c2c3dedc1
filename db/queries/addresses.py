# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors no letter reaches, and what they gave."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from app.domain.addresses import ReturnReason
from app.domain.donors import DonorKind
from app.domain.gifts import GiftState
from app.usecases.ports.addresses import Unreachable
from db.tables.addresses import returned_letter
from db.tables.desk import gift
from db.tables.donors import donor
from db.tables.receipts import tax_receipt_line
from db.work import Work

_reversal = gift.alias("reversal")
_later = returned_letter.alias("later")


def _is_empty(*columns: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    return sa.and_(*(sa.func.trim(column) == "" for column in columns))


_HELD = donor.c.returned_on.is_not(None)
_INCOMPLETE = (
    _is_empty(donor.c.street, donor.c.locality)
    | _is_empty(donor.c.city)
    | (_is_empty(donor.c.postal_code) & (donor.c.country == "FR"))
)


def unreachable(work: Work, year: int) -> list[Unreachable]:
    """Return the donors no letter reaches: held or incomplete, neither archived nor deceased."""
    given = _given(year)
    sums = (given.c.gifts, given.c.cents, given.c.unreceipted, given.c.unreceipted_cents)
    last = (
        sa.select(sa.func.max(_later.c.id))
        .where(_later.c.donor_id == donor.c.id, _later.c.lifted_on.is_(None))
        .scalar_subquery()
    )
    counted = [sa.func.coalesce(column, 0).label(column.name) for column in sums]
    statement = (
        sa.select(
            donor.c.id, donor.c.number, donor.c.kind, donor.c.last_name, donor.c.first_name,
            donor.c.organisation_name, donor.c.street, donor.c.postal_code, donor.c.city,
            donor.c.phone, donor.c.email, donor.c.returned_on, returned_letter.c.reason,
            *counted,
        )
        .outerjoin(given, given.c.donor_id == donor.c.id)
        .outerjoin(returned_letter, returned_letter.c.id == last)
        .where(_HELD | _INCOMPLETE, donor.c.archived_on.is_(None), donor.c.deceased_on.is_(None))
        .order_by(sa.func.coalesce(given.c.cents, 0).desc(), donor.c.sort_key, donor.c.id)
    )  # fmt: skip
    return [_line(row) for row in work.connection.execute(statement)]


def _given(year: int) -> sa.Subquery:
    """Select what each donor gave in a year, and what of it is on no tax receipt."""
    ours = sa.exists().where(
        tax_receipt_line.c.gift_id == gift.c.id, tax_receipt_line.c.live.is_(True)
    )
    live = ours | (gift.c.foreign_receipt != "")
    return (
        sa.select(
            gift.c.donor_id,
            sa.func.count().label("gifts"),
            sa.func.sum(gift.c.cents).label("cents"),
            sa.func.sum(sa.case((live, 0), else_=1)).label("unreceipted"),
            sa.func.sum(sa.case((live, 0), else_=gift.c.cents)).label("unreceipted_cents"),
        )
        .where(
            gift.c.state == GiftState.POSTED.value,
            gift.c.cents > 0,
            gift.c.received_on.between(date(year, 1, 1), date(year, 12, 31)),
            ~sa.exists().where(_reversal.c.reverses_id == gift.c.id),
        )
        .group_by(gift.c.donor_id)
        .subquery()
    )


def _line(row: Any) -> Unreachable:  # noqa: ANN401 - a row of any select
    person = row.kind == DonorKind.PERSON.value
    name = f"{row.last_name.upper()} {row.first_name}" if person else row.organisation_name
    reason = ReturnReason(row.reason) if row.returned_on and row.reason else None
    return Unreachable(
        donor_id=row.id,
        number=row.number,
        name=name.strip(),
        street=row.street,
        postal_code=row.postal_code,
        city=row.city,
        phone=row.phone,
        email=row.email,
        returned_on=row.returned_on,
        reason=reason,
        gifts=int(row.gifts),
        cents=int(row.cents),
        unreceipted=int(row.unreceipted),
        unreceipted_cents=int(row.unreceipted_cents),
    )
