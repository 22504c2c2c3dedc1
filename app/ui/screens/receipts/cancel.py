# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page before a receipt is cancelled: why, what follows, and whether another replaces it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QRadioButton, QVBoxLayout, QWidget

from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.kernel.problem import Problem
from app.ui.kit.binding import Form
from app.ui.kit.widgets import Bar, Card, button, row, text_label
from app.ui.screens.receipts import register_presenter as presenter
from app.ui.screens.receipts.register_presenter import OneReceipt


class CancelPage(QWidget):
    """Asks for the reason; the default button goes back."""

    confirmed = Signal(str, str, bool)
    """Carries the number, the reason, and whether a new receipt replaces it."""
    left = Signal()

    def __init__(self) -> None:
        """Lay out the page; ``begin`` fills it."""
        super().__init__()
        self._number = ""
        self.sentence = text_label(role="heading", wrap=True)
        self.detail = text_label(role="muted", wrap=True)
        self.replace = QRadioButton(_("Cancel and &replace: a new number, the data of today"))
        self.only = QRadioButton(_("&Cancel only: the gifts wait for another receipt"))
        self.reason = QLineEdit()
        self.form = Form()
        self.form.add("reason", _("Rea&son, kept in the register"), self.reason)
        self.bar = Bar("error")
        self.back = button(_("Go back"), self.left.emit)
        self.act = button("", self._confirm, role="primary")
        self.replace.toggled.connect(self._name_act)
        self.replace.setChecked(True)
        card = Card()
        for part in (self.sentence, self.detail, self.replace, self.only, self.form):
            card.box.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(card)
        box.addWidget(self.bar)
        box.addLayout(row(None, self.back, self.act))
        box.addStretch()

    def begin(self, receipt: OneReceipt) -> None:
        """Start on a receipt."""
        self._number = receipt.line.number
        self.sentence.setText(presenter.cancel_sentence(receipt.line))
        self.detail.setText(
            _("The number stays in the register for ever, marked cancelled, and is never reused.")
        )
        self.replace.setChecked(True)
        self.form.fill({"reason": ""})
        self.bar.hide()
        self._name_act()

    def focus_first(self) -> None:
        """The way out is under the hand; the reason is one Tab before."""
        self.reason.setFocus()

    def refuse(self, error: OboleError) -> None:
        """Tell why the receipt was not cancelled."""
        if not self.form.show_refusal(error):
            self.bar.tell(error.message, "error")

    def _name_act(self) -> None:
        replacing = self.replace.isChecked()
        self.act.setText(_("Cancel and replace") if replacing else _("Cancel the receipt"))

    def _confirm(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            message = _("Write the reason: the register must tell it.")
            self.form.show_problems([Problem("reason", "receipt.reason", message)])
            return
        self.confirmed.emit(self._number, reason, self.replace.isChecked())
