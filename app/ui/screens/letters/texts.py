# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Between what a template keeps and what the editor shows."""

import json
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextList,
    QTextListFormat,
)

from app.domain.letters.body import (
    USUAL_SIZE,
    Block,
    Body,
    Bullet,
    GiftsBlock,
    PictureBlock,
    Span,
    TextBlock,
)
from app.domain.letters.conditions import (
    ALWAYS,
    Condition,
    condition_document,
    read_condition_document,
)
from app.domain.paper import Align
from app.ui.kit.theme import BASE_POINT_SIZE, theme_of, tokens
from app.ui.screens.letters.chips import (
    GIFTS,
    SIGN,
    TOKEN,
    block_of,
    chip_format,
    field_of,
    field_token,
    picture_token,
)

_LINE_PERCENT = 130
_WHEN = TOKEN + 1
_SIZE = TOKEN + 2
_ALIGNS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTRE: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
}
STYLES = {
    Bullet.DOT: QTextListFormat.Style.ListDisc,
    Bullet.NUMBER: QTextListFormat.Style.ListDecimal,
}


def letters_of(size: int, *, bold: bool = False, italic: bool = False) -> QTextCharFormat:
    """Return the look of letters on the screen, for points on paper."""
    look = QTextCharFormat()
    look.setFontPointSize(size / USUAL_SIZE * BASE_POINT_SIZE * theme_of().zoom / 100)
    look.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    look.setFontItalic(italic)
    return look


def shape_of(align: Align, size: int, when: Condition) -> QTextBlockFormat:
    """Return the look of a paragraph; one that is not always printed is tinted."""
    shape = QTextBlockFormat()
    shape.setAlignment(_ALIGNS[align])
    shape.setProperty(_SIZE, size)
    # A line of chips alone would be as low as its letters without their tails.
    shape.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    set_condition(shape, when)
    return shape


def set_condition(shape: QTextBlockFormat, when: Condition) -> None:
    """Have a paragraph printed only if something holds, and show that there is a condition."""
    if when == ALWAYS:
        shape.clearProperty(_WHEN)
        shape.clearBackground()
        return
    shape.setProperty(_WHEN, json.dumps(condition_document(when)))
    shape.setBackground(QBrush(QColor(tokens().warning_bg)))


def condition_of(block: QTextBlock) -> Condition:
    """Return when a paragraph is printed."""
    kept = block.blockFormat().property(_WHEN)
    return read_condition_document(json.loads(kept)) if kept else ALWAYS


def size_of(block: QTextBlock) -> int:
    """Return the points of a paragraph on paper."""
    return int(block.blockFormat().property(_SIZE) or USUAL_SIZE)


def set_size(cursor: QTextCursor, size: int) -> None:
    """Give the paragraphs of a selection another size."""
    shape = QTextBlockFormat()
    shape.setProperty(_SIZE, size)
    cursor.mergeBlockFormat(shape)
    whole = QTextCursor(cursor)
    whole.setPosition(cursor.selectionStart())
    whole.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    whole.setPosition(cursor.selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
    end = QTextCursor.MoveOperation.EndOfBlock
    whole.movePosition(end, QTextCursor.MoveMode.KeepAnchor)
    letters = QTextCharFormat()
    letters.setFontPointSize(letters_of(size).fontPointSize())
    whole.mergeCharFormat(letters)
    whole.mergeBlockCharFormat(letters)


def bullet_of(block: QTextBlock) -> Bullet:
    """Return what stands before a paragraph."""
    found = block.textList()
    if found is None:
        return Bullet.NONE
    style = found.format().style()
    return Bullet.NUMBER if style is STYLES[Bullet.NUMBER] else Bullet.DOT


def align_of(block: QTextBlock) -> Align:
    """Return which end of the lines stands at the margin."""
    asked = block.blockFormat().alignment()
    found = (align for align, flag in _ALIGNS.items() if asked & flag)
    return next(found, Align.LEFT)


def fill(document: QTextDocument, body: Body) -> None:
    """Show a body in a document, with nothing to undo."""
    document.setUndoRedoEnabled(False)
    document.clear()
    insert(QTextCursor(document), body)
    document.setUndoRedoEnabled(True)
    document.setModified(False)


def insert(cursor: QTextCursor, body: Body) -> None:
    """Put a body where a cursor stands."""
    items: QTextList | None = None
    kept = Bullet.NONE
    for place, block in enumerate(body):
        size = block.size if isinstance(block, TextBlock) else USUAL_SIZE
        align = Align.LEFT if isinstance(block, GiftsBlock) else block.align
        shape, letters = shape_of(align, size, block.when), letters_of(size)
        if place:
            cursor.insertBlock(shape, letters)
        else:
            cursor.setBlockFormat(shape)
            cursor.setBlockCharFormat(letters)
        bullet = block.bullet if isinstance(block, TextBlock) else Bullet.NONE
        if bullet is Bullet.NONE:
            items = None
            if (old := cursor.block().textList()) is not None:
                old.remove(cursor.block())
                cursor.setBlockFormat(shape)
        elif items is not None and bullet is kept:
            items.add(cursor.block())
        else:
            items = cursor.createList(STYLES[bullet])
        kept = bullet
        _insert_block(cursor, block, size)


def _insert_block(cursor: QTextCursor, block: Block, size: int) -> None:
    match block:
        case GiftsBlock():
            cursor.insertText(SIGN, chip_format(GIFTS, letters_of(size)))
        case PictureBlock():
            token = picture_token(block.emblem, block.width)
            cursor.insertText(SIGN, chip_format(token, letters_of(size)))
        case TextBlock():
            for span in block.spans:
                look = letters_of(size, bold=span.bold, italic=span.italic)
                if span.field is not None:
                    cursor.insertText(SIGN, chip_format(field_token(span.field), look))
                else:
                    cursor.insertText(span.text, look)


def read(document: QTextDocument) -> Body:
    """Return what a document says."""
    blocks: list[Block] = []
    block = document.begin()
    while block.isValid():
        blocks.extend(_read_block(block))
        block = block.next()
    return tuple(blocks)


def _read_block(block: QTextBlock) -> Iterator[Block]:
    """Yield a paragraph, and what stands in it that is a paragraph by itself."""
    when, spans, apart = condition_of(block), [], []
    for text, look in _fragments(block):
        token = str(look.property(TOKEN) or "")
        bold, italic = is_bold(look), look.fontItalic()
        own = block_of(token) if token else None
        if own is not None:
            align = align_of(block)
            apart.append(
                PictureBlock(own.emblem, align, own.width, when)
                if isinstance(own, PictureBlock)
                else GiftsBlock(when)
            )
        elif token:
            spans.extend([Span(field=field_of(token), bold=bold, italic=italic)] * len(text))
        else:
            spans.append(Span(text.replace("\u2028", " "), bold=bold, italic=italic))
    if spans or not apart:
        yield TextBlock(tuple(spans), align_of(block), size_of(block), bullet_of(block), when)
    yield from apart


def _fragments(block: QTextBlock) -> Iterator[tuple[str, QTextCharFormat]]:
    place = block.begin()
    while not place.atEnd():
        fragment = place.fragment()
        yield fragment.text(), fragment.charFormat()
        place += 1


def is_bold(look: QTextCharFormat) -> bool:
    """Tell whether letters are bold."""
    return look.fontWeight() >= QFont.Weight.Bold
