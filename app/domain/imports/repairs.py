# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of a file that a person takes for others, once for all rows that bear them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.domain.imports.cells import Cell, is_blank, text_of
from app.domain.imports.fields import ColumnMap, Field
from app.domain.imports.values import Conventions, Unreadable, read_day
from app.kernel.errors import Refused
from app.kernel.money import CENTS, parse_amount

Words = Mapping[Field, Mapping[str, str]]
"""What is taken for a value as it stands, by field. A value taken for itself stays as written."""
NO_WORDS: Words = MappingProxyType({})
DAYS = frozenset({Field.DAY, Field.CHEQUE_DAY})
AMOUNTS = frozenset({Field.AMOUNT, Field.BENEFIT})


def meant(wanted: Field, told: str, this_year: int) -> Cell:
    """Return what a person typed for a value, whatever the file's own way of writing it.

    A day is day, month, year; an amount is as one types it. What is neither stays as it is typed,
    and is refused like any value of the file.

    Args:
        wanted: What the value is.
        told: What was typed.
        this_year: To place two-digit years.
    """
    try:
        if wanted in DAYS:
            return read_day(told, Conventions(this_year=this_year))
        if wanted in AMOUNTS:
            return parse_amount(told) / CENTS
    except (Unreadable, Refused):
        return told
    return told


class Repairs:
    """Puts what a person decided in the place of what stands in a file.

    Args:
        words: What was decided.
        columns: What the columns of the file hold.
        this_year: To place two-digit years.
    """

    def __init__(self, words: Words, columns: ColumnMap, this_year: int = 0) -> None:
        """Find the columns concerned."""
        self._places = tuple(
            (place, {a: meant(field, b, this_year) for a, b in words[field].items() if a != b})
            for field in words
            for place in columns.indexes(field)
        )

    def mend(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        """Return a row with its values repaired; the very same when there is nothing to do."""
        mended: list[Cell] = []
        for place, words in self._places:
            if place >= len(cells) or is_blank(cells[place]):
                continue
            told = words.get(text_of(cells[place]))
            if told is not None:
                mended = mended or list(cells)
                mended[place] = told
        return mended or cells
