# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page where a posted gift is corrected: its reversal, then the line as it should be."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from app.domain.gifts import Gift, Means, means_words
from app.domain.organisation import Fund
from app.kernel.errors import OboleError, Refused
from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.binding import Form
from app.ui.kit.fields import ChoiceField, DateField, MoneyField
from app.ui.kit.lookup import LookupField
from app.ui.kit.screen import Services
from app.ui.kit.shortcuts import bind
from app.ui.kit.widgets import Bar, Card, button, page_box, row, scrolling, text_label
from app.ui.screens.batches.correction import CorrectionDraft, done_text, gift_text, obstacle
from app.ui.screens.batches.presenter import candidate_texts
from app.usecases.donors import FindDonors
from app.usecases.gifts import Correction, GetGift
from app.usecases.organisation import ListFunds
from app.usecases.ports.desk import GiftLine
from app.usecases.ports.people import DonorLine

_FOUND = 8


class CorrectingPage(QWidget):
    """What was posted above, what it should have been below, and what will be written."""

    corrected = Signal(str)
    """It is written: the sentence that says so."""
    left = Signal()

    def __init__(self, services: Services) -> None:
        """Show nothing yet; ``start`` does."""
        super().__init__()
        self._services = services
        self._gift: Gift | None = None
        self._line: GiftLine | None = None
        self._donor_id: int | None = None
        self._today: date = services.office.clock.today()
        self._facts = text_label("", wrap=True)
        self._card = Card()
        self._card.box.addWidget(self._facts)
        self.bar = Bar("warning")
        self.form = Form()
        self.returned = QCheckBox()
        self.amount = MoneyField()
        self.day = DateField(lambda: self._today)
        self.fund = ChoiceField()
        self.means = ChoiceField(tuple((word, means) for means, word in means_words().items()))
        self.donor: LookupField[DonorLine] = LookupField(self._search, _described)
        self.reason = QLineEdit()
        self.reason.setObjectName("correctionReason")
        self.preview = text_label("", "muted", wrap=True)
        self.act = button(_("&Correct"), self._write, role="primary")
        self._build()

    def _build(self) -> None:
        add = self.form.add
        add("returned", _("The &bank returned the cheque unpaid"), self.returned, 12)
        add("amount", _("&Amount"), self.amount, 3)
        add("received_on", _("Recei&ved on"), self.day, 3)
        add("means", _("Payment &method"), self.means, 3)
        add("fund_id", _("F&und"), self.fund, 3)
        add("donor_id", _("Do&nor"), self.donor, 6)
        add("reason", _("&Reason, kept beside both lines"), self.reason, 6)
        self.donor.chosen.connect(self._take_donor)
        self.donor.textEdited.connect(self._forget_donor)
        self.form.edited.connect(self._show_preview)
        bind(self, "Ctrl+Return", self._write)
        box = page_box(self)
        box.addWidget(text_label(_("Correct a gift"), "heading"))
        box.addWidget(self.bar)
        inner = QWidget()
        inner_box = QVBoxLayout(inner)
        inner_box.setContentsMargins(0, 0, 0, 0)
        for part in (self._card, self.form, self.preview):
            inner_box.addWidget(part)
        inner_box.addStretch()
        box.addWidget(scrolling(inner), 1)
        box.addLayout(row(None, button(_("Go back"), self.left.emit), self.act))

    def start(self, line: GiftLine) -> None:
        """Show a posted line; its own values are what the fields begin with."""
        self._line, self._gift = line, None
        self._today = self._services.office.clock.today()
        self._facts.setText(gift_text(line))
        blocked = obstacle(line)
        self.bar.tell(blocked, "warning")
        self.bar.setVisible(bool(blocked))
        self.form.setEnabled(False)
        self.act.setEnabled(False)
        if not blocked:
            self._services.jobs.read(ListFunds(), self._offer_funds, owner=self)
            self._services.jobs.read(GetGift(line.id), self._take_gift, owner=self)

    def focus_first(self) -> None:
        """Put the caret on the amount."""
        self.amount.setFocus()
        self.amount.selectAll()

    def _offer_funds(self, funds: Sequence[Fund]) -> None:
        self.fund.offer(tuple((fund.name, fund.id) for fund in funds))
        if self._gift is not None:
            self.form.fill({"fund_id": self._gift.fund_id})

    def _take_gift(self, gift: Gift) -> None:
        if self._line is None or gift.id != self._line.id:
            return
        self._gift, self._donor_id = gift, gift.donor_id
        self.returned.setVisible(gift.means is Means.CHEQUE)
        self.form.fill(
            {
                "returned": False,
                "amount": gift.cents,
                "received_on": gift.received_on,
                "means": gift.means,
                "fund_id": gift.fund_id,
                "donor_id": self._line.donor_name,
                "reason": "",
            }
        )
        self.form.setEnabled(True)
        self.act.setEnabled(True)
        self._show_preview()
        if gift.donor_id is None:
            self.donor.setFocus()
        else:
            self.focus_first()

    def _search(self, text: str, take: Callable[[Sequence[DonorLine]], None]) -> None:
        self._services.jobs.read(FindDonors(text, _FOUND), take, owner=self)

    def _forget_donor(self, _text: str) -> None:
        self._donor_id = None

    def _take_donor(self, donor: DonorLine) -> None:
        self._donor_id = donor.id
        self.donor.setText(donor.name)
        self.reason.setFocus()
        self._show_preview()

    def _draft(self) -> CorrectionDraft:
        if self._gift is None:
            message = "no gift is being corrected"
            raise RuntimeError(message)
        values = self.form.values()
        if self._donor_id is None and (self._gift.donor_id is not None or values["donor_id"]):
            message = _("Choose the donor in the list that opens while you type.")
            raise Refused("donor.unchosen", message, "donor_id")
        return CorrectionDraft(
            gift=self._gift,
            returned=values["returned"],
            cents=values["amount"],
            received_on=values["received_on"],
            donor_id=self._donor_id,
            fund_id=values["fund_id"],
            means=Means(values["means"]),
            reason=values["reason"],
        )

    def _show_preview(self) -> None:
        if self._gift is None:
            return
        returned = self.returned.isChecked()
        for field in (self.amount, self.day, self.means, self.fund, self.donor):
            field.setEnabled(not returned)
        try:
            self.preview.setText(self._draft().preview())
        except Refused as refused:
            self.preview.setText(refused.message)

    def _write(self) -> None:
        if self._gift is None or not self.act.isEnabled():
            return
        self.bar.hide()
        try:
            command = self._draft().command()
        except Refused as refused:
            self._refuse(refused)
            return
        self.form.show_problems(())
        self.act.setEnabled(False)
        self._services.jobs.write(command, self._done, self._refuse, owner=self)

    def _done(self, done: object) -> None:
        if isinstance(done, Correction | Gift):
            self.corrected.emit(done_text(done))

    def _refuse(self, error: OboleError) -> None:
        self.act.setEnabled(True)
        if not self.form.show_refusal(error):
            self.bar.tell(error.message, "error")
        say(self, error.message, urgent=True)


def _described(donor: DonorLine) -> str:
    return "   ".join(candidate_texts(donor))
