# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the number on an envelope is typed or scanned, and the one key of the reason."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.domain.donors import number_text
from app.ui.kit.lookup import LookupField, Search
from app.ui.screens.addresses import presenter
from app.usecases.ports.people import DonorLine


def _is_near(donor: DonorLine) -> bool:
    return donor.near


def _is_number(line: DonorLine, text: str) -> bool:
    return "".join(text.split()).replace("-", "") == number_text(line.number).replace("-", "")


class LetterField(LookupField[DonorLine]):
    """The number, the bar code or the name; ``U`` in the empty field takes the last one back."""

    undo_wanted = Signal()

    def __init__(self, search: Search[DonorLine]) -> None:
        """Look donors up as one types."""
        super().__init__(search, presenter.described, is_exact=_is_number, is_near=_is_near)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand ``U`` on while nothing is typed."""
        if event.text() in {"u", "U"} and not self.text():
            self.undo_wanted.emit()
        else:
            super().keyPressEvent(event)


class ReasonField(QLineEdit):
    """One key answers: 1 to 5, or what these keys write unshifted on a French keyboard."""

    answered = Signal(object)
    """The reason."""
    given_up = Signal()
    """Escape: it was another letter."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer at once; every other character is nothing."""
        reason = presenter.reason_of_key(event.text())
        if reason is not None:
            self.answered.emit(reason)
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif not event.text().strip():
            super().keyPressEvent(event)
