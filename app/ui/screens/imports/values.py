# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 3, when values want a look: each once, with what it becomes on all the rows that bear it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.domain.imports.findings import Finding
from app.kernel.i18n import N_, _
from app.ui.kit.fields import ProposalField
from app.ui.kit.flow import Flow
from app.ui.kit.lines import Column, Mark
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, button, show_text, text_label
from app.ui.screens.imports import groupwords
from app.usecases.imports.choices import Choices
from app.usecases.imports.groups import FileValues, ValueGroup, accepted, finding_words

_FIELD_WIDTH = 200
_TABLE_HEIGHT = 150


def _mark(one: ValueGroup) -> Mark:
    return Mark.BOLD if one.finding is Finding.UNREADABLE else Mark.PLAIN


VALUE_COLUMNS: tuple[Column[ValueGroup], ...] = (
    Column("column", N_("Column"), lambda g: g.column, 14),
    Column("found", N_("Found"), groupwords.found_words, 22, mark=_mark),
    Column("rows", N_("Rows"), groupwords.rows_words, 7, right=True),
    Column("state", N_("State"), lambda g: finding_words(g.finding), 16, mark=_mark, spare=2),
    Column("told", N_("Taken for"), groupwords.told_words),
    Column("mine", N_("To be taken for"), groupwords.mine_words, 20, spare=1),
)


class ValuesPage(QWidget):
    """Values grouped; what is decided here holds for the next file with the same heads."""

    values_wanted = Signal(object)
    """Carries the ``Choices`` to look at the values with."""
    dry_run_wanted = Signal(object)
    """Carries the ``Choices`` to rehearse with."""
    back_wanted = Signal()

    def __init__(self) -> None:
        """Lay out an empty page."""
        super().__init__()
        self._choices = Choices()
        self._groups: Sequence[ValueGroup] = ()
        self.bar = Bar("info")
        self.table = RowsTable(VALUE_COLUMNS, _("Values to look at"))
        self.detail = text_label(role="muted", wrap=True)
        self.mends = QCheckBox(_("Mend the values written like this one"))
        self.label = text_label(_("Take it for"))
        self.told = ProposalField(())
        self.told.setAccessibleName(_("What the selected value is taken for"))
        self.told.setMinimumWidth(theme_of().px(_FIELD_WIDTH))
        self.told.returnPressed.connect(self._replace)
        self.take = button(_("Replace on all rows"), self._replace)
        self.keep = button(_("As it stands"), self._keep)
        self.take_all = button(_("Take all proposals"), self._take_all)
        self.back = button(_("Go back"), self.back_wanted.emit)
        self.act = button(_("Dr&y run"), self._go, role="primary")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.bar)
        box.addWidget(self.table, 1)
        box.addWidget(self.detail)
        box.addLayout(Flow(self.label, self.told, self.take, self.keep, self.mends, spacing=12))
        box.addLayout(Flow(self.take_all, self.back, self.act, lead=1))
        self.table.setMinimumHeight(theme_of().px(_TABLE_HEIGHT))
        self.mends.clicked.connect(self._switch)
        self.table.moved.connect(self._show_value)
        self.table.opened.connect(self.told.setFocus)

    def show_values(self, found: FileValues) -> None:
        """Show the groups, staying where one stood."""
        self._choices, self._groups = found.choices, found.groups
        place = max(self.table.current_row(), 0)
        self.table.set_rows(found.groups)
        if found.groups:
            self.table.selectRow(min(place, len(found.groups) - 1))
        self.bar.tell(*groupwords.values_sentence(found.groups))
        open_ones = [one for one in found.groups if one.proposed and one.repaired is None]
        why = "" if open_ones else _("There is no proposal to take.")
        self.take_all.setEnabled(not why)
        self.take_all.setToolTip(why)
        self.take_all.setAccessibleDescription(why)
        self._show_value()

    def focus_first(self) -> None:
        """Put the focus on the values, or on when there are none."""
        (self.table if self._groups else self.act).setFocus()

    def _show_value(self) -> None:
        one = self.table.current()
        why = groupwords.why_not_replace(one)
        for widget in (self.told, self.take, self.keep):
            widget.setEnabled(not why)
            widget.setToolTip(why)
            widget.setAccessibleDescription(why)
        show_text(self.detail, groupwords.detail_words(one))
        why_on = groupwords.why_not_switch(one)
        self.mends.setEnabled(not why_on)
        self.mends.setToolTip(why_on)
        self.mends.setAccessibleDescription(why_on)
        self.mends.setChecked(one is not None and one.finding is Finding.MENDED)
        if one is not None:
            self.told.propose(one.usual)
            told = one.repaired if one.repaired is not None else one.proposed
            self.told.setText(told or one.found)

    def _replace(self) -> None:
        one = self.table.current()
        if one is not None and self.take.isEnabled():
            told = self.told.text().strip()
            self.values_wanted.emit(self._choices.repairing(one.field, one.found, told))

    def _switch(self, on: bool) -> None:  # noqa: FBT001 - a box that is ticked tells so
        one = self.table.current()
        if one is not None:
            self.values_wanted.emit(self._choices.mending(one.field, one.found, mended=on))

    def _keep(self) -> None:
        one = self.table.current()
        if one is not None:
            self.values_wanted.emit(self._choices.repairing(one.field, one.found, one.found))

    def _take_all(self) -> None:
        self.values_wanted.emit(accepted(self._groups, self._choices))

    def _go(self) -> None:
        self.dry_run_wanted.emit(self._choices)
