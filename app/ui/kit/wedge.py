# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Readers that type: a burst of keys too quick for hands is taken out of the field it fell in.

Measured: readers send a key every 3 to 11 ms, brisk typing one every 60.
"""

from collections.abc import Callable
from statistics import median
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

WANTED = "readers"
"""What a workstation remembers: 0 where no reader is to be looked out for."""
LEAST_KEYS = 6
READER_MS = 30
"""The median gap under which nobody types."""
PAUSE_MS = 100
"""A longer gap begins something else."""
_ENDS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_MODIFIERS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_AltGr})
_BARE = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier

Act = Callable[[], object]
Taker = Callable[[str], Act | None]
"""Receives what a reader sent; returns what to do once the field is as it was, or None when it
was for somebody else: it then stays typed."""


@runtime_checkable
class KeepsKeys(Protocol):
    """A field that holds keys back; those of a reader are not its own."""

    def drop_kept(self, count: int) -> None:
        """Drop the last keys held back."""


class Wedge(QObject):
    """Watches every key of the application while it is set.

    Args:
        take: Who is told of a burst. What it does not take stays typed where it was.
        parent: Whose end is the watch's end.
    """

    def __init__(self, take: Taker, parent: QObject) -> None:
        """Watch nothing yet."""
        super().__init__(parent)
        self._take = take
        self._watching = False
        self._field: QWidget | None = None
        self._before = ("", 0)
        self._typed = ""
        self._gaps: list[int] = []
        self._last = 0

    def watch(self, *, on: bool) -> None:
        """Begin or stop watching."""
        application = QApplication.instance()
        if application is None or on == self._watching:
            return
        self._watching = on
        self._forget()
        if on:
            application.installEventFilter(self)
        else:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the keys of whoever has the focus; swallow the end of a burst that is taken."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        field = QApplication.focusWidget()
        return field is not None and watched is field and self._key(field, event)

    def _key(self, field: QWidget, event: QKeyEvent) -> bool:
        if event.key() in _MODIFIERS:
            return False
        late = event.timestamp() - self._last > PAUSE_MS
        if event.key() in _ENDS:
            burst = self._burst() if not late and field is self._field else ""
            act = self._take(burst) if burst else None
            if act is not None:
                self._take_back()
            self._forget()
            if act is not None:
                act()
            # The reader's Enter is swallowed before the field sees it: nothing is saved by it.
            return act is not None
        if not event.text().isprintable() or not event.text() or event.modifiers() & ~_BARE:
            self._forget()
            return False
        if late or field is not self._field or not self._typed:
            self._begin(field)
        else:
            self._gaps.append(event.timestamp() - self._last)
        self._typed += event.text()
        self._last = event.timestamp()
        return False

    def _burst(self) -> str:
        """Return what was typed too quickly for hands, or nothing."""
        if len(self._typed) < LEAST_KEYS or median(self._gaps) > READER_MS:
            return ""
        return self._typed

    def _begin(self, field: QWidget) -> None:
        self._forget()
        self._field = field
        if isinstance(field, QLineEdit):
            self._before = (field.text(), field.cursorPosition())

    def _forget(self) -> None:
        self._field, self._before = None, ("", 0)
        self._typed, self._gaps, self._last = "", [], 0

    def _take_back(self) -> None:
        """Leave the field as it was before the burst."""
        field = self._field
        if isinstance(field, KeepsKeys):
            field.drop_kept(len(self._typed))
        if not isinstance(field, QLineEdit):
            return
        text, caret = self._before
        if field.text() != text:
            field.setText(text)
            field.setCursorPosition(caret)
            field.textEdited.emit(text)
