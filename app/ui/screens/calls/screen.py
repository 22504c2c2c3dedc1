# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of calls: a list made from the lists kept by name, then one donor after the other."""

from array import array
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit

from app.domain.calls import CallOutcome, CallReason, made_words, outcome_words, reason_words
from app.domain.lists import SavedList
from app.domain.users import Permission
from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit.fields import ChoiceField
from app.ui.kit.flow import Flow
from app.ui.kit.screen import Screen, Services
from app.ui.kit.widgets import Bar, Card, button, page_box, text_label
from app.ui.screens.calls import presenter
from app.usecases.calls import (
    CallLists,
    CallProgress,
    MadeCallList,
    MakeCallList,
    NextCall,
    NoteOutcome,
    ToCall,
)
from app.usecases.donors import DonorIds
from app.usecases.lists import SavedLists


class CallsScreen(Screen):
    """Calls to make."""

    def __init__(self, services: Services) -> None:
        """Show the lists there are."""
        super().__init__(services)
        self._turn: ToCall | None = None
        self.bar = Bar("info")
        self.lists = ChoiceField()
        self.lists.setObjectName("callLists")
        self.lists.setAccessibleName(_("Call list"))
        self.who = text_label(role="heading", wrap=True)
        self.phones = text_label(role="title", wrap=True)
        self.known = text_label(role="muted", wrap=True)
        self.left = text_label(role="muted", wrap=True)
        self.text = QLineEdit()
        self.text.setObjectName("callText")
        self.text.setAccessibleName(_("What was said"))
        self.text.setPlaceholderText(_("What was said"))
        self.acts = {
            outcome: button(words, partial(self._note, outcome))
            for outcome, words in outcome_words().items()
        }
        self.sheet = button(_("See the shee&t"), self._show_sheet, role="quiet")
        self.name = QLineEdit()
        self.name.setObjectName("callName")
        self.name.setAccessibleName(_("Name of the call list"))
        self.name.setPlaceholderText(_("Name of the call list"))
        reasons = tuple((words, reason) for reason, words in reason_words().items())
        self.reason = ChoiceField(reasons)
        self.reason.setAccessibleName(_("Reason"))
        self.source = ChoiceField()
        self.source.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToContents)
        self.source.setAccessibleName(_("Which donors"))
        self.make = button(_("&Make the call list"), self._make, role="primary")
        self._lay_out()
        self._grey()
        self.lists.currentIndexChanged.connect(lambda _index: self._ask_next())
        services.feed.watch(self, ("calls", "lists"), lambda _changes: self.refresh())
        self.refresh()

    def _lay_out(self) -> None:
        box = page_box(self)
        box.addWidget(self.bar)
        now = Card()
        now.box.addWidget(text_label(_("Whom to call now"), "heading"))
        for part in (self.lists, self.left, self.who, self.phones, self.known, self.text):
            now.box.addWidget(part)
        now.box.addLayout(Flow(*self.acts.values(), self.sheet))
        box.addWidget(now)
        new = Card()
        new.box.addWidget(text_label(_("A new call list"), "heading"))
        hint = _("Donors come from a list kept by name. Those who want no calls are left out.")
        new.box.addWidget(text_label(hint, "muted", wrap=True))
        new.box.addWidget(self.name)
        new.box.addLayout(Flow(self.reason, self.source, self.make))
        box.addWidget(new)
        box.addStretch()

    def _grey(self) -> None:
        if not self.services.office.actor.may(Permission.DONORS_EDIT):
            why = _(
                "Your role does not let you change donors: ask the treasurer or the administrator."
            )
            for one in (self.make, *self.acts.values()):
                one.setEnabled(False)
                one.setToolTip(why)
                one.setAccessibleDescription(why)

    def open(self, **_arguments: Any) -> None:
        """Show how far the lists are."""
        self.refresh()

    def focus_first(self) -> None:
        """Put the caret where the next call is noted, or where a list is named."""
        (self.text if self._turn is not None else self.name).setFocus()

    def refresh(self) -> None:
        """Read the lists again."""
        self.services.jobs.read(CallLists(), self._show_lists, owner=self)
        self.services.jobs.read(SavedLists(), self._show_sources, owner=self)

    def _show_lists(self, lists: Sequence[CallProgress]) -> None:
        self.lists.blockSignals(True)  # noqa: FBT003 - Qt's
        self.lists.offer(tuple((presenter.list_words(one), one.made.id) for one in lists))
        self.lists.blockSignals(False)  # noqa: FBT003 - Qt's
        self.lists.setVisible(bool(lists))
        self._ask_next()

    def _show_sources(self, saved: Sequence[SavedList]) -> None:
        everyone: tuple[tuple[str, object], ...] = ((_("All donors"), None),)
        self.source.offer(everyone + tuple((one.name, one) for one in saved))

    def _ask_next(self) -> None:
        list_id = self.lists.currentData()
        if list_id is None:
            self._show_turn(None)
        else:
            self.services.jobs.read(NextCall(list_id), self._show_turn, owner=self)

    def _show_turn(self, turn: ToCall | None) -> None:
        self._turn = turn
        for part in (self.phones, self.known, self.left, self.text, self.sheet):
            part.setVisible(turn is not None)
        for act in self.acts.values():
            act.setVisible(turn is not None)
        if turn is None:
            listed = self.lists.currentData() is not None
            done, none = _("Everybody on this list was called."), _("No call list yet.")
            self.who.setText(done if listed else none)
            return
        self.who.setText(presenter.head(turn))
        self.phones.setText("   ".join(turn.phones))
        self.known.setText(presenter.known(turn))
        self.left.setText(presenter.left(turn))

    def _note(self, outcome: CallOutcome) -> None:
        if self._turn is None:
            return
        command = NoteOutcome(self._turn.line, outcome, self.text.text())
        self.services.jobs.write(command, lambda _line: self._noted(), self._tell, owner=self)

    def _noted(self) -> None:
        self.bar.hide()
        self.text.clear()
        self.text.setFocus()

    def _tell(self, error: OboleError) -> None:
        self.bar.tell(error.message, "error")

    def _show_sheet(self) -> None:
        if self._turn is not None:
            self.services.navigator.open("donors", id=self._turn.line.donor_id)

    def _make(self) -> None:
        saved = self.source.currentData()
        conditions = saved.conditions if saved is not None else ()
        self.services.jobs.read(DonorIds(conditions=conditions), self._make_of, owner=self)

    def _make_of(self, ids: "array[int]") -> None:
        reason = CallReason(self.reason.currentData())
        command = MakeCallList(self.name.text(), reason, tuple(ids))
        self.services.jobs.write(command, self._made, self._tell, owner=self)

    def _made(self, done: MadeCallList) -> None:
        self.name.clear()
        self.bar.tell(made_words(done.donors, done.opposed, done.unreachable), "success")
