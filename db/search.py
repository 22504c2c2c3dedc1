# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The finder's index: full text on SQLite (FTS5) and PostgreSQL (tsvector), behind one face.

It is written by the same transaction as the donor, so it is never late.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from app.domain.donors import Donor
from app.kernel.text import digits, fold
from db.tables.donors import donor
from db.work import Work

FTS5 = (
    "CREATE VIRTUAL TABLE donor_search USING fts5("
    "name, place, contact, tokenize='unicode61 remove_diacritics 0', prefix='1 2 3 4')"
)
TSVECTOR = (
    "CREATE TABLE donor_search (rowid bigint PRIMARY KEY, document tsvector NOT NULL)",
    "CREATE INDEX ix_donor_search_document ON donor_search USING gin (document)",
)

_BATCH = 10_000
_FRENCH_PREFIX = "33"


def local_phone(phone: str) -> str:
    """Return the digits of a telephone number as dialled in France: ``0612345678``."""
    bare = digits(phone)
    if phone.strip().startswith("+") and bare.startswith(_FRENCH_PREFIX):
        return f"0{bare.removeprefix(_FRENCH_PREFIX).removeprefix('0')}"
    return bare


def search_fields(value: Donor) -> tuple[str, str, str]:
    """Return what is indexed of a donor: name, place, contact; folded."""
    name = fold(f"{value.last_name} {value.first_name} {value.organisation_name}")
    address = value.address
    place = fold(f"{address.postal_code} {address.city} {address.street}")
    contact = f"{local_phone(value.phone)} {fold(value.email)} {fold(value.former_number)}"
    return name, place, contact.strip()


class DonorIndex:
    """Finds donors by the beginnings of words."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work

    def put(self, donor_id: int, value: Donor) -> None:
        """Index a donor, in place of what was indexed before."""
        self.remove(donor_id)
        self.put_many([(donor_id, *search_fields(value))])

    def remove(self, donor_id: int) -> None:
        """Forget a donor."""
        self._run("DELETE FROM donor_search WHERE rowid = :id", {"id": donor_id})

    def put_many(self, rows: Sequence[tuple[int, str, str, str]]) -> None:
        """Index many new donors: id, name, place, contact."""
        if not rows:
            return
        if self._work.on_postgresql:
            statement = (
                "INSERT INTO donor_search (rowid, document) VALUES (%s, to_tsvector('simple', %s))"
            )
            values: list[tuple[Any, ...]] = [(row[0], " ".join(row[1:])) for row in rows]
        else:
            statement = "INSERT INTO donor_search (rowid, name, place, contact) VALUES (?, ?, ?, ?)"
            values = list(rows)
        with self._work.bulk() as cursor:
            cursor.executemany(statement, values)

    def find(self, words: Iterable[str], limit: int) -> list[int]:
        """Return the ids of donors that have a word beginning with each of ``words``."""
        bare = [word for word in words if word.isalnum()]
        if not bare:
            return []
        if self._work.on_postgresql:
            pattern = " & ".join(f"{word}:*" for word in bare)
            statement = (
                "SELECT rowid FROM donor_search "
                "WHERE document @@ to_tsquery('simple', :pattern) ORDER BY rowid LIMIT :limit"
            )
        else:
            pattern = " ".join(f'"{word}"*' for word in bare)
            statement = (
                "SELECT rowid FROM donor_search "
                "WHERE donor_search MATCH :pattern ORDER BY rowid LIMIT :limit"
            )
        found = self._run(statement, {"pattern": pattern, "limit": limit})
        return [row[0] for row in found]

    def find_by_surname(self, prefix: str, limit: int) -> list[int]:
        """Return the ids of donors whose sorted name begins with ``prefix``, in order."""
        end = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        wanted = (
            sa.select(donor.c.id)
            .where(donor.c.sort_key >= prefix, donor.c.sort_key < end)
            .order_by(donor.c.sort_key, donor.c.id)
            .limit(limit)
        )
        return list(self._work.connection.execute(wanted).scalars())

    def _run(self, statement: str, values: dict[str, object]) -> Sequence[Any]:
        result = self._work.connection.execute(sa.text(statement), values)
        return result.fetchall() if result.returns_rows else ()
