# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fields of the line, in the order of the envelope: donor, amount, cheque, its date."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.kernel.i18n import _
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import button, text_label
from app.ui.screens.batches.finderbox import FinderEdit
from app.ui.screens.batches.partial import Field
from app.ui.screens.batches.patient import PatientEdit

_WIDTHS = {Field.AMOUNT: 130, Field.CHEQUE: 110, Field.CHEQUE_DAY: 104}
_FINDER_LEAST = 270
"""Pixels under which the finder could not show a name and a town."""
_OF_CHEQUES = (Field.CHEQUE, Field.CHEQUE_DAY)


class KeyFields(QWidget):
    """The finder and what is keyed after it; Enter saves, Tab also visits the cheque's fields.

    Args:
        save: What the button does.
    """

    def __init__(self, save: Callable[[], object]) -> None:
        """Stand empty."""
        super().__init__()
        self.finder = FinderEdit()
        self.finder.setPlaceholderText(_("name, number, telephone or town"))
        self.amount = PatientEdit("amount")
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.cheque = PatientEdit("chequeNo")
        self.cheque_day = PatientEdit("chequeDay")
        self.save = button(_("&Save"), save)
        self.edits: dict[Field, PatientEdit] = {
            Field.DONOR: self.finder,
            Field.AMOUNT: self.amount,
            Field.CHEQUE: self.cheque,
            Field.CHEQUE_DAY: self.cheque_day,
        }
        names = {
            Field.DONOR: _("&Donor"),
            Field.AMOUNT: _("A&mount"),
            Field.CHEQUE: _("&Cheque no."),
            Field.CHEQUE_DAY: _("Cheque date"),
        }
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self.labels = {}
        for name, label in names.items():
            title = text_label(label, "label")
            title.setBuddy(self.edits[name])
            self.edits[name].setAccessibleName(label.replace("&", ""))
            self.labels[name] = title
        self._narrow: bool | None = None
        self._fit()
        theme_of().changed.connect(self._fit)

    def _fit(self) -> None:
        for name, width in _WIDTHS.items():
            self.edits[name].setFixedWidth(theme_of().px(width))
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the finder a line of its own where all would not fit on one."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        gap = self._grid.horizontalSpacing()
        beside = sum(theme_of().px(width) + gap for width in _WIDTHS.values())
        room = self.width() - beside - self.save.sizeHint().width() - gap
        narrow = room < theme_of().px(_FINDER_LEAST)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        whole, first, row = (len(_WIDTHS) + 2, 0, 2) if narrow else (1, 1, 0)
        self._grid.addWidget(self.labels[Field.DONOR], 0, 0, 1, whole)
        self._grid.addWidget(self.finder, 1, 0, 1, whole)
        for column, name in enumerate(_WIDTHS, first):
            self._grid.addWidget(self.labels[name], row, column)
            self._grid.addWidget(self.edits[name], row + 1, column)
        self._grid.addWidget(self.save, row + 1, first + len(_WIDTHS))
        self._grid.setColumnStretch(0, 0 if narrow else 1)
        self._grid.setColumnStretch(len(_WIDTHS) + 1, 1 if narrow else 0)

    def show_cheque(self, *, wanted: bool) -> None:
        """Show the fields only a cheque has, or hide them."""
        for name in _OF_CHEQUES:
            self.labels[name].setVisible(wanted)
            self.edits[name].setVisible(wanted)
