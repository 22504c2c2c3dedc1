# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A list and what it is about: side by side where there is room, else one above the other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from app.ui.kit.theme import theme_of

_NARROW = 720
"""Logical pixels, at the size of the text, under which two panes do not fit side by side."""
_BESIDE, _ABOVE = 120, 300
"""The least height of a pane in each arrangement; the page scrolls below it."""


class Panes(QSplitter):
    """Two panes that turn with the width; put it in a page that scrolls.

    Args:
        first, second: The panes.
        shares: How they share the width before the person moves the line between them.
    """

    def __init__(self, first: QWidget, second: QWidget, shares: Sequence[int]) -> None:
        """Stand side by side."""
        super().__init__(Qt.Orientation.Horizontal)
        self._panes = (first, second)
        self._shares = tuple(shares)
        self._moved = False
        self.setChildrenCollapsible(False)
        self.addWidget(first)
        self.addWidget(second)
        self.splitterMoved.connect(self._keep)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when the width asks for it."""
        super().resizeEvent(event)
        above = self.width() < theme_of().px(_NARROW)
        wanted = Qt.Orientation.Vertical if above else Qt.Orientation.Horizontal
        if wanted is not self.orientation():
            self.setOrientation(wanted)
            self._moved = False
        if not self._moved:
            self._arrange()

    def _arrange(self) -> None:
        above = self.orientation() is Qt.Orientation.Vertical
        least = theme_of().px(_ABOVE if above else _BESIDE)
        for pane in self._panes:
            pane.setMinimumHeight(least)
        whole = self.height() if above else self.width()
        shares = (1, 1) if above else self._shares
        self.setSizes([whole * share // sum(shares) for share in shares])

    def _keep(self, _at: int, _index: int) -> None:
        """From here on the person's own shares hold."""
        self._moved = True
