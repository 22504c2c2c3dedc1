# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a column of somebody's table can be, and how it is recognised.

The synonyms are data (``resources/data/import_columns.json``): a word met in a new file is added
there, not here.
"""

import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from app.domain.imports.cells import Cell, column_letters, is_blank, text_of
from app.kernel.assets import asset_path
from app.kernel.text import clean, fold


class ImportKind(StrEnum):
    """What is brought in."""

    DONORS = "donors"
    GIFTS = "gifts"


class Field(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    CIVILITY = "civility"
    LAST_NAME = "last_name"
    FIRST_NAME = "first_name"
    FULL_NAME = "full_name"
    ORGANISATION = "organisation_name"
    COMPLEMENT = "complement"
    BUILDING = "building"
    STREET = "street"
    LOCALITY = "locality"
    POSTAL_CODE = "postal_code"
    CITY = "city"
    PLACE = "place"
    COUNTRY = "country"
    PHONE = "phone"
    EMAIL = "email"
    SIREN = "siren"
    LEGAL_FORM = "legal_form"
    NOTES = "notes"
    OPPOSED = "opposed"
    OPPOSED_POST = "opposed_post"
    OPPOSED_EMAIL = "opposed_email"
    OPPOSED_SMS = "opposed_sms"
    OPPOSED_PHONE = "opposed_phone"
    OPPOSED_PARTNERS = "opposed_partners"
    NEWSLETTER = "newsletter"
    DAY = "day"
    AMOUNT = "amount"
    MEANS = "means"
    CHEQUE_NUMBER = "cheque_number"
    CHEQUE_BANK = "cheque_bank"
    CHEQUE_DAY = "cheque_dated_on"
    BENEFIT = "benefit"
    IN_MEMORY = "in_memory"
    IN_HONOUR = "in_honour"
    FUND = "fund"
    APPEAL = "appeal"
    REFERENCE = "reference"
    FOREIGN_RECEIPT = "foreign_receipt"
    CLUE = "clue"


NAMES = frozenset({Field.LAST_NAME, Field.FULL_NAME, Field.ORGANISATION})
GIFT_FIELDS = frozenset(
    {
        Field.DAY, Field.AMOUNT, Field.MEANS, Field.CHEQUE_NUMBER, Field.CHEQUE_BANK,
        Field.FUND, Field.APPEAL, Field.REFERENCE, Field.CLUE,
        Field.CHEQUE_DAY, Field.BENEFIT, Field.IN_MEMORY, Field.IN_HONOUR,
        Field.FOREIGN_RECEIPT,
    }
)  # fmt: skip
DONOR_FIELDS = frozenset(Field) - GIFT_FIELDS
CONSENT_FIELDS = frozenset(
    {
        Field.OPPOSED, Field.OPPOSED_POST, Field.OPPOSED_EMAIL, Field.OPPOSED_SMS,
        Field.OPPOSED_PHONE, Field.OPPOSED_PARTNERS, Field.NEWSLETTER,
    }
)  # fmt: skip
_NOT_OF = {ImportKind.DONORS: GIFT_FIELDS, ImportKind.GIFTS: CONSENT_FIELDS}


class Confidence(StrEnum):
    """How sure a guess is."""

    SURE = "sure"
    PROPOSED = "proposed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column of the file and what it is taken for.

    Attributes:
        index: From 0.
        title: What its head says, or its letters when it has none.
        field: None when it is left out.
    """

    index: int
    title: str
    field: Field | None
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which row is the head, and what each column holds.

    Attributes:
        header_row: Its number, from 1; 0 when the file has none.
    """

    header_row: int
    columns: tuple[FoundColumn, ...]
    _places: Mapping[Field, tuple[int, ...]] = field(
        default_factory=lambda: MappingProxyType({}), compare=False
    )

    @classmethod
    def of(cls, header_row: int, columns: Sequence[FoundColumn]) -> "ColumnMap":
        """Return the map of these columns."""
        places: dict[Field, tuple[int, ...]] = {}
        for column in columns:
            if column.field is not None:
                places[column.field] = (*places.get(column.field, ()), column.index)
        return cls(header_row, tuple(columns), MappingProxyType(places))

    def has(self, *fields: Field) -> bool:
        """Tell whether any of these fields is in the file."""
        return any(one in self._places for one in fields)

    def indexes(self, wanted: Field) -> tuple[int, ...]:
        """Return the columns that hold a field, in the order of the file."""
        return self._places.get(wanted, ())

    def cell(self, cells: Sequence[Cell], wanted: Field) -> Cell:
        """Return the first filled cell of a field in a row, or empty text."""
        for index in self._places.get(wanted, ()):
            if index < len(cells) and not is_blank(cells[index]):
                return cells[index]
        return ""

    def text(self, cells: Sequence[Cell], wanted: Field) -> str:
        """Return the text of a field in a row."""
        places = self._places.get(wanted)
        if places is None:
            return ""
        cell = cells[places[0]] if places[0] < len(cells) else ""
        if len(places) == 1 and isinstance(cell, str):
            return clean(cell)
        return text_of(self.cell(cells, wanted))

    def places(self, wanted: Container[Field]) -> tuple[tuple[Field, int], ...]:
        """Return these fields with each of their columns."""
        return tuple(
            (one, index)
            for one, indexes in self._places.items()
            if one in wanted
            for index in indexes
        )

    def title(self, wanted: Field) -> str:
        """Return what the head of a field's column says."""
        places = self._places.get(wanted, ())
        return next((c.title for c in self.columns if c.index in places), wanted.value)


@cache
def _synonyms() -> Mapping[str, Field]:
    path = asset_path("data", "import_columns.json")
    told = json.loads(path.read_text(encoding="utf-8"))["columns"]
    return {fold(word): Field(name) for name, words in told.items() for word in words}


def name_column(title: str, kind: ImportKind) -> tuple[Field | None, Confidence]:
    """Return what a head says its column holds."""
    folded = fold(title)
    found = _synonyms().get(folded)
    confidence = Confidence.SURE
    if found is None:
        found, confidence = _within(folded), Confidence.PROPOSED
    if not folded or found is None or found in _NOT_OF[kind]:
        return None, Confidence.NONE
    return found, confidence


def _within(folded: str) -> Field | None:
    """Return the field of the longest synonym in a head whose other words add nothing."""
    padded = f" {folded} "
    for word in sorted(_synonyms(), key=len, reverse=True):
        rest = padded.replace(f" {word} ", " ", 1)
        if rest != padded and set(rest.split()) <= _filling():
            return _synonyms()[word]
    return None


@cache
def _filling() -> frozenset[str]:
    path = asset_path("data", "import_columns.json")
    return frozenset(json.loads(path.read_text(encoding="utf-8"))["filling"])


def map_columns(
    header_row: int,
    head: Sequence[Cell],
    samples: Sequence[Sequence[Cell]],
    kind: ImportKind,
    chosen: Mapping[str, Field | None] | None = None,
) -> ColumnMap:
    """Say what each column holds: as chosen, else by its head, each field once.

    Args:
        header_row: The number of the head's row.
        head: Its cells.
        samples: Rows that follow, to see which columns hold anything.
        kind: What is brought in.
        chosen: Fields by head, for those a person decided; None leaves a column out.
    """
    decided = {fold(title): wanted for title, wanted in (chosen or {}).items()}
    width = max([len(head), *(len(row) for row in samples)], default=0)
    titles = [text_of(head[i]) if i < len(head) else "" for i in range(width)]
    guesses = [
        (decided[fold(title)], Confidence.SURE)
        if title and fold(title) in decided
        else name_column(title, kind)
        for title in titles
    ]
    taken: set[Field] = set()
    settled: dict[int, tuple[Field | None, Confidence]] = {}
    # What is sure is served first, wherever it stands.
    for index in sorted(range(width), key=lambda i: guesses[i][1] is not Confidence.SURE):
        wanted, confidence = guesses[index]
        if wanted in taken and wanted not in _REPEATABLE:
            wanted, confidence = None, Confidence.NONE
        if wanted is not None:
            taken.add(wanted)
        settled[index] = wanted, confidence
    columns = [
        FoundColumn(index, titles[index] or column_letters(index), *settled[index])
        for index in range(width)
        if titles[index] or any(_is_filled(row, index) for row in samples)
    ]
    return ColumnMap.of(header_row, columns)


def _is_filled(row: Sequence[Cell], index: int) -> bool:
    return index < len(row) and not is_blank(row[index])


_REPEATABLE = frozenset({Field.STREET, Field.PHONE, Field.NOTES, Field.EMAIL})
"""Several columns of a file may hold these: the first filled one counts, or all of them."""
