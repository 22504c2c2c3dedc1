# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where to look for the difference (F9); each lead opens its line."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.kernel.i18n import N_, _
from app.ui.kit.lines import Column
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Card, text_label
from app.usecases.batches import ToldLead

_ROW = 28
_MOST = 4


class LeadsPanel(Card):
    """The leads, the likeliest first."""

    followed = Signal(int)
    """A lead was chosen: the id of its line."""

    def __init__(self) -> None:
        """Stay hidden until there are leads."""
        super().__init__()
        self.setObjectName("leads")
        title = text_label(_("Where to look — Enter opens the line"), "label")
        columns: list[Column[ToldLead]] = [Column("lead", N_("Lead"), lambda told: told.sentence)]
        self.table: RowsTable[ToldLead] = RowsTable(columns, title.text())
        self.table.setObjectName("leadsTable")
        self.table.horizontalHeader().hide()
        self.table.opened.connect(self._follow)
        self.box.setContentsMargins(12, 8, 12, 8)
        self.box.setSpacing(4)
        self.box.addWidget(title)
        self.box.addWidget(self.table)
        self.hide()

    def show_leads(self, leads: Sequence[ToldLead]) -> None:
        """Show the leads and put the focus on the first; hide without any."""
        self.setVisible(bool(leads))
        self.table.set_rows(leads)
        self.table.setFixedHeight(theme_of().px(_ROW) * min(len(leads), _MOST) + 6)
        if leads:
            self.table.selectRow(0)
            self.table.setFocus()

    def _follow(self) -> None:
        told = self.table.current()
        if told is not None and told.lead.gift_id:
            self.followed.emit(told.lead.gift_id)
