# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Money that left again: the cheques the bank returned and the gifts paid back, latest first."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.kernel.formats import format_day
from app.kernel.i18n import N_, _
from app.kernel.money import format_amount
from app.ui.kit.flow import Flow
from app.ui.kit.lines import Column
from app.ui.kit.screen import Services
from app.ui.kit.table import RowsTable
from app.ui.kit.widgets import button, page_box, text_label
from app.ui.screens.deposits import presenter
from app.usecases.gifts import ListReturns
from app.usecases.ports.desk import ReturnLine

RETURNS: tuple[Column[ReturnLine], ...] = (
    Column("day", N_("Date"), lambda one: format_day(one.entry.happened_on), width=11),
    Column("kind", N_("Kind"), lambda one: presenter.return_word(one.entry.kind), width=15),
    Column("donor", N_("Donor"), lambda one: presenter.issuer(one.gift)),
    Column("cents", N_("Amount"), lambda one: format_amount(one.entry.cents), width=13, right=True),
    Column(
        "fee",
        N_("Bank fee"),
        lambda one: format_amount(one.entry.fee_cents) if one.entry.fee_cents else "",
        width=15,
        right=True,
        spare=3,
    ),
    Column("cheque", N_("Cheque no."), lambda one: one.gift.cheque_number, width=11, spare=2),
    Column("deposit", N_("Deposit"), lambda one: one.gift.deposit_number, width=10, spare=4),
    Column("reason", N_("Reason"), lambda one: one.entry.reason, spare=1),
)


class ReturnsPage(QWidget):
    """Enter opens the batch of the gift, where both lines stand."""

    left = Signal()

    def __init__(self, services: Services) -> None:
        """Show nothing yet; ``reload`` does."""
        super().__init__()
        self._services = services
        self.told = text_label("", "muted", wrap=True)
        self.table: RowsTable[ReturnLine] = RowsTable(RETURNS, _("Returned cheques and refunds"))
        self.table.setObjectName("returnsTable")
        self.table.opened.connect(self._open_batch)
        box = page_box(self)
        box.addWidget(text_label(_("Returned cheques and refunds"), "heading"))
        box.addWidget(self.told)
        box.addWidget(self.table, 1)
        box.addLayout(Flow(button(_("All &deposits"), self.left.emit), lead=1))

    def reload(self) -> None:
        """Read the list again."""
        self._services.jobs.read(ListReturns(), self._show, owner=self)

    def focus_first(self) -> None:
        """Put the focus on the list."""
        self.table.setFocus()

    def _show(self, lines: Sequence[ReturnLine]) -> None:
        self.table.set_rows(lines)
        self.told.setText(presenter.returns_text(lines))
        if lines and self.table.current_row() < 0:
            self.table.selectRow(0)

    def _open_batch(self) -> None:
        current = self.table.current()
        if current is not None:
            self._services.navigator.open("batches", id=current.gift.batch_id)
