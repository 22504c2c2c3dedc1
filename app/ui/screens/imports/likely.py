# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The donors a rehearsal would make who may be on file already: who they are is decided here."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.domain.imports.decisions import Decisions
from app.kernel.i18n import N_, _
from app.ui.kit.flow import Flow
from app.ui.kit.lines import Column
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import button, text_label
from app.ui.screens.imports import presenter
from app.usecases.imports.report import ImportReport, LikelyDouble, Side

_LEAST_HEIGHT = 96
_WIDE = 720
_KEYS = {"1": "1", "2": "2", "3": "3", "&": "1", "é": "2", '"': "3"}
"""The same keys without Shift on a French keyboard."""


class TwoSides(QScrollArea):
    """What the row says and what the one it may be says, line by line; differences stand out."""

    def __init__(self) -> None:
        """Show nobody."""
        super().__init__()
        self.setAccessibleName(_("The two side by side"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(theme_of().px(_LEAST_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 4, 0)
        self.setWidget(inner)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)

    def show_sides(self, sides: Sequence[Side]) -> None:
        """Show two donors."""
        while (item := self._grid.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.deleteLater()
        heads = ("", _("In the file"), "", _("May be"))
        for place, words in enumerate(heads):
            self._grid.addWidget(text_label(words, "label"), 0, place)
        for line, side in enumerate(sides, 1):
            look = "strong" if side.differs else ""
            self._grid.addWidget(text_label(side.what, "muted"), line, 0)
            self._grid.addWidget(text_label(side.row, look, wrap=True), line, 1)
            self._grid.addWidget(text_label("≠" if side.differs else "", look), line, 2)
            self._grid.addWidget(text_label(side.other, look, wrap=True), line, 3)
        self._grid.setRowStretch(len(sides) + 1, 1)


class LikelyTab(QWidget):
    """A pair a line; 1, 2 and 3 decide, and go on to the next."""

    decided = Signal()
    """Something was decided, or forgotten."""

    def __init__(self) -> None:
        """Nothing is decided yet."""
        super().__init__()
        self._rows: Sequence[LikelyDouble] = ()
        self._kept = Decisions()
        self.decisions = Decisions()
        self.piles = text_label(role="muted", wrap=True)
        columns: tuple[Column[LikelyDouble], ...] = (
            Column("row", N_("Row"), lambda r: str(r.row), 6, right=True),
            Column("name", N_("Name"), lambda r: r.name, 15),
            Column("other", N_("May be"), lambda r: r.other),
            Column("sure", N_("Likeness"), presenter.likely_words, 12, spare=1),
            Column("why", N_("In common"), lambda r: ", ".join(r.reasons), spare=2),
            Column("decided", N_("Decision"), self._decision, 12),
        )
        self.table = RowsTable(columns, _("Donors perhaps on file already"))
        self.table.installEventFilter(self)
        self.table.setMinimumHeight(theme_of().px(_LEAST_HEIGHT))
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.sides = TwoSides()
        self.table.moved.connect(self._show_sides)
        self.same = button(_("1 Same person"), lambda: self.decide("1"))
        self.new = button(_("2 New donor"), lambda: self.decide("2"))
        self.later = button(_("3 Later"), lambda: self.decide("3"))
        self.all_sure = button(_("The sure ones are the same"), self._take_sure)
        self.forget = button(_("Forget the decisions"), self._forget)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.piles)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(12)
        self._pair.addWidget(self.table, 1)
        self._pair.addWidget(self.sides, 1)
        box.addLayout(self._pair, 1)
        box.addLayout(Flow(self.same, self.new, self.later, self.all_sure, self.forget))

    def show_report(self, report: ImportReport, decisions: Decisions) -> None:
        """Show who may be whom; what was decided was done by the rehearsal that found them."""
        self._rows, self._kept, self.decisions = report.likely, decisions, decisions
        self.table.set_rows(report.likely)
        if report.likely:
            self.table.selectRow(0)
        self._show_sides()
        self.piles.setText(presenter.piles_sentence(report, decisions))
        self._show_verbs()

    @property
    def changed(self) -> bool:
        """Tell whether something was decided since the rehearsal."""
        return self.decisions != self._kept

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the two sheets beside the list where there is room, else below it."""
        super().resizeEvent(event)
        wide = self.width() >= theme_of().px(_WIDE)
        side, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._pair.setDirection(side if wide else below)

    def _show_sides(self) -> None:
        one = self.table.current()
        self.sides.show_sides(one.sides if one is not None else ())
        self.sides.setVisible(one is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Decide by 1, 2 and 3, which the list would look for among its rows."""
        if watched is self.table and isinstance(event, QKeyEvent):
            key = _KEYS.get(event.text(), "")
            if key and event.type() is QEvent.Type.KeyPress:
                self.decide(key)
                return True
        return super().eventFilter(watched, event)

    def decide(self, key: str) -> None:
        """Decide about the pair shown, and go on."""
        one = self.table.current()
        if one is None:
            return
        match key:
            case "1":
                self._take(self.decisions.as_one(one.row, one.whom))
            case "2":
                self._take(self.decisions.as_new(one.row))
            case _:
                self._take(self.decisions.put_off(one.row))
        place = self.table.current_row()
        self.table.selectRow(min(place + 1, len(self._rows) - 1))
        self.table.setFocus()

    def _take_sure(self) -> None:
        decisions = self.decisions
        for one in self._rows:
            if one.sure and one.row not in decisions.rows:
                decisions = decisions.as_one(one.row, one.whom)
        self._take(decisions)

    def _forget(self) -> None:
        self._take(Decisions())

    def _take(self, decisions: Decisions) -> None:
        self.decisions = decisions
        place = self.table.current_row()
        self.table.set_rows(self._rows)
        if self._rows:
            self.table.selectRow(max(place, 0))
        self._show_verbs()
        self.decided.emit()

    def _show_verbs(self) -> None:
        some = bool(self._rows)
        sure = any(one.sure and one.row not in self.decisions.rows for one in self._rows)
        for verb, enabled, why in (
            (self.same, some, _("Nobody here looks like another.")),
            (self.new, some, _("Nobody here looks like another.")),
            (self.later, some, _("Nobody here looks like another.")),
            (self.all_sure, sure, _("No sure one is left to decide on.")),
            (self.forget, bool(self.decisions.rows), _("Nothing was decided yet.")),
        ):
            verb.setEnabled(enabled)
            verb.setToolTip("" if enabled else why)
            verb.setAccessibleDescription("" if enabled else why)

    def _decision(self, one: LikelyDouble) -> str:
        if self.decisions.same.get(one.row) == one.whom:
            return _("same person")
        if one.row in self.decisions.apart or one.row in self.decisions.same:
            return _("somebody else")
        return _("later") if one.row in self.decisions.later else ""
