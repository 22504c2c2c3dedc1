# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The deposits screen: the list, then one deposit with its slip."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.deposits import BankDeposit, DepositState
from app.kernel.changes import Changes
from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit.flow import Flow
from app.ui.kit.papers import save_file, show_pdf
from app.ui.kit.screen import Screen, Services
from app.ui.kit.shortcuts import bind
from app.ui.kit.table import RowsTable
from app.ui.kit.widgets import Bar, EmptyState, Pill, button, page_box, row, text_label
from app.ui.screens.deposits import presenter
from app.ui.screens.deposits.columns import DEPOSITS, LINES
from app.usecases.deposits import DepositSheet, DepositSlip, ListDeposits, MarkDeposit, ShowDeposit
from app.usecases.ports.desk import DepositLine, GiftLine

_CARRIED = frozenset({DepositState.BANKED, DepositState.RECONCILED})


class DepositsScreen(Screen):
    """Two pages. ``open`` takes ``id`` to show one deposit."""

    def __init__(self, services: Services) -> None:
        """Build the pages; nothing is read before ``open``."""
        super().__init__(services)
        self._sheet: DepositSheet | None = None
        self.table: RowsTable[DepositLine] = RowsTable(DEPOSITS, _("Bank deposits"))
        self.table.setObjectName("depositsTable")
        self.table.opened.connect(self._open_current)
        self._count = text_label("", "muted")
        self._empty = EmptyState(
            _("No deposit yet: posting a batch of cheques or cash makes one, with its slip."),
            _("Go to the batches"),
            lambda: services.navigator.open("batches"),
        )
        self.lines: RowsTable[GiftLine] = RowsTable(LINES, _("Lines of the deposit"))
        self.lines.setObjectName("depositLines")
        self._title = text_label("", "heading")
        self._state = Pill()
        self._facts = text_label("", "muted", wrap=True)
        self.bar = Bar("error")
        self._slip = button(
            _("&Slip as PDF   Ctrl+P"), self.open_slip, role="primary", icon_name="print"
        )
        self._save = button(_("Save &as…"), self._save_slip)
        self._carry = button(_("&Taken to the bank"), self._mark_banked)
        self._stack = QStackedWidget()
        self._listed, self._detail = self._list_page(), self._detail_page()
        for page in (self._listed, self._empty, self._detail):
            self._stack.addWidget(page)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)
        bind(self, "Ctrl+P", self.open_slip)
        services.feed.watch(self, ("deposits", "batches"), self._changed)

    def _list_page(self) -> QWidget:
        page = QWidget()
        box = page_box(page)
        box.addWidget(self._count)
        box.addWidget(self.table, 1)
        return page

    def _detail_page(self) -> QWidget:
        page = QWidget()
        box = page_box(page)
        box.addLayout(row(self._title, None, self._state))
        box.addWidget(self._facts)
        box.addWidget(self.bar)
        box.addWidget(self.lines, 1)
        back = button(_("All &deposits"), self.show_list)
        box.addLayout(Flow(back, self._carry, self._save, self._slip, lead=1))
        return page

    def open(self, **arguments: Any) -> None:
        """Show one deposit (``id``), or the list."""
        if arguments.get("id"):
            self._show(int(arguments["id"]))
        else:
            self.show_list()

    def focus_first(self) -> None:
        """Put the focus on the list, or on the slip of a deposit."""
        page = self._stack.currentWidget()
        if page is self._detail:
            self._slip.setFocus()
        elif page is self._empty:
            self._empty.action.setFocus()
        else:
            self.table.setFocus()

    def step_back(self) -> bool:
        """Go from a deposit to the list."""
        if self._stack.currentWidget() is not self._detail:
            return False
        self.show_list()
        return True

    def show_list(self) -> None:
        """Show every deposit."""
        self._sheet = None
        self._stack.setCurrentWidget(self._listed)
        self._reload()

    def _changed(self, _changes: Changes) -> None:
        if not self.isVisible():
            return
        if self._sheet is not None:
            self._show(self._sheet.deposit.id)
        else:
            self._reload()

    def _reload(self) -> None:
        self.services.jobs.read(ListDeposits(), self._list, owner=self)

    def _list(self, deposits: Sequence[DepositLine]) -> None:
        if self._sheet is not None:
            return
        self.table.set_rows(deposits)
        self._count.setText(presenter.count_text(len(deposits)))
        self._stack.setCurrentWidget(self._listed if deposits else self._empty)
        if deposits and self.table.current_row() < 0:
            self.table.selectRow(0)
        self.focus_first()

    def _open_current(self) -> None:
        current = self.table.current()
        if current is not None:
            self._show(current.id)

    def _show(self, deposit_id: int) -> None:
        self.services.jobs.read(ShowDeposit(deposit_id), self._show_sheet, owner=self)

    def _show_sheet(self, sheet: DepositSheet) -> None:
        deposit = sheet.deposit
        fresh = self._sheet is None or self._sheet.deposit.id != deposit.id
        self._sheet = sheet
        self._title.setText(presenter.title(deposit))
        self._state.show_state(
            presenter.state_word(deposit.state), presenter.state_kind(deposit.state)
        )
        self._facts.setText(presenter.facts(sheet))
        self.lines.set_rows(sheet.lines)
        self._slip.setEnabled(bool(deposit.document_sha256))
        self._save.setEnabled(bool(deposit.document_sha256))
        self._carry.setVisible(deposit.state not in _CARRIED)
        self._stack.setCurrentWidget(self._detail)
        if fresh:
            self.bar.hide()
            self._slip.setFocus()

    def open_slip(self) -> None:
        """Open the slip in the desktop's viewer, from where it is printed."""
        self._with_slip(self._open_body)

    def _save_slip(self) -> None:
        self._with_slip(self._save_body)

    def _with_slip(self, use: Callable[[BankDeposit, bytes], None]) -> None:
        if self._sheet is None:
            return
        deposit = self._sheet.deposit

        query = DepositSlip(deposit.id)
        self.services.jobs.read(query, lambda body: use(deposit, body), self._tell, owner=self)

    def _open_body(self, deposit: BankDeposit, body: bytes) -> None:
        show_pdf(self, body, presenter.file_name(deposit))
        self._mark_printed(deposit)

    def _save_body(self, deposit: BankDeposit, body: bytes) -> None:
        path = save_file(
            self,
            body,
            _("Save the deposit slip"),
            f"{presenter.file_name(deposit)}.pdf",
            _("PDF documents (*.pdf)"),
        )
        if path is not None:
            self.bar.tell(_("Slip saved: {path}").format(path=path), "success")
            self._mark_printed(deposit)

    def _mark_printed(self, deposit: BankDeposit) -> None:
        if deposit.state is DepositState.OPEN:
            self._mark(deposit, DepositState.PRINTED)

    def _mark_banked(self) -> None:
        if self._sheet is not None:
            self._mark(self._sheet.deposit, DepositState.BANKED)

    def _mark(self, deposit: BankDeposit, state: DepositState) -> None:
        command = MarkDeposit(deposit.id, state)
        self.services.jobs.write(command, failed=self._tell, owner=self)

    def _tell(self, error: OboleError) -> None:
        self.bar.tell(error.message, "error")
