# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The entry page: one pile keyed line after line, from the keyboard alone."""

import itertools
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.batches import ALLOWED_MEANS, BatchState, GiftBatch
from app.domain.campaigns import Appeal
from app.domain.gifts import Gift, Payment
from app.domain.organisation import Fund
from app.kernel.changes import Changes
from app.kernel.errors import OboleError, Refused
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.ui.kit.announce import say
from app.ui.kit.flow import Flow
from app.ui.kit.screen import Services
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, button, scrolling, show_text, text_label
from app.ui.screens.batches import presenter
from app.ui.screens.batches.columns import LINES
from app.ui.screens.batches.desktools import DeskTools
from app.ui.screens.batches.keeper import PartialKeeper
from app.ui.screens.batches.leads import LeadsPanel
from app.ui.screens.batches.ledger import Ledger, anew
from app.ui.screens.batches.line import EntryLine
from app.ui.screens.batches.linebox import LineBox
from app.ui.screens.batches.partial import Partial, read_partial
from app.ui.screens.batches.pausing import tell_pause
from app.ui.screens.batches.saver import LineSaver
from app.ui.screens.batches.strip import TotalsStrip
from app.usecases.batches import Check, CheckBatch, Sheet, ShowBatch
from app.usecases.donors import DonorLines
from app.usecases.gifts import GetGift, PaymentOf, RemoveGift
from app.usecases.organisation import ListAppeals, ListFunds
from app.usecases.ports.desk import GiftLine
from app.usecases.ports.people import DonorLine

_TABLE_LEAST = 150
"""Pixels of table under which the page scrolls instead: the heading and four lines."""
_CONTROL = Qt.KeyboardModifier.ControlModifier


class EntryPage(QWidget):
    """Where a draft batch is keyed."""

    left = Signal()
    """The pile is put aside: back to the list."""
    ended = Signal(int)
    """Somebody else posted or cancelled the batch: its id."""
    posting_wanted = Signal(int)
    """The batch is to be posted; every line is on the disk."""

    def __init__(self, services: Services) -> None:
        """Show no batch yet; ``show_sheet`` does."""
        super().__init__()
        self._services = services
        self.batch: GiftBatch | None = None
        self._ledger: Ledger | None = None
        self.strip = TotalsStrip()
        self.box = LineBox(services, self._of_donor)
        self.bar = Bar("error")
        self.leads = LeadsPanel()
        self.table: RowsTable[GiftLine] = RowsTable(LINES, _("Lines of the batch, newest on top"))
        self.table.setObjectName("linesTable")
        self.saved = text_label("", "small")
        self.saved.hide()
        self.tools = DeskTools()
        self.pause = button(_("&Pause"), self._leave)
        self.check = button(_("Check  F9"), self.check_totals)
        self.post = button(_("Post the batch…  F12"), self.ask_posting, role="primary")
        self.post.setObjectName("btnPost")
        self._saver = LineSaver(services, self)
        self._keeper = PartialKeeper(services, self._partial, self._tell_saved, self)
        self._keys: dict[QKeyCombination, Callable[[], object]] = {
            QKeyCombination(Qt.Key.Key_F9): self.check_totals,
            QKeyCombination(Qt.Key.Key_F12): self.ask_posting,
            QKeyCombination(Qt.Key.Key_F6): self._next_pane,
            QKeyCombination(Qt.Key.Key_F4): self.box.open_details,
            QKeyCombination(_CONTROL, Qt.Key.Key_R): self.box.open_shares,
            QKeyCombination(_CONTROL, Qt.Key.Key_N): self.box.open_new_donor,
            QKeyCombination(_CONTROL, Qt.Key.Key_M): self.box.set_aside,
            QKeyCombination(_CONTROL, Qt.Key.Key_D): lambda: self._saver.after(self._copy_pins),
        }
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        sheet = QWidget()
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(24, 0, 24, 0)
        inner.setSpacing(6)
        for part in (self.strip, self.box, self.bar, self.leads):
            inner.addWidget(part)
        inner.addWidget(self.table, 1)
        self.table.setMinimumHeight(theme_of().px(_TABLE_LEAST))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 8)
        box.setSpacing(6)
        box.addWidget(scrolling(sheet), 1)
        foot = Flow(self.saved, self.tools, self.pause, self.check, self.post, lead=1)
        foot.setContentsMargins(24, 0, 24, 0)
        box.addLayout(foot)
        order = (
            *self.box.fields.edits.values(), self.box.save, self.table,
            self.tools, self.pause, self.check, self.post,
        )  # fmt: skip
        for before, after in itertools.pairwise(order):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.box.finished.connect(self._save)
        self._saver.changed.connect(self._show_rows)
        self._saver.saved.connect(self._saved)
        self._saver.refused.connect(self._refused)
        self.box.recalled.connect(lambda: self._saver.after(self._edit_last))
        self.box.typed.connect(self._keeper.soon)
        self.box.exited.connect(self._keeper.keep)
        self.leads.followed.connect(self._follow_lead)
        self.table.opened.connect(self._edit_current)
        self._services.feed.watch(self, ("gifts", "batches", "donors"), self._changed)

    def open_batch(self, sheet: Sheet) -> None:
        """Key in this batch, from where it was left."""
        self.batch = sheet.batch
        self.box.hold()
        read = self._services.jobs.read

        def with_funds(funds: Sequence[Fund]) -> None:
            read(ListAppeals(), lambda appeals: self._begin(sheet, funds, appeals), owner=self)

        read(ListFunds(), with_funds, owner=self)

    def forget(self) -> None:
        """Key in no batch: another window has it. What was typed meanwhile is nobody's line."""
        self.batch = None
        self.box.finder.let_go()

    def _begin(self, sheet: Sheet, funds: Sequence[Fund], appeals: Sequence[Appeal]) -> None:
        batch = sheet.batch
        if self.batch is not batch:
            return
        self._ledger = Ledger(batch, {fund.id: fund.name for fund in funds})
        self._ledger.take(sheet.lines)
        self._saver.follow(self._ledger)
        self.bar.hide()
        self.leads.hide()
        show_text(self.saved, "")
        self.strip.show_batch(batch)
        self.box.pins.offer(funds, appeals, ALLOWED_MEANS[batch.kind])
        self.box.begin(EntryLine(batch, self._services.office.clock.today()))
        self._keeper.follow(batch.id, batch.partial)
        self._show_rows()
        if saved := read_partial(batch.partial):
            self._resume(saved)
        else:
            self.focus_first()
            self.box.let_go()

    def _resume(self, saved: Partial) -> None:
        read = self._services.jobs.read

        def restore(payment: Payment | None, donor: DonorLine | None) -> None:
            self.box.restore(saved, payment, donor)
            self.box.let_go()

        def with_gift(payment: Payment | None) -> None:
            self._with_donor(saved.donor_id, lambda donor: restore(payment, donor))

        if saved.gift_id:
            # The line may have been removed since, by another workstation: key it anew then.
            read(PaymentOf(saved.gift_id), with_gift, lambda _error: with_gift(None), owner=self)
        else:
            with_gift(None)

    def focus_first(self) -> None:
        """Put the caret where the line stands."""
        if self.box.line is not None:
            self.box.focus_caret()

    def close_page(self) -> None:
        """Keep what is half-typed before the page is left."""
        self.box.popup.hide()
        self._keeper.keep()

    def step_back(self) -> bool:
        """Escape: close what is open, then give the line up; False at the top."""
        if self.box.escape():
            return True
        if not self.box.caret_here():
            self.leads.hide()
            self.focus_first()
            return True
        line = self.box.line
        if line is None or line.is_empty:
            return False
        line.start_over()
        self.box.show_line()
        self.box.focus_caret()
        self._keeper.keep()
        return True

    def event(self, event: QEvent) -> bool:
        """Claim this page's keys before the menus do."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(event.keyCombination() in self._keys)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F4, F6, F9, F12, Ctrl+N, M, D, R; Delete in the table."""
        act = self._keys.get(event.keyCombination())
        if act is not None and self.box.line is not None:
            act()
        elif event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self._remove_current()
        else:
            super().keyPressEvent(event)

    def _partial(self) -> str:
        line = self.box.line
        return line.partial(self.box.position()) if line is not None else ""

    def _tell_saved(self) -> None:
        line = self.box.line
        if line is not None and line.editing is not None:
            show_text(self.saved, presenter.editing_text(line.editing.position))
            return
        now = self._services.office.clock.now().astimezone()
        show_text(self.saved, presenter.saved_text(now.hour, now.minute))

    def _of_donor(self, donor_id: int) -> Sequence[GiftLine]:
        return self._ledger.of_donor(donor_id) if self._ledger else ()

    def _show_rows(self, *, checked: bool = False) -> None:
        if self._ledger is not None:
            self.table.set_rows(self._ledger.rows())
            self.strip.show_totals(self._ledger.totals(), checked=checked)

    def _changed(self, changes: Changes) -> None:
        mine = self.batch is not None and changes.touches("batches", self.batch.id)
        if self.isVisible() and (mine or changes.touches("gifts")):
            self.reload()

    def reload(self) -> None:
        """Read the lines again."""
        if self.batch is not None:
            self._services.jobs.read(ShowBatch(self.batch.id), self._take_sheet, owner=self)

    def _take_sheet(self, sheet: Sheet) -> None:
        if self._ledger is None or self.batch is None or sheet.batch.id != self.batch.id:
            return
        if sheet.batch.state is not BatchState.DRAFT:
            self.ended.emit(sheet.batch.id)
            return
        self.batch = self._ledger.batch = sheet.batch
        self._ledger.take(sheet.lines)
        self._show_rows()

    def _save(self, payment: Payment, donor: DonorLine | None) -> None:
        self._keeper.saved_whole()
        self.bar.hide()
        self.leads.hide()
        self._saver.send(payment, donor)

    def _saved(self, line: GiftLine) -> None:
        self._tell_saved()
        say(self.table, presenter.line_text(line))

    def _refused(self, payment: Payment, donor: DonorLine | None, error: OboleError) -> None:
        line = self.box.line
        if line is not None and line.is_empty:
            line.take_back(payment, donor)
            self.box.show_line()
            field = error.field if isinstance(error, Refused) else None
            self.box.show_step(line.refused(error.message, field or ""))
        else:
            self.bar.tell(presenter.not_saved_text(payment.gift, donor, error.message), "error")

    def check_totals(self) -> None:
        """Compare with what was counted, and look for the difference (F9)."""
        self._saver.after(self._check)

    def _check(self) -> None:
        if self.batch is not None:
            self._services.jobs.read(CheckBatch(self.batch.id), self._show_check, owner=self)

    def _show_check(self, check: Check) -> None:
        view = self.strip.show_totals(check.totals, checked=True)
        say(self.strip, view.word)
        self.leads.show_leads(check.leads)
        if not check.leads:
            self.focus_first()

    def ask_posting(self) -> None:
        """Go to the posting page once every line is on the disk (F12)."""
        self._keeper.keep()
        self._saver.after(self._ask_posting)

    def _ask_posting(self) -> None:
        line = self.box.line
        if self.batch is None or line is None:
            return
        if not line.is_empty:
            message = _("Finish the line of {name} first, or give it up with Escape.")
            name = line.finder_text or _("the donor")
            self.bar.tell(message.format(name=name), "warning")
            self.focus_first()
            return
        self.bar.hide()
        self.posting_wanted.emit(self.batch.id)

    def _next_pane(self) -> None:
        if self.box.pins.has_focus():
            self.table.setFocus()
        elif self.table.hasFocus():
            self.focus_first()
        else:
            self.box.pins.focus_first()

    def _copy_pins(self) -> None:
        last = self._ledger.last() if self._ledger else None
        line = self.box.line
        if last is None or line is None:
            return

        def copy(gift: Gift) -> None:
            line.copy_pins(gift)
            self.box.pins.show_pins(line.pins)
            self._keeper.keep()

        self._services.jobs.read(GetGift(last.id), copy, owner=self)

    def _edit_last(self) -> None:
        last = self._ledger.last() if self._ledger else None
        if last is not None:
            self._edit(last.id)

    def _edit_current(self) -> None:
        current = self.table.current()
        if current is not None and current.id:
            self._edit(current.id)

    def _follow_lead(self, gift_id: int) -> None:
        self.leads.hide()
        self._edit(gift_id)

    def _with_donor(self, donor_id: int | None, then: Callable[[DonorLine | None], None]) -> None:
        if donor_id is None:
            then(None)
        else:
            query = DonorLines((donor_id,))
            self._services.jobs.read(query, lambda rows: then(rows[0]), owner=self)

    def _edit(self, gift_id: int) -> None:
        def with_donor(payment: Payment, donor: DonorLine | None) -> None:
            line = self.box.line
            if line is None:
                return
            step = line.edit(payment, donor)
            self.box.show_line()
            self.box.show_step(step)
            self.box.amount.selectAll()
            self._tell_saved()

        def with_gift(payment: Payment) -> None:
            self._with_donor(payment.gift.donor_id, lambda donor: with_donor(payment, donor))

        self._services.jobs.read(PaymentOf(gift_id), with_gift, owner=self)

    def _remove_current(self) -> None:
        current = self.table.current()
        if current is not None and current.id:
            self._services.jobs.read(PaymentOf(current.id), self._remove, owner=self)

    def _remove(self, payment: Payment) -> None:
        gift = payment.gift

        def bring_back() -> None:
            self._services.jobs.write(anew(payment), owner=self)

        def tell(_none: object) -> None:
            text = _("Line {position} removed: {amount}.")
            self._services.toast.tell(
                text.format(position=gift.position, amount=format_amount(gift.cents)), bring_back
            )

        self._services.jobs.write(RemoveGift(gift.id), tell, owner=self)

    def _leave(self) -> None:
        self.close_page()
        tell_pause(self._services, self, self._ledger.last() if self._ledger else None)
        self.left.emit()
