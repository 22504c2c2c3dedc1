# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of one screen, one shown at a time, each scrolling by itself."""

from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from app.ui.kit.widgets import scrolling


class PageStack(QStackedWidget):
    """Shows one page at a time.

    Each page has an area of its own: a long page does not stretch the short ones, nor leave them
    scrolled to where it was.
    """

    def __init__(self) -> None:
        """Hold no page."""
        super().__init__()
        self._areas: dict[QWidget, QScrollArea] = {}
        self._page: QWidget | None = None

    @property
    def page(self) -> QWidget | None:
        """The page shown, if any."""
        return self._page

    def turn_to(self, page: QWidget) -> None:
        """Show a page, from its top when it was not the one shown."""
        if page not in self._areas:
            self._areas[page] = scrolling(page)
            self.addWidget(self._areas[page])
        if page is not self._page:
            self._areas[page].verticalScrollBar().setValue(0)
        self._page = page
        self.setCurrentWidget(self._areas[page])
