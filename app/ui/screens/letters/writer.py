# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The editor of a letter: plain writing, chips that hold together, nothing foreign pasted in."""

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QFont, QTextBlock, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit, QWidget

from app.domain.letters.body import Body, Bullet, read_body, write_body
from app.domain.letters.conditions import Condition
from app.domain.paper import Align
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.ui.kit.shortcuts import bind
from app.ui.screens.letters import texts
from app.ui.screens.letters.chips import CHIP, SIGN, Chips, chip_format

_OURS = "application/x-obole-letter"


class LetterEdit(QTextEdit):
    """What a template says in one language."""

    moved = Signal()
    """The caret stands in another paragraph, or its look changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("letterText")
        self.setAccessibleName(_("Text of the letter"))
        self.setTabChangesFocus(True)
        self._chips = Chips(self)
        self.document().documentLayout().registerHandler(CHIP, self._chips)
        self.cursorPositionChanged.connect(self.moved)
        self.setMinimumHeight(120)
        bind(self, "Ctrl+B", self.toggle_bold)

    def show_body(self, body: Body) -> None:
        """Show what a template says."""
        texts.fill(self.document(), body)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.moved.emit()

    def body(self) -> Body:
        """Return what is written."""
        return texts.read(self.document())

    def paragraph(self) -> QTextBlock:
        """Return the paragraph the caret stands in."""
        return self.textCursor().block()

    def put_chip(self, token: str) -> None:
        """Put a chip where the caret stands, in the look of the letters there."""
        cursor = self.textCursor()
        plain = self._letters(cursor)
        cursor.insertText(SIGN, chip_format(token, plain))
        cursor.setCharFormat(plain)
        self.setTextCursor(cursor)
        self.setFocus()

    def _letters(self, cursor: QTextCursor) -> QTextCharFormat:
        look = cursor.charFormat()
        bold = texts.is_bold(look)
        size = texts.size_of(cursor.block())
        return texts.letters_of(size, bold=bold, italic=look.fontItalic())

    def toggle_bold(self) -> None:
        """Make the selection, or what is typed next, bold or not."""
        bold = not texts.is_bold(self.textCursor().charFormat())
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        self.mergeCurrentCharFormat(look)

    def toggle_italic(self) -> None:
        """Make the selection, or what is typed next, italic or not."""
        look = QTextCharFormat()
        look.setFontItalic(not self.textCursor().charFormat().fontItalic())
        self.mergeCurrentCharFormat(look)

    def set_align(self, align: Align) -> None:
        """Set which end of the lines stands at the margin."""
        cursor = self.textCursor()
        shape = texts.shape_of(align, texts.size_of(cursor.block()), self.condition())
        cursor.mergeBlockFormat(shape)

    def set_size(self, size: int) -> None:
        """Give the paragraph another size, in points on paper."""
        texts.set_size(self.textCursor(), size)

    def set_bullet(self, bullet: Bullet) -> None:
        """Put a dot, a number or nothing before the paragraphs selected."""
        cursor = self.textCursor()
        if bullet is not Bullet.NONE:
            cursor.createList(texts.STYLES[bullet])
        elif (items := cursor.block().textList()) is not None:
            block = cursor.block()
            items.remove(block)
            shape = block.blockFormat()
            shape.setIndent(0)
            cursor.setBlockFormat(shape)

    def condition(self) -> Condition:
        """Return when the paragraph is printed."""
        return texts.condition_of(self.paragraph())

    def set_condition(self, when: Condition) -> None:
        """Print the paragraph only if something holds."""
        cursor = self.textCursor()
        shape = cursor.blockFormat()
        texts.set_condition(shape, when)
        cursor.setBlockFormat(shape)
        self.moved.emit()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy as text, and whole for another letter."""
        taken = QTextDocument()
        QTextCursor(taken).insertFragment(self.textCursor().selection())
        data = QMimeData()
        data.setText(self.textCursor().selectedText().replace("\u2029", "\n").replace(SIGN, ""))
        data.setData(_OURS, write_body(texts.read(taken)).encode())
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste letters of ours whole, and of anything else its text alone."""
        if source.hasFormat(_OURS):
            try:
                body = read_body(bytes(source.data(_OURS).data()).decode())
            except Refused:
                return
            texts.insert(self.textCursor(), body)
        elif source.hasText():
            self.textCursor().insertText(source.text().replace(SIGN, ""))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text and letters of ours; no picture, no page of the web."""
        return source.hasFormat(_OURS) or source.hasText()
