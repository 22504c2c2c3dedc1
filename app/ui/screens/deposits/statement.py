# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The line of the bank's statement a deposit is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.kernel.errors import OboleError, Refused
from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.binding import Form
from app.ui.kit.fields import DateField, MoneyField
from app.ui.kit.screen import Services
from app.ui.kit.shortcuts import bind
from app.ui.kit.widgets import Bar, button, page_box, row, text_label
from app.ui.screens.deposits import presenter
from app.usecases.deposits import DepositSheet, ReconcileDeposit


class StatementPage(QWidget):
    """Day and amount as the bank wrote them; a reason when they are not what was expected."""

    found = Signal(int)
    """The line is written: the deposit's id."""
    left = Signal()

    def __init__(self, services: Services) -> None:
        """Show nothing yet; ``start`` does."""
        super().__init__()
        self._services = services
        self._deposit_id = 0
        self._title = text_label("", "heading")
        self._facts = text_label("", "muted", wrap=True)
        self.bar = Bar("error")
        self.day = DateField(services.office.clock.today)
        self.amount = MoneyField()
        self.reason = QLineEdit()
        self.form = Form()
        self.form.add("credited_on", _("&Day of the bank's line"), self.day, 3)
        self.form.add("credited_cents", _("&Amount credited"), self.amount, 3)
        self.form.add("reason", _("&Reason, when it is not what was expected"), self.reason, 6)
        self.act = button(_("It is this &line"), self._write, role="primary")
        bind(self, "Ctrl+Return", self._write)
        box = page_box(self)
        for part in (self._title, self._facts, self.bar, self.form):
            box.addWidget(part)
        box.addLayout(row(None, button(_("Go back"), self.left.emit), self.act))
        box.addStretch(1)

    def start(self, sheet: DepositSheet) -> None:
        """Propose the day it was taken to the bank and what is expected."""
        deposit = sheet.deposit
        self._deposit_id = deposit.id
        self._title.setText(presenter.statement_title(deposit))
        self._facts.setText(presenter.expected_text(sheet))
        self.bar.hide()
        self.form.fill(
            {
                "credited_on": deposit.credited_on or deposit.banked_on,
                "credited_cents": deposit.credited_cents or sheet.expected_cents,
                "reason": deposit.difference_reason,
            }
        )

    def focus_first(self) -> None:
        """Put the caret on the day."""
        self.day.setFocus()
        self.day.selectAll()

    def _write(self) -> None:
        try:
            values = self.form.values()
        except Refused as refused:
            self._refuse(refused)
            return
        if values["credited_on"] is None:
            message = _("Type the day of the bank's line.")
            self._refuse(Refused("deposit.day", message, "credited_on"))
            return
        command = ReconcileDeposit(
            deposit_id=self._deposit_id,
            credited_on=values["credited_on"],
            credited_cents=values["credited_cents"] or 0,
            reason=values["reason"],
        )
        self.act.setEnabled(False)
        self._services.jobs.write(command, self._done, self._refuse, owner=self)

    def _done(self, _deposit: object) -> None:
        self.act.setEnabled(True)
        self.found.emit(self._deposit_id)

    def _refuse(self, error: OboleError) -> None:
        self.act.setEnabled(True)
        if not self.form.show_refusal(error):
            self.bar.tell(error.message, "error")
        say(self, error.message, urgent=True)
