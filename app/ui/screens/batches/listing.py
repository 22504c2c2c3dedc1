# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of batches, the latest first."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.domain.batches import BatchState, GiftBatch
from app.domain.users import Permission, User
from app.kernel.changes import Changes
from app.kernel.i18n import N_, _
from app.ui.kit.fields import ChoiceField
from app.ui.kit.lines import Column
from app.ui.kit.screen import Services
from app.ui.kit.table import RowsTable
from app.ui.kit.widgets import EmptyState, button, page_box, row, text_label
from app.ui.screens.batches.columns import BATCHES
from app.ui.screens.batches.presenter import count_text, number_of, whose_text
from app.usecases.batches import HandOverBatch, ListBatches
from app.usecases.ports.desk import BatchLine
from app.usecases.users import ListUsers


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
        self.hand = button(_("&Hand over…"), self._offer_owners)
        self.owners = QMenu(self.hand)
        self._shown = ChoiceField(((_("All batches"), False), (_("Drafts only"), True)))
        self._shown.setAccessibleName(_("Batches shown"))
        self._shown.activated.connect(lambda _index: self.reload())
        self._count = text_label("", "muted")
        clock = services.office.clock
        whose: Column[BatchLine] = Column(
            "by", N_("Owner · being keyed by"), lambda line: whose_text(line, clock.now())
        )
        self.table: RowsTable[BatchLine] = RowsTable((*BATCHES, whose), _("Gift batches"))
        self.table.setObjectName("batchesTable")
        self.table.opened.connect(self._open)
        empty = _(
            "No batch yet. Open the envelopes, count them, add the amounts up, then key them."
        )
        self._empty = EmptyState(empty, _("New batch"), self.new_wanted.emit)
        listed = QWidget()
        inner = QVBoxLayout(listed)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addLayout(row(self._new, self._shown, self._count, None, self.hand))
        inner.addWidget(self.table, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(listed)
        self._stack.addWidget(self._empty)
        page_box(self).addWidget(self._stack)
        services.feed.watch(self, ("batches", "gifts"), self._changed)

    def reload(self) -> None:
        """Read the list again."""
        query = ListBatches(drafts_only=bool(self._shown.currentData()))
        self._services.jobs.read(query, self._show, owner=self)

    def focus_first(self) -> None:
        """Put the focus on the list, or on what to do without one; now and when it is read."""
        if not self._read:
            self._wants_focus = True
        if self._stack.currentWidget() is self._empty:
            self._empty.action.setFocus()
        else:
            self.table.setFocus()

    def _changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self.reload()

    def _show(self, lines: Sequence[BatchLine]) -> None:
        self._read = True
        self.table.set_rows(lines)
        self._count.setText(count_text(len(lines)))
        nothing = not lines and not self._shown.currentData()
        self._stack.setCurrentIndex(1 if nothing else 0)
        if lines and self.table.current_row() < 0:
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
        current = self.table.current()
        if current is not None:
            self.opened.emit(current.id)
