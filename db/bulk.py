# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many rows at once, through the driver's own ``executemany``.

Values go as tuples, in chunks, so memory stays the same whatever the number.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

import sqlalchemy as sa

from app.domain.batches import GiftBatch
from app.domain.deposits import BankDeposit
from app.domain.donors import Donor
from app.domain.gifts import Gift
from db.mapping import Mapper
from db.repos.desk import SERIES, SqlBatchRepo, SqlDepositRepo, SqlGiftRepo
from db.repos.donors import SqlDonorRepo
from db.search import DonorIndex
from db.work import Work

_CHUNK = 5_000
Extra = Callable[[Any], Sequence[object]]


class SqlBulkWriter:
    """Writes values as they are, without a trail entry for each."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work
        self._index = DonorIndex(work)

    def add_donors(self, donors: Iterable[Donor], import_run_id: int | None = None) -> int:
        """Write new donors under consecutive ids, index them, return the first id."""
        table = SqlDonorRepo.mapper.table
        number = SqlDonorRepo(self._work).next_number()
        first = next_id = self._next_id(table)
        for chunk in _chunks(donors):
            placed = []
            for donor in chunk:
                placed.append(replace(donor, id=next_id, number=donor.number or number))
                number = max(number, placed[-1].number + 1)
                next_id += 1
            self._write(
                SqlDonorRepo.mapper,
                placed,
                ("id", "import_run_id"),
                lambda donor: (donor.id, import_run_id),
            )
            self._index.put_many(placed)
        self._counted(table)
        self._work.touch("donors")
        return first

    def add_batches(self, batches: Iterable[GiftBatch]) -> None:
        """Write batches under the ids they bear."""
        mapper = SqlBatchRepo.mapper
        for chunk in _chunks(batches):
            self._write(
                mapper, chunk, ("id", "series"), lambda one: (one.id, SERIES.get(one.kind, ""))
            )
        self._counted(mapper.table)
        self._work.touch("batches")

    def add_deposits(self, deposits: Iterable[BankDeposit]) -> None:
        """Write deposits under the ids they bear."""
        mapper = SqlDepositRepo.mapper
        for chunk in _chunks(deposits):
            self._write(mapper, chunk, ("id",), lambda one: (one.id,))
        self._counted(mapper.table)
        self._work.touch("deposits")

    def add_gifts(self, gifts: Iterable[Gift], import_run_id: int | None = None) -> None:
        """Write gifts under ids the database gives."""
        extra = (import_run_id,)
        for chunk in _chunks(gifts):
            self._write(SqlGiftRepo.mapper, chunk, ("import_run_id",), lambda _gift: extra)
        self._work.touch("gifts")

    def _write(
        self, mapper: Mapper[Any], values: list[Any], besides: tuple[str, ...], extra: Extra
    ) -> None:
        names = (*mapper.written, *besides, "version")
        rows = [(*mapper.to_values(value), *extra(value), 1) for value in values]
        if rows:
            mapper.appending(names).many_values(self._work.connection, names, rows)

    def _next_id(self, table: sa.Table) -> int:
        """Return an id never given before, not even to a row that was removed since.

        The trail names rows by their id: another's must never be taken over.
        """
        if self._work.on_postgresql:
            given = sa.select(sa.func.nextval(sa.func.pg_get_serial_sequence(table.name, "id")))
            return int(self._work.connection.execute(given).scalar_one())
        known = sa.table("sqlite_sequence", sa.column("name"), sa.column("seq"))
        last = sa.select(known.c.seq).where(known.c.name == table.name)
        return int(self._work.connection.execute(last).scalar() or 0) + 1

    def _counted(self, table: sa.Table) -> None:
        """Let PostgreSQL count on from the ids that were given here."""
        if self._work.on_postgresql:
            top = sa.select(sa.func.greatest(sa.func.max(table.c.id), 1)).scalar_subquery()
            sequence = sa.func.pg_get_serial_sequence(table.name, "id")
            self._work.connection.execute(sa.select(sa.func.setval(sequence, top)))


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = iter(values)
    while chunk := list(islice(waiting, _CHUNK)):
        yield chunk
