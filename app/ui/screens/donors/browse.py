# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of donors, its filter, and the sheet beside it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.domain.donors import EventKind
from app.domain.lists import USUAL, ListColumn, SavedList
from app.domain.users import Permission
from app.kernel.changes import Changes
from app.kernel.i18n import _, ngettext
from app.ui.kit.jobs import Handle
from app.ui.kit.panes import Panes
from app.ui.kit.screen import Services
from app.ui.kit.shortcuts import bind
from app.ui.kit.table import PagedTable
from app.ui.kit.widgets import Bar, EmptyState, button, page_box, row, scrolling, text_label
from app.ui.screens.donors import presenter
from app.ui.screens.donors.columns import DonorSource, donor_columns
from app.ui.screens.donors.listacts import ListActs
from app.ui.screens.donors.listtools import ListTools, Shown
from app.ui.screens.donors.sheet import SheetPane
from app.usecases.donors import ArchiveDonor, DonorSheet, ShowDonor, ShowTimeline
from app.usecases.lists import ListSum, SavedLists
from app.usecases.ports.people import ListRow
from app.usecases.readers import ForgetAccounts
from app.usecases.receipts.register import DonorReceipts

_COLUMNS_KEY = "donors/columns"
_SHARES = (58, 42)
"""How list and sheet share the width before the person moves the line between them."""


def remembered_columns(text: str) -> str:
    """Return the columns this workstation remembers; the usual ones when it knows none."""
    return ",".join(name for name in text.split(",") if name in set(ListColumn)) or ",".join(USUAL)


class FilterField(QLineEdit):
    """The filter above the list: arrows go down into the list, Escape clears."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk into the list, or clear."""
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class BrowsePage(QWidget):
    """The list on the left, the current donor's sheet on the right."""

    new_wanted = Signal()
    edit_wanted = Signal(object)
    """Carries the ``Donor`` to edit."""
    compose_wanted = Signal()
    """The person would choose conditions and columns."""

    def __init__(self, services: Services) -> None:
        """Lay out an empty list; ``reload`` fetches."""
        super().__init__()
        self._services = services
        self._reading: Handle | None = None
        self._sheet: DonorSheet | None = None
        self._edit_when_read = 0
        self._task_when_read = 0
        self._note_when_read = (0, EventKind.NOTE)
        self._summing: Handle | None = None
        self._only: tuple[int, ...] = ()
        self.made = SavedList(columns=remembered_columns(services.state.text(_COLUMNS_KEY)))
        self.filter = FilterField()
        self.filter.setObjectName("donorFilter")
        self.filter.setAccessibleName(_("Filter the donors"))
        self.filter.setPlaceholderText(_("Filter: name, town, telephone, number (Ctrl+F)"))
        self.filter.setClearButtonEnabled(True)
        self.only_bar = Bar("info")
        self.new_button = button(
            _("&New donor"), self.new_wanted.emit, role="primary", icon_name="plus"
        )
        self.tools = ListTools(services.office.actor)
        self.acts = ListActs(services, self.tools, self._shown)
        self.table: PagedTable[ListRow] = PagedTable(
            donor_columns(self.made.shown), DonorSource(), services.jobs, _("Donors")
        )
        self.table.setObjectName("donorsTable")
        self.table.let_select_several()
        self.count = text_label(role="muted", wrap=True)
        self.sheet = SheetPane(services, self.edit)
        self.list_stack = QStackedWidget()
        self.side = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        nobody = EmptyState(
            _("Nobody on file answers this filter."), _("Clear the filter"), self._show_all
        )
        self.list_stack.addWidget(self.table)
        self.list_stack.addWidget(nobody)
        hint = text_label(_("Choose a donor in the list to see the sheet."), "muted", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.side.addWidget(hint)
        self.side.addWidget(self.sheet)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list_stack, 1)
        column.addWidget(self.count)
        self.splitter = Panes(left, self.side, _SHARES)
        box = page_box(self)
        box.addLayout(row(self.filter, self.tools, self.new_button))
        box.addWidget(self.only_bar)
        box.addWidget(self.acts)
        box.addWidget(scrolling(self.splitter), 1)

    def _connect(self) -> None:
        self.filter.textChanged.connect(lambda _text: self.reload())
        self.filter.down.connect(self._walk_in)
        self.table.moved.connect(self._show_current)
        self.table.opened.connect(self.edit)
        self.table.paged_model.loaded.connect(self._loaded)
        self.table.selected.connect(self._tell_count)
        self.tools.compose_wanted.connect(self.compose_wanted)
        self.tools.saved_wanted.connect(self.show_list)
        self._services.feed.watch(self, ("lists",), lambda _changes: self._read_lists())
        self._read_lists()
        self._services.feed.watch(self, ("donors", "gifts", "receipts"), self._changed)
        self.sheet.archive_wanted.connect(self._archive)
        self.sheet.forget_wanted.connect(self._forget_accounts)
        self.sheet.donor_wanted.connect(self.select)
        self.sheet.receipt_wanted.connect(
            lambda number: self._services.navigator.open("receipts", number=number)
        )
        bind(self, "Ctrl+F", self._filter)
        bind(self, "Ctrl+Shift+F", self.compose_wanted.emit)
        bind(self, "F2", self.edit)
        bind(self, "Ctrl+T", self._begin_task)
        actor = self._services.office.actor
        if not actor.may(Permission.DONORS_EDIT):
            why = _(
                "Your role does not let you change donors: ask the treasurer or the administrator."
            )
            self.new_button.setEnabled(False)
            self.new_button.setToolTip(why)
            self.new_button.setAccessibleDescription(why)

    def reload(self) -> None:
        """Fetch the list again."""
        self.table.reload(self._source())

    def _source(self) -> DonorSource:
        return DonorSource(self.filter.text(), self._only, self.made.conditions)

    def select(self, donor_id: int) -> None:
        """Show a donor, whatever the filter."""
        self.table.select_id(donor_id)
        if not self.shows_all:
            self._show_all()

    def show_only(self, ids: Sequence[int], why: str) -> None:
        """Show these donors and say why, with a way back to all."""
        self._only, self.made = tuple(ids), SavedList(columns=self.made.columns)
        text = ngettext("{count} donor: {why}", "{count} donors: {why}", len(self._only))
        self.only_bar.tell(
            text.format(count=len(self._only), why=why),
            "info",
            _("Show all donors"),
            self._show_all,
        )
        self.filter.clear()
        self.reload()

    def show_list(self, made: SavedList) -> None:
        """Show those who answer a list, its conditions told above, in its columns and order."""
        before, self.made, self._only = self.made, made, ()
        self.table.paged_model.order_by = made.sort
        self.table.paged_model.descending = made.descending
        if made.columns != before.columns:
            self._services.state.keep(_COLUMNS_KEY, made.columns)
        words = presenter.list_words(made)
        self.only_bar.setVisible(bool(words))
        if words:
            self.only_bar.tell(words, "info", _("Show all donors"), self._show_all)
        self.table.paged_model.source = self._source()
        self.table.show_columns(donor_columns(made.shown))

    @property
    def list_shown(self) -> SavedList:
        """What the list is made by, in the order of the column last clicked."""
        model = self.table.paged_model
        order = ListColumn(model.order_by)
        return replace(self.made, sort=order, descending=model.descending)

    @property
    def shows_all(self) -> bool:
        """Whether the list holds every donor."""
        return not self._only and not self.made.written and not self.filter.text().strip()

    def edit(self) -> None:
        """Open the form on the current donor, or on the one the list was asked to show.

        Between the two, the row that is still current is somebody else's.
        """
        donor_id = self.table.wanted_id
        if not donor_id or not self._services.office.actor.may(Permission.DONORS_EDIT):
            return
        if self._sheet is not None and self._sheet.donor.id == donor_id:
            self.edit_wanted.emit(self._sheet.donor)
        else:
            self._edit_when_read = donor_id

    def note_when_read(self, donor_id: int, kind: EventKind) -> None:
        """Type what happened with a donor, as soon as the sheet is shown."""
        self._note_when_read = (donor_id, kind)
        self._begin_note()

    def _begin_note(self) -> None:
        donor_id, kind = self._note_when_read
        if self._sheet is not None and self._sheet.donor.id == donor_id:
            self._note_when_read = (0, EventKind.NOTE)
            self.sheet.show_part("followed")
            self.sheet.followed.begin_event(kind)

    def focus_first(self) -> None:
        """Put the caret in the filter."""
        self.filter.setFocus()

    def _filter(self) -> None:
        self.filter.setFocus()
        self.filter.selectAll()

    def _show_all(self) -> None:
        self.only_bar.hide()
        self._only, self.made = (), SavedList(columns=self.made.columns)
        if self.filter.text():
            self.filter.clear()
        else:
            self.reload()

    def _walk_in(self) -> None:
        self.table.setFocus()
        if self.table.current_row() < 0 and self.table.model().rowCount():
            self.table.selectRow(0)

    def _loaded(self, count: int) -> None:
        self.list_stack.setCurrentIndex(0 if count else 1)
        self.count.setVisible(bool(count))
        self._tell_count()
        if not self.table.current_id():
            self.side.setCurrentIndex(0)
            self._sheet = None

    def _read_lists(self) -> None:
        self._services.jobs.read(SavedLists(), self.tools.show_lists, owner=self)

    def _shown(self) -> Shown:
        selected = self.table.selected_ids()
        ids = selected if len(selected) > 1 else tuple(self.table.paged_model.ids)
        return Shown(ids, self.made.shown, presenter.list_words(self.made))

    def _tell_count(self) -> None:
        """Say how many are selected, or listed, at once; what they gave as soon as it is known."""
        selected = self.table.selected_ids()
        count = len(selected) if len(selected) > 1 else len(self.table.paged_model.ids)
        words = partial(presenter.selected_text, count)
        if len(selected) < 2:  # noqa: PLR2004 - one row is where the person stands
            words = partial(presenter.count_text, count, narrowed=not self.shows_all)
        self.count.setText(words())
        if self._summing:
            self._summing.cancel()
        if len(selected) > 1 or self.made.written:
            question = ListSum(self._shown().ids)
            self._summing = self._services.jobs.read(
                question, lambda cents: self.count.setText(words(cents=cents)), owner=self
            )

    def _show_current(self) -> None:
        donor_id = self.table.current_id()
        if self._reading:
            self._reading.cancel()
        if not donor_id:
            return
        self._reading = self._services.jobs.read(ShowDonor(donor_id), self._take_sheet, owner=self)

    def _take_sheet(self, sheet: DonorSheet) -> None:
        if sheet.donor.id == self.table.current_id():
            self._sheet = sheet
            self.sheet.show_sheet(sheet)
            self.side.setCurrentIndex(1)
            if self._edit_when_read == sheet.donor.id:
                self.edit_wanted.emit(sheet.donor)
            self._edit_when_read = 0
            self._begin_note()
            self._begin_wanted_task()
            self._services.jobs.read(
                ShowTimeline(sheet.donor.id), self.sheet.show_timeline, owner=self
            )
            self._services.jobs.read(
                DonorReceipts(sheet.donor.id), self.sheet.show_receipts, owner=self
            )

    def _begin_task(self) -> None:
        """Type what is to be done for the donor the list was asked to show, once it does."""
        self._task_when_read = self.table.wanted_id
        self._begin_wanted_task()

    def _begin_wanted_task(self) -> None:
        if self._sheet is not None and self._sheet.donor.id == self._task_when_read:
            self._task_when_read = 0
            self.sheet.show_part("followed")
            self.sheet.followed.begin()
        elif self._task_when_read != self.table.wanted_id:
            self._task_when_read = 0

    def _archive(self) -> None:
        """Put the donor in the archive, or bring them back; either is undone at once."""
        if self._sheet is None:
            return
        donor = self._sheet.donor
        back = donor.archived_on is not None
        told = _("{name} is back on file.") if back else _("{name} is archived: still found, last.")
        undo = ArchiveDonor(donor.id, back=not back)
        self._services.jobs.write(
            ArchiveDonor(donor.id, back=back),
            lambda _donor: self._services.toast.tell(
                told.format(name=donor.display_name),
                lambda: self._services.jobs.write(undo, owner=self),
            ),
            owner=self,
        )

    def _forget_accounts(self) -> None:
        """Forget whose account is whose; the next cheque asks anew."""
        if self._sheet is not None:
            told = _("The cheque accounts of {name} are forgotten.")
            name = self._sheet.donor.display_name
            self._services.jobs.write(
                ForgetAccounts(self._sheet.donor.id),
                lambda _count: self._services.toast.tell(told.format(name=name)),
                owner=self,
            )

    def _changed(self, changes: Changes) -> None:
        known = self.table.paged_model
        ids = changes.ids.get("donors", frozenset())
        if "donors" in changes.rooms and (not ids or any(known.row_of(i) < 0 for i in ids)):
            self.table.reload()
        else:
            self.table.refresh()
        self._show_current()
