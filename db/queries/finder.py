# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The finder: who answers what was typed, best first.

What is certain comes first (a number, a coupon, a receipt, a cheque), then the beginnings of names
and telephones, then words anywhere, and when few answer so, names one slip of the fingers away.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from app.domain.readers.scans import COUPON_LENGTH, Coupon, read_scan
from app.domain.receipts.values import read_receipt_number
from app.kernel.damm import is_valid
from app.kernel.errors import Refused
from app.kernel.text import clean, digits, fold
from app.usecases.ports.people import FEW, DonorLine
from db.prepared import Prepared
from db.queries.donors import LINE, line_of
from db.search import MATCH, Part, asked_words, either, near_pattern, near_words, pattern
from db.spellings import joined
from db.tables.desk import gift
from db.tables.donors import donor, donor_total
from db.tables.duplicates import donor_redirect
from db.tables.receipts import tax_receipt
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
_LEAST_OF_CHEQUE, _CHEQUE = 4, 7
"""Digits typed of a cheque's number, and digits it has."""
_MOST_RECEIPTS = 2_147_483_647
"""No receipt has a higher rank: the column holds no more."""
_MOST_WORDS = 6
"""With more words than this, neighbours are not tried joined."""

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
_ANY_WORDS = """
WITH pool AS (
  SELECT rowid AS donor_id FROM donor_search WHERE {anywhere} ORDER BY {rare} LIMIT :by_word
), best AS (
  SELECT f.donor_id, f.key, f.gone, 0 AS tier,
    CASE WHEN f.last_on >= :since THEN 0 ELSE 1 END AS old
  FROM pool JOIN donor_finder f ON f.donor_id = pool.donor_id
  ORDER BY gone, old, key, f.donor_id LIMIT :limit
)
{shown}"""
_RANKED = """best AS (
  SELECT f.donor_id, f.key, f.gone,
    CASE WHEN {in_name} THEN 0 ELSE 2 END + CASE WHEN f.is_organisation THEN 0 ELSE 1 END AS tier,
    CASE WHEN f.last_on >= :since THEN 0 ELSE 1 END AS old
  FROM pool JOIN donor_finder f ON f.donor_id = pool.donor_id
  ORDER BY gone, tier, old, key, f.donor_id LIMIT :limit
)
{shown}"""

_BY_NUMBER = Prepared(LINE.where(donor.c.number == sa.bindparam("number")))
_BY_OLD_NUMBER = Prepared(
    LINE.join(donor_redirect, donor_redirect.c.donor_id == donor.c.id).where(
        donor_redirect.c.number == sa.bindparam("number")
    )
)


_RARE = {"sqlite": "rowid", "postgresql": "rowid + 0"}
"""The order of rare answers: PostgreSQL is kept from walking every row in order to find them."""


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
        rare=_RARE[dialect],
    )
    bound = sa.text(text).bindparams(sa.bindparam("since", type_=sa.Date))
    return Prepared(bound.columns(*LINE.selected_columns))


_BY_RECEIPT = Prepared(
    LINE.join(tax_receipt, tax_receipt.c.donor_id == donor.c.id).where(
        tax_receipt.c.year == sa.bindparam("year"),
        tax_receipt.c.sequence == sa.bindparam("sequence"),
    )
)
_CHEQUES = ("typed", "whole", "bare")
_BY_CHEQUE = Prepared(
    LINE.where(
        donor.c.id.in_(
            sa.select(gift.c.donor_id).where(
                gift.c.cheque_number != "",
                gift.c.cheque_number.in_([sa.bindparam(way) for way in _CHEQUES]),
            )
        )
    )
    .order_by(donor_total.c.last_on.desc().nulls_last(), donor.c.id)
    .limit(FEW)
)


class Finder:
    """Answers the finder."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work
        self._dialect = work.connection.dialect.name

    def find(self, text: str, today: date, limit: int) -> list[DonorLine]:
        """Answer the finder, best first."""
        exact = self.exact(text)
        asked = asked_words(text)
        if not asked or (exact and ("-" in text or _is_coupon(text))):
            return list(exact.values())[:limit]
        values: dict[str, Any] = {"since": today - _RECENT, "limit": limit, "by_word": _BY_WORD}
        exact |= self._by_cheque(text)
        found = self._begun(asked, values)
        gone = [line for line in found.values() if _is_gone(line)]
        if len(found) - len(gone) < limit:
            found |= self._worded(asked, values)
            if len(found) < FEW and 1 < len(asked) <= _MOST_WORDS:
                found |= self._joined(asked, values)
            found = {line.id: line for line in sorted(found.values(), key=_is_gone)}
        answers = exact | {i: found[i] for i in found if i not in exact}
        if len(answers) < min(FEW, limit):
            near = self._near(asked, values)
            rest = [near[i]._replace(near=True) for i in near if i not in answers]
            return [*answers.values(), *rest[: min(FEW, limit) - len(answers)]]
        return list(answers.values())[:limit]

    def exact(self, text: str) -> dict[int, DonorLine]:
        """Return whom a number, a reply coupon or the number of a receipt names beyond doubt."""
        coupon = _coupon(text)
        if coupon is not None:
            return {line.id: line for line in self._numbered(coupon.donor)}
        found = {line.id: line for line in self._by_number(text)}
        try:
            year, sequence = read_receipt_number(clean(text))
        except Refused:
            return found
        if sequence <= _MOST_RECEIPTS:
            row = _BY_RECEIPT.first(self._work.connection, year=year, sequence=sequence)
            found |= {} if row is None else {row[0]: line_of(row)}
        return found

    def _begun(self, asked: Sequence[str], values: dict[str, Any]) -> dict[int, DonorLine]:
        """Return those whose name, or whose telephone, begins with what was asked."""
        if asked[0].isdecimal():
            dialled = _range(asked[0]) | values
            return self._found(_DIALLED, dialled) if len(asked) == 1 else {}
        found = self._named(" ".join(asked), values)
        if len(found) < values["limit"] and len(asked) == _NAME_AND_SURNAME:
            found |= self._named(" ".join(reversed(asked)), values)
        return found

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

    def _joined(self, asked: Sequence[str], values: dict[str, Any]) -> dict[int, DonorLine]:
        """Return those that write as one word what was typed as several."""
        ways = (pattern(words, self._dialect, Part.ALL) for words in joined(asked))
        return self._found(_ANY_WORDS, {"anywhere": either(ways, self._dialect)} | values)

    def _near(self, asked: Sequence[str], values: dict[str, Any]) -> dict[int, DonorLine]:
        """Return those whose name has words one slip away from those asked, by surname first."""
        near = [(word, near_words(self._work.connection, word)) for word in asked]
        if not any(words for _word, words in near):
            return {}
        alike = {"anywhere": near_pattern(near, self._dialect)}
        found = self._found(_ANY_WORDS, values | alike | {"limit": _BY_WORD})
        surnames = {word for _word, words in near for word in words}

        def rank(line: DonorLine) -> tuple[bool, bool]:
            return _is_gone(line), fold(line.name).partition(" ")[0] not in surnames

        return {line.id: line for line in sorted(found.values(), key=rank)}

    def _found(self, sql: str, values: dict[str, Any], words: int = 1) -> dict[int, DonorLine]:
        statement = _finding(sql, self._dialect, words)
        return {row[0]: line_of(row) for row in statement.all(self._work.connection, **values)}

    def _by_number(self, text: str) -> list[DonorLine]:
        bare = _bare(text)
        if not bare or len(bare) > _LONGEST_NUMBER:
            return []
        keyed = self._numbered(int(bare[:-1])) if is_valid(bare) else []
        return keyed or self._numbered(int(bare))

    def _numbered(self, number: int) -> list[DonorLine]:
        """Return who bears a number, or whose record one that bore it was put away in."""
        rows = _BY_NUMBER.all(self._work.connection, number=number)
        rows = rows or _BY_OLD_NUMBER.all(self._work.connection, number=number)
        return [line_of(row) for row in rows]

    def _by_cheque(self, text: str) -> dict[int, DonorLine]:
        """Return who gave a cheque of this number, with its leading zeros or without."""
        typed = clean(text.replace("\0", " "))  # which a server takes in no text
        if len(typed) < _LEAST_OF_CHEQUE or not digits(typed):
            return {}
        bare = _bare(text) or typed
        ways = {"typed": typed, "whole": bare.zfill(_CHEQUE), "bare": bare.lstrip("0") or bare}
        rows = _BY_CHEQUE.all(self._work.connection, **ways)
        return {row[0]: line_of(row) for row in rows}


def _bare(text: str) -> str:
    """Return the digits of what is a number and nothing else, or nothing."""
    bare = clean(text).replace("-", "").replace(" ", "")
    return bare if bare.isascii() and bare.isdecimal() else ""


def _coupon(text: str) -> Coupon | None:
    if len(digits(text)) != COUPON_LENGTH or not _bare(text):
        return None
    try:
        scan = read_scan(_bare(text))
    except Refused:
        return None
    return scan if isinstance(scan, Coupon) else None


def _is_coupon(text: str) -> bool:
    return _coupon(text) is not None


def _range(beginning: str) -> dict[str, str]:
    """Return the bounds of the keys that begin so."""
    return {"low": beginning, "high": beginning[:-1] + chr(ord(beginning[-1]) + 1)}


def _is_gone(line: DonorLine) -> bool:
    return line.archived_on is not None or line.deceased_on is not None
