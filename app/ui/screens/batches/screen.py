# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The batches screen: list, opening, entry, posting, and a posted batch read only."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.domain.batches import (
    BatchRules,
    BatchState,
    GiftBatch,
    Tape,
    read_tape,
)
from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit.dialogs import ask
from app.ui.kit.printing import Paper, print_paper
from app.ui.kit.screen import Screen, Services
from app.ui.kit.shortcuts import bind
from app.ui.screens.batches.again import AgainPage
from app.ui.screens.batches.correcting import CorrectingPage
from app.ui.screens.batches.entry import EntryPage
from app.ui.screens.batches.giftsheet import GiftSheetPage
from app.ui.screens.batches.holding import BatchHolder
from app.ui.screens.batches.listing import ListPage
from app.ui.screens.batches.machine import AddingMachine
from app.ui.screens.batches.opening import OpeningPage
from app.ui.screens.batches.pausing import print_marker
from app.ui.screens.batches.posting import PostingPage
from app.ui.screens.batches.recounting import RecountPage
from app.ui.screens.batches.retaping import agrees, replacing_question, retaped
from app.ui.screens.batches.takingback import TakingBackPage
from app.ui.screens.batches.totals import count_and_total
from app.ui.screens.batches.viewing import ViewPage
from app.ui.screens.batches.waiting import WaitingPage
from app.usecases.batches import (
    BatchReport,
    CompareBatch,
    Comparison,
    EditBatch,
    GetBatchRules,
    Sheet,
    ShowBatch,
)
from app.usecases.ports.desk import GiftLine

_Page = (
    ListPage | OpeningPage | EntryPage | PostingPage | ViewPage | GiftSheetPage | CorrectingPage
    | WaitingPage | AgainPage | TakingBackPage | RecountPage
)  # fmt: skip


class BatchesScreen(Screen):
    """One page at a time. ``open`` takes ``id``, ``do="new"`` or ``show="unidentified"``."""

    def __init__(self, services: Services) -> None:
        """Build the pages; nothing is read before ``open``."""
        super().__init__(services)
        self.listing = ListPage(services)
        self.opening = OpeningPage(services)
        self.entry = EntryPage(services)
        self.posting = PostingPage(services)
        self.viewing = ViewPage(services)
        self.correcting = CorrectingPage(services)
        self.waiting = WaitingPage(services)
        self.gift = GiftSheetPage(services)
        self.again = AgainPage(services)
        self.taking_back = TakingBackPage(services)
        self.recount = RecountPage(services)
        self._holder = BatchHolder(services, self)
        self._corrected_from: ViewPage | WaitingPage = self.viewing
        self._viewed = 0
        self._stack = QStackedWidget()
        pages = self.listing, self.opening, self.entry, self.posting, self.viewing
        others = self.gift, self.correcting, self.waiting, self.again, self.taking_back
        for page in (*pages, *others, self.recount):
            self._stack.addWidget(page)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)
        self.machine = AddingMachine(services, self)
        self._connect()

    def _connect(self) -> None:
        self._holder.lost.connect(self._show_lost)
        self.viewing.take_over_wanted.connect(self._take_over)
        self.listing.opened.connect(self.show_batch)
        self.listing.new_wanted.connect(self.show_opening)
        self.opening.opened.connect(self.show_batch)
        self.opening.left.connect(self.show_list)
        self.entry.left.connect(self.show_list)
        self.entry.ended.connect(self.show_batch)
        self.entry.posting_wanted.connect(self._show_posting)
        self.posting.left.connect(self._back_to_entry)
        self.posting.posted.connect(self._show_posted)
        self.viewing.left.connect(self.show_list)
        self.viewing.new_wanted.connect(self.show_opening)
        self.viewing.correction_wanted.connect(self._show_correcting)
        self.viewing.gift_wanted.connect(self._show_gift)
        self.viewing.reversal_wanted.connect(self._show_taking_back)
        self.taking_back.left.connect(self._back_to_batch)
        self.taking_back.taken_back.connect(self._show_changed)
        self.gift.left.connect(self._back_to_batch)
        self.waiting.left.connect(self.show_list)
        self.waiting.identification_wanted.connect(self._show_correcting)
        self.correcting.left.connect(self._back_from_correcting)
        self.correcting.corrected.connect(self._show_corrected)
        self.again.left.connect(self._back_to_entry)
        self.machine.used.connect(self._use_tape)
        self.machine.closed.connect(self.focus_first)
        self.entry.tools.machine_wanted.connect(self._show_machine)
        for wanted in (self.entry.tools.recount_wanted, self.entry.strip.recount_wanted):
            wanted.connect(self._show_recount)
        self.recount.left.connect(self._back_to_entry)
        self.recount.recounted.connect(self._show_recounted)
        self.entry.tools.again_wanted.connect(self._show_again)
        self.entry.tools.report_wanted.connect(self._print_report)
        self.entry.tools.marker_wanted.connect(self._print_marker)
        self.viewing.report_wanted.connect(self._print_report)
        bind(self, "Ctrl+T", self._show_machine)
        bind(self, "Ctrl+P", self._print_report)

    def _show_machine(self) -> None:
        if self._current() is self.opening:
            self.machine.start()
        elif self._current() is self.entry and self.entry.batch is not None:
            self.machine.start(read_tape(self.entry.batch.tape))

    def _use_tape(self, tape: Tape) -> None:
        """Make the sum the control: of the batch being opened, or of the one being keyed."""
        batch = self.entry.batch
        if self._current() is self.opening:
            self.opening.use_tape(tape)
        elif self._current() is self.entry and batch is not None:
            read = self.services.jobs.read
            read(ShowBatch(batch.id), lambda sheet: self._write_tape(sheet, tape), owner=self)

    def _write_tape(self, sheet: Sheet, tape: Tape) -> None:
        """Keep a count by coin or by means that makes the same; give another up when told to."""
        if not agrees(sheet.batch, tape):
            question, detail = replacing_question(sheet.batch, tape)
            if not ask(self, question, _("Replace the count"), detail, back=_("Keep the count")):
                return

        def tell(_batch: GiftBatch) -> None:
            told = _("Control of the batch: {sum}.")
            words = count_and_total(tape.count, tape.cents)
            self.services.toast.tell(told.format(sum=words))
            self.entry.reload()

        self.services.jobs.write(EditBatch(retaped(sheet.batch, tape)), tell, owner=self)

    def _show_recount(self) -> None:
        self.entry.close_page()
        batch = self.entry.batch
        if batch is not None:
            self.services.jobs.read(ShowBatch(batch.id), self._recount, owner=self)

    def _recount(self, sheet: Sheet) -> None:
        self._turn_to(self.recount)
        self.recount.start(sheet.batch)

    def _show_recounted(self, sentence: str) -> None:
        self.services.toast.tell(sentence)
        self._back_to_entry()

    def _show_again(self) -> None:
        batch = self.entry.batch
        if batch is not None:
            self.entry.close_page()
            self._turn_to(self.again)
            self.again.start(batch.id)

    def _print_marker(self) -> None:
        if self.entry.batch is not None:
            print_marker(self.services, self, self.entry.batch.id)

    def _print_report(self) -> None:
        batch_id = self._viewed
        if self._current() is self.entry and self.entry.batch is not None:
            batch_id = self.entry.batch.id
        elif self._current() is not self.viewing:
            return
        name = _("pointing-list-{batch}").format(batch=batch_id)
        self.services.jobs.read(
            BatchReport(batch_id),
            lambda body: print_paper(self.services, self, Paper(body, name, "lists")),
            owner=self,
        )

    def open(self, **arguments: Any) -> None:
        """Show a batch, a new one, the gifts to identify, or where the person was."""
        if arguments.get("do") == "new":
            self.show_opening()
        elif arguments.get("id"):
            self.show_batch(int(arguments["id"]))
        elif arguments.get("show") == "unidentified":
            self.show_waiting()
        elif self._current() is self.entry:
            self.entry.reload()
        else:
            self.show_list()

    def focus_first(self) -> None:
        """Put the focus where work begins on the page shown."""
        self._current().focus_first()

    def may_leave(self) -> bool:
        """Keep the half-typed line, put the batch aside, then let go."""
        self.entry.close_page()
        self._holder.leave()
        return True

    def heightForWidth(self, _width: int) -> int:
        """Ask for little: the pages scroll by themselves, the window need not."""
        return self.minimumSizeHint().height()

    def showEvent(self, event: QShowEvent) -> None:
        """Hold the batch again that was put aside while another screen was shown."""
        super().showEvent(event)
        keyed = self.entry.batch
        if keyed and not event.spontaneous() and self._current() in self._held_pages:
            self._holder.take(keyed.id, lambda: None, self._show_lost)

    def step_back(self) -> bool:
        """Go one level back inside the screen."""
        page = self._current()
        if not self.machine.isHidden():
            self.machine.stop()
            return True
        if page is self.listing:
            return False
        if page is self.entry:
            return self.entry.step_back()
        if page in {self.posting, self.again, self.recount}:
            self._back_to_entry()
        elif page is self.correcting:
            self._back_from_correcting()
        elif page in {self.gift, self.taking_back}:
            self._back_to_batch()
        else:
            self.show_list()
        return True

    def show_list(self) -> None:
        """Show every batch."""
        self.listing.reload()
        self._turn_to(self.listing)

    def show_waiting(self) -> None:
        """Show the posted gifts that wait for their donor."""
        self.entry.close_page()
        self._turn_to(self.waiting)
        self.waiting.reload()

    def show_opening(self) -> None:
        """Ask for the head of a new batch."""
        self.entry.close_page()
        self._turn_to(self.opening)
        self.opening.start()

    def show_batch(self, batch_id: int) -> None:
        """Key in a draft again, or read a batch that is posted."""
        self.services.jobs.read(ShowBatch(batch_id), self._show_sheet, owner=self)

    def _show_sheet(self, sheet: Sheet) -> None:
        if sheet.batch.state is BatchState.DRAFT:
            # The keys that follow are the line's already: nobody waits to learn that it is free.
            self._key(sheet)
            self._take(sheet.batch.id, self.entry.reload)
        else:
            self._view(sheet)

    def _key(self, sheet: Sheet) -> None:
        self._turn_to(self.entry)
        self.entry.open_batch(sheet)

    def _view(self, sheet: Sheet) -> None:
        self._viewed = sheet.batch.id
        self._turn_to(self.viewing)
        self.viewing.show_sheet(sheet, just_posted=False)

    def _take(self, batch_id: int, then: Callable[[], None], *, over: bool = False) -> None:
        """Hold a draft if this window may have it; otherwise show it and say why."""

        def refused(error: OboleError) -> None:
            show = partial(self._show_held, error=error)
            self.services.jobs.read(ShowBatch(batch_id), show, owner=self)

        self._holder.take(batch_id, then, refused, over=over)

    def _take_over(self) -> None:
        batch_id = self._viewed

        def taken() -> None:
            self.services.jobs.read(ShowBatch(batch_id), self._key, owner=self)

        self._take(batch_id, taken, over=True)

    def _show_held(self, sheet: Sheet, error: OboleError) -> None:
        self.entry.forget()
        self._view(sheet)
        self.viewing.tell_held(sheet, error.message)

    def _show_lost(self, error: OboleError) -> None:
        """Stop keying in a batch that another window has."""
        batch = self.entry.batch
        if batch is not None and self._current() in self._held_pages:
            query = ShowBatch(batch.id)
            show = partial(self._show_held, error=error)
            self.services.jobs.read(query, show, owner=self)

    def _show_posting(self, batch_id: int) -> None:
        read = self.services.jobs.read

        def show(sheet: Sheet, compared: Comparison, rules: BatchRules) -> None:
            self._turn_to(self.posting)
            self.posting.show_sheet(sheet, compared, rules)

        def with_rules(sheet: Sheet, compared: Comparison) -> None:
            read(GetBatchRules(), lambda rules: show(sheet, compared, rules), owner=self)

        def with_sheet(sheet: Sheet) -> None:
            read(CompareBatch(batch_id), lambda found: with_rules(sheet, found), owner=self)

        read(ShowBatch(batch_id), with_sheet, owner=self)

    def _show_posted(self, batch_id: int) -> None:
        def show(sheet: Sheet) -> None:
            self._viewed = sheet.batch.id
            self._turn_to(self.viewing)
            self.viewing.show_sheet(sheet, just_posted=True)

        self.services.jobs.read(ShowBatch(batch_id), show, owner=self)

    def _back_to_entry(self) -> None:
        self._turn_to(self.entry)
        self.entry.reload()

    def _show_correcting(self, line: GiftLine) -> None:
        page = self._current()
        self._corrected_from = page if isinstance(page, WaitingPage) else self.viewing
        self._turn_to(self.correcting)
        self.correcting.start(line)

    def _show_gift(self, line: GiftLine) -> None:
        self._turn_to(self.gift)
        self.gift.start(line)

    def _show_taking_back(self, sheet: Sheet) -> None:
        self._turn_to(self.taking_back)
        self.taking_back.start(sheet)

    def _back_to_batch(self) -> None:
        self._turn_to(self.viewing)

    def _back_from_correcting(self) -> None:
        self._turn_to(self._corrected_from)

    def _show_corrected(self, sentence: str) -> None:
        if self._corrected_from is self.waiting:
            self._turn_to(self.waiting)
            self.waiting.reload(sentence)
        else:
            self._show_changed(sentence)

    def _show_changed(self, sentence: str) -> None:
        """Show the posted batch again, and what was written about it."""

        def show(sheet: Sheet) -> None:
            self._turn_to(self.viewing)
            self.viewing.show_sheet(sheet, just_posted=False)
            self.viewing.tell_corrected(sentence)

        self.services.jobs.read(ShowBatch(self._viewed), show, owner=self)

    def _turn_to(self, page: _Page) -> None:
        if page not in self._held_pages:
            self._holder.leave()
        self._stack.setCurrentWidget(page)
        page.focus_first()

    @property
    def _held_pages(self) -> tuple[_Page, ...]:
        """The pages on which this window holds a draft."""
        return self.entry, self.posting, self.recount

    def _current(self) -> _Page:
        page = self._stack.currentWidget()
        if not isinstance(page, _Page):
            message = "an unknown page is shown"
            raise TypeError(message)
        return page
