# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Twelve months in bars: this year strong, the year before pale; its table stands beside it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.kernel.money import format_number
from app.ui.kit.theme import theme_of, tokens

_STEPS = (10, 15, 20, 30, 40, 50, 60, 80)


def scale_top(cents: int) -> int:
    """Return the round amount in cents at or above ``cents``; its half is round too."""
    unit = 1_000
    while True:
        for step in _STEPS:
            if unit * step >= cents:
                return unit * step
        unit *= 10


class MonthBars(QWidget):
    """The bars; screen readers are sent to the table."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self._bars: Sequence[tuple[str, int, int]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(150)
        theme_of().changed.connect(self.update)

    def show_bars(self, bars: Sequence[tuple[str, int, int]], told: str) -> None:
        """Show (month, cents, cents before) and say ``told`` to who cannot see them."""
        self._bars = bars
        self.setAccessibleName(told)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a calm height."""
        return QSize(theme_of().px(480), theme_of().px(300))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the grid, the bars and the letters of the months."""
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = scale_top(max(max(now, before) for _month, now, before in self._bars))
        area = self._paint_grid(painter, top)
        self._paint_bars(painter, area, top)
        painter.end()

    def _paint_grid(self, painter: QPainter, top: int) -> QRectF:
        colours, px = tokens(), theme_of().px
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * 0.85)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        labels = [format_number(top * part // 2)[:-3] for part in range(3)]
        left = max(metrics.horizontalAdvance(label) for label in labels) + px(8)
        bottom = metrics.height() + px(6)
        half = metrics.height() / 2
        area = QRectF(left, half, self.width() - left, self.height() - bottom - half)
        for part, label in enumerate(labels):
            y = area.bottom() - area.height() * part / 2
            painter.setPen(QPen(QColor(colours.hairline), 1))
            painter.drawLine(int(area.left()), round(y), int(area.right()), round(y))
            painter.setPen(QColor(colours.muted))
            box = QRectF(0, y - half, left - px(8), metrics.height())
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, label
            )
        return area

    def _paint_bars(self, painter: QPainter, area: QRectF, top: int) -> None:
        colours, px = tokens(), theme_of().px
        slot = area.width() / len(self._bars)
        wide = min(slot * 0.34, px(22))
        advance = painter.fontMetrics().horizontalAdvance
        whole = all(advance(month) < slot - px(4) for month, _now, _before in self._bars)
        length = None if whole else 1
        strong, pale = QColor(colours.accent), QColor(colours.selection)
        for place, (month, now, before) in enumerate(self._bars):
            middle = area.left() + slot * (place + 0.5)
            for cents, colour, left in (
                (before, pale, middle - wide - 1),
                (now, strong, middle + 1),
            ):
                height = area.height() * max(cents, 0) / top
                painter.setPen(Qt.PenStyle.NoPen)
                if colour is pale:
                    painter.setPen(QPen(QColor(colours.border), 1))
                painter.setBrush(colour)
                if height >= 1:
                    bar = QRectF(left, area.bottom() - height, wide, height)
                    painter.drawRoundedRect(bar, 2, 2)
            painter.setPen(QColor(colours.muted))
            letters = QRectF(area.left() + slot * place, area.bottom() + px(4), slot, px(24))
            painter.drawText(
                letters,
                Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop,
                month[:length],
            )
