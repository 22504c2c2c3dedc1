# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A batch that is no longer keyed: its lines, read only, and its deposits."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.batches import BatchState
from app.domain.users import Permission
from app.kernel.i18n import _
from app.ui.kit.flow import Flow
from app.ui.kit.screen import Services
from app.ui.kit.shortcuts import bind
from app.ui.kit.table import RowsTable
from app.ui.kit.widgets import Bar, Pill, button, page_box, row, text_label
from app.ui.screens.batches.columns import POSTED
from app.ui.screens.batches.presenter import (
    done_text,
    may_be_reversed,
    may_take_over,
    slip_text,
    state_of,
    view_facts,
)
from app.usecases.batches import Sheet
from app.usecases.letters.queue import Waiting, WaitingThanks, to_thank_words
from app.usecases.ports.desk import GiftLine


class ViewPage(QWidget):
    """Nothing here can be changed; a gift is corrected by a reversal."""

    left = Signal()
    new_wanted = Signal()
    gift_wanted = Signal(object)
    """The person wants all that is known of a line: its row."""
    report_wanted = Signal()
    correction_wanted = Signal(object)
    """The person wants to correct a posted line: its row."""
    reversal_wanted = Signal(object)
    """The person wants the whole batch taken back: its sheet."""
    take_over_wanted = Signal()
    """The person wants to key in a draft that somebody else has open."""

    def __init__(self, services: Services) -> None:
        """Show nothing yet; ``show_sheet`` does."""
        super().__init__()
        self._services = services
        self._sheet: Sheet | None = None
        self.title = text_label("", "heading", wrap=True)
        self.state = Pill()
        self.facts = text_label("", "muted", wrap=True)
        self.done = Bar("success")
        self.table: RowsTable[GiftLine] = RowsTable(POSTED, _("Lines of the batch, read only"))
        self.table.setObjectName("postedTable")
        self.table.opened.connect(self._open_donor)
        self._slips = QWidget()
        self._slips_box = QHBoxLayout(self._slips)
        self._slips_box.setContentsMargins(0, 0, 0, 0)
        box = page_box(self)
        head = row(self.title, self.state)
        head.setStretch(0, 1)
        box.addLayout(head)
        box.addWidget(self.done)
        box.addWidget(self.facts)
        box.addWidget(self.table, 1)
        self._back = button(_("All &batches"), self.left.emit)
        self._new = button(_("&New batch   Ctrl+L"), self.new_wanted.emit)
        self._correct = button(_("&Correct the gift   Ctrl+E"), self._want_correction)
        self._correct.setObjectName("btnCorrect")
        self._gift = button(_("Gift &sheet   F4"), self._want_gift)
        bind(self, "F4", self._want_gift)
        bind(self, "Ctrl+E", self._want_correction)
        self._reverse = button(_("Re&verse all…"), self._want_reversal)
        self._reverse.setObjectName("btnWholeBatch")
        self._report = button(_("Pointing list   Ctrl+P"), self.report_wanted.emit)
        acts = self._gift, self._correct, self._reverse, self._report, self._new, self._slips
        box.addLayout(Flow(self._back, *acts, lead=1))

    def show_sheet(self, sheet: Sheet, *, just_posted: bool) -> None:
        """Show a batch; right after posting, thank and offer what comes next."""
        title, word, kind = state_of(sheet)
        self.title.setText(title)
        self.state.show_state(word, kind)
        self.facts.setText(view_facts(sheet))
        self.table.set_rows(sheet.lines)
        may = self._services.office.actor.may(Permission.GIFTS_CORRECT)
        posted = sheet.batch.state is BatchState.POSTED
        self._correct.setVisible(may and posted and bool(sheet.lines))
        self._sheet = sheet
        self._reverse.setVisible(may and posted and may_be_reversed(sheet))
        self.done.hide()
        if just_posted:
            self.done.tell(done_text(sheet), "success")
            self._services.jobs.read(WaitingThanks(), self._offer_thanks, owner=self)
        self._show_slips(sheet)
        self.focus_first()

    def _offer_thanks(self, waiting: Waiting) -> None:
        """Posting filled the queue of whom to thank: say how many, and lead there."""
        if self._sheet is not None and waiting.donors:
            told = f"{done_text(self._sheet)} {to_thank_words(waiting)}."
            go = partial(self._services.navigator.open, "letters")
            self.done.tell(told, "success", _("Thank donors"), go)

    def _show_slips(self, sheet: Sheet) -> None:
        while self._slips_box.count():
            item = self._slips_box.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        for deposit in sheet.deposits:
            go = partial(self._open_deposit, deposit.id)
            slip = button(slip_text(deposit), go, role="primary")
            self._slips_box.addWidget(slip)
            slip.show()  # at once: what is not shown yet cannot take the focus

    def focus_first(self) -> None:
        """Put the focus on the slip, or on the lines."""
        item = self._slips_box.itemAt(0)
        widget = item.widget() if item else None
        (widget or self.table).setFocus()

    def tell_corrected(self, sentence: str) -> None:
        """Say that a line of this batch was corrected."""
        self.done.tell(sentence, "success")

    def tell_held(self, sheet: Sheet, sentence: str) -> None:
        """Say why a draft is only shown; whoever may take it over gets a button for that."""
        actor = self._services.office.actor
        may = may_take_over(sheet, actor)
        wanted = self.take_over_wanted.emit if may else None
        self.done.tell(sentence, "warning", _("&Take over"), wanted)

    def _want_gift(self) -> None:
        current = self.table.current()
        if current is not None:
            self.gift_wanted.emit(current)

    def _want_correction(self) -> None:
        current = self.table.current()
        if current is not None and not self._correct.isHidden():
            self.correction_wanted.emit(current)

    def _want_reversal(self) -> None:
        if self._sheet is not None:
            self.reversal_wanted.emit(self._sheet)

    def _open_deposit(self, deposit_id: int) -> None:
        self._services.navigator.open("deposits", id=deposit_id)

    def _open_donor(self) -> None:
        current = self.table.current()
        if current is not None and current.donor_id is not None:
            self._services.navigator.open("donors", id=current.donor_id)
