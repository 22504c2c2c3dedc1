# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors as rows of lists and of the finder."""

from array import array
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from app.domain.donors import DonorKind
from app.domain.gifts import Means
from app.kernel.damm import is_valid
from app.kernel.text import clean
from app.usecases.ports.people import DonorLine, DonorOrder
from db.prepared import Prepared
from db.search import MATCH, Part, asked_words, pattern
from db.tables.donors import donor, donor_total
from db.tables.duplicates import donor_redirect
from db.work import Work

_RECENT = timedelta(days=730)
"""Inside a rank, those who gave in the last twenty-four months come first."""
_BY_NAME = 120
"""How many names, in alphabetical order, are ranked; a longer beginning narrows them."""
_BY_WORD = 120
"""How many full-text answers are ranked."""
_LONGEST_NUMBER = 18
_NAME_AND_SURNAME = 2
"""With two words, either may be the surname."""
_PERSON = DonorKind.PERSON.value
_MEANS = {means.value: means for means in Means}

_LINE = sa.select(
    donor.c.id, donor.c.number, donor.c.kind, donor.c.last_name, donor.c.first_name,
    donor.c.organisation_name, donor.c.street, donor.c.postal_code, donor.c.city, donor.c.phone,
    donor.c.email, donor.c.returned_on, donor.c.deceased_on, donor.c.archived_on,
    donor_total.c.gifts, donor_total.c.cents, donor_total.c.last_on, donor_total.c.last_cents,
    donor_total.c.last_means,
).select_from(donor.outerjoin(donor_total, donor_total.c.donor_id == donor.c.id))  # fmt: skip

_SHOWN = """
SELECT d.id, d.number, d.kind, d.last_name, d.first_name, d.organisation_name, d.street,
  d.postal_code, d.city, d.phone, d.email, d.returned_on, d.deceased_on, d.archived_on,
  t.gifts, t.cents, t.last_on, t.last_cents, t.last_means
FROM best JOIN donor d ON d.id = best.donor_id
LEFT JOIN donor_total t ON t.donor_id = best.donor_id
ORDER BY best.gone, best.tier, best.old, best.key, best.donor_id
"""
_NAMED = """
WITH pool AS (
  SELECT donor_id, key, is_organisation, gone, last_on FROM donor_finder
  WHERE key >= :low AND key < :high ORDER BY key, donor_id LIMIT :by_name
), best AS (
  SELECT donor_id, key, gone,
    CASE WHEN is_organisation THEN 2
      WHEN key = :low OR (key >= :word_low AND key < :word_high) THEN 0 ELSE 1 END AS tier,
    CASE WHEN last_on >= :since THEN 0 ELSE 1 END AS old
  FROM pool ORDER BY gone, tier, old, key, donor_id LIMIT :limit
)
{shown}"""
_DIALLED = """
WITH pool AS (
  SELECT donor_id, key, gone, last_on FROM donor_finder
  WHERE phone >= :low AND phone < :high ORDER BY phone, donor_id LIMIT :by_word
), best AS (
  SELECT donor_id, key, gone, 0 AS tier, CASE WHEN last_on >= :since THEN 0 ELSE 1 END AS old
  FROM pool ORDER BY gone, old, key, donor_id LIMIT :limit
)
{shown}"""
_ONE_WORD = """
WITH named AS (
  SELECT rowid AS donor_id FROM donor_search WHERE {named} ORDER BY rowid LIMIT :by_word
), anywhere AS (
  SELECT rowid AS donor_id FROM donor_search WHERE {anywhere} ORDER BY rowid
  LIMIT CASE WHEN (SELECT count(*) FROM named) < :by_word THEN :by_word ELSE 0 END
), pool AS (
  SELECT donor_id FROM named UNION SELECT donor_id FROM anywhere
), {ranked}"""
_SOME_WORDS = """
WITH pool AS (
  SELECT rowid AS donor_id FROM donor_search WHERE {anywhere} ORDER BY rowid LIMIT :by_word
), {ranked}"""
_RANKED = """best AS (
  SELECT f.donor_id, f.key, f.gone,
    CASE WHEN {in_name} THEN 0 ELSE 2 END + CASE WHEN f.is_organisation THEN 0 ELSE 1 END AS tier,
    CASE WHEN f.last_on >= :since THEN 0 ELSE 1 END AS old
  FROM pool JOIN donor_finder f ON f.donor_id = pool.donor_id
  ORDER BY gone, tier, old, key, f.donor_id LIMIT :limit
)
{shown}"""

_ORDERS: dict[DonorOrder, Any] = {
    DonorOrder.NAME: donor.c.sort_key,
    DonorOrder.NUMBER: donor.c.number,
    DonorOrder.PLACE: donor.c.postal_code,
    DonorOrder.LAST_GIFT: donor_total.c.last_on,
    DonorOrder.TOTAL: donor_total.c.cents,
}
_ON_TOTALS = frozenset({DonorOrder.LAST_GIFT, DonorOrder.TOTAL})


_BY_NUMBER = Prepared(_LINE.where(donor.c.number == sa.bindparam("number")))
_BY_OLD_NUMBER = Prepared(
    _LINE.join(donor_redirect, donor_redirect.c.donor_id == donor.c.id).where(
        donor_redirect.c.number == sa.bindparam("number")
    )
)


@cache
def _finding(sql: str, dialect: str, words: int = 1) -> Prepared:
    """Return a statement of the finder, written for one database and so many words."""
    condition = MATCH[dialect]
    in_name = " AND ".join(f"(' ' || f.key) LIKE :word_{place}" for place in range(words))
    text = sql.format(
        named=condition.format(":named"),
        anywhere=condition.format(":anywhere"),
        ranked=_RANKED.format(in_name=in_name, shown=_SHOWN),
        shown=_SHOWN,
    )
    bound = sa.text(text).bindparams(sa.bindparam("since", type_=sa.Date))
    return Prepared(bound.columns(*_LINE.selected_columns))


class DonorQueries:
    """The reading side of donors."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work
        self._dialect = work.connection.dialect.name

    def lines(self, ids: Sequence[int]) -> list[DonorLine]:
        """Return the rows of these ids, in the order asked; missing ones left out."""
        found = self._fetch(donor.c.id.in_(ids)) if ids else []
        by_id = {line.id: line for line in found}
        return [by_id[i] for i in ids if i in by_id]

    def _fetch(self, condition: sa.ColumnElement[bool]) -> list[DonorLine]:
        return [_line(row) for row in self._work.connection.execute(_LINE.where(condition)).all()]

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
        if asked := asked_words(text):
            answers = sa.select(sa.column("rowid", sa.BigInteger)).select_from(
                sa.table("donor_search")
            )
            words = pattern(asked, self._dialect, Part.ALL)
            matching = sa.text(MATCH[self._dialect].format(":words")).bindparams(words=words)
            wanted = wanted.where(donor.c.id.in_(answers.where(matching)))
        elif text.strip():
            return array("q")
        return self._work.ids(wanted)

    def find(self, text: str, today: date, limit: int) -> list[DonorLine]:
        """Answer the finder, best first."""
        exact = {line.id: line for line in self._by_number(text)}
        asked = asked_words(text)
        if not asked or (exact and "-" in text):
            return list(exact.values())
        values: dict[str, Any] = {"since": today - _RECENT, "limit": limit, "by_word": _BY_WORD}
        if not asked[0].isdecimal():
            found = self._named(" ".join(asked), values)
            if len(found) < limit and len(asked) == _NAME_AND_SURNAME:
                found |= self._named(" ".join(reversed(asked)), values)
        elif len(asked) == 1:
            found = self._found(_DIALLED, _range(asked[0]) | values)
        else:
            found = {}
        gone = [line for line in found.values() if _is_gone(line)]
        if len(found) - len(gone) < limit:
            found |= self._worded(asked, values)
            found = {line.id: line for line in sorted(found.values(), key=_is_gone)}
        return list((exact | {i: found[i] for i in found if i not in exact}).values())[:limit]

    def _named(self, beginning: str, values: dict[str, Any]) -> dict[int, DonorLine]:
        """Return those whose name begins with ``beginning``, surname first."""
        whole = {"word_low": f"{beginning} ", "word_high": f"{beginning}!", "by_name": _BY_NAME}
        return self._found(_NAMED, _range(beginning) | whole | values)

    def _worded(self, asked: Sequence[str], values: dict[str, Any]) -> dict[int, DonorLine]:
        """Return those that have a word beginning with each one asked, in the name first."""
        places = {f"word_{place}": f"% {word}%" for place, word in enumerate(asked)}
        anywhere = {"anywhere": pattern(asked, self._dialect, Part.ALL)}
        if len(asked) > 1:
            return self._found(_SOME_WORDS, places | anywhere | values, len(asked))
        named = {"named": pattern(asked, self._dialect, Part.NAME)}
        return self._found(_ONE_WORD, places | anywhere | named | values)

    def _found(self, sql: str, values: dict[str, Any], words: int = 1) -> dict[int, DonorLine]:
        statement = _finding(sql, self._dialect, words)
        return {row[0]: _line(row) for row in statement.all(self._work.connection, **values)}

    def _by_number(self, text: str) -> list[DonorLine]:
        bare = clean(text).replace("-", "").replace(" ", "")
        if not bare.isascii() or not bare.isdecimal() or len(bare) > _LONGEST_NUMBER:
            return []
        keyed = self._numbered(int(bare[:-1])) if is_valid(bare) else []
        return keyed or self._numbered(int(bare))

    def _numbered(self, number: int) -> list[DonorLine]:
        """Return who bears a number, or whose record one that bore it was put away in."""
        rows = _BY_NUMBER.all(self._work.connection, number=number)
        rows = rows or _BY_OLD_NUMBER.all(self._work.connection, number=number)
        return [_line(row) for row in rows]


def _range(beginning: str) -> dict[str, str]:
    """Return the bounds of the keys that begin so."""
    return {"low": beginning, "high": beginning[:-1] + chr(ord(beginning[-1]) + 1)}


def _is_gone(line: DonorLine) -> bool:
    return line.archived_on is not None or line.deceased_on is not None


def _line(row: Any) -> DonorLine:  # noqa: ANN401 - a row of any select
    (
        row_id, number, kind, last_name, first_name, organisation_name, street, postal_code, city,
        phone, email, returned_on, deceased_on, archived_on, gifts, cents, last_on, last_cents,
        last_means,
    ) = row  # fmt: skip
    name = f"{last_name.upper()} {first_name}".strip() if kind == _PERSON else organisation_name
    means = _MEANS[last_means] if last_means else None
    return DonorLine(
        row_id, number, kind, name, street, postal_code, city, phone, email, returned_on,
        deceased_on, archived_on, gifts or 0, cents or 0, last_on, last_cents or 0, means,
    )  # fmt: skip
