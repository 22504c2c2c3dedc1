# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of batches, the latest first, narrowed by state, year, person or words."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.domain.batches import BatchState, GiftBatch
from app.domain.users import Permission, User
from app.kernel.changes import Changes
from app.kernel.command import Query
from app.kernel.i18n import N_, _
from app.ui.kit.fields import ChoiceField
from app.ui.kit.flow import Flow
from app.ui.kit.lines import Column
from app.ui.kit.screen import Services
from app.ui.kit.shortcuts import bind
from app.ui.kit.table import PagedTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import EmptyState, button, page_box, text_label
from app.ui.screens.batches.columns import BATCHES
from app.ui.screens.batches.presenter import count_text, number_of, whose_text
from app.usecases.batches import BatchFilters, BatchIds, BatchLines, Filters, HandOverBatch
from app.usecases.ports.batches import BatchFilter
from app.usecases.ports.desk import BatchLine
from app.usecases.users import ListUsers

_PAUSE_MS = 150
_FIND_MARGIN = 64
"""Logical pixels beside the words of the finder: its edges and the button that clears it."""


@dataclass(frozen=True, slots=True)
class BatchSource:
    """The batches a filter lets through; the list has one order, the latest first."""

    wanted: BatchFilter = field(default_factory=BatchFilter)

    def ids(self, _sort: str, *, descending: bool) -> Query["array[int]"]:  # noqa: ARG002 - one order
        """Return the query for the ids."""
        return BatchIds(self.wanted)

    def lines(self, ids: tuple[int, ...]) -> Query[Sequence[BatchLine]]:
        """Return the query for the rows of these ids."""
        return BatchLines(ids)


class ListPage(QWidget):
    """Every batch; Enter opens one again."""

    opened = Signal(int)
    new_wanted = Signal()

    def __init__(self, services: Services) -> None:
        """Show nothing yet; ``reload`` reads."""
        super().__init__()
        self._services = services
        self._read = self._wants_focus = False
        self._new = button(_("&New batch   Ctrl+L"), self.new_wanted.emit, role="primary")
        self.hand = button(_("Han&d over…"), self._offer_owners)
        self.owners = QMenu(self.hand)
        self.state = ChoiceField(
            (
                (_("All states"), None),
                (_("Drafts"), BatchState.DRAFT),
                (_("Posted"), BatchState.POSTED),
                (_("Cancelled"), BatchState.CANCELLED),
            )
        )
        self.year = ChoiceField(((_("All years"), None),))
        self.owner = ChoiceField(((_("Everybody"), ""),))
        self.finder = QLineEdit()
        self.finder.setObjectName("findBatch")
        self.finder.setPlaceholderText(_("Number or comment   Ctrl+F"))
        words = self.finder.fontMetrics().horizontalAdvance(self.finder.placeholderText())
        self.finder.setFixedWidth(words + theme_of().px(_FIND_MARGIN))
        self.finder.setClearButtonEnabled(True)
        self._count = text_label("", "muted")
        clock = services.office.clock
        whose: Column[BatchLine] = Column(
            "by",
            N_("Owner · being keyed by"),
            lambda line: whose_text(line, clock.now()),
            spare=3,
        )
        self.table: PagedTable[BatchLine] = PagedTable(
            (*BATCHES, whose), BatchSource(), services.jobs, _("Gift batches")
        )
        self.table.setObjectName("batchesTable")
        self.table.horizontalHeader().setSortIndicatorShown(False)
        empty = _(
            "No batch yet. Open the envelopes, count them, add the amounts up, then key them."
        )
        self._empty = EmptyState(empty, _("New batch"), self.new_wanted.emit)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        named = (
            (self.state, _("State of the batches shown")),
            (self.year, _("Year of the batches shown")),
            (self.owner, _("Owner of the batches shown")),
            (self.finder, _("Find a batch by its number or comment")),
        )
        for widget, name in named:
            widget.setAccessibleName(name)
        listed = QWidget()
        inner = QVBoxLayout(listed)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        narrow = (self.state, self.year, self.owner, self.finder)
        inner.addLayout(Flow(self._new, *narrow, self._count, self.hand, lead=6))
        inner.addWidget(self.table, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(listed)
        self._stack.addWidget(self._empty)
        page_box(self).addWidget(self._stack)

    def _connect(self) -> None:
        self.table.opened.connect(self._open)
        self.table.paged_model.loaded.connect(self._show)
        for choice in (self.state, self.year, self.owner):
            choice.activated.connect(lambda _index: self._narrow())
        self.finder.textChanged.connect(lambda _text: self._pause.start())
        self.finder.returnPressed.connect(self._find_now)
        self._pause.timeout.connect(self._narrow)
        bind(self, "Ctrl+F", self._focus_find)
        self._services.feed.watch(self, ("batches", "gifts"), self._changed)

    def reload(self) -> None:
        """Read the list again, and what it can be narrowed to."""
        self._services.jobs.read(BatchFilters(), self._offer, owner=self)
        self._narrow()

    def focus_first(self) -> None:
        """Put the focus on the list, or on what to do without one; now and when it is read."""
        if not self._read:
            self._wants_focus = True
        if self._stack.currentWidget() is self._empty:
            self._empty.action.setFocus()
        else:
            self.table.setFocus()

    def _offer(self, filters: Filters) -> None:
        years = tuple((str(year), year) for year in filters.years)
        self.year.offer(((_("All years"), None), *years))
        self.owner.offer(((_("Everybody"), ""), *((name, name) for name in filters.owners)))

    def _wanted(self) -> BatchFilter:
        state = self.state.currentData()
        return BatchFilter(
            state=BatchState(state) if state else None,
            year=self.year.currentData(),
            owner=self.owner.currentData() or "",
            text=self.finder.text().strip(),
        )

    def _narrow(self) -> None:
        self._pause.stop()
        self.table.reload(BatchSource(self._wanted()))

    def _focus_find(self) -> None:
        self.finder.setFocus()
        self.finder.selectAll()

    def _find_now(self) -> None:
        self._narrow()
        self.table.setFocus()

    def _changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self.reload()

    def _show(self, count: int) -> None:
        self._read = True
        self._count.setText(count_text(count))
        nothing = not count and self._wanted() == BatchFilter()
        self._stack.setCurrentIndex(1 if nothing else 0)
        if count and self.table.current_row() < 0:
            self.table.selectRow(0)
        if self._wants_focus:
            self._wants_focus = False
            self.focus_first()

    def _offer_owners(self) -> None:
        """Ask who shall answer for the draft under the caret."""
        line = self.table.current()
        if line is None or line.state is not BatchState.DRAFT:
            self._services.toast.tell(_("Choose a draft first: only a draft is handed over."))
        else:
            self._services.jobs.read(ListUsers(), partial(self._show_owners, line), owner=self)

    def _show_owners(self, line: BatchLine, users: Sequence[User]) -> None:
        self.owners.clear()
        for user in users:
            if user.active and user.may(Permission.GIFTS_KEY) and user.name != line.owned_by:
                self.owners.addAction(user.name, partial(self._hand_over, line, user.name))
        if self.owners.isEmpty():
            message = _("Nobody else keys gifts in this dossier: add a user in Settings.")
            self._services.toast.tell(message)
        else:
            self.owners.popup(self.hand.mapToGlobal(self.hand.rect().bottomLeft()))

    def _hand_over(self, line: BatchLine, name: str) -> None:
        def tell(batch: GiftBatch) -> None:
            text = _("{owner} answers for batch {number} now.")
            told = text.format(owner=batch.owned_by, number=number_of(line))
            self._services.toast.tell(told)

        self._services.jobs.write(HandOverBatch(line.id, name), tell, owner=self)

    def _open(self) -> None:
        chosen = self.table.current_id()
        if chosen:
            self.opened.emit(chosen)
