# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The posting page: what posting does, said in full before it is done."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.batches import BatchRules, tell_difference
from app.domain.users import Permission
from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.screen import Services
from app.ui.kit.widgets import Bar, Card, Pill, button, page_box, row, scrolling, text_label
from app.ui.screens.batches.later import LaterChoice
from app.ui.screens.batches.patient import ENTERS
from app.ui.screens.batches.presenter import compared_facts, posting_facts, posting_title
from app.usecases.batches import Comparison, PostBatch, Posted, Sheet

_NAME_WIDTH = 290


class PostingPage(QWidget):
    """Enter posts a batch that agrees; one that does not needs a reason and the right."""

    posted = Signal(int)
    """The batch is posted: its id."""
    left = Signal()

    def __init__(self, services: Services) -> None:
        """Show nothing yet; ``show_sheet`` does."""
        super().__init__()
        self._services = services
        self._sheet: Sheet | None = None
        self._rules = BatchRules()
        self._title = text_label("", "heading", wrap=True)
        self._state = Pill()
        self._card = Card()
        self._facts = QWidget()
        self._card.box.addWidget(self._facts)
        self._bar = Bar("error")
        self.reason = QLineEdit()
        self.reason.setObjectName("differenceReason")
        self._reason_label = text_label(_("&Reason of the difference, visible for ever"), "label")
        self._reason_label.setBuddy(self.reason)
        self.reason.setAccessibleName(self._reason_label.text().replace("&", ""))
        self._final = text_label(
            _("Posting cannot be undone: a posted gift is corrected by a reversal, both visible."),
            "muted", wrap=True,
        )  # fmt: skip
        self.later = LaterChoice()
        self._back = button(_("Go back"), self.left.emit)
        self.act = button(_("&Post the batch"), self._post, role="primary")
        self.act.setObjectName("btnConfirmPost")
        box = page_box(self)
        head = row(self._title, self._state)
        head.setStretch(0, 1)
        box.addLayout(head)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        asked = self._bar, self._card, self.later, self._reason_label, self.reason, self._final
        for part in asked:
            column.addWidget(part)
        column.addStretch()
        box.addWidget(scrolling(inner), 1)
        box.addLayout(row(None, self._back, self.act))

    def show_sheet(self, sheet: Sheet, compared: Comparison, rules: BatchRules) -> None:
        """Say what posting this batch does, what it is compared with, and what is asked."""
        self._sheet, self._rules = sheet, rules
        self._title.setText(posting_title(sheet))
        self.act.setEnabled(True)
        self.reason.clear()
        facts = QWidget()
        box = QVBoxLayout(facts)
        box.setContentsMargins(0, 0, 0, 0)
        for name, value in (*posting_facts(sheet), *compared_facts(compared)):
            label = text_label(name, "muted")
            label.setMinimumWidth(_NAME_WIDTH)
            told = row(label, text_label(value, wrap=True))
            told.setStretch(1, 1)
            box.addLayout(told)
        self._card.box.replaceWidget(self._facts, facts)
        self._facts.deleteLater()
        self._facts = facts
        self.later.offer(sheet.lines[::-1])
        self._show_difference(sheet)
        self.focus_first()

    def _show_difference(self, sheet: Sheet) -> None:
        agree = sheet.totals.agree
        treasurer = self._services.office.actor.may(Permission.BATCHES_POST_DIFFERENCE)
        may = treasurer and self._rules.difference_allowed
        controlled = sheet.totals.expected_count is not None
        self._reason_label.setVisible(not agree and may)
        self.reason.setVisible(not agree and may)
        self._bar.hide()
        if agree:
            word = _("Totals agree") if controlled else _("no control total")
            self._state.show_state(word, "success" if controlled else "neutral")
            self.act.setText(_("&Post the batch"))
            return
        told = tell_difference(sheet.totals)
        self._state.show_state(told, "warning")
        allowed = self._rules.difference_allowed
        self.act.setText(_("&Post with a difference") if allowed else _("&Post the batch"))
        self.act.setEnabled(may)
        if may or not self._rules.difference_allowed:
            message = _("The batch does not agree ({difference}). Go back and check it with F9.")
        else:
            message = _("{difference}: only the treasurer may post a batch that does not agree.")
        self._bar.tell(message.format(difference=told), "warning")
        self.act.setToolTip("" if may else self._bar.label.text())

    def focus_first(self) -> None:
        """Put the focus on the act when the totals agree, on the way back otherwise."""
        agree = self._sheet is not None and self._sheet.totals.agree
        (self.act if agree else self._back).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the reason posts."""
        if event.key() in ENTERS and self.reason.hasFocus():
            self._post()
        else:
            super().keyPressEvent(event)

    def _post(self) -> None:
        if self._sheet is None or not self.act.isEnabled():
            return
        self.act.setEnabled(False)
        command = PostBatch(self._sheet.batch.id, self.reason.text(), self.later.later())
        self._services.jobs.write(command, self._done, self._refuse, owner=self)

    def _done(self, posted: Posted) -> None:
        self.posted.emit(posted.batch.id)

    def _refuse(self, error: OboleError) -> None:
        self.act.setEnabled(True)
        self._bar.tell(error.message, "error")
        say(self, error.message, urgent=True)
        if not self.reason.isHidden():
            self.reason.setFocus()
