# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of deposits, and what waits for one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.users import Permission
from app.kernel.i18n import _
from app.ui.kit.flow import Flow
from app.ui.kit.screen import Services
from app.ui.kit.table import RowsTable
from app.ui.kit.widgets import Bar, EmptyState, button, page_box, text_label
from app.ui.screens.deposits import presenter
from app.ui.screens.deposits.columns import DEPOSITS
from app.usecases.deposits import ListDeposits, OnHand
from app.usecases.ports.desk import DepositLine, GiftLine


class ListPage(QWidget):
    """Enter opens a deposit; a bar leads to what was kept for later."""

    opened = Signal(int)
    """The person wants to see a deposit: its id."""
    deposit_wanted = Signal()
    """The person wants to deposit what was kept."""

    returns_wanted = Signal()
    """The person wants the list of returned cheques and refunds."""

    def __init__(self, services: Services) -> None:
        """Show nothing yet; ``reload`` does."""
        super().__init__()
        self._services = services
        self.waiting = Bar("info")
        self.waiting.setObjectName("onHandBar")
        self.table: RowsTable[DepositLine] = RowsTable(DEPOSITS, _("Bank deposits"))
        self.table.setObjectName("depositsTable")
        self.table.opened.connect(self._open_current)
        self._count = text_label("", "muted")
        self.empty = EmptyState(
            _("No deposit yet: posting a batch of cheques or cash makes one, with its slip."),
            _("Go to the batches"),
            lambda: services.navigator.open("batches"),
        )
        listed = QWidget()
        listed_box = QVBoxLayout(listed)
        listed_box.setContentsMargins(0, 0, 0, 0)
        self.returns = button(_("&Returned cheques and refunds…"), self.returns_wanted.emit)
        self.returns.setObjectName("btnReturns")
        listed_box.addLayout(Flow(self._count, self.returns, lead=1))
        listed_box.addWidget(self.table, 1)
        self._listed = listed
        self._stack = QStackedWidget()
        self._stack.addWidget(listed)
        self._stack.addWidget(self.empty)
        box = page_box(self)
        box.addWidget(self.waiting)
        box.addWidget(self._stack, 1)

    def reload(self) -> None:
        """Read the list again."""
        self._services.jobs.read(ListDeposits(), self._list, owner=self)
        self._services.jobs.read(OnHand(), self._tell_waiting, owner=self)

    def focus_first(self) -> None:
        """Put the focus on the list, or on the way to the batches."""
        if self._stack.currentWidget() is self.empty:
            self.empty.action.setFocus()
        else:
            self.table.setFocus()

    def _list(self, deposits: Sequence[DepositLine]) -> None:
        self.table.set_rows(deposits)
        self._count.setText(presenter.count_text(len(deposits)))
        self._stack.setCurrentWidget(self._listed if deposits else self.empty)
        if deposits and self.table.current_row() < 0:
            self.table.selectRow(0)
        if self.isVisible():
            self.focus_first()

    def _tell_waiting(self, lines: Sequence[GiftLine]) -> None:
        may = self._services.office.actor.may(Permission.DEPOSITS_PRINT)
        if not lines:
            self.waiting.hide()
            return
        told = presenter.on_hand_text(len(lines), sum(line.cents for line in lines))
        action = _("Ma&ke a deposit…") if may else ""
        self.waiting.tell(told, action=action, clicked=self.deposit_wanted.emit if may else None)

    def _open_current(self) -> None:
        current = self.table.current()
        if current is not None:
            self.opened.emit(current.id)
