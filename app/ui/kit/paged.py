# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The model of a long list: every id in one ``array('q')``, rows fetched by blocks."""

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from typing import Protocol, TypeVar

from PySide6.QtCore import QModelIndex, Signal

from app.kernel.command import Query
from app.ui.kit.jobs import Jobs
from app.ui.kit.lines import Column, Index, Line, LineModel

LineT = TypeVar("LineT", covariant=True)  # noqa: PLC0105 - a protocol's own
BLOCK = 100
"""Rows fetched at once: four screens of a list, read in less time than one of them is painted."""
_BLOCKS_KEPT = 40


class Source(Protocol[LineT]):
    """Where a paged table reads: two queries."""

    def ids(self, sort: str, *, descending: bool) -> Query["array[int]"]:
        """Return the query for every id of the list, in order."""

    def lines(self, ids: tuple[int, ...]) -> Query[Sequence[LineT]]:
        """Return the query for the rows of these ids, in that order."""


class PagedModel(LineModel[Line]):
    """All the ids, and the blocks of rows seen last."""

    loaded = Signal(int)
    """Emitted with the number of rows when a new list of ids stands."""

    def __init__(self, columns: Sequence[Column[Line]], source: Source[Line], jobs: Jobs) -> None:
        """Start empty; ``reload`` fetches."""
        super().__init__(columns)
        self.source = source
        self.ids: array[int] = array("q")
        self.order_by = next((column.sort for column in columns if column.sort), "")
        self.descending = False
        self._jobs = jobs
        self._blocks: OrderedDict[int, Sequence[Line]] = OrderedDict()
        self._asked: set[int] = set()
        self._generation = 0

    def reload(self) -> None:
        """Fetch the ids again; answers to earlier questions are dropped."""
        self._generation += 1
        generation = self._generation
        query = self.source.ids(self.order_by, descending=self.descending)
        self._jobs.read(query, lambda ids: self._take_ids(generation, ids), owner=self)

    def show_columns(self, columns: Sequence[Column[Line]]) -> None:
        """Show other columns of the rows; nothing is fetched."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def refresh(self) -> None:
        """Fetch the visible rows again; the list of ids stays."""
        self._blocks.clear()
        self._asked.clear()
        if self.ids:
            bottom = self.index(len(self.ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), bottom)

    def line(self, row: int) -> Line | None:
        """Return the row's values, or None while its block is fetched."""
        number = row // BLOCK
        block = self._blocks.get(number)
        if block is None:
            self._ask(number)
            return None
        self._blocks.move_to_end(number)
        return block[row % BLOCK] if row % BLOCK < len(block) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """Return how many rows the list has, exactly."""
        return 0 if parent.isValid() else len(self.ids)

    def row_of(self, subject_id: int) -> int:
        """Return the row of an id, or -1."""
        try:
            return self.ids.index(subject_id)
        except ValueError:
            return -1

    def _take_ids(self, generation: int, ids: "array[int]") -> None:
        if generation != self._generation:
            return
        self.beginResetModel()
        self.ids = ids
        self._blocks.clear()
        self._asked.clear()
        self.endResetModel()
        self.loaded.emit(len(ids))

    def _ask(self, number: int) -> None:
        if number in self._asked:
            return
        self._asked.add(number)
        generation = self._generation
        wanted = tuple(self.ids[number * BLOCK : (number + 1) * BLOCK])
        self._jobs.read(
            self.source.lines(wanted),
            lambda lines: self._take_block(generation, number, lines),
            owner=self,
        )

    def _take_block(self, generation: int, number: int, lines: Sequence[Line]) -> None:
        if generation != self._generation:
            return
        self._asked.discard(number)
        self._blocks[number] = lines
        while len(self._blocks) > _BLOCKS_KEPT:
            self._blocks.popitem(last=False)
        top = number * BLOCK
        bottom = min(top + len(lines), len(self.ids)) - 1
        if bottom >= top:
            self.dataChanged.emit(self.index(top, 0), self.index(bottom, len(self.columns) - 1))
