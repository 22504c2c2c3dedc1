# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What rows said, kept by the cells it was read from: the same cells are read once."""

from collections.abc import Callable, Collection, Sequence
from operator import itemgetter
from typing import Generic, TypeVar

from app.domain.imports.cells import Cell

R = TypeVar("R")
REMEMBERED = 16_384
"""How many readings are kept: memory stays bounded, whatever the file."""


class Remembered(Generic[R]):
    """Reads rows whose like was not read yet.

    Args:
        places: The columns that decide what is read, by index.
    """

    def __init__(self, places: Collection[int]) -> None:
        """Nothing was read yet."""
        self._width = max(places, default=0) + 1
        self._pick: Callable[[Sequence[Cell]], object] = itemgetter(*sorted(places or {0}))
        self._known: dict[object, R] = {}

    def of(self, cells: Sequence[Cell], read: Callable[[Sequence[Cell]], R]) -> R:
        """Return what ``read`` makes of a row; what it refuses is not kept."""
        if len(cells) < self._width:
            return read(cells)
        # Cells that are equal read the same: 1, 1.0 and a ticked box are all "1".
        told = self._pick(cells)
        known = self._known.get(told)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[told] = read(cells)
        return known
