# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields to fill in beside what they are about: walked with Enter, saved, or left."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.binding import Form
from app.ui.kit.shortcuts import bind
from app.ui.kit.widgets import Bar, button, row, scrolling


class FillIn(QWidget):
    """A form with its refusals above and its two ways out below; each kind adds its fields.

    Enter walks through the fields and saves after the last, Ctrl+Enter saves from anywhere,
    Escape goes back.
    """

    left = Signal()

    def __init__(self) -> None:
        """Lay out an empty form."""
        super().__init__()
        self.form = Form()
        self.bar = Bar("error")
        self.act = button(_("Sa&ve (Ctrl+Enter)"), self.save, role="primary")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 8, 8, 0)
        for part in (self.bar, self.form):
            column.addWidget(part)
        column.addLayout(row(None, button(_("Go back"), self.left.emit), self.act))
        column.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(body))
        bind(self, "Ctrl+Return", self.save)

    def walked(self) -> Sequence[QWidget]:
        """Return the fields Enter walks through, in their order."""
        raise NotImplementedError

    def save(self) -> None:
        """Ask for what is typed to be written, when it can be read."""
        raise NotImplementedError

    def refuse(self, error: OboleError) -> None:
        """Tell why it was not written, at its field when it has one."""
        if not self.form.show_refusal(error):
            self.bar.tell(error.message, "error")
        say(self, error.message, urgent=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, or go back."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._walk()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _walk(self) -> None:
        fields = self.walked()
        focused = self.focusWidget()
        place = fields.index(focused) if focused in fields else -1
        if place == len(fields) - 1:
            self.save()
        else:
            fields[place + 1].setFocus()
