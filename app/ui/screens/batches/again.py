# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The amounts of a batch keyed a second time, blind; what is typed is on the disk at once."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.batches import Verdict
from app.kernel.errors import OboleError, Refused
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.ui.kit.announce import say
from app.ui.kit.fields import MoneyField
from app.ui.kit.screen import Services
from app.ui.kit.widgets import Bar, Card, button, page_box, row, text_label
from app.ui.screens.batches.patient import ENTERS
from app.ui.screens.batches.presenter import donor_name
from app.usecases.batches import KeptReading, KeyAgain, NextAmount, ToKeyAgain, WarnOfKeyingAgain

_AMOUNT_WIDTH = 220


class AgainPage(QWidget):
    """One cheque after the other: who gave is shown, the first amount never is."""

    left = Signal()

    def __init__(self, services: Services) -> None:
        """Ask nothing yet; ``start`` does."""
        super().__init__()
        self._services = services
        self._batch_id = 0
        self._asked: ToKeyAgain | None = None
        self.state = text_label("", "muted")
        self.state.setObjectName("againState")
        self.who = text_label("", "heading")
        self.amount = MoneyField()
        self.amount.setObjectName("againAmount")
        self.amount.setMaximumWidth(_AMOUNT_WIDTH)
        self.bar, self.warning = Bar("info"), Bar("warning")
        label = text_label(_("Amount, as the cheque says"), "label")
        label.setBuddy(self.amount)
        self.amount.setAccessibleName(label.text())
        why = _(
            "Turn the pile over and key the amounts alone, from the first cheque. Nothing shows "
            "what was keyed before: where the two differ, the cheque decides."
        )
        card = Card()
        for part in (self.who, label, self.amount):
            card.box.addWidget(part)
        box = page_box(self)
        box.addWidget(text_label(_("Key the amounts again"), "heading"))
        box.addWidget(text_label(why, "muted", wrap=True))
        box.addWidget(self.warning)
        box.addWidget(self.state)
        box.addWidget(card)
        box.addWidget(self.bar)
        self._back = button(_("Go back"), self.left.emit)
        box.addLayout(row(None, self._back))
        box.addStretch()

    def start(self, batch_id: int) -> None:
        """Go on where the second keying stopped, be it by a power cut."""
        self._batch_id, self._asked = batch_id, None
        self.bar.hide()
        self._services.jobs.read(WarnOfKeyingAgain(batch_id), self._show_warning, owner=self)
        self._next()

    def focus_first(self) -> None:
        """Put the caret where the amount is typed."""
        (self.amount if self.amount.isEnabled() else self._back).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps the amount."""
        if event.key() in ENTERS and self.amount.hasFocus():
            self._keep()
        else:
            super().keyPressEvent(event)

    def _show_warning(self, told: str) -> None:
        self.warning.tell(told, "warning")
        self.warning.setVisible(bool(told))

    def _next(self) -> None:
        self._services.jobs.read(NextAmount(self._batch_id), self._show, owner=self)

    def _show(self, asked: ToKeyAgain) -> None:
        self._asked = asked
        told = _("{done} of {wanted} amounts keyed twice alike")
        self.state.setText(told.format(done=asked.done, wanted=asked.wanted))
        self.amount.clear()
        self.amount.setEnabled(asked.line is not None)
        if asked.line is None:
            self.who.setText(_("Every amount was keyed twice alike."))
            say(self, self.who.text())
        else:
            line = asked.line
            parts = [_("Line {line}").format(line=line.position), donor_name(line)]
            parts += [line.cheque_number] if line.cheque_number else []
            self.who.setText(" · ".join(parts))
            if asked.look and self.bar.isHidden():
                self._tell(_look().format(line=line.position), "warning")
        self.focus_first()

    def _keep(self) -> None:
        asked = self._asked
        if asked is None or asked.line is None:
            return
        try:
            cents = self.amount.cents()
        except Refused as refused:
            self._tell(refused.message, "error")
            return
        if cents is None:
            return
        self._asked = None  # one answer at a time: a second Enter waits for the next line
        command = KeyAgain(self._batch_id, asked.line.id, cents)
        self._services.jobs.write(command, self._kept, self._refuse, owner=self)

    def _kept(self, kept: KeptReading) -> None:
        line = kept.gift.position
        if kept.verdict is Verdict.LOOK:
            self._tell(_look().format(line=line), "warning")
        elif kept.verdict is Verdict.CORRECTED:
            told = _("Line {line}: {amount} instead of {before}, read twice alike.")
            before, amount = format_amount(kept.before_cents), format_amount(kept.gift.cents)
            self._tell(told.format(line=line, before=before, amount=amount), "success")
        else:
            self.bar.hide()
        self._next()

    def _refuse(self, error: OboleError) -> None:
        self._tell(error.message, "error")
        self._next()

    def _tell(self, text: str, kind: str) -> None:
        self.bar.tell(text, kind)
        say(self, text, urgent=kind != "success")


def _look() -> str:
    return _("Line {line}: the two readings differ. Look at the cheque.")
