# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One receipt: what it says, what happened to it, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.kernel.formats import format_day
from app.kernel.i18n import N_, _
from app.kernel.money import format_amount
from app.ui.kit.flow import Flow
from app.ui.kit.lines import Column
from app.ui.kit.table import RowsTable
from app.ui.kit.widgets import Bar, Pill, button, row, text_label
from app.ui.screens.receipts import register_presenter as presenter
from app.ui.screens.receipts.register_presenter import Fact, OneReceipt, Payment

PAYMENT_COLUMNS: tuple[Column[Payment], ...] = (
    Column("day", N_("Date"), lambda p: format_day(p.day), 11),
    Column("means", N_("Method"), lambda p: p.means),
    Column("amount", N_("Amount"), lambda p: format_amount(p.cents), 11, right=True),
)
FACT_COLUMNS: tuple[Column[Fact], ...] = (
    Column("when", N_("When"), lambda f: f.when, 16),
    Column("what", N_("What"), lambda f: f.what),
    Column("who", N_("Who"), lambda f: f.who, 10),
)


class ReceiptPane(QWidget):
    """Shows a receipt; each act carries its number."""

    open_wanted = Signal(str)
    copy_wanted = Signal(str)
    send_wanted = Signal(str)
    """A duplicate is to leave by e-mail."""
    cancel_wanted = Signal(object)
    """Carries the ``OneReceipt`` to cancel."""
    donor_wanted = Signal(int)

    def __init__(self, *, may_issue: bool) -> None:
        """Draw an empty receipt; without the right to issue, acts say why they are greyed."""
        super().__init__()
        self._may_issue = may_issue
        self._shown: OneReceipt | None = None
        self.number = text_label(role="heading")
        self.state = Pill()
        self.amount = text_label(role="figure")
        self.donor = button("", self._go_donor, role="quiet", icon_name="person")
        self.links = Bar("info")
        self.open_button = button(_("Open the &PDF"), self._open, icon_name="open")
        self.copy_button = button(_("&Duplicate"), self._copy, icon_name="copy")
        self.send_button = button(_("Duplicate by e-&mail"), self._send, icon_name="mail")
        self.cancel_button = button(_("Cance&l…"), self._cancel, role="danger")
        self.payments = RowsTable(PAYMENT_COLUMNS, _("Payments on the receipt"))
        self.facts = RowsTable(FACT_COLUMNS, _("What happened to the receipt"))
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 0, 0, 0)
        box.setSpacing(6)
        box.addLayout(row(self.number, self.state, None))
        box.addLayout(row(self.donor, None, self.amount))
        box.addWidget(self.links)
        acts = (self.open_button, self.copy_button, self.send_button, self.cancel_button)
        box.addLayout(Flow(*acts))
        tabs = QTabWidget()
        tabs.setAccessibleName(_("Parts of the receipt"))
        tabs.setDocumentMode(True)
        tabs.addTab(self.payments, _("Payments"))
        tabs.addTab(self.facts, _("History"))
        box.addWidget(tabs, 1)

    def show_receipt(self, receipt: OneReceipt) -> None:
        """Show a receipt."""
        self._shown = receipt
        line = receipt.line
        cancelled = presenter.is_cancelled(line)
        self.number.setText(_("Receipt no. {number}").format(number=line.number))
        self.state.show_state(presenter.state_words(line), "neutral" if cancelled else "success")
        self.amount.setText(format_amount(line.cents))
        self.donor.setText(line.donor_name)
        self.donor.setAccessibleName(_("Open the sheet of {donor}").format(donor=line.donor_name))
        text = presenter.link_text(line)
        self.links.setVisible(bool(text))
        if text:
            self.links.tell(text, "warning" if cancelled else "info")
        self.payments.set_rows(receipt.payments)
        self.facts.set_rows(receipt.facts)
        why = ""
        if cancelled:
            why = _("This receipt is cancelled: it can only be looked at.")
        elif not self._may_issue:
            why = _("Only the treasurer or the administrator may do this.")
        for act in (self.copy_button, self.send_button, self.cancel_button):
            act.setEnabled(not why)
            act.setToolTip(why)
            act.setAccessibleDescription(why)

    def _open(self) -> None:
        if self._shown:
            self.open_wanted.emit(self._shown.line.number)

    def _copy(self) -> None:
        if self._shown:
            self.copy_wanted.emit(self._shown.line.number)

    def _send(self) -> None:
        if self._shown:
            self.send_wanted.emit(self._shown.line.number)

    def _cancel(self) -> None:
        if self._shown:
            self.cancel_wanted.emit(self._shown)

    def _go_donor(self) -> None:
        if self._shown:
            self.donor_wanted.emit(self._shown.line.donor_id)
