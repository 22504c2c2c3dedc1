# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The adding machine (Ctrl+T): the amounts of a pile, added up before they are keyed."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.batches import Tape
from app.kernel.errors import Refused
from app.kernel.i18n import N_, _
from app.kernel.money import format_amount, parse_amount
from app.ui.kit.announce import say
from app.ui.kit.lines import Column
from app.ui.kit.printing import Paper, print_paper
from app.ui.kit.screen import Services
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Card, button, row, text_label
from app.ui.screens.batches.patient import ENTERS
from app.ui.screens.batches.totals import count_and_total
from app.usecases.batches import TapeReport

_WIDTH, _MARGIN = 360, 16
_ADDS = frozenset({Qt.Key.Key_Plus, *ENTERS})
_TAPE: tuple[Column[tuple[int, int]], ...] = (
    Column("place", N_("#"), lambda one: str(one[0]), width=5, right=True),
    Column("cents", N_("Amount"), lambda one: format_amount(one[1]), right=True),
)


class AddingMachine(Card):
    """A paper tape over the right of the page: +, U or Delete, Enter alone to use it.

    Args:
        services: To print the tape.
        parent: The page it lies over.
    """

    used = Signal(object)
    """The person wants the sum as the control total: its ``Tape``."""
    closed = Signal()

    def __init__(self, services: Services, parent: QWidget) -> None:
        """Stay hidden until ``start``."""
        super().__init__()
        self.setParent(parent)
        self.setObjectName("addingMachine")
        self.setAutoFillBackground(True)
        self._services = services
        self.tape = Tape()
        self.amount = QLineEdit()
        self.amount.setObjectName("tapeAmount")
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.amount.setAccessibleName(_("Amount to add"))
        self.amount.installEventFilter(self)
        self.table: RowsTable[tuple[int, int]] = RowsTable(_TAPE, _("Tape, the last on top"))
        self.table.setObjectName("tapeTable")
        self.table.horizontalHeader().hide()
        self.table.installEventFilter(self)
        self.sum = text_label("", "strong")
        self.sum.setObjectName("tapeSum")
        self._notice = text_label("", "small", wrap=True)
        self.use = button(_("Use the sum"), self._use, role="primary")
        self.print = button(_("Print"), self._print)
        hint = _("Amount then +; U or Delete takes one back; Enter alone uses the sum.")
        for part in (
            text_label(_("Adding machine"), "heading"),
            text_label(hint, "small", wrap=True),
            self.amount,
            self._notice,
            self.table,
            self.sum,
        ):
            self.box.addWidget(part)
        self.box.addLayout(row(self.print, None, self.use))
        parent.installEventFilter(self)
        self.hide()

    def start(self, tape: Tape | None = None) -> None:
        """Show itself, with a tape to go on with."""
        if tape is not None:
            self.tape = tape
        self._show_tape("")
        self._place()
        self.show()
        self.raise_()
        self.amount.setFocus()

    def stop(self) -> None:
        """Hide; the tape stays until another begins."""
        self.hide()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the tape, and follow the page's size."""
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._place()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.amount:
                return self._key(event)
            if watched is self.table and event.key() == Qt.Key.Key_Delete:
                self._take_back(self.tape.count - 1 - self.table.current_row())
                return True
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key, typed = event.key(), self.amount.text().strip()
        if key == Qt.Key.Key_Escape:
            self.stop()
        elif key in _ADDS and typed:
            self._add(typed)
        elif key in ENTERS:
            self._use()
        elif key == Qt.Key.Key_U or (key == Qt.Key.Key_Delete and not typed):
            self._take_back(-1)
        else:
            return key == Qt.Key.Key_Plus
        return True

    def _add(self, typed: str) -> None:
        try:
            cents = parse_amount(typed)
        except Refused as refused:
            self._show_tape(refused.message)
            return
        self.tape = self.tape.added(cents)
        self.amount.clear()
        self._show_tape("")

    def _take_back(self, place: int) -> None:
        if self.tape.amounts:
            gone = format_amount(self.tape.amounts[place])
            self.tape = self.tape.without(place)
            self._show_tape(_("{amount} taken back.").format(amount=gone))

    def _show_tape(self, notice: str) -> None:
        lines = list(enumerate(self.tape.amounts, 1))
        self.table.set_rows(lines[::-1])
        self.sum.setText(count_and_total(self.tape.count, self.tape.cents))
        self.sum.setAccessibleName(self.sum.text())
        self._notice.setText(notice)
        self._notice.setVisible(bool(notice))
        for act in (self.use, self.print):
            act.setEnabled(bool(self.tape.amounts))
        say(self, notice or self.sum.text())

    def _use(self) -> None:
        if self.tape.amounts:
            self.used.emit(self.tape)
            self.stop()

    def _print(self) -> None:
        name = _("tape")
        self._services.jobs.read(
            TapeReport(self.tape),
            lambda body: print_paper(self._services, self, Paper(body, name, "lists")),
            owner=self,
        )

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            width, margin = theme_of().px(_WIDTH), theme_of().px(_MARGIN)
            high = parent.height() - 2 * margin
            self.setGeometry(parent.width() - width - margin, margin, width, high)
