# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The returned mail page: a number, a reason, the next letter; below, whom no letter reaches."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.addresses import ReturnedLetter, ReturnReason
from app.domain.donors import Donor
from app.kernel.changes import Changes
from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.flow import Flow
from app.ui.kit.lookup import SHOWN
from app.ui.kit.screen import Screen, Services
from app.ui.kit.table import RowsTable
from app.ui.kit.widgets import Bar, Card, button, page_box, row, text_label
from app.ui.screens.addresses import presenter
from app.ui.screens.addresses.columns import UNREACHABLE
from app.ui.screens.addresses.letterfield import LetterField, ReasonField
from app.ui.screens.addresses.presenter import Noted
from app.usecases.addresses import NoGoodAddress, RecordReturn, UndoReturn, WhoseLetter
from app.usecases.donors import FindDonors
from app.usecases.ports.addresses import Unreachable
from app.usecases.ports.people import DonorLine


class AddressesScreen(Screen):
    """Returned mail."""

    def __init__(self, services: Services) -> None:
        """Wait for the first envelope."""
        super().__init__(services)
        self._year = services.office.clock.today().year - 1
        self._donor: DonorLine | None = None
        self._pile: list[Noted] = []
        self.bar = Bar("success")
        self.letter = LetterField(self._search)
        self.letter.setObjectName("letter")
        self.letter.setPlaceholderText(_("Pass the first envelope"))
        self.letter.chosen.connect(self._ask_reason)
        self.letter.entered.connect(self._look_closer)
        self.letter.hesitated.connect(lambda text: self.bar.tell(text, "info"))
        self.letter.undo_wanted.connect(self._undo)
        self.whose = text_label("", "heading", wrap=True)
        self.whose.setObjectName("whose")
        self.reason = ReasonField()
        self.reason.setObjectName("reason")
        self.reason.answered.connect(self._note)
        self.reason.given_up.connect(self._next)
        self.reasons = [
            button(words, partial(self._note, one)) for one, words in presenter.reason_buttons()
        ]
        self.count = text_label("", "muted")
        self.count.setObjectName("pileCount")
        self.undo = button(_("Undo the last (U)"), self._undo, icon_name="undo")
        self.finish = button(_("Finish the &pile"), self._finish)
        self.stake = text_label("", "heading", wrap=True)
        self.table: RowsTable[Unreachable] = RowsTable(UNREACHABLE, _("Donors no letter reaches"))
        self.table.setObjectName("unreachableTable")
        self.table.opened.connect(self._open_sheet)
        self._lay_out()
        services.feed.watch(self, ("addresses", "donors", "gifts", "receipts"), self._refresh)
        self._read()
        self._next()
        self._allow()

    def _lay_out(self) -> None:
        box = page_box(self)
        box.addWidget(self.bar)
        card = Card()
        card.box.addLayout(_labelled(_("Scan or type the &number"), self.letter))
        card.box.addWidget(self.whose)
        card.box.addLayout(_labelled(_("R&eason, one key"), self.reason))
        card.box.addLayout(Flow(*self.reasons))
        card.box.addLayout(row(self.count, None, self.undo, self.finish))
        box.addWidget(card)
        box.addWidget(self.stake)
        box.addWidget(text_label(_("Enter opens the sheet, where the new address goes."), "muted"))
        box.addWidget(self.table, 1)

    def open(self, **arguments: Any) -> None:
        """Show the desk; ``show="unreachable"`` goes to the list."""
        if arguments.get("show") == "unreachable":
            self.table.setFocus()

    def focus_first(self) -> None:
        """Put the focus where the next envelope is typed."""
        if not self.table.hasFocus():
            self.letter.setFocus()

    def _allow(self) -> None:
        why = presenter.why_not(self.services.office.actor)
        for widget in (self.letter, self.undo, self.finish):
            widget.setEnabled(not why)
            widget.setToolTip(why)
            widget.setAccessibleDescription(why)

    def _search(self, text: str, take: Callable[[Sequence[DonorLine]], None]) -> None:
        self.services.jobs.read(FindDonors(text, SHOWN), take, owner=self)

    def _look_closer(self, text: str) -> None:
        if text.strip():
            self.services.jobs.read(WhoseLetter(text), self._take_scanned, self._refuse, owner=self)

    def _take_scanned(self, found: Sequence[DonorLine]) -> None:
        if len(found) == 1:
            self._ask_reason(found[0])
        else:
            self.bar.tell(_("Nobody answers: type the name, or the number with its key."), "error")

    def _ask_reason(self, donor: DonorLine) -> None:
        self._donor = donor
        self.bar.hide()
        self.whose.setText(presenter.asked(donor))
        self._can_answer(on=True)
        self.reason.setFocus()
        say(self.reason, self.whose.text())

    def _can_answer(self, *, on: bool) -> None:
        why = "" if on else _("Pass an envelope first.")
        for widget in (self.reason, *self.reasons):
            widget.setEnabled(on)
            widget.setToolTip(why)

    def _note(self, reason: ReturnReason) -> None:
        donor, self._donor = self._donor, None
        if donor is None:
            return
        self.services.jobs.write(
            RecordReturn(donor.id, reason),
            lambda letter: self._noted(letter, donor),
            self._refuse,
            owner=self,
        )
        self._next()

    def _noted(self, letter: ReturnedLetter, donor: DonorLine) -> None:
        noted = Noted(letter, donor)
        self._pile.append(noted)
        self._tell(presenter.noted_text(noted))

    def _next(self) -> None:
        """Be ready for the next envelope."""
        self._donor = None
        self.whose.setText(_("Whose letter is it?"))
        self.letter.clear()
        self.letter.close_choices()
        self.letter.setFocus()
        self._can_answer(on=False)
        self._count()

    def _count(self) -> None:
        self.count.setText(presenter.pile_count(len(self._pile)))

    def _undo(self) -> None:
        if not self._pile:
            self.bar.tell(_("Nothing was noted yet: there is nothing to take back."), "info")
            return
        noted = self._pile.pop()
        self.services.jobs.write(
            UndoReturn(noted.letter.id),
            lambda _donor: self._undone(_donor, noted),
            lambda error: self._not_undone(error, noted),
            owner=self,
        )

    def _undone(self, _donor: Donor, noted: Noted) -> None:
        self._tell(presenter.undone_text(noted))
        self.letter.setFocus()

    def _not_undone(self, error: OboleError, noted: Noted) -> None:
        self._pile.append(noted)
        self._refuse(error)

    def _finish(self) -> None:
        summary = presenter.pile_summary(self._pile)
        self._pile.clear()
        self._tell(summary)
        self.letter.setFocus()

    def _tell(self, text: str) -> None:
        self._count()
        self.bar.tell(text, "success")
        say(self, text)

    def _refuse(self, error: OboleError) -> None:
        self._count()
        self.bar.tell(error.message, "error")
        say(self, error.message, urgent=True)
        self.letter.selectAll()

    def _refresh(self, _changes: Changes) -> None:
        self._read()

    def _read(self) -> None:
        self.services.jobs.read(NoGoodAddress(self._year), self._show, owner=self)

    def _show(self, lines: Sequence[Unreachable]) -> None:
        self.table.set_rows(lines)
        self.stake.setText(presenter.unreachable_text(lines, self._year))

    def _open_sheet(self) -> None:
        line = self.table.current()
        if line is not None:
            self.services.navigator.open("donors", id=line.donor_id)


def _labelled(text: str, field: QWidget) -> QHBoxLayout:
    label = text_label(text)
    label.setBuddy(field)
    field.setAccessibleName(text.replace("&", ""))
    return row(label, field)
