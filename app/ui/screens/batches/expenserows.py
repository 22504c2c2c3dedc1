# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The expense sheet of a volunteer, row after row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.gifts import Expense, Vehicle, vehicle_words
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.ui.kit.fields import ChoiceField, DateField, MoneyField
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import button, row, text_label

_SPACES = dict.fromkeys(map(ord, " \u00a0\u202f"))
_WIDTHS = {"day": 104, "vehicle": 160, "power": 56, "kilometres": 80, "amount": 110}


@dataclass(frozen=True, slots=True)
class _Row:
    day: DateField
    purpose: QLineEdit
    vehicle: ChoiceField
    power: QLineEdit
    kilometres: QLineEdit
    electric: QCheckBox
    amount: MoneyField

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """The fields, in the order they are typed."""
        return (self.day, self.purpose, self.vehicle, self.power, self.kilometres, self.electric,
                self.amount)  # fmt: skip

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was typed in it."""
        typed = (self.purpose, self.power, self.kilometres, self.amount)
        return not any(field.text().strip() for field in typed)


class ExpenseRows(QWidget):
    """Day, what for, vehicle, horsepower, kilometres, amount; a journey's amount is computed."""

    def __init__(self, today: Callable[[], date]) -> None:
        """Hold one empty row."""
        super().__init__()
        self.setObjectName("expenseRows")
        self._today = today
        self._rows: list[_Row] = []
        self._sheet = QWidget()
        self._grid = QGridLayout(self._sheet)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.add = button(_("Add an expense"), self.add_row, role="quiet")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._sheet)
        box.addLayout(row(self.add, None))
        self.show_expenses(())

    @property
    def first(self) -> QWidget:
        """Where the caret begins."""
        return self._rows[0].day

    def show_expenses(self, expenses: Sequence[Expense]) -> None:
        """Show a sheet, and an empty row when it has none."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = []
        for column, name in enumerate(self._names().values()):
            self._grid.addWidget(text_label(name, "label"), 0, column)
        for expense in expenses:
            self._fill(self._append(), expense)
        if not expenses:
            self._append()

    def add_row(self) -> None:
        """Add an empty row, and go there."""
        self._append().day.setFocus()

    @staticmethod
    def _names() -> dict[str, str]:
        return {
            "day": _("Date"), "purpose": _("What for"), "vehicle": _("Vehicle"),
            "power": _("Horsepower"), "kilometres": _("Kilometres"), "electric": _("Electric"),
            "amount": _("Amount"),
        }  # fmt: skip

    def _append(self) -> _Row:
        words = tuple((word, vehicle) for vehicle, word in vehicle_words().items())
        made = _Row(
            DateField(self._today), QLineEdit(), ChoiceField(words), QLineEdit(), QLineEdit(),
            QCheckBox(), MoneyField(),
        )  # fmt: skip
        self._rows.append(made)
        place = len(self._rows)
        for column, (name, label) in enumerate(self._names().items()):
            widget = made.widgets[column]
            widget.setAccessibleName(_("{field}, expense {rank}").format(field=label, rank=place))
            if name in _WIDTHS:
                widget.setFixedWidth(theme_of().px(_WIDTHS[name]))
            self._grid.addWidget(widget, place, column)
            widget.show()  # at once: the caret goes there before the layout comes round to it
        made.vehicle.currentIndexChanged.connect(lambda _index: self._show_kind(made))
        self._show_kind(made)
        return made

    @staticmethod
    def _show_kind(made: _Row) -> None:
        """Let a journey have kilometres, and another expense an amount."""
        vehicle = Vehicle(made.vehicle.currentData())
        journey = vehicle is not Vehicle.NONE
        made.kilometres.setEnabled(journey)
        made.electric.setEnabled(journey)
        made.power.setEnabled(journey and vehicle is not Vehicle.MOPED)
        made.amount.setReadOnly(journey)
        told = _("The mileage scale gives the amount of a journey.")
        made.amount.setToolTip(told if journey else "")

    @staticmethod
    def _fill(made: _Row, expense: Expense) -> None:
        made.day.set_day(expense.day)
        made.purpose.setText(expense.purpose)
        made.vehicle.setCurrentIndex(made.vehicle.findData(expense.vehicle))
        made.power.setText(str(expense.power) if expense.power else "")
        made.kilometres.setText(str(expense.kilometres) if expense.kilometres else "")
        made.electric.setChecked(expense.electric)
        made.amount.set_cents(expense.cents)

    def expenses(self) -> tuple[Expense, ...]:
        """Return the rows that were typed; the amounts of journeys are still to be computed.

        Raises:
            Refused: When a row cannot be read.
        """
        return tuple(_read(made) for made in self._rows if not made.is_empty)


def _read(made: _Row) -> Expense:
    vehicle = Vehicle(made.vehicle.currentData())
    journey = vehicle is not Vehicle.NONE
    day = made.day.day()
    if day is None:
        raise Refused("expense.day", _("Type the day of each expense."), "expenses")
    return Expense(
        day=day,
        purpose=made.purpose.text().strip(),
        cents=0 if journey else made.amount.cents() or 0,
        vehicle=vehicle,
        power=_number(made.power) if journey else 0,
        electric=journey and made.electric.isChecked(),
        kilometres=_number(made.kilometres) if journey else 0,
    )


def _number(field: QLineEdit) -> int:
    typed = field.text().strip().translate(_SPACES)
    if not typed:
        return 0
    if not (typed.isascii() and typed.isdecimal()):
        message = _("“{text}” is no number: type digits alone.")
        raise Refused("expense.number", message.format(text=field.text().strip()), "expenses")
    return int(typed)
