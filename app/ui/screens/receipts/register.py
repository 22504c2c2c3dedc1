# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The register: every receipt of a year, the cancelled ones too, and what can be done with one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.users import Permission, User
from app.kernel.formats import format_day
from app.kernel.i18n import N_, _
from app.kernel.money import format_amount
from app.kernel.text import fold
from app.ui.kit.fields import ChoiceField
from app.ui.kit.lines import Column, Mark
from app.ui.kit.panes import Panes
from app.ui.kit.shortcuts import bind
from app.ui.kit.table import RowsTable
from app.ui.kit.widgets import EmptyState, button, row, text_label
from app.ui.screens.receipts import register_presenter as presenter
from app.ui.screens.receipts.one import ReceiptPane
from app.usecases.ports.receipts import RegisterLine


def _mark(line: RegisterLine) -> Mark:
    return Mark.MUTED if presenter.is_cancelled(line) else Mark.PLAIN


def _searched(line: RegisterLine) -> str:
    states = f"{presenter.state_words(line)} {presenter.mail_words(line)}"
    return f"{line.number} {line.donor_name} {states}"


def _amount_mark(line: RegisterLine) -> Mark:
    return Mark.STRUCK | Mark.MUTED if presenter.is_cancelled(line) else Mark.PLAIN


REGISTER_COLUMNS: tuple[Column[RegisterLine], ...] = (
    Column("number", N_("No."), lambda r: r.number, 11, mark=_mark),
    Column("day", N_("Issued on"), lambda r: format_day(r.issued_on), 11, mark=_mark, spare=2),
    Column("donor", N_("Donor"), lambda r: r.donor_name, mark=_mark),
    Column(
        "amount",
        N_("Amount"),
        lambda r: format_amount(r.cents),
        10,
        right=True,
        mark=_amount_mark,
    ),
    Column("state", N_("State"), presenter.state_words, 9, mark=_mark),
    Column("mail", N_("E-mail"), presenter.mail_words, 10, mark=_mark, spare=1),
)


class RegisterPage(QWidget):
    """The list on the left, the current receipt on the right."""

    year_wanted = Signal(int)
    receipt_wanted = Signal(str)
    """Carries the number of the receipt to show."""
    print_wanted = Signal()
    workbook_wanted = Signal()
    assistant_wanted = Signal()

    def __init__(self, actor: User, year: int) -> None:
        """Lay out an empty register; ``year`` is the latest that can be chosen."""
        super().__init__()
        self._lines: Sequence[RegisterLine] = ()
        self.year = ChoiceField(tuple((str(y), y) for y in range(year, year - 10, -1)))
        self.year.setAccessibleName(_("Year of the gifts"))
        self.filter = QLineEdit()
        self.filter.setObjectName("registerFilter")
        self.filter.setPlaceholderText(_("Filter: number, donor, state (Ctrl+F)"))
        self.filter.setAccessibleName(_("Filter the register"))
        self.filter.setClearButtonEnabled(True)
        self.print = button(_("Prin&t the register…"), self.print_wanted.emit, icon_name="print")
        self.workbook = button(
            _("Save as a &workbook…"), self.workbook_wanted.emit, icon_name="save"
        )
        self.summary = text_label(role="muted")
        self.table = RowsTable(REGISTER_COLUMNS, _("Register of receipts"))
        self.table.setObjectName("registerTable")
        self.pane = ReceiptPane(may_issue=actor.may(Permission.RECEIPTS_ISSUE))
        self.empty = EmptyState(
            _("No receipt was issued for this year."),
            _("&Prepare the receipts"),
            self.assistant_wanted.emit,
        )
        self._lay_out()
        self.year.activated.connect(lambda _i: self.year_wanted.emit(self.year.currentData()))
        self.filter.textChanged.connect(lambda _text: self._show())
        self.table.moved.connect(self._moved)
        bind(self, "Ctrl+F", self._go_filter)

    def _lay_out(self) -> None:
        label = text_label(_("&Year of the gifts"))
        label.setBuddy(self.year)
        self.split = Panes(self.table, self.pane, (58, 42))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(row(label, self.year, self.filter))
        box.addWidget(self.split, 1)
        box.addWidget(self.empty, 1)
        box.addLayout(row(self.summary, None, self.workbook, self.print))

    def show_register(self, year: int, lines: Sequence[RegisterLine]) -> None:
        """Show the receipts of a year."""
        self.year.setCurrentIndex(max(self.year.findData(year), 0))
        self._lines = lines
        self._show()

    def select(self, number: str) -> None:
        """Make a receipt the current one."""
        for place, line in enumerate(self.table.rows_model.rows):
            if line.number == number:
                self.table.selectRow(place)

    def tell_current(self) -> None:
        """Ask for the receipt of the current row again."""
        self._moved()

    def focus_first(self) -> None:
        """Put the caret in the filter."""
        (self.filter if self._lines else self.empty.action).setFocus()

    def _show(self) -> None:
        wanted = fold(self.filter.text())
        shown = [r for r in self._lines if wanted in fold(_searched(r))]
        self.table.set_rows(shown)
        if shown and self.table.current_row() < 0:
            self.table.selectRow(0)
        self.split.setVisible(bool(self._lines))
        self.filter.setVisible(bool(self._lines))
        self.empty.setVisible(not self._lines)
        self.summary.setVisible(bool(self._lines))
        for act in (self.workbook, self.print):
            act.setVisible(bool(self._lines))
        self.summary.setText(presenter.register_summary(self._lines))
        self.pane.setVisible(bool(shown))

    def _moved(self) -> None:
        line = self.table.current()
        if line is not None:
            self.receipt_wanted.emit(line.number)

    def _go_filter(self) -> None:
        self.filter.setFocus()
        self.filter.selectAll()
