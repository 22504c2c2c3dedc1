# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where one stands among the steps of an assistant: those behind bear a tick."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.kernel.i18n import _
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import hairline, row, set_look, text_label

_AROUND = 60
"""Logical pixels around the name of a step: padding, line and gaps."""


class StepStrip(QWidget):
    """The names of the steps in a line; read only, the buttons of each page move."""

    def __init__(self, object_name: str, names: Sequence[str]) -> None:
        """Show the steps, standing on the first."""
        super().__init__()
        self.setObjectName(object_name)
        self._names = tuple(names)
        self._labels: list[QLabel] = []
        parts: list[QWidget] = []
        for name in self._names:
            if parts:
                parts.append(_dash())
            self._labels.append(text_label(name))
            parts.append(self._labels[-1])
        self.setLayout(row(*parts, None, spacing=8))
        self.current = 0
        self._short = False
        self.show_step(0)

    def show_step(self, current: int) -> None:
        """Stand on another step."""
        self.current = current
        for place, label in enumerate(self._labels):
            behind = place < current
            mark = "✓" if behind else str(place + 1)
            alone = self._short and place != current
            label.setText(mark if alone else f"{mark}\u00a0{self._names[place]}")
            set_look(label, "step", _stage(place, current))
        text = _("Step {number} of {count}: {name}")
        self.setAccessibleName(
            text.format(number=current + 1, count=len(self._names), name=self._names[current])
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name every step where there is room, else only the present one."""
        super().resizeEvent(event)
        short = self._full_width() > self.width()
        if short != self._short:
            self._short = short
            self.show_step(self.current)

    def minimumSizeHint(self) -> QSize:
        """Ask for the room of figures only: the names come when there is more."""
        return QSize(0, super().minimumSizeHint().height())

    def _full_width(self) -> int:
        font = QFont(self.font())
        font.setBold(True)
        names = QFontMetrics(font)
        text = sum(names.horizontalAdvance(f"0\u00a0{name}") for name in self._names)
        return text + len(self._names) * theme_of().px(_AROUND)


def _stage(place: int, current: int) -> str:
    if place == current:
        return "now"
    return "behind" if place < current else "ahead"


def _dash() -> QFrame:
    line = hairline()
    line.setFixedWidth(16)
    return line
