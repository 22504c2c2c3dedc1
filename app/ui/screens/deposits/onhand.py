# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was kept for later: chosen line by line, then taken to the bank on a slip of its own."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.deposits import BankDeposit, parse_piles
from app.domain.gifts import Means
from app.domain.organisation import BankAccount
from app.kernel.errors import OboleError, Refused
from app.kernel.i18n import N_, _
from app.ui.kit.announce import say
from app.ui.kit.binding import Form
from app.ui.kit.fields import ChoiceField
from app.ui.kit.flow import Flow
from app.ui.kit.picks import PickTable
from app.ui.kit.screen import Services
from app.ui.kit.shortcuts import bind
from app.ui.kit.widgets import Bar, button, page_box, text_label
from app.ui.screens.deposits import presenter
from app.ui.screens.deposits.columns import ON_HAND
from app.usecases.deposits import MakeDeposits, OnHand
from app.usecases.organisation import ListBankAccounts
from app.usecases.ports.desk import GiftLine


class OnHandPage(QWidget):
    """All is chosen at first; Space keeps a gift for another day."""

    made = Signal(object)
    """The deposits made, a sequence."""
    left = Signal()

    def __init__(self, services: Services) -> None:
        """Show nothing yet; ``start`` does."""
        super().__init__()
        self._services = services
        self.bar = Bar("error")
        self.table: PickTable[GiftLine] = PickTable(
            ON_HAND, _("Gifts that wait for a deposit"), N_("To the bank"), presenter.picked_word
        )
        self.table.setObjectName("onHandTable")
        self.table.picked.connect(self._told)
        self.chosen = text_label("", "heading")
        self.account = ChoiceField()
        self.comment, self.counted = QLineEdit(), QLineEdit()
        self.form = Form()
        self.form.add("bank_account_id", _("&Account"), self.account, 5)
        self.form.add("comment", _("Co&mment, printed on the slip"), self.comment, 7)
        self.form.add(
            "counted",
            _("&Notes and coins, when they were counted"),
            self.counted,
            12,
            _("Value times pieces: 50x3 20x2 0,50x7."),
        )
        self.act = button(_("Ma&ke the deposit"), self._make, role="primary")
        self.act.setObjectName("btnMakeDeposit")
        bind(self, "Ctrl+Return", self._make)
        box = page_box(self)
        box.addWidget(text_label(_("Deposit what was kept for later"), "heading"))
        box.addWidget(self.bar)
        box.addWidget(
            text_label(
                _("Space keeps a gift for another day, or takes it back."), "muted", wrap=True
            )
        )
        box.addWidget(self.table, 1)
        box.addWidget(self.form)
        back = button(_("Go back"), self.left.emit)
        everything = button(_("A&ll or none"), self._turn_all)
        box.addLayout(Flow(everything, self.chosen, back, self.act, lead=2))

    def start(self) -> None:
        """Read what is on hand, and where it may be taken."""
        self.bar.hide()
        self.form.fill({"comment": "", "counted": ""})
        self._services.jobs.read(ListBankAccounts(), self._offer, owner=self)
        self._services.jobs.read(OnHand(), self._show, owner=self)

    def focus_first(self) -> None:
        """Put the focus on the lines."""
        self.table.setFocus()

    def _offer(self, accounts: Sequence[BankAccount]) -> None:
        self.account.offer(tuple((one.label, one.id) for one in accounts if one.active))

    def _show(self, lines: Sequence[GiftLine]) -> None:
        self.table.set_lines(lines, on=True)
        self._told()
        self.focus_first()

    def _turn_all(self) -> None:
        self.table.pick_all(on=bool(self.table.others))

    def _told(self) -> None:
        chosen = self.table.chosen
        self.chosen.setText(presenter.chosen_text(chosen))
        self.form.show_field(self.counted, shown=self._has_cash)

    @property
    def _has_cash(self) -> bool:
        return any(line.means is Means.CASH for line in self.table.chosen)

    def _make(self) -> None:
        if not self.act.isEnabled():
            return
        self.bar.hide()
        try:
            command = self._command()
        except Refused as refused:
            self._refuse(refused)
            return
        self.form.show_problems(())
        self.act.setEnabled(False)
        self._services.jobs.write(command, self._done, self._refuse, owner=self)

    def _command(self) -> MakeDeposits:
        values = self.form.values()
        counted = values["counted"] if self._has_cash else ""
        return MakeDeposits(
            gift_ids=tuple(line.id for line in self.table.chosen),
            bank_account_id=values["bank_account_id"] or 0,
            comment=values["comment"],
            counted=parse_piles(counted),
        )

    def _done(self, made: Sequence[BankDeposit]) -> None:
        self.act.setEnabled(True)
        self.made.emit(made)

    def _refuse(self, error: OboleError) -> None:
        self.act.setEnabled(True)
        if not self.form.show_refusal(error):
            self.bar.tell(error.message, "error")
        say(self, error.message, urgent=True)
