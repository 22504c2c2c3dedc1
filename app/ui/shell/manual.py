# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""F1: the manual, on the page of the screen one is on. It ships with the program, offline."""

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from app.kernel.assets import asset_path
from app.kernel.i18n import _, current_language
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import button, row

_INDEX = "index"
_WIDTH, _HEIGHT = 720, 560
"""Logical pixels at 100 %: sixty characters a line."""


class Manual(QDialog):
    """Shows one page at a time; links lead to the others."""

    def __init__(self, parent: QWidget | None, page: str = _INDEX) -> None:
        """Open the manual on ``page``, the id of a screen; on its index when there is none."""
        super().__init__(parent)
        self.setWindowTitle(_("Manual"))
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("Page of the manual"))
        self.text.setOpenExternalLinks(False)
        self._contents = button(_("&Contents"), self._show_index)
        self._back = button(_("&Previous page"), self.text.backward)
        self._close = button(_("C&lose"), self.close, role="primary")
        self.text.backwardAvailable.connect(self._back.setEnabled)
        self._back.setEnabled(False)
        box = QVBoxLayout(self)
        box.addWidget(self.text, 1)
        box.addLayout(row(self._contents, self._back, None, self._close))
        theme = theme_of()
        self.resize(theme.px(_WIDTH), theme.px(_HEIGHT))
        self.show_page(page)

    def show_page(self, page: str) -> None:
        """Show a page by the id of its screen."""
        folder = asset_path("help", current_language())
        path = folder / f"{page}.md"
        if not path.exists():
            path = folder / f"{_INDEX}.md"
        self.text.setSource(QUrl.fromLocalFile(str(path)))

    def _show_index(self) -> None:
        self.show_page(_INDEX)
