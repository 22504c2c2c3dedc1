# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A line of text in parts, the weightiest first: as many as fit are shown, none is cut."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

PARTED = " · "


class PartedLabel(QLabel):
    """One row of parts; those without room stand in the tooltip, and are read aloud all the same.

    A text of one part is a sentence, which wraps instead.
    """

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self._parts: tuple[str, ...] = ()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_parts(self, text: str) -> None:
        """Show the parts of a text, which a middle dot parts."""
        self._parts = tuple(text.split(PARTED))
        self.setWordWrap(len(self._parts) == 1)
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what fits now."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Show what fits in letters of another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        kept = len(self._parts)
        metrics, room = self.fontMetrics(), self.contentsRect().width()
        while kept > 1 and metrics.horizontalAdvance(PARTED.join(self._parts[:kept])) > room:
            kept -= 1
        shown = PARTED.join(self._parts[:kept])
        if shown != self.text():
            self.setText(shown)
        self.setToolTip("" if kept == len(self._parts) else PARTED.join(self._parts))
