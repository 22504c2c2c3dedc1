# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Widgets side by side that go on the next line when there is no room: for text at 200 %."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


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
        self._lead = lead
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item in at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, place: int) -> QLayoutItem | None:
        """Return the item at a place, or None beyond the last."""
        return self._items[place] if 0 <= place < len(self._items) else None

    def takeAt(self, place: int) -> QLayoutItem | None:
        """Give an item up."""
        return self._items.pop(place) if 0 <= place < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more room than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow flow is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        return self._place(QRect(0, 0, width, 0), apart=True)

    def setGeometry(self, rect: QRect) -> None:
        """Put every widget in its place."""
        super().setGeometry(rect)
        self._place(rect, apart=False)

    def sizeHint(self) -> QSize:
        """Return the size of everything on one line."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self.spacing() * max(len(shown) - 1, 0)
        height = max((size.height() for size in shown), default=0)
        return QSize(width, height).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        """Return the size of the widest widget alone."""
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(
            max((size.width() for size in shown), default=0),
            max((size.height() for size in shown), default=0),
        ).grownBy(self.contentsMargins())

    def _place(self, rect: QRect, *, apart: bool) -> int:
        """Walk the lines; with ``apart`` only measure. Return the height used."""
        margins = self.contentsMargins()
        spare = max(rect.width() - self.sizeHint().width(), 0) if self._lead else 0
        rect = rect.marginsRemoved(margins)
        left, top, line = rect.x(), rect.y(), 0
        row: list[tuple[QLayoutItem, QRect]] = []
        for place, item in enumerate(self._items):
            if place == self._lead:
                left += spare
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if left > rect.x() and left + size.width() > rect.right() + 1:
                _set(row, line, apart=apart)
                row.clear()
                left, top, line = rect.x(), top + line + self.spacing(), 0
            row.append((item, QRect(QPoint(left, top), size)))
            left += size.width() + self.spacing()
            line = max(line, size.height())
        _set(row, line, apart=apart)
        return top + line - rect.y() + margins.top() + margins.bottom()


def _set(row: Sequence[tuple[QLayoutItem, QRect]], height: int, *, apart: bool) -> None:
    """Put what stands on one line in the middle of its height."""
    if not apart:
        for item, place in row:
            item.setGeometry(place.translated(0, (height - place.height()) // 2))
