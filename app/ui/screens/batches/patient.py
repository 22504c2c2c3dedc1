# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A line edit whose Enter may wait for an answer; the keys typed behind it wait with it.

A fast typist, or a bar-code reader, types the amount before the donor is known. Nothing of it may
go to the wrong field.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class PatientEdit(QLineEdit):
    """Enter, of the main keys or of the keypad, is told by ``entered``."""

    entered = Signal()

    def __init__(self, name: str) -> None:
        """Wait for nothing yet.

        Args:
            name: The object name.
        """
        super().__init__()
        self.setObjectName(name)
        self._waiting = False
        self._kept: list[QKeyEvent] = []

    @property
    def waiting(self) -> bool:
        """Whether keys are being kept."""
        return self._waiting

    def wait(self) -> None:
        """Keep the keys that come from here on."""
        self._waiting = True

    def go_on(self) -> None:
        """Hand the kept keys to whoever has the focus now."""
        self._waiting = False
        kept, self._kept = self._kept, []
        for event in kept:
            target = QApplication.focusWidget()
            if target is not None:
                QApplication.sendEvent(target, event)

    def let_go(self) -> None:
        """Drop the kept keys: what they waited for will not come."""
        self._waiting = False
        self._kept.clear()

    def drop_kept(self, count: int) -> None:
        """Drop the last kept keys: a reader sent them, and they are told in another way."""
        if count:
            del self._kept[-count:]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is told, kept keys are kept, the rest is typed."""
        if self._waiting:
            self._kept.append(event.clone())
        elif event.key() in ENTERS:
            self.entered.emit()
        else:
            self.type_key(event)

    def type_key(self, event: QKeyEvent) -> None:
        """Do what a line edit does with a key."""
        super().keyPressEvent(event)
