# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ctrl+K: « Qui est-ce ? » finds a donor or a screen, and gives the very caret back on Escape."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.kernel.i18n import _, ngettext
from app.ui.kit.announce import say
from app.ui.kit.jobs import Jobs
from app.ui.kit.screen import Navigator, ScreenSpec
from app.ui.kit.theme import theme_of, tokens
from app.ui.kit.widgets import hairline, row, text_label
from app.ui.shell.answers import Answer, donor_answer, screen_answers
from app.ui.shell.replies import ACTS, Replies

if TYPE_CHECKING:
    from app.usecases.calls import DonorCard
    from app.usecases.ports.people import DonorLine

SHOWN = 8
_REST_MS = 90
"""A donor is told at length once the fingers rest: a card read for every letter would double the
time each letter takes."""


class _AnswerDelegate(QStyledItemDelegate):
    """Paints the three columns of an answer, the name strongest."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        answer = index.data(Qt.ItemDataRole.UserRole)
        colours, px = tokens(), theme_of().px
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, colours.selection)
        area = option.rect.adjusted(px(12), 0, -px(12), 0)
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(colours.text)
        middle = Qt.AlignmentFlag.AlignVCenter
        name_width = area.width() * 44 // 100 if answer.place or answer.number else area.width()
        name = painter.fontMetrics().elidedText(
            answer.name, Qt.TextElideMode.ElideRight, name_width
        )
        painter.drawText(area, middle | Qt.AlignmentFlag.AlignLeft, name)
        font.setBold(False)
        painter.setFont(font)
        number_width = painter.fontMetrics().horizontalAdvance(answer.number) + px(12)
        place_area = area.adjusted(name_width + px(12), 0, -number_width, 0)
        place = painter.fontMetrics().elidedText(
            answer.place, Qt.TextElideMode.ElideRight, place_area.width()
        )
        painter.drawText(place_area, middle | Qt.AlignmentFlag.AlignLeft, place)
        painter.setPen(colours.muted)
        painter.drawText(area, middle | Qt.AlignmentFlag.AlignRight, answer.number)
        painter.restore()

    def sizeHint(self, _option: object, _index: object) -> QSize:
        return QSize(0, theme_of().px(34))


class Palette(QFrame):
    """The overlay; a child of the window, so no window manager has a say in where it stands."""

    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        """Stay hidden until ``ask``."""
        super().__init__(window)
        self.setObjectName("overlay")
        self._jobs: Jobs | None = None
        self._navigator: Navigator | None = None
        self._specs: Sequence[ScreenSpec] = ()
        self._before: QWidget | None = None
        self._caret: tuple[str, int] | None = None
        self._generation = 0
        self._answers: list[Answer] = []
        self.answered = ""
        self._going = False
        self._due: int | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._ask_card)
        self.box = QLineEdit()
        self.box.setObjectName("whoBox")
        self.box.setAccessibleName(_("Who is it?"))
        self.box.setPlaceholderText(_("Name, town, telephone, donor number… or a screen"))
        self.count = text_label("", "muted")
        self.list = QListWidget()
        self.list.setAccessibleName(_("Answers"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_AnswerDelegate(self.list))
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.detail = text_label("", "muted", wrap=True)
        self.hint = text_label(_("Enter opens · arrows choose · Escape goes back"), "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(row(text_label(_("Who is it?"), "heading"), None, self.count))
        self._line = hairline()
        self.replies = Replies(self.leave)
        for widget in (self.box, self.list, self._line, self.detail, self.replies, self.hint):
            layout.addWidget(widget)
        self.box.textEdited.connect(self._look_up)
        self.box.installEventFilter(self)
        self.list.currentRowChanged.connect(self._show_detail)
        self.list.itemClicked.connect(lambda _item: self._go())
        QApplication.instance().focusChanged.connect(self._keep_focus)  # type: ignore[union-attr]
        self.hide()

    def serve(
        self, jobs: Jobs | None, navigator: Navigator | None, specs: Sequence[ScreenSpec]
    ) -> None:
        """Answer from this dossier, or from none."""
        self._jobs, self._navigator, self._specs = jobs, navigator, specs

    def ask(self, text: str = "") -> None:
        """Open over the page, remembering where the person was."""
        if self._jobs is None:
            return
        if self.isHidden():
            self._before = self.window().focusWidget()
            field = self._before
            self._caret = (
                (field.text(), field.cursorPosition()) if isinstance(field, QLineEdit) else None
            )
        self.box.setText(text)
        self._show_answers([])
        self.place()
        self.show()
        self.raise_()
        self.box.setFocus(Qt.FocusReason.PopupFocusReason)
        if text:
            self._look_up(text)

    def offer(self, text: str, answers: list[Answer], told: str) -> None:
        """Open with answers that were found already.

        Args:
            text: What they answer.
            answers: To choose from.
            told: Why they are offered.
        """
        self.ask()
        self.box.setText(text)
        self.answered = self.box.text()
        self._show_answers(answers[:SHOWN], asked=True)
        self.count.setText(told)

    def leave(self) -> None:
        """Close, and give the focus, the text and the caret back."""
        self.hide()
        before = self._before
        self._before = None
        if before is not None and not shiboken6.isValid(before):
            # The page was drawn anew meanwhile.
            if self._navigator is not None:
                self._navigator.focus_page()
        elif before is not None:
            before.setFocus(Qt.FocusReason.PopupFocusReason)
            if isinstance(before, QLineEdit) and self._caret:
                text, caret = self._caret
                if before.text() == text:
                    before.setCursorPosition(caret)
        self.closed.emit()

    def _keep_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Take the keys back from a page that finished its work meanwhile; it has them afterwards.

        A click beside the overlay closes it instead.
        """
        if self.isHidden() or now is None or now.window() is not self.window():
            return
        if self.isAncestorOf(now):
            return
        if now.isVisible():
            self._before, self._caret = now, None
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self.leave()
        else:
            self.box.setFocus(Qt.FocusReason.PopupFocusReason)

    def place(self) -> None:
        """Stand in the upper middle of the window."""
        window, px = self.window(), theme_of().px
        width = min(px(720), window.width() - 48)
        shown = min(len(self._answers), SHOWN)
        self.list.setFixedHeight(px(34) * shown)
        self.list.setVisible(bool(shown))
        self._line.setVisible(bool(self.detail.text()))
        self.detail.setVisible(bool(self.detail.text()))
        self.setFixedWidth(width)
        self.adjustSize()
        if (over := self.height() - window.height()) > 0 and shown > 1:  # large text: fewer rows
            rows = max(1, shown - (over + px(34) - 1) // px(34))
            self.list.setFixedHeight(px(34) * rows)
            self.adjustSize()
        left = (window.width() - width) // 2
        self.move(QPoint(left, min(px(64), max(window.height() - self.height(), 0) // 2)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows, Enter and Escape of the box drive the list."""
        if watched is self.box and isinstance(event, QKeyEvent):
            alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
            if event.type() == QEvent.Type.ShortcutOverride and alt and self._is_act(event.key()):
                event.accept()  # the letters of the page below wait
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._act(event.key()) if alt else self._key(event.key())
        return super().eventFilter(watched, event)

    def _is_act(self, key: int) -> bool:
        current = self.list.currentRow()
        donor = 0 <= current < len(self._answers) and self._answers[current].donor_id
        return bool(donor) and key in ACTS

    def _act(self, key: int) -> bool:
        """Do an act for the donor chosen, as soon as there is the card it needs."""
        if not self._is_act(key):
            return False
        if not self.replies.press(key):
            self._due = key
            self._rest.stop()
            self._ask_card()
        return True

    def _key(self, key: int) -> bool:
        actions: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Down: lambda: self._walk(1),
            Qt.Key.Key_Up: lambda: self._walk(-1),
            Qt.Key.Key_Return: self._go,
            Qt.Key.Key_Enter: self._go,
            Qt.Key.Key_Escape: self.leave,
            Qt.Key.Key_Tab: lambda: None,
        }
        action = actions.get(key)
        if action:
            action()
        return action is not None

    def _walk(self, step: int) -> None:
        count = self.list.count()
        if count:
            current = max(self.list.currentRow(), -1 if step > 0 else 0)
            self.list.setCurrentRow((current + step) % count)
            say(self.box, self._answers[self.list.currentRow()].name)

    def _look_up(self, text: str) -> None:
        from app.usecases.donors import FindDonors  # noqa: PLC0415 - not before the first paint

        self.answered, self._going = "", False
        self._generation += 1
        generation = self._generation
        if not text.strip() or self._jobs is None:
            self._show_answers([])
            return
        screens = screen_answers(text, self._specs)

        def take(lines: "Sequence[DonorLine]") -> None:
            if generation == self._generation:
                donors = [donor_answer(line) for line in lines[: SHOWN - len(screens[:3])]]
                self.answered = text
                answers = sorted([*donors, *screens[:3]], key=lambda answer: answer.near)
                self._show_answers(answers, asked=True)
                if self._going:
                    self._go()

        self._jobs.read(FindDonors(text, SHOWN), take, owner=self)

    def _show_answers(self, answers: list[Answer], *, asked: bool = False) -> None:
        self._answers = answers
        self.list.clear()
        for answer in answers:
            item = QListWidgetItem(self.list)
            item.setData(Qt.ItemDataRole.UserRole, answer)
            item.setText(f"{answer.name} {answer.place} {answer.number}")
        count = len(answers)
        told = ngettext("{count} answer", "{count} answers", count).format(count=count)
        self.count.setText(told if answers else (_("Nobody of that name") if asked else ""))
        if answers and not answers[0].near:
            self.list.setCurrentRow(0)
        else:
            self.detail.setText("")
            self.replies.forget()
        self.place()

    def _show_detail(self, current: int) -> None:
        if not 0 <= current < len(self._answers):
            return
        answer = self._answers[current]
        self.detail.setText("\n".join(answer.detail))
        self.replies.forget()
        self._due = None
        self.place()
        self._rest.start()

    def _ask_card(self) -> None:
        current = self.list.currentRow()
        if not 0 <= current < len(self._answers) or self.isHidden():
            return
        answer = self._answers[current]
        if answer.donor_id and self._jobs is not None:
            from app.usecases.calls import ShowCard  # noqa: PLC0415 - not before the first paint

            self._jobs.read(
                ShowCard(answer.donor_id), lambda card: self._show_card(answer, card), owner=self
            )

    def _show_card(self, answer: Answer, card: "DonorCard") -> None:
        current = self.list.currentRow()
        same = 0 <= current < len(self._answers) and self._answers[current] is answer
        if same and not self.isHidden() and self._navigator is not None:
            self.replies.show_card(card, self._navigator)
            self.place()
            if self._due is not None:
                self.replies.press(self._due)

    def _go(self) -> None:
        """Go to the answer chosen; those to words that were typed since are waited for."""
        self._going = self.answered != self.box.text() and not self.isHidden()
        if self._going:
            return
        current = self.list.currentRow()
        if not 0 <= current < len(self._answers) or self._navigator is None:
            return
        answer = self._answers[current]
        if not self._navigator.has(answer.screen):
            return
        self.leave()
        if answer.arguments:
            self._navigator.open(answer.screen, **dict(answer.arguments))
        elif answer.donor_id:
            self._navigator.open(answer.screen, id=answer.donor_id)
        else:
            self._navigator.open(answer.screen)
