# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The donors screen: browse, or type; nothing is lost on the way between."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.domain.donors import Donor, EventKind
from app.domain.lists import SavedList
from app.domain.users import Permission
from app.kernel.i18n import _
from app.ui.kit.screen import Screen, Services
from app.ui.kit.widgets import EmptyState, button
from app.ui.screens.donors.browse import BrowsePage
from app.ui.screens.donors.form import DonorFormPage
from app.ui.screens.donors.listpage import ListPage
from app.usecases.donors import DonorSheet, ShowDonor
from app.usecases.lists import ForgetList, SaveList


class DonorsScreen(Screen):
    """Donors: list, sheet and form."""

    def __init__(self, services: Services) -> None:
        """Build the pages; the list is fetched at once."""
        super().__init__(services)
        self.browse = BrowsePage(services)
        self.form = DonorFormPage(services)
        self.compose = ListPage(services.office.clock.today, services.office.actor)
        self.empty = EmptyState(
            _("No donor yet: bring them in from a workbook, or create the first one."),
            _("&New donor"),
            self.begin_new,
        )
        self._forbid_readers()
        self._stack = QStackedWidget()
        for page in (self.browse, self.form, self.compose, self.empty):
            self._stack.addWidget(page)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)
        self._connect()
        self.browse.reload()

    def _forbid_readers(self) -> None:
        if not self.services.office.actor.may(Permission.DONORS_EDIT):
            why = _(
                "Your role does not let you change donors: ask the treasurer or the administrator."
            )
            self.empty.action.setEnabled(False)
            self.empty.action.setToolTip(why)
            self.empty.action.setAccessibleDescription(why)

    def _connect(self) -> None:
        self.browse.new_wanted.connect(self.begin_new)
        self.browse.edit_wanted.connect(self.begin_edit)
        self.browse.compose_wanted.connect(self.begin_list)
        self.compose.made.connect(self._show_list)
        self.compose.forget_wanted.connect(self._forget_list)
        self.compose.left.connect(lambda: self._through(0))
        self.form.done.connect(self._through)
        self.form.show_donor.connect(self._through)
        self.browse.table.paged_model.loaded.connect(self._loaded)
        if self.services.navigator.has("imports"):
            bring = button(_("Import a &workbook"), lambda: self.services.navigator.open("imports"))
            self.empty.add_action(bring)

    def open(self, **arguments: Any) -> None:
        """Show what the person came for.

        Args:
            arguments: ``do="new"`` with the ``last_name`` or the ``phone`` known so far; ``id`` to
                show a donor, with ``do="edit"`` or ``do="address"`` to change it, ``do="call"`` or
                ``do="note"`` to note what happened, or ``part`` to see a part of the sheet; ``ids``
                and ``why`` for a few donors; ``text`` to filter by.
        """
        if arguments.get("do") == "new":
            self.begin_new(str(arguments.get("last_name", "")), str(arguments.get("phone", "")))
        elif "ids" in arguments:
            self._show_few(arguments["ids"], str(arguments.get("why", "")))
        elif "id" in arguments and arguments.get("do") in {"edit", "address"}:
            question = ShowDonor(int(arguments["id"]))
            then = self._edit_address if arguments["do"] == "address" else self._edit_sheet
            self.services.jobs.read(question, then, owner=self)
        elif "id" in arguments:
            if arguments.get("do") in set(EventKind):
                self.browse.note_when_read(int(arguments["id"]), EventKind(arguments["do"]))
            if "part" in arguments:
                self.browse.sheet.show_part(str(arguments["part"]))
            self._through(int(arguments["id"]))
        elif "text" in arguments:
            self._stack.setCurrentWidget(self.browse)
            self.browse.filter.setText(str(arguments["text"]))

    def heightForWidth(self, width: int) -> int:
        """Ask for little: the pages scroll by themselves, the window need not.

        A sentence above the list takes two lines where letters are large: they count.
        """
        page = self._stack.currentWidget()
        laid_out = page.layout() if page is not None else None
        least = laid_out.totalMinimumHeightForWidth(width) if laid_out is not None else 0
        return max(self.minimumSizeHint().height(), least)

    def focus_first(self) -> None:
        """Put the caret where work begins on the page shown."""
        if self._stack.currentWidget() is self.form:
            self.form.focus_first()
        elif self._stack.currentWidget() is self.compose:
            self.compose.focus_first()
        elif self._stack.currentWidget() is self.empty:
            self.empty.action.setFocus()
        else:
            self.browse.focus_first()

    def step_back(self) -> bool:
        """Leave the form for the list, saving what was typed; or a line being typed."""
        if self._stack.currentWidget() is self.compose:
            self._through(0)
            return True
        if self._stack.currentWidget() is not self.form:
            return self.browse.acts.step_back() or self.browse.sheet.step_back()
        self.form.leave()
        return True

    def begin_new(self, last_name: str = "", phone: str = "") -> None:
        """Open the form on a new donor."""
        self.form.begin(Donor(last_name=last_name.upper(), phone=phone))
        self._stack.setCurrentWidget(self.form)
        self.form.focus_first()

    def begin_edit(self, donor: Donor) -> None:
        """Open the form on a donor on file."""
        self.form.begin(donor)
        self._stack.setCurrentWidget(self.form)
        self.form.focus_first()

    def begin_list(self) -> None:
        """Open the page of conditions and columns."""
        self.compose.begin(self.browse.list_shown)
        self._stack.setCurrentWidget(self.compose)
        self.compose.focus_first()

    def _show_list(self, made: SavedList) -> None:
        """Show a list that was made; keep it first when it was given a name."""
        if made.name:
            self.services.jobs.write(SaveList(made), self._show_kept, owner=self)
        else:
            self._show_made(made)

    def _show_made(self, made: SavedList) -> None:
        self._stack.setCurrentWidget(self.browse)
        self.browse.show_list(made)
        self.browse.table.setFocus()

    def _show_kept(self, made: SavedList) -> None:
        self._show_made(made)
        text = _("The list “{name}” is kept for everybody.").format(name=made.name)
        self.services.toast.tell(text)

    def _forget_list(self, made: SavedList) -> None:
        self.services.jobs.write(ForgetList(made.id), self._tell_forgotten, owner=self)

    def _tell_forgotten(self, gone: SavedList) -> None:
        self._show_made(SavedList(columns=gone.columns))
        text = _("The list “{name}” is kept no longer.").format(name=gone.name)
        undo = SaveList(gone)
        self.services.toast.tell(text, lambda: self.services.jobs.write(undo, owner=self))

    def _edit_sheet(self, sheet: DonorSheet) -> None:
        self.browse.table.select_id(sheet.donor.id)
        self.begin_edit(sheet.donor)

    def _edit_address(self, sheet: DonorSheet) -> None:
        self._edit_sheet(sheet)
        self.form.fields.field("street").setFocus()

    def _show_few(self, ids: Sequence[int], why: str) -> None:
        self._stack.setCurrentWidget(self.browse)
        self.browse.show_only(ids, why)

    def _through(self, donor_id: int) -> None:
        """Go back to the list, on this donor."""
        self._stack.setCurrentWidget(self.browse)
        if donor_id:
            self.browse.select(donor_id)
        self.browse.table.setFocus()

    def _loaded(self, count: int) -> None:
        """An empty dossier says what to do first, unless somebody is typing already."""
        if self._stack.currentWidget() in {self.form, self.compose}:
            return
        nobody = not count and self.browse.shows_all
        self._stack.setCurrentWidget(self.empty if nobody else self.browse)
