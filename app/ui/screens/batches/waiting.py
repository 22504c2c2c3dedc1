# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Posted gifts that wait for their donor, wherever they were keyed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.users import Permission
from app.kernel.changes import Changes
from app.kernel.i18n import _
from app.ui.kit.screen import Services
from app.ui.kit.table import RowsTable
from app.ui.kit.widgets import Bar, button, page_box, row, text_label
from app.ui.screens.batches.columns import WAITING
from app.usecases.gifts import UnidentifiedGifts
from app.usecases.ports.desk import GiftLine


class WaitingPage(QWidget):
    """Enter on a line says whose gift it is."""

    left = Signal()
    identification_wanted = Signal(object)
    """The person knows the donor of a line: its row."""

    def __init__(self, services: Services) -> None:
        """Show nothing yet; ``reload`` does."""
        super().__init__()
        self._services = services
        self.done = Bar("success")
        self.table: RowsTable[GiftLine] = RowsTable(WAITING, _("Gifts to identify"))
        self.table.setObjectName("waitingTable")
        self.table.opened.connect(self._identify)
        self._act = button(_("&Identify"), self._identify, role="primary")
        self._nothing = text_label(_("Every posted gift has its donor."), "muted")
        box = page_box(self)
        box.addWidget(text_label(_("Gifts to identify"), "heading"))
        box.addWidget(self.done)
        box.addWidget(self._nothing)
        box.addWidget(self.table, 1)
        box.addLayout(row(button(_("All &batches"), self.left.emit), None, self._act))
        services.feed.watch(self, ("gifts",), self._changed)

    def reload(self, sentence: str = "") -> None:
        """Read the list again; ``sentence`` tells what was just done."""
        self.done.tell(sentence)
        self.done.setVisible(bool(sentence))
        self._services.jobs.read(UnidentifiedGifts(), self._show, owner=self)

    def focus_first(self) -> None:
        """Put the focus on the lines."""
        self.table.setFocus()

    def _changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self._services.jobs.read(UnidentifiedGifts(), self._show, owner=self)

    def _show(self, lines: Sequence[GiftLine]) -> None:
        self.table.set_rows(lines)
        self.table.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        self._act.setEnabled(bool(lines))
        if lines and self.table.current_row() < 0:
            self.table.selectRow(0)

    def _identify(self) -> None:
        current = self.table.current()
        if current is not None and self._services.office.actor.may(Permission.GIFTS_KEY):
            self.identification_wanted.emit(current)
