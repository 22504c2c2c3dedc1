# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fields that say how mail addresses a couple; each shows what its members propose."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.binding import Form
from app.ui.kit.shortcuts import bind
from app.ui.kit.widgets import Bar, button, row, scrolling
from app.usecases.households import HouseholdWords


class CallForm(QWidget):
    """How envelopes and letters name a household."""

    wanted = Signal(int, str, str)
    """Carries the version that was read, the name and the greeting."""
    left = Signal()

    def __init__(self) -> None:
        """Lay out the fields."""
        super().__init__()
        self._version = 0
        self.form = Form()
        self.name, self.greeting = QLineEdit(), QLineEdit()
        for name, label, field in (
            ("name", _("Name on envelopes (empty: as proposed)"), self.name),
            ("greeting", _("How letters begin (empty: as proposed)"), self.greeting),
        ):
            self.form.add(name, label, field, 12)
            field.setObjectName(f"sheetHousehold_{name}")
        self.bar = Bar("error")
        act = button(_("Sa&ve (Ctrl+Enter)"), self.save, role="primary")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 8, 8, 0)
        for part in (self.bar, self.form):
            column.addWidget(part)
        column.addLayout(row(None, button(_("Go back"), self.left.emit), act))
        column.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(body))
        bind(self, "Ctrl+Return", self.save)

    def begin(self, words: HouseholdWords) -> None:
        """Start from what was typed; what is proposed shows through."""
        self.bar.hide()
        self._version = words.household.version
        self.form.fill({"name": words.household.name, "greeting": words.household.greeting})
        self.name.setPlaceholderText(words.proposed.name)
        self.greeting.setPlaceholderText(words.proposed.greeting)
        self.name.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on and saves after the last field; Escape goes back."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.name.hasFocus():
                self.greeting.setFocus()
            else:
                self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def save(self) -> None:
        """Ask for it to be written."""
        self.wanted.emit(self._version, self.name.text(), self.greeting.text())

    def refuse(self, error: OboleError) -> None:
        """Tell why it was not written."""
        self.bar.tell(error.message, "error")
        say(self, error.message, urgent=True)
