# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A short wait that holds the person: what is under way, how far it is, and a way past it."""

from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import button, row, text_label


class Waiting(QDialog):
    """Stays until ``accept`` or ``reject``; Escape is the way past it.

    Args:
        parent: The window that waits.
        text: What is under way.
        verb: On the button that goes on without it; ``rejected`` tells that it was pressed.
    """

    def __init__(self, parent: QWidget, text: str, verb: str) -> None:
        """Show no progress yet."""
        super().__init__(parent)
        self.setWindowTitle("Obole")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(text)
        self.skip = button(verb, self.reject)
        box = QVBoxLayout(self)
        box.addWidget(text_label(text))
        box.addWidget(self._bar)
        box.addLayout(row(None, self.skip))
        self.setMinimumWidth(theme_of().px(420))

    def show_progress(self, done: int, total: int, _what: str) -> None:
        """Show how far it is."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
