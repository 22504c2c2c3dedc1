# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 2, for files that do not explain themselves: which column is which, what holds for all."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.domain.gifts import Means
from app.domain.imports.fields import Field, ImportKind
from app.domain.imports.matching import UpdatePolicy
from app.domain.imports.values import DayOrder
from app.kernel.i18n import N_, _
from app.ui.kit.fields import ChoiceField
from app.ui.kit.flow import Flow
from app.ui.kit.lines import Column, Mark
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, button, row, text_label
from app.ui.screens.imports import fieldwords
from app.usecases.imports.choices import Choices
from app.usecases.imports.looking import LookedColumn, TableLook
from app.usecases.ports.tables import TextForm

_TABLE_HEIGHT = 150
_HEAD_WIDTH = 24
"""Characters: the list itself shows all of a row."""


_ANEW: Mapping[str, Any] = {"header_row": 0, "columns": {}, "recalled": ""}
"""What was settled for another table holds no more."""


def _mark(one: LookedColumn) -> Mark:
    return Mark.PLAIN if one.column.field else Mark.MUTED


LOOKED_COLUMNS: tuple[Column[LookedColumn], ...] = (
    Column("title", N_("Column of the file"), lambda c: c.column.title, 16),
    Column("examples", N_("Examples"), lambda c: " · ".join(c.examples), mark=_mark),
    Column("field", N_("Taken for"), fieldwords.looked_field, 20),
    Column("sure", N_("Confidence"), fieldwords.looked_confidence, 10, mark=_mark, spare=1),
    Column("replaces", N_("On file"), fieldwords.looked_policy, 17, mark=_mark, spare=2),
)


class ColumnsPage(QWidget):
    """Columns with examples; a change is looked at at once."""

    look_wanted = Signal(object)
    """Carries the ``Choices`` to look at the file with."""
    dry_run_wanted = Signal(object)
    """Carries the ``Choices`` to rehearse with."""
    values_wanted = Signal(object)
    """Carries the ``Choices`` to look at the values with."""
    back_wanted = Signal()

    def __init__(self) -> None:
        """Lay out an empty page."""
        super().__init__()
        self._look: TableLook | None = None
        self._showing = False
        self.bar = Bar("warning")
        self.table = RowsTable(LOOKED_COLUMNS, _("Columns of the file"))
        self.table.setMinimumHeight(theme_of().px(_TABLE_HEIGHT))
        self.wanted, self.sheet, self.head = ChoiceField(), ChoiceField(), ChoiceField()
        self.head.setSizeAdjustPolicy(
            ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.head.setMinimumContentsLength(_HEAD_WIDTH)
        self.days, self.means = ChoiceField(), ChoiceField()
        self.encoding, self.separator = ChoiceField(), ChoiceField()
        self.policy = ChoiceField()
        self.policy.offer(fieldwords.policy_choices())
        self.policy.setAccessibleName(_("What the column may change of donors on file"))
        self.receipted = QCheckBox(_("The program used before issued the receipts of these gifts"))
        self.asked = QCheckBox(_("Take the rows too that are left for me to decide on"))
        self.contact = QCheckBox(_("Reject new donors without address, telephone or e-mail"))
        self.whole = QCheckBox(_("All or nothing: bring nothing in while a row is rejected"))
        self.back = button(_("Go back"), self.back_wanted.emit)
        self.values = button(_("Values…"), self._look_at_values)
        self.act = button(_("Dr&y run"), self._go, role="primary")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.bar)
        box.addWidget(self.table, 1)
        self.of_column = text_label(_("This column is"))
        self.wanted.setAccessibleName(_("What the selected column holds"))
        box.addLayout(Flow(self.of_column, self.wanted, self.policy, spacing=12))
        self._pairs = {
            field: _pair(words, field)
            for words, field in (
                (_("Sheet"), self.sheet),
                (_("Row of the heads"), self.head),
                (_("How the text is written"), self.encoding),
                (_("Between two cells stands"), self.separator),
                (_("How days are written"), self.days),
                (_("Payment method of gifts that do not say it"), self.means),
            )
        }
        box.addLayout(Flow(*self._pairs.values(), spacing=12))
        box.addLayout(Flow(self.receipted, self.asked, self.contact, self.whole, spacing=12))
        box.addLayout(row(None, self.back, self.values, self.act))

    def _connect(self) -> None:
        self.table.moved.connect(self._show_column)
        boxes = (self.receipted, self.asked, self.contact, self.whole)
        changes: tuple[tuple[Any, Callable[[], None]], ...] = (
            (self.wanted.currentIndexChanged, self._choose_field),
            (self.policy.currentIndexChanged, self._choose_policy),
            (self.sheet.currentIndexChanged, self._choose_place),
            (self.head.currentIndexChanged, self._choose_place),
            (self.encoding.currentIndexChanged, self._choose_form),
            (self.separator.currentIndexChanged, self._choose_form),
            (self.days.currentIndexChanged, self._choose_rest),
            (self.means.currentIndexChanged, self._choose_rest),
            *((box.toggled, self._choose_rest) for box in boxes),
        )
        for signal, act in changes:
            signal.connect(lambda *_told, act=act: None if self._showing else act())

    def show_look(self, look: TableLook, kind: ImportKind) -> None:
        """Show how a file would be read."""
        self._look, self._showing = look, True
        gifts = kind is ImportKind.GIFTS
        self.wanted.offer(fieldwords.field_choices(kind))
        self.sheet.offer(tuple((name, name) for name in look.sheets))
        self.sheet.setCurrentIndex(max(self.sheet.findData(look.sheet), 0))
        self.head.offer(fieldwords.head_choices(look))
        self.head.setCurrentIndex(max(self.head.findData(look.header_row), 0))
        self.days.offer(fieldwords.day_choices(look))
        self.days.setCurrentIndex(max(self.days.findData(look.choices.order), 0))
        self.means.offer(fieldwords.means_choices())
        self.means.setCurrentIndex(max(self.means.findData(look.choices.means), 0))
        self.receipted.setChecked(look.choices.receipted)
        self.asked.setChecked(look.choices.asked)
        self.contact.setChecked(look.choices.contact_needed)
        self.whole.setChecked(look.choices.all_or_nothing)
        self._show_form(look)
        self._pairs[self.sheet].setVisible(len(look.sheets) > 1)
        for widget in (self.days, self.means):
            self._pairs[widget].setVisible(gifts)
        for box in (self.receipted, self.asked):
            box.setVisible(gifts)
        self.contact.setVisible(not gifts)
        place = max(self.table.current_row(), 0)
        self.table.set_rows(look.columns)
        self.table.selectRow(min(place, len(look.columns) - 1))
        self._showing = False
        self._show_column()
        self.bar.tell(*fieldwords.look_sentence(look))
        why = fieldwords.why_not_rehearse(look)
        for verb in (self.act, self.values):
            verb.setEnabled(not why)
            verb.setToolTip(why)
            verb.setAccessibleDescription(why)

    def _show_form(self, look: TableLook) -> None:
        """Show how a text table is written; a workbook says so itself."""
        form = look.choices.form
        self.encoding.offer(fieldwords.encoding_choices(look))
        self.encoding.setCurrentIndex(max(self.encoding.findData(form.encoding), 0))
        self.separator.offer(fieldwords.separator_choices(look))
        self.separator.setCurrentIndex(max(self.separator.findData(form.separator), 0))
        for widget in (self.encoding, self.separator):
            self._pairs[widget].setVisible(look.form is not None)

    def focus_first(self) -> None:
        """Put the focus on the columns."""
        self.table.setFocus()

    def _show_column(self) -> None:
        one = self.table.current()
        self._showing = True
        for widget in (self.wanted, self.policy):
            widget.setEnabled(one is not None)
        if one is not None:
            self.wanted.setCurrentIndex(max(self.wanted.findData(one.column.field), 0))
            self.policy.setCurrentIndex(self.policy.findData(one.policy))
            self.policy.setEnabled(fieldwords.may_replace(one))
        self._showing = False

    def _choose_field(self) -> None:
        one = self.table.current()
        if self._look is not None and one is not None:
            # A list of Qt gives back the plain text of what it was given.
            told = self.wanted.currentData()
            wanted = Field(told) if told else None
            columns = self._look.chosen_columns() | {one.column.title: wanted}
            self.look_wanted.emit(replace(self._choices(), columns=columns))

    def _choose_policy(self) -> None:
        one = self.table.current()
        if one is not None and one.column.field is not None:
            wanted, policy = {one.column.field}, UpdatePolicy(self.policy.currentData())
            choices = self._choices()
            replaced, untouched = choices.replaced - wanted, choices.untouched - wanted
            if policy is UpdatePolicy.REPLACE:
                replaced |= wanted
            elif policy is UpdatePolicy.KEEP:
                untouched |= wanted
            self.look_wanted.emit(replace(choices, replaced=replaced, untouched=untouched))

    def _choose_place(self) -> None:
        """Another sheet or another head: the columns are guessed anew."""
        if self._look is None:
            return
        sheet, head = self.sheet.currentData(), self.head.currentData()
        if sheet != self._look.sheet:
            self.look_wanted.emit(replace(self._choices(), sheet=sheet, **_ANEW))
        elif head != self._look.header_row:
            self.look_wanted.emit(replace(self._choices(), **{**_ANEW, "header_row": head}))

    def _choose_form(self) -> None:
        """Another encoding, another separator: nothing of the former reading holds."""
        form = TextForm(self.encoding.currentData(), self.separator.currentData())
        self.look_wanted.emit(replace(self._choices(), form=form, **_ANEW))

    def _choose_rest(self) -> None:
        self.look_wanted.emit(self._choices())

    def _choices(self) -> Choices:
        """Return what is decided so far."""
        known = self._look.choices if self._look is not None else Choices()
        order, means = self.days.currentData(), self.means.currentData()
        return replace(
            known,
            order=DayOrder(order) if order else None,
            means=Means(means) if means else None,
            receipted=self.receipted.isChecked(),
            asked=self.asked.isChecked(),
            contact_needed=self.contact.isChecked(),
            all_or_nothing=self.whole.isChecked(),
        )

    def _look_at_values(self) -> None:
        self.values_wanted.emit(self._choices())

    def _go(self) -> None:
        self.dry_run_wanted.emit(self._choices())


def _pair(words: str, field: ChoiceField) -> QWidget:
    """Keep a field beside its name, wherever the two stand."""
    pair = QWidget()
    name = text_label(words)
    name.setBuddy(field)
    field.setAccessibleName(words)
    pair.setLayout(row(name, field))
    return pair
