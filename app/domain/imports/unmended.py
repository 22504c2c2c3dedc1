# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values somebody does not want mended, told by how they are written."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from app.domain.imports.cells import Cell, is_blank, shape_of, text_of
from app.domain.imports.fields import ColumnMap, Field
from app.domain.imports.findings import Finding, finding_of, read_as
from app.domain.imports.repairs import AMOUNTS, DAYS
from app.domain.imports.values import Conventions, Unreadable

Shapes = Mapping[Field, frozenset[str]]
"""How the values are written that are left as they stand, by field; see ``shape_of``."""
NO_SHAPES: Shapes = MappingProxyType({})
SWITCHED = DAYS | AMOUNTS | {Field.POSTAL_CODE}
"""Fields whose mending may be switched off. A postal code then stays as it is written; a day or an
amount that is not mended cannot be read, and its row waits for a person."""


class Unmended:
    """Finds the days and amounts that would be mended and are not to be.

    Args:
        shapes: What is left as it stands.
        columns, how: What the columns of the file hold, how it writes days and amounts.
    """

    def __init__(self, shapes: Shapes, columns: ColumnMap, how: Conventions) -> None:
        """Find the columns concerned."""
        self._how = how
        self._places: tuple[tuple[int, Field, Collection[str]], ...] = tuple(
            (place, wanted, shapes[wanted])
            for wanted in DAYS | AMOUNTS
            if shapes.get(wanted)
            for place in columns.indexes(wanted)
        )
        self._titles = {column.index: column.title for column in columns.columns}

    def first(self, cells: Sequence[Cell]) -> tuple[str, str] | None:
        """Return the head and the text of the first such value of a row."""
        for place, wanted, shapes in self._places:
            if place < len(cells) and not is_blank(cells[place]):
                text = text_of(cells[place])
                if shape_of(text) in shapes and self._is_mended(wanted, cells[place]):
                    return self._titles[place], text
        return None

    def _is_mended(self, wanted: Field, cell: Cell) -> bool:
        try:
            told = read_as(wanted, cell, "", self._how)
        except Unreadable:
            return False
        return finding_of(wanted, cell, told) is Finding.MENDED
