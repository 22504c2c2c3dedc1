# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors: written with their index and their sums, by one transaction."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.domain.donors import FIRST_NUMBER, Donor
from app.domain.lists import Condition, ListColumn
from app.usecases.ports.people import DonorLine, ListRow
from db.mapping import Mapper
from db.queries.donors import Asked, DonorQueries
from db.queries.finder import Finder
from db.repos.base import Repo
from db.search import DonorIndex
from db.tables.donors import donor, donor_total
from db.tables.duplicates import donor_merge, donor_redirect
from db.tables.privacy import erased_donor
from db.totals import refresh_totals
from db.work import Work

_SUMS = {
    "gifts": sa.func.coalesce(donor_total.c.gifts, 0),
    "cents": sa.func.coalesce(donor_total.c.cents, 0),
    "last_on": donor_total.c.last_on,
}


class SqlDonorRepo(Repo[Donor]):
    """Donors."""

    mapper = Mapper(Donor, donor, derived=("sort_key",))
    room = "donors"

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        super().__init__(work)
        self._index = DonorIndex(work)
        self._queries = DonorQueries(work)
        self._finder = Finder(work)

    def by_number(self, number: int) -> Donor | None:
        """Return the one with this number (without key), put away in another since or not."""
        found = self._one(self._select().where(donor.c.number == number))
        if found is not None:
            return found
        holder = sa.select(donor_redirect.c.donor_id).where(donor_redirect.c.number == number)
        return self._one(self._select().where(donor.c.id.in_(holder)))

    def add(self, value: Donor) -> Donor:
        """Write a new one under the next number, and index it."""
        if not value.number:
            value = replace(value, number=self.next_number())
        added = super().add(value)
        self._index.put_many([added])
        return added

    def next_number(self) -> int:
        """Return the number the next donor will bear, inside this transaction."""
        given = (donor.c.number, donor_merge.c.gone_number, erased_donor.c.number)
        highest = [sa.select(sa.func.max(of)) for of in given]
        known = [self._work.connection.execute(one).scalar() or 0 for one in highest]
        return max(*known, FIRST_NUMBER - 1) + 1

    def save(self, value: Donor) -> Donor:
        """Write a changed one and index it."""
        saved = super().save(value)
        if saved.version != value.version:
            self._index.replace(saved)
        return saved

    def save_many(self, changes: Sequence[tuple[Donor, Donor]]) -> list[Donor]:
        """Write changed ones and index each as it is in the end."""
        saved = super().save_many(changes)
        self._index.replace_many(list({one.id: one for one in saved}.values()))
        return saved

    def find(self, text: str, today: date, limit: int = 50) -> list[DonorLine]:
        """Answer the finder, best first."""
        return self._finder.find(text, today, limit)

    def ids(
        self,
        order: ListColumn = ListColumn.NAME,
        *,
        descending: bool = False,
        text: str = "",
        conditions: Sequence[Condition] = (),
    ) -> "array[int]":
        """Return the ids of a whole list in order."""
        asked = Asked(text, self._finder.exact(text), conditions)
        return self._queries.ids(order, asked, descending=descending)

    def sum_of(self, ids: Sequence[int]) -> int:
        """Return the cents these donors gave in all."""
        return self._queries.sum_of(ids)

    def listed(self, ids: Sequence[int]) -> list[ListRow]:
        """Return all that lists show of these ids, in the order asked."""
        donors = {one.id: one for one in self._many(self._select().where(donor.c.id.in_(ids)))}
        tags = self._queries.tags_of(ids)
        lines = [line for line in self._queries.lines(ids) if line.id in donors]
        return [ListRow(donors[line.id], line, tags.get(line.id, ())) for line in lines]

    def lines(self, ids: Sequence[int]) -> list[DonorLine]:
        """Return the rows of these ids, in the order asked."""
        return self._queries.lines(ids)

    def stream(self) -> Iterator[Donor]:
        """Yield every donor by number, in bounded memory."""
        ordered = self._select().order_by(donor.c.number)
        rows = self._work.connection.execute(ordered, execution_options={"yield_per": 1000})
        for row in rows:
            yield self.mapper.from_values(row)

    def told(self, names: Sequence[str]) -> Iterator[Sequence[Any]]:
        """Yield what these columns hold of every donor, by number, in bounded memory."""
        wanted = sa.select(*(_SUMS[name] if name in _SUMS else donor.c[name] for name in names))
        summed = donor.outerjoin(donor_total, donor_total.c.donor_id == donor.c.id)
        source = donor if _SUMS.keys().isdisjoint(names) else summed
        ordered = wanted.select_from(source).order_by(donor.c.number)
        yield from self._work.connection.execute(ordered, execution_options={"yield_per": 1000})

    def count(self) -> int:
        """Return how many there are."""
        counted = self._work.connection.execute(sa.select(sa.func.count()).select_from(donor))
        return int(counted.scalar_one())

    def count_returned(self) -> int:
        """Return how many have a current address that mail came back from."""
        returned = donor.c.returned_on.is_not(None) & donor.c.archived_on.is_(None)
        counted = sa.select(sa.func.count()).select_from(donor).where(returned)
        return int(self._work.connection.execute(counted).scalar_one())

    def refresh_totals(self, donor_ids: Iterable[int] | None = None) -> None:
        """Recount the sums of these donors, or of all."""
        refresh_totals(self._work, donor_ids)
