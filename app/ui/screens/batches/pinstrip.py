# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pins: what one line hands to the next. Reached by Alt+letter or F6, never by Enter or Tab."""

from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.domain.campaigns import Appeal
from app.domain.gifts import Means, means_words
from app.domain.organisation import Fund
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.ui.kit.fields import ChoiceField, DateField
from app.ui.kit.icons import icon
from app.ui.kit.theme import theme_of, tokens
from app.ui.kit.widgets import set_look, text_label
from app.ui.screens.batches.patient import ENTERS
from app.ui.screens.batches.pins import Pins

_BAR = 24
"""Pixels of a scroll bar and a little more."""
_WIDTHS = {"means": 150, "cheque_bank": 90, "received_on": 104, "fund_id": 136, "appeal_id": 136}

_FIELD_FIRST = 100
"""Room goes to the field until it is wide enough, then behind the pin."""
_GROWING = {"fund_id": 230, "appeal_id": 230}
"""What long names may take where there is room."""


class PinStrip(QWidget):
    """Payment method, bank, day, fund, appeal; each with a pin that keeps it for the next line."""

    changed = Signal()
    """A value or a pin changed under the person's hand."""
    left = Signal()
    """Enter: the caret goes back to the line."""

    def __init__(self, today: date) -> None:
        """Offer nothing yet."""
        super().__init__()
        self.setObjectName("pinStrip")
        self._pins: Pins | None = None
        self._columns = 0
        self._several = False
        self._shown: list[str] = []
        self.means = ChoiceField(tuple((word, means) for means, word in means_words().items()))
        self.bank = QLineEdit()
        self.day = DateField(lambda: today)
        self.fund = ChoiceField()
        self.appeal = ChoiceField()
        self._fields: dict[str, QWidget] = {
            "means": self.means,
            "cheque_bank": self.bank,
            "received_on": self.day,
            "fund_id": self.fund,
            "appeal_id": self.appeal,
        }
        self._keeps: dict[str, QToolButton] = {}
        self._cells: dict[str, QWidget] = {}
        names = {
            "means": _("M&ethod"),
            "cheque_bank": _("&Bank"),
            "received_on": _("Da&te"),
            "fund_id": _("F&und"),
            "appeal_id": _("Appea&l"),
        }
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        for name, label in names.items():
            self._cells[name] = self._cell(name, label)
        for choice in (self.means, self.fund, self.appeal):
            choice.activated.connect(lambda _index: self.changed.emit())
        for edit in (self.bank, self.day):
            edit.editingFinished.connect(self.changed.emit)
        theme_of().changed.connect(self._draw_pins)
        self._draw_pins()

    def _cell(self, name: str, label: str) -> QWidget:
        field = self._fields[name]
        field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        if name in _GROWING:
            field.setMaximumWidth(theme_of().px(_GROWING[name]))
            field.setMinimumWidth(theme_of().px(_WIDTHS[name]))
            field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        else:
            field.setFixedWidth(theme_of().px(_WIDTHS[name]))
        title = text_label(label, "muted")
        title.setBuddy(field)
        bare = label.replace("&", "")
        field.setAccessibleName(bare)
        keep = QToolButton()
        keep.setCheckable(True)
        keep.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        keep.setAccessibleName(_("Keep for the next lines: {name}").format(name=bare))
        keep.setToolTip(keep.accessibleName())
        keep.clicked.connect(self._pin)
        self._keeps[name] = keep
        cell = QWidget(self)
        box = QHBoxLayout(cell)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(title)
        box.addWidget(field, _FIELD_FIRST)
        box.addWidget(keep)
        box.addStretch(1)
        if name not in _GROWING:
            cell.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return cell

    def _pin(self) -> None:
        self._draw_pins()
        self.changed.emit()

    def _draw_pins(self) -> None:
        colours = tokens()
        for keep in self._keeps.values():
            keep.setIcon(icon("pin", colours.accent if keep.isChecked() else colours.muted))
            set_look(keep, "pinned", "yes" if keep.isChecked() else "no")

    def offer(
        self, funds: Sequence[Fund], appeals: Sequence[Appeal], means: Container[Means]
    ) -> None:
        """Offer the funds and appeals in use, and the payment methods where there are several."""
        self.fund.offer(tuple((fund.name, fund.id) for fund in funds if fund.active))
        no_appeal: tuple[tuple[str, object], ...] = ((_("No appeal"), None),)
        self.appeal.offer(no_appeal + tuple((a.name, a.id) for a in appeals if a.active))
        words = tuple((word, one) for one, word in means_words().items() if one in means)
        self.means.offer(words)
        self._several = len(words) > 1

    def show_pins(self, pins: Pins) -> None:
        """Show values and pins."""
        self._pins = pins
        self.means.setCurrentIndex(self.means.findData(pins.means))
        self.bank.setText(pins.cheque_bank)
        self.day.set_day(pins.received_on)
        self.fund.setCurrentIndex(self.fund.findData(pins.fund_id))
        self.appeal.setCurrentIndex(max(self.appeal.findData(pins.appeal_id), 0))
        for name, keep in self._keeps.items():
            keep.setChecked(name in pins.kept)
        self._draw_pins()
        self._show_cells(pins)

    def _show_cells(self, pins: Pins) -> None:
        shown = [name for name in self._cells if name not in {"means", "cheque_bank"}]
        if pins.means is Means.CHEQUE:
            shown.insert(0, "cheque_bank")
        if self._several:
            shown.insert(0, "means")
        if shown != self._shown:
            self._shown = shown
            for name, cell in self._cells.items():
                cell.setVisible(name in shown)
            self._lay_out(force=True)

    def pins(self) -> Pins:
        """Return what the strip shows.

        Raises:
            Refused: The day cannot be read.
            RuntimeError: Before ``show_pins``.
        """
        if self._pins is None:
            message = "no pins were shown yet"
            raise RuntimeError(message)
        try:
            day = self.day.day() or self._pins.received_on
        except Refused as refused:
            raise Refused(refused.code, refused.message, "received_on") from None
        return replace(
            self._pins,
            means=Means(self.means.currentData() or self._pins.means),
            cheque_bank=self.bank.text().strip(),
            received_on=day,
            fund_id=self.fund.currentData() or self._pins.fund_id,
            appeal_id=self.appeal.currentData(),
            kept=frozenset(name for name, keep in self._keeps.items() if keep.isChecked()),
        )

    def funds(self) -> tuple[tuple[str, int], ...]:
        """Return name and id of the funds offered."""
        places = range(self.fund.count())
        return tuple((self.fund.itemText(n), self.fund.itemData(n)) for n in places)

    def has_focus(self) -> bool:
        """Tell whether the caret stands in a pin."""
        return any(field.hasFocus() for field in (*self._fields.values(), *self._keeps.values()))

    def focus_first(self) -> None:
        """Put the caret in the first pin that is shown."""
        self._fields[self._shown[0]].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes back to the line."""
        if event.key() in ENTERS:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Need the widest pin alone: the others go below."""
        hints = [self._cells[name].sizeHint().width() for name in self._shown]
        return QSize(max(hints, default=0), self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap onto a second row where one is too narrow."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self, *, force: bool = False) -> None:
        shown = [self._cells[name] for name in self._shown]
        columns = self._fitting(shown, self.width())
        if columns > self._columns > 0:
            # A row less may take the page's scroll bar away, whose room must not bring it back.
            columns = max(self._fitting(shown, self.width() - theme_of().px(_BAR)), self._columns)
        if columns == self._columns and not force:
            return
        self._columns = columns
        for cell in self._cells.values():
            self._grid.removeWidget(cell)
        for number, cell in enumerate(shown):
            self._grid.addWidget(cell, number // columns, number % columns)

    def _fitting(self, cells: Sequence[QWidget], room: int) -> int:
        """Return how many cells stand side by side in so many pixels; one at least."""
        columns = 0
        for cell in cells:
            room -= cell.sizeHint().width() + self._grid.horizontalSpacing()
            if room < 0:
                break
            columns += 1
        return max(columns, 1)
