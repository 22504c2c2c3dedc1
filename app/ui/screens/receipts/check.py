# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 2: what is ready, what must be repaired first, what is left out and why."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kernel.i18n import N_, _
from app.kernel.money import format_amount
from app.ui.kit.lines import Column, Mark
from app.ui.kit.panes import Panes
from app.ui.kit.shortcuts import bind
from app.ui.kit.table import RowsTable
from app.ui.kit.widgets import Card, button, row, text_label
from app.ui.screens.receipts import presenter
from app.ui.screens.receipts.presenter import Pile, Ready, Simulation

READY_COLUMNS: tuple[Column[Ready], ...] = (
    Column("number", N_("No."), lambda r: r.number, 8),
    Column("name", N_("Donor"), lambda r: r.name),
    Column("gifts", N_("Gifts"), lambda r: str(r.gifts), 6, right=True),
    Column("amount", N_("Amount"), lambda r: format_amount(r.cents), 11, right=True),
)
PILE_COLUMNS: tuple[Column[Pile], ...] = (
    Column(
        "reason",
        N_("Reason"),
        lambda b: b.words,
        mark=lambda b: Mark.WARNING if b.repair else Mark.PLAIN,
    ),
    Column("count", N_("Donors"), lambda b: str(b.count), 9, right=True),
    Column("amount", N_("Amount"), lambda b: format_amount(b.cents), 11, right=True),
)


class CheckPage(QWidget):
    """The rehearsal: nothing is written, no number is used."""

    repair_wanted = Signal(object)
    """Carries the ``Pile`` to repair."""
    specimen_wanted = Signal(int)
    """Carries the donor whose receipt is to be seen."""
    again_wanted = Signal()
    back_wanted = Signal()
    next_wanted = Signal()

    def __init__(self) -> None:
        """Lay out empty lists."""
        super().__init__()
        self.ready_count = text_label(role="figure")
        self.ready_sum = text_label(role="muted")
        self.left_count = text_label(role="figure")
        self.left_sum = text_label(role="muted")
        self.note = text_label(role="muted", wrap=True)
        self.ready = RowsTable(READY_COLUMNS, _("Receipts that are ready"))
        self.piles = RowsTable(PILE_COLUMNS, _("Gifts without a receipt, by reason"))
        self.ready.setObjectName("readyTable")
        self.piles.setObjectName("pilesTable")
        self.advice = text_label(role="muted", wrap=True)
        self.repair = button(_("&Repair (F2)"), self._repair, icon_name="edit")
        self.specimen = button(_("See a &specimen"), self._see, icon_name="receipts")
        self.again = button(_("Check &again"), self.again_wanted.emit, icon_name="refresh")
        self.back = button(_("Go back"), self.back_wanted.emit)
        self.next = button(_("&Continue"), self.next_wanted.emit, role="primary")
        self._lay_out()
        self.piles.moved.connect(self._show_repair)
        self.piles.opened.connect(self._repair)
        self.ready.opened.connect(self._see)
        bind(self, "F2", self._repair)

    def _lay_out(self) -> None:
        left = _side(
            _figure(_("Ready"), self.ready_count, self.ready_sum), self.ready, self.specimen
        )
        right = _side(
            _figure(_("Without a receipt"), self.left_count, self.left_sum),
            self.piles,
            self.repair,
            self.advice,
        )
        split = Panes(left, right, (50, 50))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(split, 1)
        box.addWidget(self.note)
        box.addLayout(row(self.again, None, self.back, self.next))

    def show_simulation(self, simulation: Simulation, *, may_issue: bool = True) -> None:
        """Show what a rehearsal found; without the right to issue, the way on says why."""
        self.ready_count.setText(presenter.count_text(simulation.count))
        self.ready_sum.setText(format_amount(simulation.cents))
        self.left_count.setText(presenter.count_text(simulation.left_count))
        self.left_sum.setText(format_amount(simulation.left_cents))
        self.ready.set_rows(simulation.ready)
        self.piles.set_rows(simulation.piles)
        if simulation.piles and self.piles.current_row() < 0:
            self.piles.selectRow(0)
        if simulation.ready and self.ready.current_row() < 0:
            self.ready.selectRow(0)
        self.note.setText(presenter.simulation_note(simulation))
        why = presenter.why_not_issue(simulation)
        if not why and not may_issue:
            why = _("Only the treasurer or the administrator may do this.")
        _allow(self.next, why)
        _allow(self.specimen, "" if simulation.ready else _("No receipt is ready."))
        self._show_repair()

    def focus_first(self) -> None:
        """Exceptions first."""
        (self.piles if self.piles.model().rowCount() else self.next).setFocus()

    def _show_repair(self) -> None:
        pile = self.piles.current()
        if pile is None:
            _allow(self.repair, _("Nothing has to be repaired."))
        else:
            _allow(self.repair, "" if pile.repair else _("This reason needs no repair."))
        self.advice.setText(pile.advice if pile else "")

    def _repair(self) -> None:
        pile = self.piles.current()
        if pile is not None and pile.repair:
            self.repair_wanted.emit(pile)

    def _see(self) -> None:
        ready = self.ready.current()
        if ready is not None:
            self.specimen_wanted.emit(ready.donor_id)


def _side(head: Card, table: QWidget, act: QWidget, hint: QWidget | None = None) -> QWidget:
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(head)
    box.addWidget(table, 1)
    foot = row(act, hint, spacing=12)
    foot.setStretch(1, 1)
    box.addLayout(foot)
    return made


def _figure(name: str, count: QWidget, total: QWidget) -> Card:
    card = Card(horizontal=True)
    card.box.setContentsMargins(16, 8, 16, 8)
    card.box.addWidget(text_label(name, "label"))
    card.box.addStretch()
    card.box.addWidget(count)
    card.box.addWidget(total)
    return card


def _allow(made: QWidget, reason: str) -> None:
    """Grey a button with its reason, or free it."""
    made.setEnabled(not reason)
    made.setToolTip(reason)
    made.setAccessibleDescription(reason)
