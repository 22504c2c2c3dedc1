# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors as rows of lists and of the finder."""

from array import array
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from app.domain.donors import DonorKind
from app.domain.gifts import Means
from app.kernel.damm import is_valid
from app.kernel.text import clean, digits, fold, words
from app.usecases.ports.people import DonorLine, DonorOrder
from db.search import DonorIndex, local_phone
from db.tables.donors import donor, donor_total
from db.work import Work

_RECENT = timedelta(days=730)
"""Inside a rank, those who gave in the last twenty-four months come first."""
_POOL = 250
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
            hits = self._index.find(
                _query_words(text), -1 if not self._work.on_postgresql else 10**9
            )
            wanted = wanted.where(donor.c.id.in_(hits))
        return array("q", self._work.connection.execute(wanted).scalars())

    def find(self, text: str, today: date, limit: int) -> list[DonorLine]:
        """Answer the finder, best first."""
        exact = self._by_number(text)
        if exact:
            return exact
        asked = _query_words(text)
        if not asked:
            return []
        pool = dict.fromkeys(self._index.find_by_surname(" ".join(asked), _POOL))
        for word in asked:
            pool.update(dict.fromkeys(self._index.find_by_surname(word, _POOL)))
        hits = self._index.find(asked, _POOL)
        allowed = set(hits) if len(hits) < _POOL else None
        if allowed is not None:
            pool = {i: None for i in pool if i in allowed}
        pool.update(dict.fromkeys(hits))
        lines = self.lines(list(pool))
        if allowed is None:
            lines = [line for line in lines if _answers(line, asked)]
        since = today - _RECENT
        return sorted(lines, key=lambda line: _rank(line, asked, since))[:limit]

    def _by_number(self, text: str) -> list[DonorLine]:
        bare = clean(text).replace("-", "").replace(" ", "")
        if not bare.isascii() or not bare.isdecimal():
            return []
        found = self._fetch(donor.c.number == int(bare[:-1])) if is_valid(bare) else []
        return found or self._fetch(donor.c.number == int(bare[:18]))


def _query_words(text: str) -> tuple[str, ...]:
    bare = digits(text)
    if bare and len(bare) == len([c for c in text if c not in " .-/+()"]):
        return (local_phone(text),)
    return words(text)


def _answers(line: DonorLine, asked: Iterable[str]) -> bool:
    contact = f"{local_phone(line.phone)} {fold(line.email)}"
    place = fold(f"{line.postal_code} {line.city} {line.street}")
    have = f"{fold(line.name)} {place} {contact}".split()
    return all(any(word.startswith(start) for word in have) for start in asked)


def _rank(line: DonorLine, asked: tuple[str, ...], since: date) -> tuple[object, ...]:
    name = fold(line.name).split()
    surname, others = name[:1], name[1:]
    gone = line.archived_on is not None or line.deceased_on is not None
    if any(word in surname for word in asked):
        rank = 0
    elif any(start.startswith(word) for word in asked for start in surname):
        rank = 1 if line.kind == DonorKind.PERSON else 2
    elif any(start.startswith(word) for word in asked for start in others):
        rank = 3
    elif asked[0].isdecimal():
        rank = 4
    else:
        rank = 5
    old = line.last_on is None or line.last_on < since
    return gone, rank, old, fold(line.name), line.id


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
