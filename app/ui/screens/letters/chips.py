# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chips: what stands for a merge field, a picture or the list of gifts, whole or not at all."""

from PySide6.QtCore import QRect, QRectF, QSizeF
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)

from app.domain.letters.body import Emblem, GiftsBlock, PictureBlock
from app.domain.letters.fields import Field, field_words
from app.kernel.i18n import _
from app.ui.kit.theme import tokens

CHIP = QTextFormat.ObjectTypes.UserObject.value + 1
TOKEN = QTextFormat.Property.UserProperty.value + 1
SIGN = "\ufffc"
"""The one letter a chip is: it is deleted whole, and the caret never stands inside it."""
GIFTS = "gifts"
_FIELD, _PICTURE = "field:", "picture:"
_PAD = 5.0


def field_token(field: Field) -> str:
    """Return how a document keeps a merge field."""
    return f"{_FIELD}{field.value}"


def picture_token(emblem: Emblem, width: int) -> str:
    """Return how a document keeps a picture, ``width`` in mm."""
    return f"{_PICTURE}{emblem.value}:{width}"


def field_of(token: str) -> Field | None:
    """Return the merge field of a chip, None for another chip."""
    return Field(token.removeprefix(_FIELD)) if token.startswith(_FIELD) else None


def block_of(token: str) -> GiftsBlock | PictureBlock | None:
    """Return what a chip that is a paragraph of its own stands for, None for a merge field."""
    if token == GIFTS:
        return GiftsBlock()
    if not token.startswith(_PICTURE):
        return None
    emblem, width = token.removeprefix(_PICTURE).split(":")
    return PictureBlock(Emblem(emblem), width=int(width))


def words_of(token: str) -> str:
    """Say what a chip stands for."""
    field = field_of(token)
    if field is not None:
        return field_words()[field]
    block = block_of(token)
    if isinstance(block, PictureBlock):
        logo = block.emblem is Emblem.LOGO
        return _("Logo") if logo else _("Signature")
    return _("List of the gifts")


def chip_format(token: str, like: QTextCharFormat) -> QTextCharFormat:
    """Return the format of a chip, in the look of the letters around it."""
    made = QTextCharFormat(like)
    made.setObjectType(CHIP)
    made.setProperty(TOKEN, token)
    return made


class Chips(QPyTextObject):
    """Draws chips in a document."""

    def intrinsicSize(self, _document: QTextDocument, _position: int, look: QTextFormat) -> QSizeF:
        """As wide as its words."""
        letters = look.toCharFormat()
        metrics = QFontMetricsF(letters.font())
        words = words_of(str(look.property(TOKEN)))
        return QSizeF(metrics.horizontalAdvance(words) + 2 * _PAD, metrics.ascent())

    def drawObject(
        self,
        painter: QPainter,
        place: QRectF | QRect,
        _document: QTextDocument,
        _position: int,
        look: QTextFormat,
    ) -> None:
        """Draw words in a rounded box."""
        colours = tokens()
        metrics = QFontMetricsF(look.toCharFormat().font())
        place = QRectF(place)
        room = place.adjusted(1, 0, -1, metrics.descent())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.accent))
        painter.setBrush(QColor(colours.selection))
        painter.drawRoundedRect(room, 4, 4)
        painter.setPen(QColor(colours.text))
        painter.setFont(look.toCharFormat().font())
        baseline = place.bottom()
        words = words_of(str(look.property(TOKEN)))
        painter.drawText(
            QRectF(
                place.left() + _PAD, baseline - metrics.ascent(), place.width(), metrics.height()
            ),
            words,
        )
        painter.restore()
