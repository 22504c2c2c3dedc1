# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our own icons: line drawings on a grid of 24, two pixels wide, in the colour of the look."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.kernel.assets import asset_path
from app.ui.kit.theme import tokens

_SIZES = (16, 20, 24, 32, 48)


def icon(name: str, colour: str = "") -> QIcon:
    """Return ``resources/icons/<name>.svg`` drawn in ``colour``, the text's by default."""
    colours = tokens()
    drawn = QIcon()
    source = asset_path("icons", f"{name}.svg").read_text(encoding="utf-8")
    for mode, shade in (
        (QIcon.Mode.Normal, colour or colours.text),
        (QIcon.Mode.Disabled, colours.muted),
    ):
        renderer = QSvgRenderer(QByteArray(source.replace("currentColor", shade).encode()))
        for size in _SIZES:
            drawn.addPixmap(_draw(renderer, size), mode)
    return drawn


def pixmap(name: str, size: int, ratio: float, colour: str = "") -> QPixmap:
    """Return one icon of ``size`` logical pixels for a screen of the given pixel ratio."""
    source = asset_path("icons", f"{name}.svg").read_text(encoding="utf-8")
    text = source.replace("currentColor", colour or tokens().text)
    drawn = _draw(QSvgRenderer(QByteArray(text.encode())), round(size * ratio))
    drawn.setDevicePixelRatio(ratio)
    return drawn


def application_icon() -> QIcon:
    """Return the icon of the program, in its own colours."""
    return QIcon(str(asset_path("icons", "obole.svg")))


def _draw(renderer: QSvgRenderer, size: int) -> QPixmap:
    drawn = QPixmap(size, size)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return drawn
