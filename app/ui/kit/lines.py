# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Columns as screens declare them, and the model that turns them into Qt's roles."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntFlag
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication

from app.kernel.i18n import _
from app.ui.kit.theme import tokens

Line = TypeVar("Line")
Index = QModelIndex | QPersistentModelIndex


class Mark(IntFlag):
    """How a cell stands out, in words a screen may use."""

    PLAIN = 0
    BOLD = 1
    MUTED = 2
    STRUCK = 4
    WARNING = 8
    ERROR = 16
    SUCCESS = 32


@dataclass(frozen=True, slots=True)
class Column(Generic[Line]):
    """One column, declared.

    Attributes:
        id: Stable name, under which its width is remembered.
        title: Message id of the heading.
        get: Returns the text of the cell.
        width: In characters of the font; 0 takes what room is left.
        right: Whether figures are aligned on the right.
        sort: What the source orders by when the heading is clicked; empty when it cannot.
        mark: How the cell stands out.
        spare: Above 0 for a column that goes when there is no room; the largest goes first.
    """

    id: str
    title: str
    get: Callable[[Line], str]
    width: int = 0
    right: bool = False
    sort: str = ""
    mark: Callable[[Line], Mark] | None = None
    spare: int = 0


class LineModel(QAbstractTableModel, Generic[Line]):
    """What both tables share: columns to Qt's roles."""

    def __init__(self, columns: Sequence[Column[Line]]) -> None:
        """Keep the columns."""
        super().__init__()
        self.columns = tuple(columns)

    def line(self, row: int) -> Line | None:
        """Return the row's values, or None when they are still being fetched."""
        raise NotImplementedError

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the headings."""
        if orientation is Qt.Orientation.Vertical:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return _(column.title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(right=column.right)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, and how."""
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(right=column.right)
        if role not in _LINE_ROLES:
            return None
        line = self.line(index.row())
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return column.get(line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_(column.title)} {column.get(line)}"
        return _decorate(column.mark(line), role) if column.mark else None


_LINE_ROLES = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.ForegroundRole,
        Qt.ItemDataRole.FontRole,
    }
)


def _alignment(*, right: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _decorate(mark: Mark, role: int) -> Any:
    if role == Qt.ItemDataRole.FontRole:
        if not mark & (Mark.BOLD | Mark.STRUCK):
            return None
        font = QFont(QGuiApplication.font())
        font.setBold(bool(mark & Mark.BOLD))
        font.setStrikeOut(bool(mark & Mark.STRUCK))
        return font
    colours = tokens()
    for flag, colour in (
        (Mark.ERROR, colours.error),
        (Mark.WARNING, colours.warning),
        (Mark.SUCCESS, colours.success),
        (Mark.MUTED, colours.muted),
    ):
        if mark & flag:
            return QColor(colour)
    return None


class RowsModel(LineModel[Line]):
    """Rows at hand: the lines of a batch, the funds."""

    def __init__(self, columns: Sequence[Column[Line]]) -> None:
        """Start empty."""
        super().__init__(columns)
        self.rows: Sequence[Line] = ()

    def set_rows(self, rows: Sequence[Line]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def line(self, row: int) -> Line | None:
        """Return the row's values."""
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)
