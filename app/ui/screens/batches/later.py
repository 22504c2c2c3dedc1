# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""On the posting page: what goes to the bank now, and what is kept for another day."""

from collections.abc import Sequence

from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from app.domain.deposits import CARRIED
from app.kernel.i18n import N_, _
from app.kernel.money import format_amount
from app.ui.kit.flow import Flow
from app.ui.kit.lines import Column
from app.ui.kit.picks import PickTable
from app.ui.kit.widgets import text_label
from app.ui.screens.batches.presenter import donor_name
from app.usecases.ports.desk import GiftLine

_LEAST_ROWS, _MOST_ROWS = 2, 8
"""Between which the table shrinks to the window; the others scroll."""
COLUMNS: tuple[Column[GiftLine], ...] = (
    Column("position", N_("#"), lambda line: str(line.position), width=5, right=True),
    Column("donor", N_("Donor"), donor_name),
    Column("cheque", N_("Cheque no."), lambda line: line.cheque_number, width=12),
    Column("cents", N_("Amount"), lambda line: format_amount(line.cents), width=14, right=True),
)


class LaterChoice(QWidget):
    """Everything is deposited now unless the person says otherwise."""

    def __init__(self) -> None:
        """Offer nothing yet; ``offer`` does."""
        super().__init__()
        self._carried: Sequence[GiftLine] = ()
        self.now = QRadioButton(_("e&verything now"))
        self.none = QRadioButton(_("&nothing now, all of it later"))
        self.some = QRadioButton(_("choo&se…"))
        self.table: PickTable[GiftLine] = PickTable(
            COLUMNS,
            _("What goes to the bank now"),
            N_("Deposit"),
            lambda on: _("now") if on else _("later"),
        )
        self.table.setObjectName("laterTable")
        self.table.picked.connect(self._tell)
        self.told = text_label("", "muted")
        for choice in (self.now, self.none, self.some):
            choice.clicked.connect(self._show)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        label = text_label(_("To the bank:"), "label")
        box.addLayout(Flow(label, self.now, self.none, self.some, self.told, spacing=16))
        box.addWidget(self.table)

    def offer(self, lines: Sequence[GiftLine]) -> None:
        """Choose among these lines of a batch, in the order keyed; begin with everything now."""
        self._carried = [line for line in lines if line.means in CARRIED]
        self.setVisible(bool(self._carried))
        self.now.setChecked(True)
        self.table.set_lines(self._carried, on=True)
        height = self.table.verticalHeader().defaultSectionSize()
        self.table.setMinimumHeight((min(len(self._carried), _LEAST_ROWS) + 2) * height)
        self.table.setMaximumHeight((min(len(self._carried), _MOST_ROWS) + 2) * height)
        self._show()

    def later(self) -> tuple[int, ...]:
        """Return the gifts kept for another day."""
        if self.none.isChecked():
            return tuple(line.id for line in self._carried)
        return tuple(line.id for line in self.table.others) if self.some.isChecked() else ()

    def _show(self) -> None:
        self.table.setVisible(self.some.isChecked())
        self._tell()

    def _tell(self) -> None:
        kept = set(self.later())
        cents = sum(line.cents for line in self._carried if line.id in kept)
        text = _("kept for another day: {amount}").format(amount=format_amount(cents))
        self.told.setText(text if kept else "")
