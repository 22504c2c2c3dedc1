# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A finder: type, see up to eight answers under the field, choose with the arrows.

The list is a child of the window that never takes the focus. Enter never chooses among several:
it takes the only answer, the row reached with the arrows, or says how many there are. What is only
near what was typed is never taken unless it was reached.
"""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from app.kernel.i18n import ngettext
from app.ui.kit.announce import say
from app.ui.kit.theme import theme_of

Item = TypeVar("Item")
Search = Callable[[str, Callable[[Sequence[Item]], None]], None]
SHOWN = 8


class LookupField(QLineEdit, Generic[Item]):
    """A line edit with answers under it."""

    chosen = Signal(object)
    """An item was taken; ``None`` never is."""
    hesitated = Signal(str)
    """Enter was pressed with several answers: the sentence that says so."""
    entered = Signal(str)
    """Enter was pressed and nothing answers the text."""

    def __init__(
        self,
        search: Search[Item],
        describe: Callable[[Item], str],
        *,
        is_exact: Callable[[Item, str], bool] = lambda _item, _text: False,
        is_near: Callable[[Item], bool] = lambda _item: False,
    ) -> None:
        """Look up with ``search(text, take)``; ``take`` may be called later, on the GUI thread.

        Args:
            search: Finds items and hands them to its second argument.
            describe: One line of text for an item.
            is_exact: Whether the text names this item beyond doubt (a number with its key).
            is_near: Whether this item is not what was typed, but nearly.
        """
        super().__init__()
        self._search = search
        self._describe = describe
        self._is_exact = is_exact
        self._is_near = is_near
        self._generation = 0
        self._pending_enter = False
        self._answered = True
        self.items: Sequence[Item] = ()
        self._list = QListWidget()
        self._list.setObjectName("choices")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(self._take_clicked)
        self._list.hide()
        self.textEdited.connect(self._look_up)
        self.destroyed.connect(self._list.deleteLater)
        self.installEventFilter(self)

    @property
    def choices(self) -> QListWidget:
        """The list of answers."""
        return self._list

    def close_choices(self) -> None:
        """Hide the answers."""
        self._list.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hide the answers when the focus goes; catch the keys Qt would keep."""
        if watched is self and event.type() == QEvent.Type.FocusOut:
            self._list.hide()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the answers, Enter takes, Escape hides them."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter()
        elif key == Qt.Key.Key_Down and self._list.isVisible():
            self._walk(1)
        elif key == Qt.Key.Key_Up and self._list.isVisible():
            self._walk(-1)
        elif key == Qt.Key.Key_Escape and self._list.isVisible():
            self._list.hide()
        else:
            super().keyPressEvent(event)

    def _look_up(self, text: str) -> None:
        self._generation += 1
        generation = self._generation
        self._pending_enter = False
        if not text.strip():
            self._answered = True
            self._show(())
            return
        self._answered = False
        self._search(text, lambda items: self._take_answer(generation, items))

    def _take_answer(self, generation: int, items: Sequence[Item]) -> None:
        if generation != self._generation:
            return
        self._answered = True
        self._show(items)
        if self._pending_enter:
            self._pending_enter = False
            self._enter()

    def _show(self, items: Sequence[Item]) -> None:
        self.items = tuple(items[:SHOWN])
        self._list.clear()
        for item in self.items:
            QListWidgetItem(self._describe(item), self._list)
        self._list.setCurrentRow(-1)
        if not self.items or not self.hasFocus():
            self._list.hide()
            return
        self._place()

    def _place(self) -> None:
        window = self.window()
        if self._list.parent() is not window:
            self._list.setParent(window)
        height = theme_of().px(28)
        for place in range(self._list.count()):
            hint = self._list.item(place).sizeHint()
            hint.setHeight(height)
            self._list.item(place).setSizeHint(hint)
        corner = self.mapTo(window, QPoint(0, self.height() + 2))
        room = window.width() - corner.x() - 16
        wide = max(self.width(), min(self._list.sizeHintForColumn(0) + 40, room))
        self._list.setGeometry(corner.x(), corner.y(), wide, height * self._list.count() + 8)
        self._list.raise_()
        self._list.show()

    def _walk(self, step: int) -> None:
        row = self._list.currentRow() + step
        self._list.setCurrentRow(max(-1, min(row, self._list.count() - 1)))
        if self._list.currentRow() >= 0:
            say(self, self._list.currentItem().text())

    def _enter(self) -> None:
        if not self._answered:
            self._pending_enter = True
            return
        row = self._list.currentRow()
        exact = [item for item in self.items if self._is_exact(item, self.text())]
        answering = [item for item in self.items if not self._is_near(item)]
        if 0 <= row < len(self.items) and self._list.isVisible():
            self._choose(self.items[row])
        elif len(exact) == 1:
            self._choose(exact[0])
        elif len(answering) == 1:
            self._choose(answering[0])
        elif self.items:
            self._place()
            count = len(self.items)
            text = ngettext(
                "{count} answer: choose it with the down arrow.",
                "{count} answers: choose with the down arrow.",
                count,
            ).format(count=count)
            say(self, text, urgent=True)
            self.hesitated.emit(text)
        else:
            self.entered.emit(self.text())

    def _choose(self, item: Item) -> None:
        self._list.hide()
        self._generation += 1
        self.chosen.emit(item)

    def _take_clicked(self, item: QListWidgetItem) -> None:
        self._choose(self.items[self._list.row(item)])
