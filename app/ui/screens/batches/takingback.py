# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page where a posted batch is taken back whole: all that follows is told, then done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.binding import Form
from app.ui.kit.screen import Services
from app.ui.kit.shortcuts import bind
from app.ui.kit.widgets import Bar, Card, button, page_box, row, scrolling, text_label
from app.ui.screens.batches import wholewords as words
from app.ui.screens.batches.presenter import state_of
from app.usecases.batches import Sheet
from app.usecases.gifts import ForeseeReversal, Foretold, Reversal, ReverseBatch


class TakingBackPage(QWidget):
    """What the batch holds above, what its reversal writes below, and the reason asked for."""

    taken_back = Signal(str)
    """It is written: the sentence that says so."""
    left = Signal()

    def __init__(self, services: Services) -> None:
        """Show nothing yet; ``start`` does."""
        super().__init__()
        self._services = services
        self._batch_id = 0
        self._told: Foretold | None = None
        self._title = text_label("", "heading", wrap=True)
        self.bar = Bar("warning")
        self.facts = text_label("", wrap=True)
        self.facts.setObjectName("wholeFacts")
        self._card = Card()
        self._card.box.addWidget(self.facts)
        self.receipts = Bar("warning")
        self.receipts.setObjectName("wholeReceipts")
        self.with_receipts = QCheckBox()
        self.with_receipts.setObjectName("wholeWithReceipts")
        self.form = Form()
        self.reason = QLineEdit()
        self.reason.setObjectName("wholeReason")
        self.form.add("reason", _("&Reason, kept beside every line"), self.reason)
        self.act = button(_("Reverse the &whole batch"), self._write, role="danger")
        self.act.setObjectName("btnReverseBatch")
        self._back = button(_("Go back"), self.left.emit)
        bind(self, "Ctrl+Return", self._write)
        self._lay_out()

    def _lay_out(self) -> None:
        stays = _(
            "The batch, its deposit slips and its lines stay as they are and visible; each line "
            "gets its contrary entry, on the same day for tax."
        )
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._card, self.receipts, self.with_receipts, self.form):
            column.addWidget(part)
        column.addWidget(text_label(stays, "muted", wrap=True))
        column.addStretch(1)
        box = page_box(self)
        box.addWidget(self._title)
        box.addWidget(self.bar)
        box.addWidget(scrolling(inner), 1)
        box.addLayout(row(None, self._back, self.act))

    def start(self, sheet: Sheet) -> None:
        """Ask what taking back a batch would do, and tell it."""
        self._batch_id, self._told = sheet.batch.id, None
        self._title.setText(_("Take back: {batch}").format(batch=state_of(sheet)[0]))
        for part in (self.bar, self._card, self.receipts, self.with_receipts):
            part.hide()
        self.with_receipts.setChecked(False)
        self.form.fill({"reason": ""})
        self._enable(on=False)
        self._services.jobs.read(
            ForeseeReversal(sheet.batch.id), self._show, self._cannot, owner=self
        )

    def focus_first(self) -> None:
        """Put the caret where the reason is typed, or on the way back."""
        (self.reason if self.form.isEnabled() else self._back).setFocus()

    def _enable(self, *, on: bool) -> None:
        self.form.setEnabled(on)
        self.act.setEnabled(on)

    def _show(self, told: Foretold) -> None:
        if told.whole.batch.id != self._batch_id:
            return
        self._told = told
        self.facts.setText(words.facts_text(told))
        self._card.show()
        obstacle = words.obstacle_text(told, self._services.office.actor)
        self.receipts.tell(words.receipts_text(told), "warning")
        self.receipts.setVisible(bool(told.receipts))
        self.with_receipts.setText(words.choice_text(told))
        self.with_receipts.setVisible(bool(told.receipts) and not obstacle)
        self._enable(on=not obstacle)
        if obstacle:
            self.bar.tell(obstacle, "warning")
        self.focus_first()

    def _cannot(self, error: OboleError) -> None:
        self.bar.tell(error.message, "warning")
        say(self, error.message, urgent=True)
        self.focus_first()

    def _write(self) -> None:
        if self._told is None or not self.act.isEnabled():
            return
        self.bar.hide()
        self.form.show_problems(())
        self.act.setEnabled(False)
        command = ReverseBatch(self._batch_id, self.reason.text(), self.with_receipts.isChecked())
        self._services.jobs.write(command, self._done, self._refuse, owner=self)

    def _done(self, done: Reversal) -> None:
        self.taken_back.emit(words.done_text(done))

    def _refuse(self, error: OboleError) -> None:
        self.act.setEnabled(True)
        if error.code == "batch.receipted":
            self.with_receipts.setFocus()
        if not self.form.show_refusal(error):
            self.bar.tell(error.message, "error")
        say(self, error.message, urgent=True)
