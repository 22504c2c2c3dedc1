# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors as rows of lists and of the finder."""

from array import array
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from app.domain.donors import DonorKind
from app.domain.gifts import Means
from app.kernel.damm import is_valid
from app.kernel.text import clean, digits, words
from app.usecases.ports.people import DonorLine, DonorOrder
from db.search import Candidate, DonorIndex, local_phone
from db.tables.donors import donor, donor_total
from db.work import Work

_RECENT = timedelta(days=730)
"""Inside a rank, those who gave in the last twenty-four months come first."""
_POOL = 80
"""How many are ranked of those that answer in one way."""
_LONGEST = 18
"""Digits of the longest donor number."""
_NAME = donor.c.last_name, donor.c.first_name, donor.c.organisation_name

_LINE = (
    sa.select(
        donor.c.id, donor.c.number, donor.c.kind, *_NAME, donor.c.street, donor.c.postal_code,
        donor.c.city, donor.c.phone, donor.c.email, donor.c.returned_on, donor.c.deceased_on,
        donor.c.archived_on, donor_total.c.gifts, donor_total.c.cents, donor_total.c.last_on,
        donor_total.c.last_cents, donor_total.c.last_means,
    )
    .select_from(donor.outerjoin(donor_total, donor_total.c.donor_id == donor.c.id))
)  # fmt: skip

_ORDERS: dict[DonorOrder, Any] = {
    DonorOrder.NAME: donor.c.sort_key,
    DonorOrder.NUMBER: donor.c.number,
    DonorOrder.PLACE: donor.c.postal_code,
    DonorOrder.LAST_GIFT: donor_total.c.last_on,
    DonorOrder.TOTAL: donor_total.c.cents,
}
_ON_TOTALS = frozenset({DonorOrder.LAST_GIFT, DonorOrder.TOTAL})


class DonorQueries:
    """The reading side of donors."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work
        self._index = DonorIndex(work)

    def lines(self, ids: Sequence[int]) -> list[DonorLine]:
        """Return the rows of these ids, in the order asked; missing ones left out."""
        found = self._fetch(donor.c.id.in_(ids)) if ids else []
        by_id = {line.id: line for line in found}
        return [by_id[i] for i in ids if i in by_id]

    def _fetch(self, condition: sa.ColumnElement[bool]) -> list[DonorLine]:
        return [_line(row) for row in self._work.connection.execute(_LINE.where(condition))]

    def ids(self, order: DonorOrder, *, descending: bool, text: str) -> "array[int]":
        """Return the ids of a whole list in order, filtered by the words of ``text``."""
        column = _ORDERS[order]
        keys = [column, donor.c.sort_key, donor.c.id] if order in _ON_TOTALS else [column]
        if donor.c.id not in keys:
            keys.append(donor.c.id)
        if descending:
            keys = [key.desc() for key in keys]
        if order in _ON_TOTALS:
            keys[0] = keys[0].nulls_last()
        wanted = sa.select(donor.c.id).order_by(*keys)
        if order in _ON_TOTALS:
            totals = donor.outerjoin(donor_total, donor_total.c.donor_id == donor.c.id)
            wanted = wanted.select_from(totals)
        if text.strip():
            wanted = wanted.where(donor.c.id.in_(self._index.ids(query_words(text))))
        return array("q", self._work.connection.execute(wanted).scalars())

    def find(self, text: str, today: date, limit: int) -> list[DonorLine]:
        """Answer the finder, best first.

        A whole number with its key is an answer by itself; without its key it only comes first.
        """
        bare = clean(text).replace("-", "").replace(" ", "")
        numbered: list[int] = []
        if bare.isascii() and bare.isdecimal() and len(bare) < _LONGEST:
            if is_valid(bare) and (exact := self._with_number(int(bare[:-1]))):
                return self.lines(exact)
            numbered = self._with_number(int(bare))
        asked = query_words(text)
        if not asked:
            return []
        since = (today - _RECENT).isoformat()
        found = self._index.candidates(asked, _POOL, limit)
        found.sort(key=lambda one: _rank(one, asked, since))
        ids = dict.fromkeys([*numbered, *(one.id for one in found)])
        return self.lines(list(ids)[:limit])

    def _with_number(self, number: int) -> list[int]:
        wanted = sa.select(donor.c.id).where(donor.c.number == number)
        return list(self._work.connection.execute(wanted).scalars())


def query_words(text: str) -> tuple[str, ...]:
    """Return the words to look for; a text of digits alone is one telephone number."""
    bare = digits(text)
    if bare and len(bare) == len([c for c in text if c not in " .-/+()"]):
        return (local_phone(text),)
    return words(text)


def _rank(one: Candidate, asked: tuple[str, ...], since: str) -> tuple[object, ...]:
    """Order by what was recognised, then who gave lately; archived and deceased come last."""
    surname, *others = one.name.split() or [""]
    person = one.kind == DonorKind.PERSON
    if surname in asked:
        rank = 0
    elif any(surname.startswith(word) for word in asked):
        rank = 1 if person else 2
    elif any(name.startswith(word) for word in asked for name in others):
        rank = 3 if person else 2
    else:
        rank = 4
    gone = one.archived_on is not None or one.deceased_on is not None
    return gone, rank, str(one.last_on or "") < since, one.name, one.id


def _line(row: Any) -> DonorLine:  # noqa: ANN401 - a row of any select
    person = row.kind == DonorKind.PERSON
    name = clean(f"{row.last_name.upper()} {row.first_name}") if person else row.organisation_name
    return DonorLine(
        id=row.id,
        number=row.number,
        kind=row.kind,
        name=name,
        street=row.street,
        postal_code=row.postal_code,
        city=row.city,
        phone=row.phone,
        email=row.email,
        returned_on=row.returned_on,
        deceased_on=row.deceased_on,
        archived_on=row.archived_on,
        gifts=row.gifts or 0,
        cents=row.cents or 0,
        last_on=row.last_on,
        last_cents=row.last_cents or 0,
        last_means=Means(row.last_means) if row.last_means else None,
    )
