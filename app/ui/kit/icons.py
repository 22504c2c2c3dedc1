# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our own icons: line drawings on a grid of 24, two pixels wide, in the colour of the look."""

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.kernel.assets import asset_path
from app.ui.kit.theme import tokens


class _Drawn(QIconEngine):
    """Draws an icon when it is shown, at the size asked: a window shows few of all it has."""

    def __init__(self, source: str, normal: str, disabled: str) -> None:
        super().__init__()
        self._source = source
        self._normal = normal
        self._disabled = disabled

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        shade = self._disabled if mode is QIcon.Mode.Disabled else self._normal
        _renderer(self._source, shade).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, drawn.rect(), mode, state)
        painter.end()
        return drawn

    def clone(self) -> QIconEngine:
        return _Drawn(self._source, self._normal, self._disabled)


def icon(name: str, colour: str = "") -> QIcon:
    """Return ``resources/icons/<name>.svg`` drawn in ``colour``, the text's by default."""
    colours = tokens()
    source = asset_path("icons", f"{name}.svg").read_text(encoding="utf-8")
    return QIcon(_Drawn(source, colour or colours.text, colours.muted))


def pixmap(name: str, size: int, ratio: float, colour: str = "") -> QPixmap:
    """Return one icon of ``size`` logical pixels for a screen of the given pixel ratio."""
    side = round(size * ratio)
    drawn = icon(name, colour).pixmap(QSize(side, side), 1.0)
    drawn.setDevicePixelRatio(ratio)
    return drawn


def application_icon() -> QIcon:
    """Return the icon of the program, in its own colours."""
    return QIcon(str(asset_path("icons", "obole.svg")))


def _renderer(source: str, shade: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(source.replace("currentColor", shade).encode()))
