# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desk of duplicates: a scan, then pair after pair; the merges below."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QProgressBar

from app.domain.duplicates.merging import Part
from app.domain.users import Permission
from app.kernel.errors import OboleError
from app.kernel.i18n import N_, _
from app.kernel.progress import Cancelled
from app.ui.kit import dialogs
from app.ui.kit.announce import say
from app.ui.kit.flow import Flow
from app.ui.kit.jobs import Handle
from app.ui.kit.lines import Column
from app.ui.kit.screen import Screen, Services
from app.ui.kit.shortcuts import bind, digit_of
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, Card, Pill, button, page_box, row, text_label
from app.ui.screens.duplicates import presenter
from app.ui.screens.duplicates.presenter import PartRow
from app.usecases.duplicates import (
    KeepApart,
    LetMeet,
    ListMerges,
    MergeDonors,
    PairView,
    Proposal,
    ScanDuplicates,
    ShowPair,
    UnmergeDonors,
)
from app.usecases.ports.duplicates import Merge, Unmerged

_PARTS: tuple[Column[PartRow], ...] = (
    Column("part", N_("What"), lambda one: one.name, 18),
    Column("one", N_("First record (1)"), lambda one: one.first),
    Column("other", N_("Second record (2)"), lambda one: one.second),
)
_MERGES: tuple[Column[Merge], ...] = (
    Column("merge", N_("Merge"), presenter.merge_line, 0),
    Column("when", N_("When, and by whom"), presenter.merge_when, 30),
    Column("state", N_("Undone"), presenter.merge_state, 26),
)


class DuplicatesScreen(Screen):
    """Doublons."""

    def __init__(self, services: Services) -> None:
        """Build the page; the scan starts when it is opened."""
        super().__init__(services)
        self._pairs: list[Proposal] = []
        self._place = 0
        self._swapped = False
        self._view: PairView | None = None
        self._taken: frozenset[Part] = frozenset()
        self._working: Handle | None = None
        self.told = text_label("", "heading", wrap=True)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(_("Donors compared"))
        self.stop = button(_("S&top"), self._stop)
        self.again = button(_("&Look again"), self.scan)
        self.heading = text_label("", wrap=True)
        self.pill = Pill()
        self.parts: RowsTable[PartRow] = RowsTable(_PARTS, _("The two records, part by part"))
        self.result = text_label("", wrap=True)
        self.warning = Bar("warning")
        self.merge = button(_("&Merge (F12)"), self.merge_pair, role="primary")
        self.reject = button(_("&Not a duplicate (N)"), self.keep_apart)
        self.later = button(_("Later (&P)"), self.show_next)
        self.swap = button(_("&Keep the other number"), self._swap)
        self.merges: RowsTable[Merge] = RowsTable(_MERGES, _("Merges"))
        self.undo = button(_("Undo this me&rge"), self.undo_merge)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        box = page_box(self)
        top = row(self.told, self.stop, self.again)
        top.setStretch(0, 1)
        box.addLayout(top)
        box.addWidget(self.progress)
        self.pair_card = Card()
        head = row(self.heading, self.pill)
        head.setStretch(0, 1)
        self.pair_card.box.addLayout(head)
        self.parts.setObjectName("pairTable")
        self.parts.setMinimumHeight(theme_of().px(110))
        self.pair_card.box.addWidget(self.parts, 1)
        self.pair_card.box.addWidget(self.warning)
        self.pair_card.box.addWidget(self.result)
        self.pair_card.box.addLayout(Flow(self.merge, self.reject, self.later, self.swap, lead=3))
        box.addWidget(self.pair_card, 2)
        self.merges_card = Card()
        self.merges_card.box.addWidget(text_label(_("Merges"), "heading"))
        self.merges.setObjectName("mergesTable")
        self.merges.setMinimumHeight(theme_of().px(70))
        self.merges_card.box.addWidget(self.merges, 1)
        rule = text_label(presenter.rule(), "muted", wrap=True)
        line = row(rule, self.undo)
        line.setStretch(0, 1)
        self.merges_card.box.addLayout(line)
        box.addWidget(self.merges_card, 1)
        box.addStretch()
        self.pair_card.hide()
        self.merges_card.hide()
        self.progress.hide()
        self.stop.hide()

    def _connect(self) -> None:
        self.parts.installEventFilter(self)
        bind(self, "F12", self.merge_pair)
        self.merges.moved.connect(self._allow)
        self.services.feed.watch(self, ("donors",), lambda _changes: self._list_merges())

    def open(self, **_arguments: Any) -> None:
        """Scan at the first visit; come back to the same pair afterwards."""
        self._list_merges()
        if not self._pairs and self._working is None:
            self.scan()

    def focus_first(self) -> None:
        """Put the caret on what is to be chosen."""
        resting = self.stop if self._working else self.again
        (self.parts if self._view else resting).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take 1 and 2, N and P on the table, shifted or not."""
        if watched is self.parts and isinstance(event, QKeyEvent) and self._key(event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        acts = {"n": self.keep_apart, "p": self.show_next}
        digit, act = digit_of(event.text()), acts.get(event.text().lower())
        if digit in {1, 2}:
            self._choose(second=digit == 2)  # noqa: PLR2004 - the key itself
        elif act is not None:
            act()
        return bool(digit or act)

    # ---- the scan

    def scan(self) -> None:
        """Look through the whole file."""
        self._show_work(_("Looking for duplicates…"))
        self.progress.setRange(0, 0)
        self._working = self.services.jobs.read(
            ScanDuplicates(), self._found, self._failed, progress=self._progress, owner=self
        )

    def _progress(self, done: int, total: int, _what: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _show_work(self, text: str) -> None:
        working = bool(text)
        for widget in (self.progress, self.stop):
            widget.setVisible(working)
        self.again.setVisible(not working)
        if working:
            self.told.setText(text)

    def _stop(self) -> None:
        if self._working is not None:
            self._working.cancel()
        self._rest(_("Stopped: nothing was changed. Look again when you like."))

    def _rest(self, text: str) -> None:
        self._working = None
        self._show_work("")
        self.told.setText(text)

    def _failed(self, error: BaseException) -> None:
        self._rest(_("The search did not end. Look again."))
        if isinstance(error, OboleError):
            dialogs.refuse(self, error)
        elif not isinstance(error, Cancelled):
            raise error

    def _found(self, pairs: Sequence[Proposal]) -> None:
        self._pairs, self._place = list(pairs), 0
        self._rest("")
        self._show_pair()

    # ---- the pair

    def _show_pair(self) -> None:
        sure = sum(pair.comparison.sure for pair in self._pairs)
        self.told.setText(presenter.found_words(sure, len(self._pairs) - sure))
        self._view, self._swapped = None, False
        self.pair_card.setVisible(bool(self._pairs))
        if self._pairs:
            self._place %= len(self._pairs)
            self._ask_pair()

    def _ask_pair(self) -> None:
        pair = self._pairs[self._place]
        ends = (pair.one_id, pair.other_id)
        query = ShowPair(*(reversed(ends) if self._swapped else ends))
        self.services.jobs.read(query, self._show, self._gone, owner=self)

    def _gone(self, _error: BaseException) -> None:
        """One of the two is no longer on file: go on to the next pair."""
        del self._pairs[self._place]
        self._show_pair()

    def _show(self, view: PairView) -> None:
        self._view, self._taken = view, frozenset()
        heading = presenter.heading(self._place + 1, len(self._pairs), view)
        one, other = presenter.column_words(view)
        self.heading.setText(f"{heading}\n{one} · {other}")
        self.pill.show_state(*presenter.class_words(view))
        self.result.setText(presenter.result(view))
        told = presenter.warning(view)
        self.warning.setVisible(bool(told))
        if told:
            self.warning.tell(told)
        self._show_parts(0)
        self._allow()
        if self.isVisible():
            # A page out of sight would take the keys all the same, and N or F12 decide unseen.
            self.parts.setFocus()
            say(self, heading)

    def _show_parts(self, current: int) -> None:
        if self._view is not None:
            self.parts.set_rows(presenter.part_rows(self._view, self._taken))
            self.parts.selectRow(current)

    def _choose(self, *, second: bool) -> None:
        shown, place = self.parts.current(), self.parts.current_row()
        if shown is None or not shown.contested:
            return
        self._taken = self._taken | {shown.part} if second else self._taken - {shown.part}
        self._show_parts(min(place + 1, self.parts.model().rowCount() - 1))

    def _swap(self) -> None:
        self._swapped = not self._swapped
        self._ask_pair()

    def show_next(self) -> None:
        """Leave the pair for later."""
        if self._pairs:
            self._place += 1
            self._show_pair()

    def keep_apart(self) -> None:
        """Say that the two are two; they are not proposed again."""
        if self._view is None or not self.reject.isEnabled():
            return
        ends = (self._view.kept.id, self._view.gone.id)
        self.services.jobs.write(KeepApart(*ends), owner=self)
        forget = LetMeet(*ends)
        told = _("Remembered: they are two donors.")
        self.services.toast.tell(told, lambda: self.services.jobs.write(forget, owner=self))
        del self._pairs[self._place]
        self._show_pair()

    def merge_pair(self) -> None:
        """Merge as chosen."""
        if self._view is None or not self.merge.isEnabled():
            return
        command = MergeDonors(self._view.kept, self._view.gone, self._taken)
        self._view = None
        self.services.jobs.write(command, self._merged, self._not_merged, owner=self)

    def _merged(self, merge: Merge) -> None:
        told = presenter.merged_words(merge)
        self.services.toast.tell(told, lambda: self._undo(merge.id), _("Undo"))
        self._pairs = [
            pair for pair in self._pairs if merge.gone_id not in {pair.one_id, pair.other_id}
        ]
        self._show_pair()

    def _not_merged(self, error: BaseException) -> None:
        self._ask_pair()
        if not isinstance(error, OboleError):
            raise error
        dialogs.refuse(self, error)

    # ---- the merges

    def _list_merges(self) -> None:
        self.services.jobs.read(ListMerges(), self._show_merges, owner=self)

    def _show_merges(self, merges: Sequence[Merge]) -> None:
        self.merges_card.setVisible(bool(merges))
        self.merges.set_rows(merges)
        if merges and self.merges.current_row() < 0:
            self.merges.selectRow(0)
        self._allow()

    def _allow(self) -> None:
        may = self.services.office.actor.may(Permission.DONORS_EDIT)
        why = "" if may else _("Your role lets you read only: ask the treasurer.")
        chosen = self.merges.current()
        undone = _("This merge was undone.") if chosen and chosen.undone_at else ""
        acts = ((self.merge, why), (self.reject, why), (self.undo, why or undone))
        for act, reason in acts:
            act.setEnabled(not reason)
            act.setToolTip(reason)
            act.setAccessibleDescription(reason)

    def undo_merge(self) -> None:
        """Make two records of the chosen merge again."""
        chosen = self.merges.current()
        if chosen is not None:
            self._undo(chosen.id)

    def _undo(self, merge_id: int) -> None:
        self.services.jobs.write(UnmergeDonors(merge_id), self._undone, owner=self)

    def _undone(self, undone: Unmerged) -> None:
        self.services.toast.tell(presenter.undone_words(undone))
