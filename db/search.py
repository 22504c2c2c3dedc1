# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The finder's index: beginnings of folded words of a donor's name, place, contact, in any order.

It is written by the same transaction as the donor, so it is never late. Two parts answer: the
indexes of ``donor_finder`` give those whose name or telephone begins with what was typed, with all
that ranks them; the full-text index gives those that have the words anywhere.
"""

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from typing import Any, NamedTuple

import sqlalchemy as sa

from app.domain.donors import ContactKind, Donor, DonorKind
from app.kernel.damm import check_digit
from app.kernel.text import digits, fold
from db.tables.donors import donor_contact, donor_external_number, donor_finder, donor_total
from db.work import Work

_FRANCE = "33"
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

    >>> asked_words("+33 6 12 34 Lefèvre"), asked_words("10428-9")
    (('061234', 'lefevre'), ('104289',))
    """
    if _NUMBER.fullmatch(text):
        return (local_phone(text) or digits(text),)
    joined = _TELEPHONE.sub(lambda found: f" {local_phone(found.group())} ", text)
    return tuple(word for word in fold(joined).split() if word)


class Besides(NamedTuple):
    """What is indexed of a sheet besides the record, folded.

    Attributes:
        contact: Other e-mail addresses, numbers in other programs.
        phones: Other telephones, as dialled in France.
    """

    contact: str = ""
    phones: str = ""


_NOTHING = Besides()


def search_fields(value: Donor, besides: Besides = _NOTHING) -> tuple[str, str, str, str]:
    """Return what is indexed of a donor: name, place, contact, telephone; folded."""
    name = fold(f"{value.last_name} {value.first_name} {value.organisation_name}")
    address = value.address
    place = fold(f"{address.postal_code} {address.city} {address.street}")
    keyed = f"{value.number}{check_digit(str(value.number))}"
    contact = f"{keyed} {fold(value.email)} {fold(value.former_number)} {besides.contact}"
    phones = f"{local_phone(value.phone)} {besides.phones}"
    return name, place, contact.strip(), phones.strip()


class DonorIndex:
    """Keeps both parts of the index in step with the donors."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work

    def replace(self, value: Donor) -> None:
        """Index a donor in place of what was indexed before."""
        self.remove(value.id)
        self.put_many([value], {value.id: self._besides(value.id)})
        last_on = sa.select(donor_total.c.last_on).where(donor_total.c.donor_id == value.id)
        mine = donor_finder.update().where(donor_finder.c.donor_id == value.id)
        self._work.connection.execute(mine.values(last_on=last_on.scalar_subquery()))

    def remove(self, donor_id: int) -> None:
        """Forget a donor."""
        forget = sa.text("DELETE FROM donor_search WHERE rowid = :id")
        self._work.connection.execute(forget, {"id": donor_id})
        mine = donor_finder.delete().where(donor_finder.c.donor_id == donor_id)
        self._work.connection.execute(mine)

    def _besides(self, donor_id: int) -> Besides:
        run, mine = self._work.connection.execute, donor_contact.c.donor_id == donor_id
        ways = run(sa.select(donor_contact.c.kind, donor_contact.c.value).where(mine)).all()
        phones = [local_phone(value) for kind, value in ways if kind == ContactKind.PHONE]
        others = [fold(value) for kind, value in ways if kind != ContactKind.PHONE]
        elsewhere = donor_external_number.c.donor_id == donor_id
        numbers = run(sa.select(donor_external_number.c.number).where(elsewhere)).scalars()
        return Besides(" ".join([*others, *map(fold, numbers)]), " ".join(phones))

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
        self._work.connection.execute(donor_finder.insert(), [_finder_row(one) for one in donors])


def _finder_row(value: Donor) -> dict[str, Any]:
    return {
        "donor_id": value.id,
        "key": value.sort_key,
        "is_organisation": value.kind is DonorKind.ORGANISATION,
        "gone": value.archived_on is not None or value.deceased_on is not None,
        "last_on": None,
        "phone": local_phone(value.phone),
    }


def pattern(words: Sequence[str], dialect: str, part: Part) -> str:
    """Return the full-text pattern of the rows that have every word in a part of them."""
    columns, weights = part.value
    if dialect == "postgresql":
        return " & ".join(f"{word}:*{weights}" for word in words)
    return " AND ".join(f'{columns}"{word}"*' for word in words)
