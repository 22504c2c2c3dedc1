# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Widgets side by side that go on the next line when there is no room: for text at 200 %."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class _Shown(NamedTuple):
    """A widget that is seen: its place among all, and the pixels it asks for."""

    place: int
    item: QLayoutItem
    width: int
    height: int


class Flow(QLayout):
    """A layout that reads like a line of text.

    Args:
        widgets: What stands on it, in reading order.
        spacing: Pixels between two widgets and between two lines.
        lead: How many widgets keep to the left when all fit on one line; the others go right.
    """

    def __init__(self, *widgets: QWidget, spacing: int = 8, lead: int = 0) -> None:
        """Lay the widgets out."""
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._shown: list[_Shown] | None = None
        self._heights: dict[int, int] = {}
        self._lead = lead
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item in at the end."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, place: int) -> QLayoutItem | None:
        """Return the item at a place, or None beyond the last."""
        return self._items[place] if 0 <= place < len(self._items) else None

    def takeAt(self, place: int) -> QLayoutItem | None:
        """Give an item up."""
        if not 0 <= place < len(self._items):
            return None
        self.invalidate()
        return self._items.pop(place)

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more room than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow flow is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        if width not in self._heights:
            margins = self.contentsMargins()
            inside = width - margins.left() - margins.right()
            lines = list(self._lines(inside))
            height = sum(map(_tallest, lines)) + self.spacing() * max(len(lines) - 1, 0)
            self._heights[width] = height + margins.top() + margins.bottom()
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        """Put every widget in its place."""
        super().setGeometry(rect)
        inside = rect.marginsRemoved(self.contentsMargins())
        spare = max(rect.width() - self.sizeHint().width(), 0) if self._lead else 0
        top = inside.y()
        for line in self._lines(inside.width()):
            self._place(line, inside.x(), top, spare)
            top += _tallest(line) + self.spacing()

    def invalidate(self) -> None:
        """Forget the sizes known: a widget changed, came or went."""
        self._shown = None
        self._heights.clear()
        super().invalidate()

    def sizeHint(self) -> QSize:
        """Return the size of everything on one line."""
        shown = self._measured()
        width = sum(each.width for each in shown) + self.spacing() * max(len(shown) - 1, 0)
        height = max((each.height for each in shown), default=0)
        return QSize(width, height).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        """Return the size of the widest widget alone."""
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(
            max((size.width() for size in shown), default=0),
            max((size.height() for size in shown), default=0),
        ).grownBy(self.contentsMargins())

    def _measured(self) -> list[_Shown]:
        """Return what is seen with its size, asked for once until something changes.

        Every question to Qt gives the interpreter up and takes it back; next to a lane at work
        that is a wait each time, and a page asks for the height of its flows over and over.
        """
        if self._shown is None:
            self._shown = []
            for place, item in enumerate(self._items):
                if not item.isEmpty():
                    size = item.sizeHint()
                    self._shown.append(_Shown(place, item, size.width(), size.height()))
        return self._shown

    def _lines(self, width: int) -> Iterator[list[_Shown]]:
        """Break what is seen into lines no wider than this, one widget each at the least."""
        line: list[_Shown] = []
        left, spacing = 0, self.spacing()
        for each in self._measured():
            if line and left + each.width > width:
                yield line
                line, left = [], 0
            line.append(each)
            left += each.width + spacing
        if line:
            yield line

    def _place(self, line: list[_Shown], left: int, top: int, spare: int) -> None:
        """Put a line in its place, each widget in the middle of the line's height."""
        height = _tallest(line)
        for each in line:
            at = left + (spare if each.place >= self._lead else 0)
            middle = top + (height - each.height) // 2
            each.item.setGeometry(QRect(at, middle, each.width, each.height))
            left += each.width + self.spacing()


def _tallest(line: list[_Shown]) -> int:
    return max(each.height for each in line)
