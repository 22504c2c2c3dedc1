# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page where a posted gift is corrected: its reversal, then the line as it should be."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from app.domain.gifts import MONEY_MEANS, Gift, Means, means_words, purpose_words
from app.domain.organisation import Fund
from app.kernel.errors import OboleError, Refused
from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.binding import Form
from app.ui.kit.fields import ChoiceField, DateField, MoneyField
from app.ui.kit.flow import Flow
from app.ui.kit.lookup import LookupField
from app.ui.kit.screen import Services
from app.ui.kit.shortcuts import bind
from app.ui.kit.widgets import Bar, Card, button, page_box, row, scrolling, text_label
from app.ui.screens.batches import correction as words
from app.ui.screens.batches.correction import CorrectionDraft, Wrong
from app.ui.screens.batches.presenter import candidate_texts
from app.usecases.donors import FindDonors
from app.usecases.gifts import Consequences, Correction, ForeseeCorrection, GetGift
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
        self.heading = text_label("", "heading")
        self._facts = text_label("", wrap=True)
        self._card = Card()
        self._card.box.addWidget(self._facts)
        self.bar = Bar("warning")
        self.receipt = Bar("warning")
        self.receipt.setObjectName("correctionReceipt")
        self.keyed = QRadioButton(_("It was &keyed wrong"))
        self.returned = QRadioButton(_("The &bank returned the cheque unpaid"))
        self.refunded = QRadioButton(_("It was &paid back to the donor"))
        self.form, self.why = Form(), Form()
        self.refund_form, self.fee_form, self.left_form = Form(), Form(), Form()
        offered = tuple((word, means) for means, word in means_words().items())
        self.amount = MoneyField()
        self.amount.setObjectName("correctionAmount")
        self.day = DateField(lambda: self._today)
        self.fund = ChoiceField()
        self.means = ChoiceField(offered)
        self.donor: LookupField[DonorLine] = LookupField(
            self._search, _described, is_near=lambda donor: donor.near
        )
        self.purpose = ChoiceField(tuple((word, one) for one, word in purpose_words().items()))
        self.benefit, self.left_amount, self.fee = MoneyField(), MoneyField(), MoneyField()
        self.left_means = ChoiceField(tuple(one for one in offered if one[1] in MONEY_MEANS))
        self.left_day = DateField(lambda: self._today)
        self.reference = QLineEdit()
        self.reason = QLineEdit()
        self.reason.setObjectName("correctionReason")
        self.preview = text_label("", "muted", wrap=True)
        self.act = button(words.act_text(None), self._write, role="primary")
        self._build()

    def _build(self) -> None:
        add = self.form.add
        add("amount", _("&Amount"), self.amount, 3)
        add("received_on", _("Recei&ved on"), self.day, 3)
        add("means", _("Payment &method"), self.means, 3)
        add("fund_id", _("F&und"), self.fund, 3)
        add("donor_id", _("Do&nor"), self.donor, 6)
        add("purpose", _("What it is"), self.purpose, 3)
        add("benefit", _("Counterpart"), self.benefit, 3)
        self.refund_form.add("refund", _("&Amount paid back"), self.left_amount, 6)
        self.refund_form.add("left_means", _("&Method of the refund"), self.left_means, 6)
        self.fee_form.add("fee", _("Ba&nk fee"), self.fee)
        self.left_form.add("on", _("&Day of the bank's line"), self.left_day, 6)
        self.left_form.add("reference", _("Reference on the s&tatement"), self.reference, 6)
        self.why.add("reason", _("&Reason, kept beside both lines"), self.reason)
        self.donor.chosen.connect(self._take_donor)
        self.donor.textEdited.connect(self._forget_donor)
        for form in self._forms:
            form.edited.connect(self._foresee)
        for choice in (self.keyed, self.returned, self.refunded):
            choice.clicked.connect(self._show_choice)
        bind(self, "Ctrl+Return", self._write)
        box = page_box(self)
        box.addWidget(self.heading)
        box.addWidget(self.bar)
        inner = QWidget()
        inner_box = QVBoxLayout(inner)
        inner_box.setContentsMargins(0, 0, 0, 0)
        inner_box.addWidget(self._card)
        inner_box.addLayout(Flow(self.keyed, self.returned, self.refunded, spacing=24, lead=3))
        left = QHBoxLayout()
        left.setSpacing(12)
        for form, share in ((self.fee_form, 1), (self.refund_form, 2), (self.left_form, 2)):
            left.addWidget(form, share)
        inner_box.addWidget(self.form)
        inner_box.addLayout(left)
        for part in (self.why, self.receipt, self.preview):
            inner_box.addWidget(part)
        inner_box.addStretch(1)
        box.addWidget(scrolling(inner), 1)
        box.addLayout(row(None, button(_("Go back"), self.left.emit), self.act))

    @property
    def _forms(self) -> tuple[Form, ...]:
        return self.form, self.fee_form, self.refund_form, self.left_form, self.why

    def start(self, line: GiftLine) -> None:
        """Show a posted line; its own values are what the fields begin with."""
        self._line, self._gift = line, None
        self._today = self._services.office.clock.today()
        self.heading.setText(words.heading(unknown=_is_unknown(line)))
        self._facts.setText(words.gift_text(line))
        blocked = words.obstacle(line)
        self.bar.tell(blocked, "warning")
        self.bar.setVisible(bool(blocked))
        self.receipt.hide()
        self.preview.setText("")
        self._enable(on=False)
        if not blocked:
            self._services.jobs.read(ListFunds(), self._offer_funds, owner=self)
            self._services.jobs.read(GetGift(line.id), self._take_gift, owner=self)

    def _enable(self, *, on: bool) -> None:
        for part in (*self._forms, self.keyed, self.returned, self.refunded, self.act):
            part.setEnabled(on)

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
        self.refunded.setVisible(gift.means in MONEY_MEANS)
        self.keyed.setChecked(True)
        self.form.fill(
            {
                "amount": gift.cents,
                "received_on": gift.received_on,
                "means": gift.means,
                "fund_id": gift.fund_id,
                "donor_id": self._line.donor_name,
                "purpose": gift.details.purpose,
                "benefit": gift.details.benefit_cents or None,
            }
        )
        self.fee_form.fill({"fee": None})
        self.refund_form.fill({"refund": gift.cents, "left_means": Means.TRANSFER})
        self.left_form.fill({"on": self._today, "reference": ""})
        self.why.fill({"reason": ""})
        self._enable(on=True)
        self._show_choice()
        if gift.donor_id is None:
            self.donor.setFocus()
        else:
            self.focus_first()

    @property
    def _wrong(self) -> Wrong:
        if self.returned.isChecked():
            return Wrong.UNPAID
        return Wrong.REFUNDED if self.refunded.isChecked() else Wrong.KEYED

    def _show_choice(self) -> None:
        wrong = self._wrong
        self.form.setVisible(wrong is Wrong.KEYED)
        self.left_form.setVisible(wrong is not Wrong.KEYED)
        self.refund_form.setVisible(wrong is Wrong.REFUNDED)
        self.fee_form.setVisible(wrong is Wrong.UNPAID)
        self._foresee()

    def _search(self, text: str, take: Callable[[Sequence[DonorLine]], None]) -> None:
        self._services.jobs.read(FindDonors(text, _FOUND), take, owner=self)

    def _forget_donor(self, _text: str) -> None:
        self._donor_id = None

    def _take_donor(self, donor: DonorLine) -> None:
        self._donor_id = donor.id
        self.donor.setText(donor.name)
        self._foresee()
        unknown = self._line is not None and _is_unknown(self._line)
        (self.act if unknown else self.reason).setFocus()

    def _draft(self) -> CorrectionDraft:
        if self._gift is None:
            message = "no gift is being corrected"
            raise RuntimeError(message)
        values = {name: value for form in self._forms for name, value in form.values().items()}
        if self._donor_id is None and (self._gift.donor_id is not None or values["donor_id"]):
            message = _("Choose the donor in the list that opens while you type.")
            raise Refused("donor.unchosen", message, "donor_id")
        return CorrectionDraft(
            gift=self._gift,
            wrong=self._wrong,
            cents=values["amount"],
            received_on=values["received_on"],
            donor_id=self._donor_id,
            fund_id=values["fund_id"],
            means=Means(values["means"]),
            left_cents=values["refund"],
            left_means=Means(values["left_means"]),
            left_on=values["on"],
            fee_cents=values["fee"],
            reference=values["reference"],
            reason=values["reason"],
            details=replace(
                self._gift.details,
                purpose=values["purpose"],
                benefit_cents=values["benefit"] or 0,
            ),
        )

    def _foresee(self) -> None:
        """Ask what would be written, at each key; the answer to the last one is shown."""
        if self._gift is None:
            return
        try:
            draft = self._draft()
        except Refused as refused:
            self._cannot_foresee(refused)
            return
        if draft.identifies:
            self._tell(words.identified_text(), None, identifies=True)
            return
        query = ForeseeCorrection(draft.act())
        self._services.jobs.read(query, self._show, self._cannot_foresee, owner=self)

    def _show(self, told: Consequences) -> None:
        self._tell(words.lines_text(told), told)

    def _cannot_foresee(self, error: OboleError) -> None:
        unknown = self._line is not None and _is_unknown(self._line)
        unchanged = error.code == "gift.unchanged"
        text = words.unchanged_text(unknown=unknown) if unchanged else error.message
        self._tell(text, None, identifies=unknown and unchanged)

    def _tell(self, text: str, told: Consequences | None, *, identifies: bool = False) -> None:
        receipt = words.receipt_text(told) if told else ""
        self.preview.setText(text)
        self.receipt.tell(receipt, "warning")
        self.receipt.setVisible(bool(receipt))
        self.act.setText(words.act_text(told, identifies=identifies))

    def _write(self) -> None:
        if self._gift is None or not self.act.isEnabled():
            return
        self.bar.hide()
        try:
            command = self._draft().command()
        except Refused as refused:
            self._refuse(refused)
            return
        for form in self._forms:
            form.show_problems(())
        self.act.setEnabled(False)
        self._services.jobs.write(command, self._done, self._refuse, owner=self)

    def _done(self, done: object) -> None:
        if isinstance(done, Correction | Gift):
            unpaid = self._gift if self._wrong is Wrong.UNPAID else None
            self.corrected.emit(words.done_text(done))
            if unpaid is not None and unpaid.donor_id is not None:
                self._propose_letter(unpaid.id)

    def _propose_letter(self, gift_id: int) -> None:
        """Propose to tell the donor, who may not know that the bank returned the cheque."""
        go = partial(self._services.navigator.open, "letters", unpaid=gift_id)
        self._services.toast.tell(_("The donor may not know it."), go, _("Write to the donor"))

    def _refuse(self, error: OboleError) -> None:
        self.act.setEnabled(True)
        if not any(form.show_refusal(error) for form in self._forms):
            self.bar.tell(error.message, "error")
        say(self, error.message, urgent=True)


def _is_unknown(line: GiftLine) -> bool:
    return line.donor_id is None and not line.anonymous


def _described(donor: DonorLine) -> str:
    return "   ".join(candidate_texts(donor))
