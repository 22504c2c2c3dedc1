# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose time has come: chosen, previewed, and only then erased."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from app.kernel.i18n import _, ngettext
from app.ui.kit.flow import Flow
from app.ui.kit.screen import Services
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Card, button, text_label
from app.ui.screens.privacy import presenter
from app.ui.screens.privacy.columns import DUE
from app.usecases.privacy import Due, DueForErasure


class DuePane(QWidget):
    """Prospects and donors not heard of, and what remains of persons erased."""

    chosen = Signal(tuple)
    """Persons to be previewed: carries their ids."""
    sheet_wanted = Signal(int)
    """The sheet of a person is wanted."""

    def __init__(self, services: Services) -> None:
        """Show nobody yet."""
        super().__init__()
        self.services = services
        self.told = text_label("", "heading", wrap=True)
        self.table: RowsTable[Due] = RowsTable(DUE, _("Persons whose time has come"))
        self.table.setObjectName("dueTable")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setMinimumHeight(theme_of().px(150))
        self.table.selected.connect(self._tell_chosen)
        self.table.moved.connect(self._tell_current)
        self.table.opened.connect(self._open_sheet)
        self.why = text_label("", wrap=True)
        self.preview = button("", self._preview, role="primary")
        self.sheet = button(_("See the shee&t"), self._open_sheet)
        rule = _(
            "Shift and Ctrl choose several, Ctrl+A all. A call, a letter, a visit noted on the "
            "sheet is a contact: the person is proposed no more."
        )
        card = Card()
        card.box.addWidget(self.told)
        card.box.addWidget(self.table, 1)
        card.box.addWidget(self.why)
        card.box.addWidget(text_label(rule, "muted", wrap=True))
        card.box.addLayout(Flow(self.preview, self.sheet))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.addWidget(card, 1)

    def refresh(self) -> None:
        """Ask whose time has come."""
        self.services.jobs.read(DueForErasure(), self._show, owner=self)

    def _show(self, due: Sequence[Due]) -> None:
        self.told.setText(presenter.due_told(due))
        self.table.set_rows(due)
        if due and self.table.current_row() < 0:
            self.table.selectRow(0)
        self._tell_chosen()
        self._tell_current()

    def _ids(self) -> tuple[int, ...]:
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        lines = (self.table.rows_model.line(row) for row in rows)
        return tuple(line.donor_id for line in lines if line is not None)

    def _tell_chosen(self) -> None:
        count = len(self._ids())
        message = ngettext("Preview {count} person…", "Preview {count} persons…", count)
        self.preview.setText(message.format(count=count))
        self.preview.setEnabled(bool(count))
        self.preview.setToolTip("" if count else _("Choose persons of the table first."))

    def _tell_current(self) -> None:
        line = self.table.current()
        self.why.setText(presenter.due_sentence(line) if line else "")
        self.sheet.setEnabled(line is not None)

    def _preview(self) -> None:
        if ids := self._ids():
            self.chosen.emit(ids)

    def _open_sheet(self) -> None:
        line = self.table.current()
        if line is not None:
            self.sheet_wanted.emit(line.donor_id)
