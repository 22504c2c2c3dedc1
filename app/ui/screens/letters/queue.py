# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom to thank: ticked with Space, printed with Ctrl+P, or thanked otherwise."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.letters.values import Letter, SheetOrder, Way
from app.domain.users import Permission
from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.flow import Flow
from app.ui.kit.lines import Column
from app.ui.kit.screen import Services
from app.ui.kit.shortcuts import bind
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, button, show_text, text_label
from app.ui.screens.letters import presenter
from app.ui.screens.letters.columns import queue_columns
from app.ui.screens.letters.making import MakeBar
from app.usecases.letters.planning import Mailing
from app.usecases.letters.queue import MarkThanked, Queue, QueueLine, TakeBackThanks, ThankQueue

_HOW_WIDTH = 260


class QueueTable(RowsTable[QueueLine]):
    """Space ticks the row, and goes to the next."""

    toggled = Signal()

    def __init__(self, columns: Sequence[Column[QueueLine]]) -> None:
        """Show nobody yet."""
        super().__init__(columns, _("Donors to thank"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick on Space."""
        if event.key() == Qt.Key.Key_Space:
            self.toggled.emit()
        else:
            super().keyPressEvent(event)


class QueuePage(QWidget):
    """The queue "to thank"."""

    def __init__(self, services: Services) -> None:
        """Read whom to thank."""
        super().__init__()
        self._services = services
        self._queue: Queue | None = None
        self._unticked: set[int] = set()
        self.bar = Bar("success")
        self.summary = text_label("", "heading", wrap=True)
        self.summary.setObjectName("queueSummary")
        self.beside = text_label("", "muted", wrap=True)
        self.making = MakeBar(services, self._mailing, self.bar)
        self.table = QueueTable(queue_columns(self._is_ticked))
        self.table.setObjectName("queueTable")
        self.table.toggled.connect(self._toggle)
        self.table.opened.connect(self._open_sheet)
        self.how = QLineEdit()
        self.how.setObjectName("thankedHow")
        self.how.setPlaceholderText(_("by telephone, by hand…"))
        self.how.setMinimumWidth(theme_of().px(_HOW_WIDTH))
        self.how.setAccessibleName(_("How they were thanked"))
        self.otherwise = button(_("This donor was thanked otherwise"), self._mark)
        self.otherwise.setObjectName("thankedOtherwise")
        self._lay_out()
        self.making.turned.connect(self._count)
        bind(self, "Ctrl+P", self.making.ask_first)
        rooms = ("letters", "gifts", "batches", "donors", "organisation")
        services.feed.watch(self, rooms, lambda _changes: self.refresh())
        self.refresh()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        for part in (self.bar, self.summary, self.beside, self.making):
            box.addWidget(part)
        box.addWidget(self.table, 1)
        hint = _("Space ticks or unticks a donor; Enter opens the sheet. Those ticked are written.")
        box.addWidget(text_label(hint, "muted", wrap=True))
        box.addLayout(Flow(self.how, self.otherwise))

    def focus_first(self) -> None:
        """Put the focus on the queue."""
        self.table.setFocus()

    def refresh(self) -> None:
        """Read whom to thank again."""
        self._services.jobs.read(ThankQueue(), self._take, owner=self)

    def _take(self, queue: Queue) -> None:
        self._queue = queue
        self.summary.setText(presenter.queue_words(queue))
        show_text(self.beside, presenter.beside_words(queue))
        self.table.set_rows(queue.lines)
        if queue.lines and self.table.current_row() < 0:
            self.table.selectRow(0)
        self._count()

    def _is_ticked(self, line: QueueLine) -> bool:
        return line.to.way is not None and line.due.donor_id not in self._unticked

    def _toggle(self) -> None:
        line = self.table.current()
        if line is None or self._queue is None:
            return
        if line.to.way is None:
            self.bar.tell(presenter.unreached_words(line), "info")
            say(self, self.bar.label.text())
            return
        self._unticked ^= {line.due.donor_id}
        row = self.table.current_row()
        self.table.set_rows(self._queue.lines)
        self.table.selectRow(min(row + 1, len(self._queue.lines) - 1))
        self._count()

    def _ticked(self) -> list[QueueLine]:
        lines = self._queue.lines if self._queue else ()
        return [line for line in lines if self._is_ticked(line)]

    def _mailing(self, way: Way | None, order: SheetOrder) -> Mailing:
        ids = tuple(line.due.donor_id for line in self._ticked())
        return Mailing(way=way, order=order, donor_ids=ids)

    def _count(self) -> None:
        """Say how many letters the button makes, and why it makes none."""
        way = self.making.chosen_way()
        count = sum(way in {None, line.to.way} for line in self._ticked())
        self.making.make.setText(presenter.make_words(count))
        self.making.allow("" if count else _("Nobody is ticked who is written to this way."))
        may = presenter.why_not(self._services.office.actor, Permission.LETTERS_WRITE)
        why = may or ("" if self._queue and self._queue.lines else _("Nobody is to be thanked."))
        self.otherwise.setEnabled(not why)
        self.otherwise.setToolTip(why)
        self.otherwise.setAccessibleDescription(why)

    def _mark(self) -> None:
        if (line := self.table.current()) is not None:
            command = MarkThanked((line.due.donor_id,), self.how.text())
            self._services.jobs.write(command, self._marked, self._tell, owner=self)

    def _marked(self, letters: Sequence[Letter]) -> None:
        self.how.clear()
        ids = tuple(one.id for one in letters)
        told = presenter.thanked_words(len(ids))
        self._services.toast.tell(told, lambda: self._unmark(ids))
        say(self, told)

    def _unmark(self, ids: tuple[int, ...]) -> None:
        self._services.jobs.write(TakeBackThanks(ids), None, self._tell, owner=self)

    def _tell(self, error: OboleError) -> None:
        self.bar.tell(error.message, "error")
        say(self, error.message, urgent=True)

    def _open_sheet(self) -> None:
        if (line := self.table.current()) is not None:
            self._services.navigator.open("donors", id=line.due.donor_id)
