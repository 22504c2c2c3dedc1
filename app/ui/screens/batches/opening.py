# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The head of a new batch: what was counted on paper, and the defaults of its lines."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.batches import BatchKind, BatchTemplate, GiftBatch, Tape
from app.domain.campaigns import Appeal
from app.domain.organisation import BankAccount, Fund
from app.kernel.errors import OboleError, Refused
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.ui.kit.binding import Form
from app.ui.kit.fields import ChoiceField, DateField, MoneyField
from app.ui.kit.flow import Flow
from app.ui.kit.screen import Services
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, Card, button, page_box, row, scrolling, text_label
from app.ui.screens.batches.counting import PileCount
from app.ui.screens.batches.patient import ENTERS
from app.ui.screens.batches.presenter import kind_words, read_count
from app.usecases.batches import (
    ListBatches,
    ListTemplates,
    OpenBatch,
    SaveTemplate,
    Sheet,
    ShowBatch,
)
from app.usecases.gifts.standing import DueStanding, OpenStandingBatch, StandingDue
from app.usecases.organisation import ListAppeals, ListBankAccounts, ListFunds
from app.usecases.ports.desk import BatchLine

_NAME_WIDTH = 280


class OpeningPage(QWidget):
    """One strip, no wizard: count, Enter, total, Enter, and the first donor can be keyed."""

    opened = Signal(int)
    """The batch is open: its id."""
    left = Signal()

    def __init__(self, services: Services) -> None:
        """Ask nothing yet; ``start`` fills the defaults in."""
        super().__init__()
        self._services = services
        self._today: date = services.office.clock.today()
        self.form = Form()
        self.kind = ChoiceField(tuple((word, kind) for kind, word in kind_words().items()))
        self.count = QLineEdit()
        self.count.setObjectName("expectedCount")
        self.total = MoneyField()
        self.total.setObjectName("expectedTotal")
        self.day = DateField(lambda: self._today)
        self.appeal = ChoiceField()
        self.fund = ChoiceField()
        self.account = ChoiceField()
        self.comment = QLineEdit()
        self.template = ChoiceField(((_("No model"), None),))
        self.template.setObjectName("template")
        self.template_name = QLineEdit()
        self.template_name.setObjectName("templateName")
        self.pile = PileCount(self.count, self.total, self._today)
        self._tape = Tape()
        self._bar = Bar("error")
        self._build()

    def _build(self) -> None:
        add = self.form.add
        add("kind", _("&Kind"), self.kind, 3)
        add("expected_count", _("Expected &count"), self.count, 3)
        add("expected_total", _("Control &total"), self.total, 3)
        add("received_on", _("Recei&ved on"), self.day, 3)
        add("appeal_id", _("Appea&l"), self.appeal, 4)
        add("fund_id", _("F&und"), self.fund, 4)
        add("bank_account_id", _("&Account for the deposit"), self.account, 4)
        add("comment", _("Co&mment"), self.comment, 12)
        card = Card()
        hint = _(
            "Count the envelopes and add the amounts up before keying: these two figures catch "
            "what slips through. Leave both empty for a batch without a control."
        )
        card.box.addWidget(text_label(hint, "muted", wrap=True))
        card.box.addWidget(self.form)
        self.standing_told = text_label("", "label")
        self._standing_button = button(_("&Prepare their batch"), self._open_standing)
        self._standing_button.setObjectName("openStanding")
        self._open_button = button(_("Open the &batch"), self._open, role="primary")
        inner = QWidget()
        box = page_box(inner)
        box.addWidget(text_label(_("New batch"), "heading"))
        box.addWidget(self._bar)
        box.addWidget(card)
        box.addLayout(row(None, button(_("Go back"), self.left.emit), self._open_button))
        box.addLayout(Flow(self.pile.parts, self.pile.cash, lead=2))
        box.addLayout(self._template_row())
        box.addLayout(Flow(self.standing_told, self._standing_button, lead=1))
        box.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner))
        self.kind.currentIndexChanged.connect(lambda _index: self._fit_kind())
        self.template.activated.connect(lambda _index: self._use_template())
        self._fit_kind()

    def _template_row(self) -> Flow:
        choose = text_label(_("Model"), "label")
        choose.setBuddy(self.template)
        self.template.setAccessibleName(_("Model"))
        self.template_name.setMinimumWidth(theme_of().px(_NAME_WIDTH))
        self.template_name.setPlaceholderText(_("Name, such as Christmas appeal"))
        self.template_name.setAccessibleName(_("Name of the model to save"))
        save = button(_("Save these defaults as a model"), self._save_template)
        return Flow(choose, self.template, self.template_name, save, lead=2)

    def use_tape(self, tape: Tape) -> None:
        """Take count and total from the adding machine."""
        self._tape = tape
        self.count.setText(str(tape.count))
        self.total.set_cents(tape.cents)

    def _fit_kind(self) -> None:
        self.pile.fit(BatchKind(self.kind.currentData()))

    def _offer_templates(self, templates: Sequence[BatchTemplate]) -> None:
        self.template.offer(((_("No model"), None), *((one.name, one) for one in templates)))

    def _use_template(self) -> None:
        template = self.template.currentData()
        if template is None:
            return
        self.kind.setCurrentIndex(max(self.kind.findData(template.kind), 0))
        chosen = (
            (self.appeal, template.appeal_id),
            (self.fund, template.fund_id),
            (self.account, template.bank_account_id),
        )
        for field, value in chosen:
            field.setCurrentIndex(max(field.findData(value), 0))
        self.comment.setText(template.comment)
        self.count.setFocus()

    def _save_template(self) -> None:
        template = BatchTemplate(
            name=self.template_name.text(),
            kind=BatchKind(self.kind.currentData()),
            fund_id=self.fund.currentData(),
            appeal_id=self.appeal.currentData(),
            bank_account_id=self.account.currentData(),
            comment=self.comment.text(),
        )

        def tell(saved: BatchTemplate) -> None:
            self.template_name.clear()
            self._services.jobs.read(ListTemplates(), self._offer_templates, owner=self)
            told = _("Model “{name}” is saved.").format(name=saved.name)
            self._services.toast.tell(told)

        self._services.jobs.write(SaveTemplate(template), tell, self._refuse, owner=self)

    def start(self) -> None:
        """Begin anew, with the defaults of the last batch."""
        self._bar.hide()
        self._today = self._services.office.clock.today()
        self.form.fill(
            {"expected_count": "", "expected_total": None, "received_on": self._today,
             "comment": ""}
        )  # fmt: skip
        self._tape = Tape()
        self.pile.clear()
        self.template.setCurrentIndex(0)
        read = self._services.jobs.read
        read(ListTemplates(), self._offer_templates, owner=self)
        read(ListFunds(), self._offer_funds, owner=self)
        read(ListAppeals(), self._offer_appeals, owner=self)
        read(ListBankAccounts(), self._offer_accounts, owner=self)
        read(ListBatches(limit=1), self._read_last, owner=self)
        read(DueStanding(self._today), self._offer_standing, owner=self)
        self.focus_first()

    def focus_first(self) -> None:
        """Put the caret on the first figure."""
        self.count.setFocus()

    def _offer_standing(self, due: Sequence[StandingDue]) -> None:
        """Offer the standing gifts of the month that are in no batch yet."""
        told = ngettext(
            "Standing gifts of {month}: {count} gift, {sum}",
            "Standing gifts of {month}: {count} gifts, {sum}",
            len(due),
        )
        cents = sum(one.standing.cents for one in due)
        month = f"{self._today:%m/%Y}"
        words = told.format(month=month, count=len(due), sum=format_amount(cents))
        self.standing_told.setText(words)
        for part in (self.standing_told, self._standing_button):
            part.setVisible(bool(due))

    def _open_standing(self) -> None:
        """Open a batch with them; the comment typed is its reference."""
        command = OpenStandingBatch(self._today, self.comment.text())
        self._services.jobs.write(command, self._opened, self._refuse, owner=self)

    def _offer_funds(self, funds: Sequence[Fund]) -> None:
        self.fund.offer(tuple((fund.name, fund.id) for fund in funds if fund.active))

    def _offer_appeals(self, appeals: Sequence[Appeal]) -> None:
        none: tuple[tuple[str, object], ...] = ((_("No appeal"), None),)
        self.appeal.offer(none + tuple((a.name, a.id) for a in appeals if a.active))

    def _offer_accounts(self, accounts: Sequence[BankAccount]) -> None:
        self.account.offer(tuple((one.label, one.id) for one in accounts if one.active))

    def _read_last(self, lines: Sequence[BatchLine]) -> None:
        if lines and lines[0].kind in kind_words():
            self.kind.setCurrentIndex(self.kind.findData(lines[0].kind))
            query = ShowBatch(lines[0].id)
            self._services.jobs.read(query, self._take_last, owner=self)

    def _take_last(self, sheet: Sheet) -> None:
        appeal = self.appeal.findData(sheet.batch.appeal_id)
        self.appeal.setCurrentIndex(max(appeal, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes from the count to the total, and from anywhere else opens the batch."""
        if event.key() not in ENTERS:
            super().keyPressEvent(event)
        elif self.count.hasFocus():
            self.total.setFocus()
        else:
            self._open()

    def _open(self) -> None:
        if not self._open_button.isEnabled():
            return
        self._bar.hide()
        self.form.show_problems(())
        try:
            command = self._command()
        except Refused as refused:
            self._refuse(refused)
            return
        self._open_button.setEnabled(False)
        self._services.jobs.write(command, self._opened, self._refuse, owner=self)

    def _command(self) -> OpenBatch:
        count = read_count(self.count.text())
        values = self.form.values()
        return OpenBatch(
            kind=BatchKind(values["kind"]),
            expected_count=count,
            expected_total_cents=values["expected_total"],
            received_on=values["received_on"],
            fund_id=values["fund_id"],
            appeal_id=values["appeal_id"],
            bank_account_id=values["bank_account_id"],
            comment=values["comment"],
            expected_parts=self.pile.expected_parts(),
            counted=self.pile.counted(),
            tape=self._tape,
        )

    def _opened(self, batch: GiftBatch) -> None:
        self._open_button.setEnabled(True)
        self.opened.emit(batch.id)

    def _refuse(self, error: OboleError) -> None:
        self._open_button.setEnabled(True)
        if not self.form.show_refusal(error):
            self._bar.tell(error.message, "error")
