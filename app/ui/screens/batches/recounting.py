# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page where the pile of a draft is counted again, while its lines wait."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.batches import GiftBatch, read_tape
from app.kernel.errors import OboleError, Refused
from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.binding import Form
from app.ui.kit.fields import MoneyField
from app.ui.kit.flow import Flow
from app.ui.kit.screen import Services
from app.ui.kit.widgets import Bar, Card, button, page_box, row, scrolling, text_label
from app.ui.screens.batches.counting import PileCount
from app.ui.screens.batches.patient import ENTERS
from app.ui.screens.batches.presenter import read_count, title
from app.ui.screens.batches.totals import count_and_total
from app.usecases.batches import RecountBatch


class RecountPage(QWidget):
    """The figures as they stand, to be typed over; the keyed lines do not change."""

    recounted = Signal(str)
    """It is written: the sentence that says so."""
    left = Signal()

    def __init__(self, services: Services) -> None:
        """Show nothing yet; ``start`` does."""
        super().__init__()
        self._services = services
        self._batch: GiftBatch | None = None
        self._title = text_label("", "heading", wrap=True)
        self._bar = Bar("error")
        self.form = Form()
        self.count, self.total = QLineEdit(), MoneyField()
        self.count.setObjectName("recountCount")
        self.total.setObjectName("recountTotal")
        self.form.add("expected_count", _("Expected &count"), self.count, 3)
        self.form.add("expected_total", _("Control &total"), self.total, 3)
        self.pile = PileCount(self.count, self.total, services.office.clock.today())
        self.act = button(_("&Keep this count"), self._write, role="primary")
        self.act.setObjectName("btnRecount")
        card = Card()
        hint = _(
            "Count the pile again and type what it makes; both figures empty, the batch goes "
            "without a control. The lines already keyed do not change."
        )
        card.box.addWidget(text_label(hint, "muted", wrap=True))
        card.box.addWidget(self.form)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addLayout(Flow(self.pile.parts, self.pile.cash, lead=2))
        column.addStretch(1)
        box = page_box(self)
        box.addWidget(self._title)
        box.addWidget(self._bar)
        box.addWidget(scrolling(inner), 1)
        box.addLayout(row(None, button(_("Go back"), self.left.emit), self.act))

    def start(self, batch: GiftBatch) -> None:
        """Show what this draft was counted to make."""
        self._batch = batch
        self._title.setText(_("Count again: {batch}").format(batch=title(batch)))
        self._bar.hide()
        self.form.show_problems(())
        self.pile.fill(batch)
        self.act.setEnabled(True)
        self.focus_first()

    def focus_first(self) -> None:
        """Put the caret on the first figure."""
        self.count.setFocus()
        self.count.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes from the count to the total, and from anywhere else keeps the count."""
        if event.key() not in ENTERS:
            super().keyPressEvent(event)
        elif self.count.hasFocus():
            self.total.setFocus()
            self.total.selectAll()
        else:
            self._write()

    def _write(self) -> None:
        if self._batch is None or not self.act.isEnabled():
            return
        self._bar.hide()
        self.form.show_problems(())
        try:
            command = RecountBatch(
                batch_id=self._batch.id,
                version=self._batch.version,
                expected_count=read_count(self.count.text()),
                expected_total_cents=self.form.values()["expected_total"],
                expected_parts=self.pile.expected_parts(),
                counted=self.pile.counted(),
            )
        except Refused as refused:
            self._refuse(refused)
            return
        self.act.setEnabled(False)
        self._services.jobs.write(command, self._done, self._refuse, owner=self)

    def _done(self, batch: GiftBatch) -> None:
        before, self._batch = self._batch, None
        self.recounted.emit(_told(before or batch, batch))

    def _refuse(self, error: OboleError) -> None:
        self.act.setEnabled(True)
        if not self.form.show_refusal(error):
            self._bar.tell(error.message, "error")
        say(self, error.message, urgent=True)


def _told(before: GiftBatch, batch: GiftBatch) -> str:
    """Say what the control is from now on, and that a tape which makes something else is gone."""
    if batch.expected_count is None:
        told = _("The batch goes without a control.")
    else:
        words = count_and_total(batch.expected_count, batch.expected_total_cents or 0)
        told = _("Control of the batch: {sum}.").format(sum=words)
    if before.tape and not batch.tape:
        tape = read_tape(before.tape)
        gone = _("The tape of the adding machine made {sum}: it is removed.")
        told = f"{told} {gone.format(sum=count_and_total(tape.count, tape.cents))}"
    return told
