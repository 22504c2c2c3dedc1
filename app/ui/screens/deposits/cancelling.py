# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page where a deposit that never went to the bank is cancelled."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.binding import Form
from app.ui.kit.screen import Services
from app.ui.kit.shortcuts import bind
from app.ui.kit.widgets import Bar, button, page_box, row, text_label
from app.ui.screens.deposits import presenter
from app.usecases.deposits import CancelDeposit, DepositSheet


class CancelPage(QWidget):
    """What it does is said; the reason is asked for."""

    cancelled = Signal(int)
    """It is written: the deposit's id."""
    left = Signal()

    def __init__(self, services: Services) -> None:
        """Show nothing yet; ``start`` does."""
        super().__init__()
        self._services = services
        self._deposit_id = 0
        self._title = text_label("", "heading", wrap=True)
        self._facts = text_label("", wrap=True)
        self.bar = Bar("error")
        self.reason = QLineEdit()
        self.reason.setObjectName("cancelReason")
        self.form = Form()
        self.form.add("reason", _("&Reason, kept with the deposit"), self.reason)
        self.act = button(_("&Cancel the deposit"), self._write, role="danger")
        self.act.setObjectName("btnCancelDeposit")
        bind(self, "Ctrl+Return", self._write)
        box = page_box(self)
        for part in (self._title, self._facts, self.bar, self.form):
            box.addWidget(part)
        box.addLayout(row(None, button(_("Go back"), self.left.emit), self.act))
        box.addStretch(1)

    def start(self, sheet: DepositSheet) -> None:
        """Say what cancelling this deposit does."""
        self._deposit_id = sheet.deposit.id
        self._title.setText(_("Cancel: {deposit}").format(deposit=presenter.title(sheet.deposit)))
        self._facts.setText(presenter.cancel_text(sheet.deposit))
        self.bar.hide()
        self.form.fill({"reason": ""})
        self.act.setEnabled(True)

    def focus_first(self) -> None:
        """Put the caret where the reason is typed."""
        self.reason.setFocus()

    def _write(self) -> None:
        if not self.act.isEnabled():
            return
        self.bar.hide()
        self.form.show_problems(())
        self.act.setEnabled(False)
        command = CancelDeposit(self._deposit_id, self.reason.text())
        self._services.jobs.write(command, self._done, self._refuse, owner=self)

    def _done(self, _deposit: object) -> None:
        self.act.setEnabled(True)
        self.cancelled.emit(self._deposit_id)

    def _refuse(self, error: OboleError) -> None:
        self.act.setEnabled(True)
        if not self.form.show_refusal(error):
            self.bar.tell(error.message, "error")
        say(self, error.message, urgent=True)
