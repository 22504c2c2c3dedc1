# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Past imports, each of which can be undone whole."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kernel.i18n import N_, _
from app.ui.kit.flow import Flow
from app.ui.kit.lines import Column, Mark
from app.ui.kit.table import RowsTable
from app.ui.kit.widgets import Bar, EmptyState, button, text_label
from app.ui.screens.imports.presenter import PastImport
from app.usecases.imports.undoing import held_words, why_held
from app.usecases.ports.imports import HeldThing


def _mark(past: PastImport) -> Mark:
    return Mark.MUTED if past.why_not else Mark.PLAIN


HISTORY_COLUMNS: tuple[Column[PastImport], ...] = (
    Column("when", N_("When"), lambda p: p.when, 17, mark=_mark),
    Column("who", N_("Who"), lambda p: p.who, 12, mark=_mark, spare=2),
    Column("file", N_("File"), lambda p: p.file, mark=_mark),
    Column("donors", N_("Donors"), lambda p: p.donors, 10, right=True, mark=_mark, spare=4),
    Column("gifts", N_("Gifts"), lambda p: p.gifts, 10, right=True, mark=_mark, spare=3),
    Column("rejected", N_("Rejected"), lambda p: p.rejected, 10, right=True, mark=_mark, spare=1),
    Column("state", N_("State"), lambda p: p.state, 18, mark=_mark),
)

HELD_COLUMNS: tuple[Column[HeldThing], ...] = (
    Column("what", N_("What stays"), held_words, 38),
    Column("why", N_("Why"), why_held),
)


class HistoryPage(QWidget):
    """The list, newest first."""

    undo_wanted = Signal(object)
    """Carries the ``PastImport`` to undo."""
    rest_wanted = Signal(object)
    """Carries the ``PastImport`` to undo but for what is held."""
    rejected_wanted = Signal(object)
    """Carries the ``PastImport`` whose rejected rows are wanted."""
    back_wanted = Signal()

    def __init__(self) -> None:
        """Lay out an empty list."""
        super().__init__()
        self.bar = Bar("info")
        self.table = RowsTable(HISTORY_COLUMNS, _("Past imports"))
        self.held = RowsTable(HELD_COLUMNS, _("What stays, and why"))
        self.held.hide()
        self.rest = button(_("Undo the &rest"), self._rest)
        self.rest.hide()
        self.save = button(_("Save the rejected rows…"), self._save)
        self.undo = button(_("&Undo this import"), self._undo, icon_name="undo")
        self.back = button(_("Go back"), self.back_wanted.emit)
        self.empty = EmptyState(
            _("Nothing was imported yet."), _("Import a workbook"), self.back_wanted.emit
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(text_label(_("Past imports"), "heading"))
        box.addWidget(self.bar)
        box.addWidget(self.table, 1)
        box.addWidget(self.held, 1)
        box.addWidget(self.empty, 1)
        box.addLayout(Flow(self.undo, self.rest, self.save, self.back, lead=3))
        self.table.moved.connect(self._show_undo)
        self.table.moved.connect(self.forget_held)

    def show_history(self, past: Sequence[PastImport]) -> None:
        """Show the imports."""
        self.forget_held()
        self.table.set_rows(past)
        if past and self.table.current_row() < 0:
            self.table.selectRow(0)
        self.table.setVisible(bool(past))
        self.empty.setVisible(not past)
        self.undo.setVisible(bool(past))
        self.save.setVisible(bool(past))
        self.back.setVisible(bool(past))
        self._show_undo()

    def show_held(self, why: str, held: Sequence[HeldThing]) -> None:
        """Tell what keeps an import from being undone, and offer to undo the rest."""
        self.bar.tell(why, "warning")
        self.held.set_rows(held)
        self.held.show()
        self.rest.show()
        self.rest.setFocus()

    def forget_held(self) -> None:
        """Another import, or none: what held the former is of no matter."""
        self.bar.hide()
        self.held.hide()
        self.rest.hide()

    def focus_first(self) -> None:
        """Put the focus in the list."""
        (self.table if self.table.isVisible() else self.empty.action).setFocus()

    def _show_undo(self) -> None:
        past = self.table.current()
        why = past.why_not if past else _("Choose an import in the list.")
        why_no_rejects = past.why_no_rejects if past else why
        for verb, reason in ((self.undo, why), (self.save, why_no_rejects)):
            verb.setEnabled(not reason)
            verb.setToolTip(reason)
            verb.setAccessibleDescription(reason)

    def _save(self) -> None:
        past = self.table.current()
        if past is not None:
            self.rejected_wanted.emit(past)

    def _rest(self) -> None:
        past = self.table.current()
        if past is not None:
            self.rest_wanted.emit(past)

    def _undo(self) -> None:
        past = self.table.current()
        if past is not None:
            self.undo_wanted.emit(past)
