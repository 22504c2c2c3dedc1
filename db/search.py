# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The finder's index: beginnings of folded words of a donor's name, place, contact, in any order.

It is written by the same transaction as the donor, so it is never late. Three parts answer: the
indexes of ``donor_finder`` give those whose name or telephone begins with what was typed, with all
that ranks them; the full-text index gives those that have the words anywhere, or end a telephone;
``donor_word`` gives the words of names one slip of the fingers away from those typed (ADR 0018).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

import sqlalchemy as sa

from app.domain.donors import ContactKind, Donor, DonorKind
from app.kernel.damm import check_digit
from app.kernel.text import digits, fold
from db.prepared import Prepared
from db.spellings import LEADING, SHORTEST, is_near, keys_asked, keys_of, written_too
from db.tables.donors import (
    donor_contact,
    donor_external_number,
    donor_finder,
    donor_total,
    donor_word,
)
from db.work import Work

_FRANCE = "33"
_SIREN, _SIRET = 9, 14
_LEAST_OF_PHONE = 4
"""Last digits of a telephone that find it."""
_BACKWARDS = "r"
"""What begins a telephone written backwards: its last digits are then a beginning too."""
_MOST_NEAR = 40
"""Words of names tried for one that was mistyped."""
_NUMBER = re.compile(r"\s*\+?[\s.\-/()]*\d[\d\s.\-/()]*", re.ASCII)
_TELEPHONE = re.compile(r"(?:\+[1-9]|\b0)(?:[\s.\-/()]*\d)*")
_INSERT = {
    "sqlite": (
        "INSERT INTO donor_search (rowid, name, place, contact, phone) VALUES (?, ?, ?, ?, ?)"
    ),
    "postgresql": (
        "INSERT INTO donor_search (rowid, document) VALUES (%s,"
        " setweight(to_tsvector('simple', %s), 'A') ||"
        " setweight(to_tsvector('simple', %s), 'B') ||"
        " setweight(to_tsvector('simple', %s), 'C') ||"
        " setweight(to_tsvector('simple', %s), 'D'))"
    ),
}
_LEARN = {
    "sqlite": "INSERT OR IGNORE INTO donor_word (key, word) VALUES (?, ?)",
    "postgresql": "INSERT INTO donor_word (key, word) VALUES (%s, %s) ON CONFLICT DO NOTHING",
}
MATCH = {
    "sqlite": "donor_search MATCH {0}",
    "postgresql": "document @@ to_tsquery('simple', {0})",
}
"""The condition that a row of the index answers the pattern bound to ``{0}``."""


class Part(Enum):
    """Where the words are looked for: the columns of SQLite's index, the weights of PostgreSQL's.

    Weights narrow a search there as columns do here.
    """

    ALL = ("", "")
    NAME = ("name : ", "A")


def local_phone(phone: str) -> str:
    """Return the digits of a telephone number as dialled in France: ``0612345678``."""
    bare = digits(phone)
    abroad = phone.strip().startswith("+")
    if bare.startswith("00"):
        bare, abroad = bare[2:], True
    if abroad and bare.startswith(_FRANCE):
        return f"0{bare.removeprefix(_FRANCE).removeprefix('0')}"
    return bare


def asked_words(text: str) -> tuple[str, ...]:
    """Return the folded words to look for; a number in any spacing is one word.

    The number of an establishment (SIRET) is looked for as its company's (SIREN), which begins it.

    >>> asked_words("+33 6 12 34 Lefèvre"), asked_words("10428-9")
    (('061234', 'lefevre'), ('104289',))
    """
    if _NUMBER.fullmatch(text):
        number = local_phone(text) or digits(text)
        return (number[:_SIREN] if len(number) == _SIRET else number,)
    joined = _TELEPHONE.sub(lambda found: f" {local_phone(found.group())} ", text)
    return tuple(word for word in fold(joined).split() if word)


class Besides(NamedTuple):
    """What is indexed of a sheet besides the record, folded.

    Attributes:
        contact: Other e-mail addresses, numbers in other programs.
        phones: Other telephones, as dialled in France.
    """

    contact: str = ""
    phones: tuple[str, ...] = ()


_NOTHING = Besides()


def search_fields(value: Donor, besides: Besides = _NOTHING) -> tuple[str, str, str, str]:
    """Return what is indexed of a donor: name, place, contact, telephone; folded."""
    address = value.address
    name = _as_typed(f"{value.last_name} {value.first_name} {value.organisation_name}")
    place = _as_typed(f"{address.postal_code} {address.city} {address.street}")
    keyed = f"{value.number}{check_digit(str(value.number))}"
    contact = f"{keyed} {fold(value.email)} {fold(value.former_number)} {fold(value.siren)}"
    phones = (local_phone(value.phone), *besides.phones)
    dialled = " ".join(f"{phone} {_BACKWARDS}{phone[::-1]}" for phone in phones if phone)
    return name, place, " ".join(f"{contact} {besides.contact}".split()), dialled


def _as_typed(text: str) -> str:
    """Return the folded words of a text, and the other ways they may be typed."""
    return " ".join((fold(text), *written_too(text))).strip()


_SEARCH = sa.table("donor_search", sa.column("rowid", sa.Integer))
_IS_MINE = donor_finder.c.donor_id == sa.bindparam("mine", type_=sa.Integer)
_KEY = Prepared(sa.select(donor_finder.c.key).where(_IS_MINE))
_TAKE_OUT = Prepared(_SEARCH.delete().where(_SEARCH.c.rowid == sa.bindparam("mine")))
_FOUND = ("donor_id", "key", "is_organisation", "gone", "last_on", "phone")
_FIND = Prepared(donor_finder.insert(), _FOUND)
_TAKE_OUT_OF_FINDER = Prepared(donor_finder.delete().where(_IS_MINE))
_LAST_GIFT = sa.select(donor_total.c.last_on).where(donor_total.c.donor_id == sa.bindparam("mine"))
_DATE = Prepared(
    donor_finder.update().where(_IS_MINE).values(last_on=_LAST_GIFT.scalar_subquery()), ()
)
_WAYS = Prepared(
    sa.select(donor_contact.c.kind, donor_contact.c.value).where(
        donor_contact.c.donor_id == sa.bindparam("mine")
    )
)
_ELSEWHERE = Prepared(
    sa.select(donor_external_number.c.number).where(
        donor_external_number.c.donor_id == sa.bindparam("mine")
    )
)
_BORNE = {
    dialect: Prepared(
        sa.select(sa.literal_column("1", sa.Integer))
        .select_from(_SEARCH)
        .where(sa.text(match.format(":word")))
        .limit(1)
    )
    for dialect, match in MATCH.items()
}
_UNLEARN = Prepared(
    donor_word.delete().where(
        donor_word.c.key == sa.bindparam("its"), donor_word.c.word == sa.bindparam("spelt")
    )
)


class DonorIndex:
    """Keeps both parts of the index in step with the donors."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work
        self._known: set[str] = set()

    def replace(self, value: Donor) -> None:
        """Index a donor in place of what was indexed before."""
        self.replace_many([value])

    def replace_many(self, donors: Sequence[Donor]) -> None:
        """Index donors in place of what was indexed of them before."""
        if not donors:
            return
        ids = [one.id for one in donors]
        before = self._take_out(ids)
        self.put_many(donors, self.besides(ids))
        self._forget(before.difference(*(one.sort_key.split() for one in donors)))
        _DATE.many(self._work.connection, [{"mine": one} for one in ids])

    def remove(self, donor_ids: Sequence[int]) -> None:
        """Forget donors."""
        self._forget(self._take_out(donor_ids))

    def clear(self) -> None:
        """Forget every donor."""
        for table in ("donor_search", "donor_finder", "donor_word"):
            self._work.connection.execute(sa.delete(sa.table(table)))
        self._known.clear()

    def _take_out(self, donor_ids: Sequence[int]) -> set[str]:
        """Forget donors but not the words of their names, and return these."""
        connection, words = self._work.connection, set[str]()
        for donor_id in donor_ids:
            key = _KEY.first(connection, mine=donor_id)
            words.update(key[0].split() if key else ())
        rows = [{"mine": donor_id} for donor_id in donor_ids]
        for statement in (_TAKE_OUT, _TAKE_OUT_OF_FINDER):
            statement.many(connection, rows)
        return words

    def _forget(self, words: Iterable[str]) -> None:
        """Forget the words that are in nobody's name any more: a name erased leaves no trace."""
        dialect = self._work.connection.dialect.name
        for word in words:
            by_name = _word(word, dialect)
            borne = _BORNE[dialect]
            if len(word) < SHORTEST or borne.first(self._work.connection, word=by_name):
                continue
            rows = [{"its": key, "spelt": word} for key in keys_of(word)]
            _UNLEARN.many(self._work.connection, rows)
            self._known.discard(word)

    def besides(self, ids: Sequence[int]) -> dict[int, Besides]:
        """Return what is indexed besides of those who have something on their sheets."""
        connection, found = self._work.connection, dict.fromkeys(ids, _NOTHING)
        for donor_id in ids:
            had = _NOTHING
            for kind, value in _WAYS.all(connection, mine=donor_id):
                if kind == ContactKind.PHONE:
                    had = had._replace(phones=(*had.phones, local_phone(value)))
                else:
                    had = had._replace(contact=f"{had.contact} {fold(value)}")
            for (number,) in _ELSEWHERE.all(connection, mine=donor_id):
                had = had._replace(contact=f"{had.contact} {fold(number)}")
            found[donor_id] = had
        return found

    def put_many(
        self, donors: Sequence[Donor], besides: Mapping[int, Besides] = MappingProxyType({})
    ) -> None:
        """Index new donors, with what stands on the sheets of some ``besides``."""
        if not donors:
            return
        with self._work.bulk() as cursor:
            cursor.executemany(
                _INSERT[self._work.connection.dialect.name],
                [
                    (donor.id, *search_fields(donor, besides.get(donor.id, _NOTHING)))
                    for donor in donors
                ],
            )
        rows = [_finder_row(one) for one in donors]
        _FIND.many_values(self._work.connection, _FOUND, rows)
        self._learn({word for one in donors for word in one.sort_key.split()} - self._known)

    def _learn(self, words: set[str]) -> None:
        rows = [(key, word) for word in words if len(word) >= SHORTEST for key in keys_of(word)]
        with self._work.bulk() as cursor:
            cursor.executemany(_LEARN[self._work.connection.dialect.name], rows)
        self._known |= words


def _finder_row(value: Donor) -> tuple[object, ...]:
    """Return the values of ``_FOUND``."""
    return (
        value.id,
        value.sort_key,
        value.kind is DonorKind.ORGANISATION,
        value.archived_on is not None or value.deceased_on is not None,
        None,
        local_phone(value.phone),
    )


def pattern(words: Sequence[str], dialect: str, part: Part) -> str:
    """Return the full-text pattern of the rows that have every word in a part of them."""
    return _AND[dialect].join(_begun(word, dialect, part) for word in words)


def either(patterns: Iterable[str], dialect: str) -> str:
    """Return the full-text pattern of the rows that answer one pattern or another."""
    return _OR[dialect].join(f"({one})" for one in patterns)


def near_pattern(near: Sequence[tuple[str, Sequence[str]]], dialect: str) -> str:
    """Return the pattern of the rows that have each word asked, or one near it in the name."""
    each = (
        either((_begun(asked, dialect, Part.ALL), *(_word(one, dialect) for one in words)), dialect)
        for asked, words in near
    )
    return _AND[dialect].join(f"({one})" for one in each)


_AND = {"sqlite": " AND ", "postgresql": " & "}
_OR = {"sqlite": " OR ", "postgresql": " | "}


def _word(word: str, dialect: str) -> str:
    """Return the pattern of the names that have this very word."""
    return f"{word}:A" if dialect == "postgresql" else f'name : "{word}"'


def _begun(word: str, dialect: str, part: Part) -> str:
    """Return the pattern of a word begun; of four digits on, of a telephone ended too."""
    columns, weights = part.value
    begun = f"{word}:*{weights}" if dialect == "postgresql" else f'{columns}"{word}"*'
    if part is Part.NAME or len(word) < _LEAST_OF_PHONE or not word.isdecimal():
        return begun
    back = f"{_BACKWARDS}{word[::-1]}"
    ended = f"{back}:*D" if dialect == "postgresql" else f'phone : "{back}"*'
    return f"({either((begun, ended), dialect)})"


_NEAR = Prepared(
    sa.select(donor_word.c.word)
    .where(donor_word.c.key.in_([sa.bindparam(f"key_{place}") for place in range(2 * LEADING + 2)]))
    .distinct()
)


def near_words(connection: sa.Connection, asked: str) -> list[str]:
    """Return the words of names one slip away from a word, those that begin alike first."""
    if len(asked) < SHORTEST or asked.isdecimal():
        return []
    keys = sorted(keys_asked(asked))
    keys += keys[:1] * (2 * LEADING + 2 - len(keys))
    rows = _NEAR.all(connection, **{f"key_{place}": key for place, key in enumerate(keys)})
    near = [row[0] for row in rows if is_near(asked, row[0]) and not row[0].startswith(asked)]
    near.sort(key=lambda word: (word[0] != asked[0], abs(len(word) - len(asked)), word))
    return near[:_MOST_NEAR]
