# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Printed sheets in sight before they are printed: the page that is a value, painted."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.paper import HEIGHT_MM, WIDTH_MM, Align, Bars, Box, Item, Page, Picture, Rule, Text
from app.ui.kit.theme import theme_of

_MM_IN_POINT = 25.4 / 72
_GAP_MM = 6
_WIDTH = 400
_FAMILY = "Noto Sans"


class SheetView(QWidget):
    """Sheets one below the other, white whatever the look: paper is."""

    def __init__(self) -> None:
        """Show no sheet yet."""
        super().__init__()
        self._pages: Sequence[Page] = ()
        self._pictures: Mapping[str, QImage] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_pages(self, pages: Sequence[Page], pictures: Mapping[str, bytes]) -> None:
        """Show these sheets, with the bytes of their pictures by fingerprint."""
        self._pages = pages
        self._pictures = {name: QImage.fromData(body) for name, body in pictures.items()}
        self.setAccessibleDescription(self.text())
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return what the sheets say."""
        items = (item for page in self._pages for item in (*page.background, *page.items))
        return "\n".join(item.text for item in items if isinstance(item, Text))

    def sizeHint(self) -> QSize:
        """As wide as a sheet one can read."""
        width = theme_of().px(_WIDTH)
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        """All sheets, one below the other."""
        count = max(len(self._pages), 1)
        return round(width / WIDTH_MM * (count * (HEIGHT_MM + _GAP_MM) - _GAP_MM))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sheets."""
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        scale = self.width() / WIDTH_MM
        painter.scale(scale, scale)
        for page in self._pages or (Page(()),):
            sheet = QRectF(0, 0, WIDTH_MM, HEIGHT_MM)
            painter.fillRect(sheet, Qt.GlobalColor.white)
            for item in (*page.background, *page.items):
                self._draw(painter, item)
            painter.translate(0, HEIGHT_MM + _GAP_MM)
        painter.end()

    def _draw(self, painter: QPainter, item: Item) -> None:
        match item:
            case Text():
                _text(painter, item)
            case Rule():
                painter.setPen(_pen(item.thickness, item.grey))
                painter.drawLine(QPointF(item.x1, item.y1), QPointF(item.x2, item.y2))
            case Box():
                _box(painter, item)
            case Bars():
                # A code is not read off a screen: where it stands is what one looks for.
                place = QRectF(item.x, item.y, item.width, item.height)
                painter.fillRect(place, QColor(120, 120, 120))
            case Picture() if item.sha256 in self._pictures:
                image = self._pictures[item.sha256]
                room = QSize(round(item.width * 100), round(item.height * 100))
                fitted = image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
                place = QRectF(item.x, item.y, fitted.width() / 100, fitted.height() / 100)
                painter.drawImage(place, image)


def _pen(thickness: float, grey: float) -> QPen:
    shade = round(grey * 255)
    return QPen(QColor(shade, shade, shade), thickness * _MM_IN_POINT)


def _box(painter: QPainter, item: Box) -> None:
    place = QRectF(item.x, item.y, item.width, item.height)
    if item.fill is not None:
        shade = round(item.fill * 255)
        painter.fillRect(place, QColor(shade, shade, shade))
    if item.thickness:
        painter.setPen(_pen(item.thickness, 0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place)


def _text(painter: QPainter, item: Text) -> None:
    """Draw a line in letters a hundred times too large, which Qt spaces as a printer does."""
    font = QFont(_FAMILY)
    font.setPixelSize(round(item.size * _MM_IN_POINT * 100))
    font.setBold(item.bold)
    font.setItalic(item.italic)
    painter.save()
    painter.setFont(font)
    painter.setPen(_pen(1, item.grey))
    painter.translate(item.x, item.y)
    painter.rotate(-item.angle)
    painter.scale(0.01, 0.01)
    wide = painter.fontMetrics().horizontalAdvance(item.text)
    if item.fit and wide > item.fit * 100:
        painter.scale(item.fit * 100 / wide, 1)
        wide = round(item.fit * 100)
    back = {Align.LEFT: 0.0, Align.RIGHT: wide, Align.CENTRE: wide / 2}[item.align]
    painter.drawText(QPointF(-back, 0), item.text)
    painter.restore()
