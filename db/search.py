# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The finder's index: full text on SQLite (FTS5) and PostgreSQL (tsvector), behind one face.

It is written by the same transaction as the donor, so it is never late.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from app.domain.donors import Donor
from app.kernel.text import digits, fold
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


_CANDIDATE = (
    "SELECT d.id, d.sort_key, d.kind, d.deceased_on, d.archived_on, t.last_on "
    "FROM donor d LEFT JOIN donor_total t ON t.donor_id = d.id"
)


class Candidate(NamedTuple):
    """What the finder ranks a donor by, before its row is fetched."""

    id: int
    name: str
    kind: str
    deceased_on: object
    archived_on: object
    last_on: object


def _surname_then_rest(words: Sequence[str], place: int) -> str:
    """Return the FTS5 query for names that begin with one word and hold the others anywhere."""
    rest = "".join(f' AND "{word}"*' for i, word in enumerate(words) if i != place)
    return f'(name : ^ "{words[place]}"*{rest})'


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

    def ids(self, words: Sequence[str]) -> list[int]:
        """Return the ids of every donor that has a word beginning with each of ``words``."""
        if not words:
            return []
        matching, values = self._matching(words)
        statement = f"SELECT rowid FROM donor_search WHERE {matching}"  # noqa: S608 - our own
        return [row[0] for row in self._execute(statement, values)]

    def candidates(self, words: Sequence[str], limit: int, enough: int) -> list[Candidate]:
        """Return donors that answer ``words``, at most ``limit`` each way, the best way first.

        A surname is looked up by the ordered names; anything else by the full text, and only
        while fewer than ``enough`` of those found are neither archived nor deceased.
        """
        found: dict[int, Candidate] = {}
        for where, values in self._ways(words):
            here = [c for c in found.values() if c.archived_on is None and c.deceased_on is None]
            if len(here) >= enough:
                break
            statement = f"{_CANDIDATE} WHERE {where} LIMIT {limit:d}"
            for row in self._execute(statement, values):
                found.setdefault(row[0], Candidate(*row))
        return list(found.values())

    def _ways(self, words: Sequence[str]) -> Iterator[tuple[str, tuple[object, ...]]]:
        joined = " ".join(words)
        mark = "%s" if self._work.on_postgresql else "?"
        between = f"d.sort_key >= {mark} AND d.sort_key < {mark} ORDER BY d.sort_key, d.id"
        yield between, (joined, f"{joined}\U0010ffff")
        inside = "d.id IN (SELECT rowid FROM donor_search WHERE {} ORDER BY rowid LIMIT 200)"
        if len(words) > 1 and not self._work.on_postgresql:
            first = " OR ".join(_surname_then_rest(words, place) for place in range(len(words)))
            yield inside.format("donor_search MATCH ?"), (first,)
        matching, values = self._matching(words)
        yield inside.format(matching), values

    def _matching(self, words: Sequence[str]) -> tuple[str, tuple[object, ...]]:
        if self._work.on_postgresql:
            pattern = " & ".join(f"{word}:*" for word in words)
            return "document @@ to_tsquery('simple', %s)", (pattern,)
        return "donor_search MATCH ?", (" ".join(f'"{word}"*' for word in words),)

    def _execute(self, statement: str, values: tuple[object, ...]) -> Sequence[Any]:
        return self._work.connection.exec_driver_sql(statement, values).fetchall()

    def _run(self, statement: str, values: dict[str, object]) -> Sequence[Any]:
        result = self._work.connection.execute(sa.text(statement), values)
        return result.fetchall() if result.returns_rows else ()
