# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A table whose rows are picked one by one: Space, or a click on the first column."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.ui.kit.announce import say
from app.ui.kit.lines import Column, Line, Mark
from app.ui.kit.table import RowsTable


@dataclass(frozen=True, slots=True)
class Pick(Generic[Line]):
    """A row, and whether it is picked."""

    line: Line
    on: bool


class PickTable(RowsTable[Pick[Line]], Generic[Line]):
    """Every row begins as ``set_lines`` says; a word in the first column tells which are picked."""

    picked = Signal()
    """The person picked a row or let go of it."""

    def __init__(
        self,
        columns: Sequence[Column[Line]],
        name: str,
        title: str,
        words: Callable[[bool], str],
        parent: QWidget | None = None,
    ) -> None:
        """Show no row yet.

        Args:
            columns: Those after the first.
            name: What screen readers say.
            title: Message id of the first column's heading.
            words: Says whether a row is picked, translated.
            parent: The widget it stands in.
        """
        first: Column[Pick[Line]] = Column(
            "picked",
            title,
            lambda pick: words(pick.on),
            width=12,
            mark=lambda pick: Mark.BOLD if pick.on else Mark.MUTED,
        )
        super().__init__((first, *(_of_line(column) for column in columns)), name, parent)
        self._words = words
        self.clicked.connect(self._click)

    def set_lines(self, lines: Sequence[Line], *, on: bool) -> None:
        """Show these rows, all picked or none."""
        self.set_rows(tuple(Pick(line, on) for line in lines))
        if lines and self.current_row() < 0:
            self.selectRow(0)

    @property
    def chosen(self) -> tuple[Line, ...]:
        """The lines picked, in the order shown."""
        return tuple(pick.line for pick in self.rows_model.rows if pick.on)

    @property
    def others(self) -> tuple[Line, ...]:
        """The lines that are not picked."""
        return tuple(pick.line for pick in self.rows_model.rows if not pick.on)

    def pick_all(self, *, on: bool) -> None:
        """Pick every row, or none."""
        self.set_rows(tuple(replace(pick, on=on) for pick in self.rows_model.rows))
        self.picked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick the current row with Space, and go to the next."""
        if event.key() == Qt.Key.Key_Space and self.current_row() >= 0:
            row = self.current_row()
            self._turn(row)
            self.selectRow(min(row + 1, self.rows_model.rowCount() - 1))
        else:
            super().keyPressEvent(event)

    def _click(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self._turn(index.row())

    def _turn(self, row: int) -> None:
        rows = list(self.rows_model.rows)
        rows[row] = replace(rows[row], on=not rows[row].on)
        self.set_rows(rows)
        say(self, self._words(rows[row].on))
        self.picked.emit()


def _of_line(column: Column[Line]) -> Column[Pick[Line]]:
    mark = column.mark
    return Column(
        column.id,
        column.title,
        lambda pick: column.get(pick.line),
        width=column.width,
        right=column.right,
        mark=None if mark is None else lambda pick: mark(pick.line),
        spare=column.spare,
    )
