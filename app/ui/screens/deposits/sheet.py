# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One deposit: its lines, its slip, and what happened to it since."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.deposits import BankDeposit, DepositState, state_word
from app.domain.users import Permission
from app.kernel.errors import OboleError, Refused
from app.kernel.i18n import _
from app.ui.kit.fields import DateField
from app.ui.kit.flow import Flow
from app.ui.kit.papers import save_file
from app.ui.kit.printing import Paper, print_paper
from app.ui.kit.screen import Services
from app.ui.kit.shortcuts import bind
from app.ui.kit.table import RowsTable
from app.ui.kit.widgets import Bar, Pill, button, page_box, row, text_label
from app.ui.screens.deposits import presenter
from app.ui.screens.deposits.columns import LINES
from app.usecases.deposits import DepositSheet, DepositSlip, MarkDeposit
from app.usecases.ports.desk import GiftLine

_WAITING = frozenset({DepositState.OPEN, DepositState.PRINTED})


class SheetPage(QWidget):
    """Ctrl+P opens the slip; the states go forward only."""

    left = Signal()
    cancelling_wanted = Signal(object)
    """The person wants to cancel the deposit: its sheet."""
    statement_wanted = Signal(object)
    """The person found the deposit on the statement: its sheet."""

    def __init__(self, services: Services) -> None:
        """Show nothing yet; ``show_sheet`` does."""
        super().__init__()
        self._services = services
        self._sheet: DepositSheet | None = None
        self.lines: RowsTable[GiftLine] = RowsTable(LINES, _("Lines of the deposit"))
        self.lines.setObjectName("depositLines")
        self._title = text_label("", "heading")
        self._state = Pill()
        self._facts = text_label("", "muted", wrap=True)
        self._life = text_label("", "muted", wrap=True)
        self.note, self.bar = Bar("info"), Bar("error")
        self.slip = button(
            _("&Slip as PDF   Ctrl+P"), self.open_slip, role="primary", icon_name="print"
        )
        self.slip.setObjectName("btnSlip")
        self.save = button(_("Save &as…"), self._save_slip)
        self.day = DateField(services.office.clock.today)
        self.day.setAccessibleName(_("Day it was taken to the bank"))
        self.day.setMaximumWidth(self.day.fontMetrics().averageCharWidth() * 16)
        self.carry = button(_("&Taken to the bank"), self._mark_banked)
        self.found = button(_("Fo&und on the statement…"), self._want_statement)
        self.cancel = button(_("Can&cel the deposit…"), self._want_cancelling)
        bind(self, "Ctrl+P", self.open_slip)
        box = page_box(self)
        box.addLayout(row(self._title, None, self._state))
        for part in (self._facts, self._life, self.note, self.bar):
            box.addWidget(part)
        box.addWidget(self.lines, 1)
        back = button(_("All &deposits"), self.left.emit)
        parts = back, self.cancel, self.day, self.carry, self.found, self.save, self.slip
        box.addLayout(Flow(*parts, lead=1))

    @property
    def deposit_id(self) -> int:
        """The deposit shown, or 0."""
        return 0 if self._sheet is None else self._sheet.deposit.id

    def forget(self) -> None:
        """Show no deposit any more."""
        self._sheet = None

    def show_sheet(self, sheet: DepositSheet) -> None:
        """Show a deposit, or the one shown as it now is."""
        deposit = sheet.deposit
        fresh = self.deposit_id != deposit.id
        self._sheet = sheet
        self._title.setText(presenter.title(deposit))
        self._state.show_state(state_word(deposit.state), presenter.state_kind(deposit.state))
        self._facts.setText(presenter.facts(sheet))
        life = presenter.life(deposit)
        self._life.setText(life)
        self._life.setVisible(bool(life))
        note, kind = presenter.bank_note(sheet)
        self.note.tell(note, kind)
        self.note.setVisible(bool(note))
        self.lines.set_rows(presenter.slip_rows(sheet.lines))
        self.slip.setEnabled(bool(deposit.document_sha256))
        self.save.setEnabled(bool(deposit.document_sha256))
        self._offer_states(deposit)
        if fresh:
            self.bar.hide()
            self.day.set_day(self._services.office.clock.today())
            self.focus_first()

    def _offer_states(self, deposit: BankDeposit) -> None:
        actor = self._services.office.actor
        carries = deposit.state in _WAITING and actor.may(Permission.DEPOSITS_PRINT)
        self.carry.setVisible(carries)
        self.day.setVisible(carries)
        self.cancel.setVisible(carries)
        stands = deposit.state is not DepositState.CANCELLED
        self.found.setVisible(stands and actor.may(Permission.DEPOSITS_RECONCILE))

    def focus_first(self) -> None:
        """Put the focus on the slip."""
        self.slip.setFocus()

    def tell(self, sentence: str) -> None:
        """Say what was just done."""
        self.bar.tell(sentence, "success")

    def open_slip(self) -> None:
        """Show the slip before it is printed."""
        self._with_slip(self._open_body)

    def _save_slip(self) -> None:
        self._with_slip(self._save_body)

    def _with_slip(self, use: Callable[[BankDeposit, bytes], None]) -> None:
        if self._sheet is None:
            return
        deposit = self._sheet.deposit
        query = DepositSlip(deposit.id)
        self._services.jobs.read(query, lambda body: use(deposit, body), self._fail, owner=self)

    def _open_body(self, deposit: BankDeposit, body: bytes) -> None:
        print_paper(self._services, self, Paper(body, presenter.file_name(deposit), "slips"))
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
            self.tell(_("Slip saved: {path}").format(path=path))
            self._mark_printed(deposit)

    def _mark_printed(self, deposit: BankDeposit) -> None:
        may = self._services.office.actor.may(Permission.DEPOSITS_PRINT)
        if deposit.state is DepositState.OPEN and may:
            self._mark(MarkDeposit(deposit.id, DepositState.PRINTED))

    def _mark_banked(self) -> None:
        if self._sheet is None:
            return
        try:
            day = self.day.day()
        except Refused as refused:
            self._fail(refused)
            return
        self.bar.hide()
        self._mark(MarkDeposit(self._sheet.deposit.id, DepositState.BANKED, day))

    def _mark(self, command: MarkDeposit) -> None:
        self._services.jobs.write(command, failed=self._fail, owner=self)

    def _want_cancelling(self) -> None:
        if self._sheet is not None:
            self.cancelling_wanted.emit(self._sheet)

    def _want_statement(self) -> None:
        if self._sheet is not None:
            self.statement_wanted.emit(self._sheet)

    def _fail(self, error: OboleError) -> None:
        self.bar.tell(error.message, "error")
