# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Conditions of lists as SQL, the same on both databases."""

from collections.abc import Sequence

import sqlalchemy as sa

from app.domain.donors import ContactKind
from app.domain.gifts import GiftState
from app.domain.lists import (
    Condition,
    Gave,
    Has,
    In,
    LastGift,
    Measure,
    OfKind,
    Place,
    Tagged,
    Trait,
    Wishes,
)
from app.kernel.text import fold
from db.tables.desk import gift
from db.tables.donors import donor, donor_contact, donor_tag, donor_total, donor_year
from db.totals import SINGLE
from db.work import Work

_PLACES = {Place.CITY: donor.c.city, Place.POSTAL_CODE: donor.c.postal_code}


def answering(work: Work, conditions: Sequence[Condition]) -> list[sa.ColumnElement[bool]]:
    """Return what a row of ``donor`` must be to answer all conditions."""
    return [_clause(work, condition) for condition in conditions]


def _clause(work: Work, condition: Condition) -> sa.ColumnElement[bool]:
    match condition:
        case OfKind(kind):
            found = donor.c.kind == kind.value
        case Wishes(wish):
            found = donor.c.receipt_wish == wish.value
        case In():
            found = _in_place(work, condition)
        case Has(trait, on):
            found = _TRAITS[trait] if on else ~_TRAITS[trait]
        case Tagged(name, on):
            bearing = sa.select(donor_tag.c.donor_id).where(donor_tag.c.folded == fold(name))
            found = donor.c.id.in_(bearing) if on else donor.c.id.not_in(bearing)
        case LastGift(day, before):
            last_on = donor_total.c.last_on
            given = sa.select(donor_total.c.donor_id)
            found = donor.c.id.in_(given.where(last_on < day if before else last_on >= day))
        case Gave():
            found = _gave(condition)
    return found


def _in_place(work: Work, condition: In) -> sa.ColumnElement[bool]:
    """Name the spellings on file that answer: neither database folds letters as we do."""
    column = _PLACES[condition.place]
    spellings = work.connection.execute(sa.select(column).distinct()).scalars()
    return column.in_([spelling for spelling in spellings if condition.takes(spelling)])


def _reached_by(main: sa.Column[str], kind: ContactKind) -> sa.ColumnElement[bool]:
    besides = sa.select(donor_contact.c.donor_id).where(donor_contact.c.kind == kind.value)
    return (main != "") | donor.c.id.in_(besides)


def _filled(column: sa.Column[str]) -> sa.ColumnElement[bool]:
    return sa.func.trim(column) != ""


_TRAITS: dict[Trait, sa.ColumnElement[bool]] = {
    Trait.EMAIL: _reached_by(donor.c.email, ContactKind.EMAIL),
    Trait.PHONE: _reached_by(donor.c.phone, ContactKind.PHONE),
    Trait.ADDRESS: (_filled(donor.c.street) | _filled(donor.c.locality))
    & _filled(donor.c.city)
    & (_filled(donor.c.postal_code) | (donor.c.country != "FR")),
    Trait.RETURNED: donor.c.returned_on.is_not(None),
    Trait.DECEASED: donor.c.deceased_on.is_not(None),
    Trait.ARCHIVED: donor.c.archived_on.is_not(None),
}


def _gave(condition: Gave) -> sa.ColumnElement[bool]:
    """Look for those who gave so much; whoever gave nothing is below any bound."""
    years = condition.period.years
    givers = _by_day(condition) if years is None else _by_year(condition, *years)
    return donor.c.id.not_in(givers) if condition.below else donor.c.id.in_(givers)


def _by_year(condition: Gave, first: int | None, last: int | None) -> sa.Select[tuple[int]]:
    """Read a period of whole years from the sums that are kept of each."""
    measured = donor_year.c.cents if condition.measure is Measure.TOTAL else donor_year.c.gifts
    givers = sa.select(donor_year.c.donor_id).group_by(donor_year.c.donor_id)
    if first is not None:
        givers = givers.where(donor_year.c.year >= first)
    if last is not None:
        givers = givers.where(donor_year.c.year <= last)
    return givers.having(sa.func.sum(measured) >= condition.least)


def _by_day(condition: Gave) -> sa.Select[tuple[int | None]]:
    first, last = condition.period.first, condition.period.last
    measured = sa.func.sum(gift.c.cents) if condition.measure is Measure.TOTAL else SINGLE
    posted = (gift.c.state == GiftState.POSTED.value) & gift.c.donor_id.is_not(None)
    givers = sa.select(gift.c.donor_id).where(posted).group_by(gift.c.donor_id)
    if first is not None:
        givers = givers.where(gift.c.received_on >= first)
    if last is not None:
        givers = givers.where(gift.c.received_on <= last)
    return givers.having(measured >= condition.least)
