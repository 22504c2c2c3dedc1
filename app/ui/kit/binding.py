# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Forms: label above, field, problem under it; values in and out by name."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.kernel.errors import OboleError, Refused
from app.kernel.problem import Problem, Severity
from app.ui.kit.fields import DateField, MoneyField
from app.ui.kit.problem import ProblemLine
from app.ui.kit.widgets import text_label


class Form(QWidget):
    """Fields in a grid of twelve columns, each with its label and its place for a problem."""

    edited = Signal()
    """Any field changed under the person's hand."""

    COLUMNS = 12

    def __init__(self) -> None:
        """Start empty; ``add`` fields in the order they are read."""
        super().__init__()
        self._fields: dict[str, QWidget] = {}
        self._lines: dict[str, ProblemLine] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        for column in range(self.COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self._row = self._column = 0

    def add(self, name: str, label: str, field: QWidget, span: int = 12, help_: str = "") -> None:
        """Put a field after the last one, ``span`` twelfths wide; a row that is full wraps.

        Args:
            name: What ``Problem.field`` calls it; dots are part of the name.
            label: Already translated, with an ``&`` mnemonic if it has one.
            field: The widget.
            span: Twelfths of the width.
            help_: A sentence under the field, already translated.
        """
        cell = QWidget()
        box = QVBoxLayout(cell)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        if isinstance(field, QCheckBox):
            field.setText(label)
        else:
            title = text_label(label, "label")
            title.setBuddy(field)
            box.addWidget(title)
        if not field.accessibleName():
            field.setAccessibleName(label.replace("&", ""))
        box.addWidget(field)
        if help_:
            box.addWidget(text_label(help_, "small", wrap=True))
            field.setAccessibleDescription(help_)
        line = ProblemLine(field)
        box.addWidget(line)
        box.addStretch()
        if self._column + span > self.COLUMNS:
            self._row, self._column = self._row + 1, 0
        self._grid.addWidget(cell, self._row, self._column, 1, span)
        self._column += span
        self._fields[name] = field
        self._lines[name] = line
        self._listen(field)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields, in the order they are read."""
        return tuple(self._fields)

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """The fields, in the order they are read; ``widgets.tab_path`` takes them."""
        return tuple(self._fields.values())

    def field(self, name: str) -> QWidget:
        """Return a field by name."""
        return self._fields[name]

    def show_field(self, field: QWidget, *, shown: bool) -> None:
        """Show or hide a field with its label and its place for a problem."""
        cell = field.parentWidget()
        if cell is not None:
            cell.setVisible(shown)

    def fill(self, values: Mapping[str, Any]) -> None:
        """Put values in the fields named; clears the problems."""
        for name, value in values.items():
            _put(self._fields[name], value)
        self.show_problems(())

    def values(self) -> dict[str, Any]:
        """Return what the fields hold: text, bool, combo data, cents or a day.

        Raises:
            Refused: A field cannot be read; its ``field`` tells which.
        """
        return {name: self._read(name) for name in self._fields}

    def show_problems(self, problems: Iterable[Problem], *, focus: bool = True) -> bool:
        """Paint each problem at its field; tell whether there was an error.

        Args:
            problems: What is wrong or doubtful; nothing clears all fields.
            focus: Whether the first field with a problem takes the focus: not while one types.
        """
        first: dict[str, Problem] = {}
        for problem in problems:
            first.setdefault(problem.field, problem)
        for name, line in self._lines.items():
            line.show_problem(first.get(name))
        if focus:
            self._focus_first(first)
        return any(problem.severity is Severity.ERROR for problem in first.values())

    def _focus_first(self, names: Container[str]) -> None:
        for name, field in self._fields.items():
            if name in names:
                field.setFocus()
                break

    def show_refusal(self, error: OboleError) -> bool:
        """Paint a refusal at its field; False when it belongs to none of them."""
        field = error.field if isinstance(error, Refused) else None
        if field not in self._fields:
            return False
        self.show_problems([Problem(field, error.code, error.message)])
        return True

    def _read(self, name: str) -> Any:
        try:
            return _take(self._fields[name])
        except Refused as refused:
            raise Refused(refused.code, refused.message, name) from None

    def _listen(self, field: QWidget) -> None:
        if isinstance(field, QLineEdit):
            field.textEdited.connect(lambda _text: self.edited.emit())
        elif isinstance(field, QPlainTextEdit):
            field.textChanged.connect(self.edited.emit)
        elif isinstance(field, QComboBox):
            field.activated.connect(lambda _index: self.edited.emit())
        elif isinstance(field, QCheckBox):
            field.clicked.connect(lambda _on: self.edited.emit())


def _put(field: QWidget, value: Any) -> None:
    if isinstance(field, MoneyField):
        field.set_cents(value)
    elif isinstance(field, DateField):
        field.set_day(value)
    elif isinstance(field, QLineEdit):
        field.setText(value or "")
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(value or "")
    elif isinstance(field, QComboBox):
        field.setCurrentIndex(max(field.findData(value), 0))
    elif isinstance(field, QCheckBox):
        field.setChecked(bool(value))


def _take(field: QWidget) -> Any:
    if isinstance(field, MoneyField):
        return field.cents()
    if isinstance(field, DateField):
        return field.day()
    if isinstance(field, QLineEdit):
        return field.text().strip()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText().strip()
    if isinstance(field, QComboBox):
        return field.currentData()
    if isinstance(field, QCheckBox):
        return field.isChecked()
    message = f"no value is known for {type(field).__name__}"
    raise TypeError(message)
