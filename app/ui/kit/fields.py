# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields that understand what is typed, amounts and days, or propose what is usual."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from app.kernel.errors import Refused
from app.kernel.formats import format_day
from app.kernel.money import format_number, parse_amount
from app.ui.kit.days import parse_day


class MoneyField(QLineEdit):
    """An amount; point and comma both part the cents. Never filled in beforehand."""

    def __init__(self, parent: QWidget | None = None, *, zero: bool = False) -> None:
        """Start empty; ``zero`` where that is an answer too."""
        super().__init__(parent)
        self._zero = zero
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def cents(self) -> int | None:
        """Return the amount in cents, None when the field is empty.

        Raises:
            Refused: When it is no amount.
        """
        text = self.text().strip()
        return parse_amount(text, zero=self._zero) if text else None

    def set_cents(self, cents: int | None) -> None:
        """Show an amount."""
        self.setText("" if cents is None else format_number(cents))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write a readable amount out in full; leave anything else as it was typed."""
        try:
            cents = self.cents()
        except Refused:
            cents = None
        if cents is not None and self.isModified():
            self.set_cents(cents)
        super().focusOutEvent(event)


class DateField(QLineEdit):
    """A day, typed short: 6, 0601, 060126, h, +2."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        """Count from ``today()``."""
        super().__init__(parent)
        self._today = today

    def day(self) -> date | None:
        """Return the day, None when the field is empty.

        Raises:
            Refused: When it is no day.
        """
        text = self.text().strip()
        return parse_day(text, self._today()) if text else None

    def set_day(self, day: date | None) -> None:
        """Show a day."""
        self.setText("" if day is None else format_day(day))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write a readable day out in full; leave anything else as it was typed."""
        try:
            day = self.day()
        except Refused:
            day = None
        if day is not None:
            self.set_day(day)
        super().focusOutEvent(event)


class ChoiceField(QComboBox):
    """One of a few values; the wheel does not change it by accident."""

    def __init__(self, choices: tuple[tuple[str, object], ...] = ()) -> None:
        """Offer (text, value) pairs, texts already translated."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.offer(choices)

    def offer(self, choices: tuple[tuple[str, object], ...]) -> None:
        """Offer other choices, keeping the present value where it is among them."""
        value = self.currentData()
        self.clear()
        for text, data in choices:
            self.addItem(text, data)
        if value is not None:
            self.setCurrentIndex(max(self.findData(value), 0))

    def wheelEvent(self, event: object) -> None:
        """Let the page scroll instead, unless the field has the focus."""
        event.ignore()  # type: ignore[attr-defined]


class ProposalField(QLineEdit):
    """A text typed freely, with the usual ones proposed: Down shows them all."""

    def __init__(self, usual: tuple[str, ...]) -> None:
        """Propose the ``usual`` texts, in their order."""
        super().__init__()
        self.proposals = QCompleter(usual, self)
        self.proposals.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        # Taken from the list, a text counts as typed: whoever listens is told all the same.
        self.proposals.activated.connect(self._take)
        self.setCompleter(self.proposals)

    def propose(self, usual: tuple[str, ...]) -> None:
        """Propose other texts."""
        self.proposals.setModel(QStringListModel(usual, self.proposals))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list on Down, from what is typed already, else whole."""
        if event.key() == Qt.Key.Key_Down:
            self.proposals.setCompletionPrefix(self.text())
            if not self.proposals.completionCount():
                self.proposals.setCompletionPrefix("")
            self.proposals.complete()
        else:
            super().keyPressEvent(event)

    def _take(self, text: str) -> None:
        self.setText(text)
        self.textEdited.emit(text)
