# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Posted gifts that wait for their donor, wherever they were keyed, and whose they may be."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.gifts import Gift
from app.domain.users import Permission
from app.kernel.changes import Changes
from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.ui.kit.announce import say
from app.ui.kit.screen import Services
from app.ui.kit.table import RowsTable
from app.ui.kit.widgets import Bar, button, page_box, row, text_label
from app.ui.screens.batches.columns import SUGGESTED, WAITING
from app.usecases.gifts import IdentifyGift, SuggestDonors, Suggestion, UnidentifiedGifts
from app.usecases.ports.desk import GiftLine

_SUGGESTIONS_HEIGHT = 190
"""Pixels: a heading and five rows."""


class WaitingPage(QWidget):
    """Enter on a line goes to the donors it may be of; Enter on one of them accepts it."""

    left = Signal()
    identification_wanted = Signal(object)
    """The person knows the donor of a line: its row."""

    def __init__(self, services: Services) -> None:
        """Show nothing yet; ``reload`` does."""
        super().__init__()
        self._services = services
        self._about = 0
        self.done = Bar("success")
        self.table: RowsTable[GiftLine] = RowsTable(WAITING, _("Gifts to identify"))
        self.table.setObjectName("waitingTable")
        self.table.opened.connect(self._step_in)
        self.table.moved.connect(self._suggest)
        self.suggested: RowsTable[Suggestion] = RowsTable(SUGGESTED, _("Donors it may be of"))
        self.suggested.setObjectName("suggestedTable")
        self.suggested.setMaximumHeight(_SUGGESTIONS_HEIGHT)
        self.suggested.opened.connect(self._accept)
        self.suggested.moved.connect(self._tell_why)
        self._perhaps = text_label("", "muted", wrap=True)
        self.act = button(_("Identif&y"), self._identify, role="primary")
        self._nothing = text_label(_("Every posted gift has its donor."), "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        box = page_box(self)
        box.addWidget(text_label(_("Gifts to identify"), "heading"))
        box.addWidget(self.done)
        box.addWidget(self._nothing, 1)
        box.addWidget(self.table, 1)
        box.addWidget(self._perhaps)
        box.addWidget(self.suggested)
        box.addLayout(row(button(_("All &batches"), self.left.emit), None, self.act))
        services.feed.watch(self, ("gifts",), self._changed)

    def reload(self, sentence: str = "") -> None:
        """Read the list again; ``sentence`` tells what was just done."""
        self.done.tell(sentence)
        self.done.setVisible(bool(sentence))
        self._services.jobs.read(UnidentifiedGifts(), self._show, owner=self)

    def focus_first(self) -> None:
        """Put the focus on the lines."""
        self.table.setFocus()

    @property
    def _may(self) -> bool:
        return self._services.office.actor.may(Permission.GIFTS_KEY)

    def _changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self._services.jobs.read(UnidentifiedGifts(), self._show, owner=self)

    def _show(self, lines: Sequence[GiftLine]) -> None:
        self.table.set_rows(lines)
        self.table.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        self.act.setEnabled(bool(lines))
        if lines and self.table.current_row() < 0:
            self.table.selectRow(0)
        self._suggest()

    def _suggest(self) -> None:
        """Ask whose the line shown may be; an answer about another line is dropped."""
        current = self.table.current()
        self._about = 0 if current is None else current.id
        self._offer(())
        if current is None:
            return
        about = current.id

        def show(found: Sequence[Suggestion]) -> None:
            if about == self._about:
                self._offer(found)

        self._services.jobs.read(SuggestDonors(about), show, owner=self)

    def _offer(self, found: Sequence[Suggestion]) -> None:
        """Show the donors with none chosen: nobody is accepted by an Enter too many."""
        if not found and self.suggested.hasFocus():
            self.table.setFocus()
        self.suggested.set_rows(found)
        self.suggested.clearSelection()
        self.suggested.setCurrentIndex(self.suggested.rootIndex())
        self.suggested.setVisible(bool(found))
        self._perhaps.setVisible(self._about != 0)
        self._perhaps.setText(
            _("It may be of one of these donors: Enter, then ↓ to choose, Enter to accept.")
            if found
            else _("Nothing points at a donor: identify it by name.")
        )

    def _step_in(self) -> None:
        """Go from the line to its suggestions, or to the page where a name is typed."""
        if self.suggested.isHidden():
            self._identify()
        else:
            self.suggested.setFocus()
            say(self, self._perhaps.text())

    def _tell_why(self) -> None:
        """Say every reason in full: the column may have no room for them."""
        chosen = self.suggested.current()
        if chosen is not None:
            self._perhaps.setText(" ".join(chosen.reasons))

    def _accept(self) -> None:
        chosen = self.suggested.current()
        if chosen is None or not self._about or not self._may:
            return
        command = IdentifyGift(self._about, chosen.donor.id)

        def told(gift: Gift) -> None:
            message = _("{amount} now stands on the sheet of {name}.")
            amount = format_amount(gift.cents)
            self.table.setFocus()
            self.reload(message.format(amount=amount, name=chosen.donor.name))
            say(self, self.done.label.text())

        def refused(error: OboleError) -> None:
            self._perhaps.setText(error.message)
            say(self, error.message, urgent=True)

        self._services.jobs.write(command, told, refused, owner=self)

    def _identify(self) -> None:
        current = self.table.current()
        if current is not None and self._may:
            self.identification_wanted.emit(current)
