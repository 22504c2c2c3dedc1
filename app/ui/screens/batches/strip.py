# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The strip above the line being keyed: which batch, what was expected, keyed, and what is left."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from app.domain.batches import BatchTotals, GiftBatch
from app.kernel.i18n import _
from app.ui.kit.announce import say
from app.ui.kit.flow import Flow
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Pill, button, text_label
from app.ui.screens.batches.presenter import title
from app.ui.screens.batches.totals import TotalsState, TotalsView, totals_view

_KINDS = {
    TotalsState.RUNNING: "neutral",
    TotalsState.AGREE: "success",
    TotalsState.DIFFERENCE: "warning",
}

_BAR = 140
"""Pixels the bar takes at most; where there is no room it is the first to go."""


class TotalsStrip(QWidget):
    """Two lines: the batch and its state; the figures and how far the pile is."""

    recount_wanted = Signal()
    """The person wants to change what is expected."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self.heading = text_label("", "heading", wrap=True)
        self.state = Pill()
        self.state.setObjectName("totalsState")
        self._expected, self._expected_name = _figure(_("Expected"))
        self.recount = button(_("Change…"), self.recount_wanted.emit, role="quiet")
        self.recount.setObjectName("btnChangeCount")
        self.recount.setAccessibleName(_("Change what is expected"))
        # The keyboard has it in the control tools: here it would stand in the way of the line.
        self.recount.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._keyed, self._keyed_name = _figure(_("Keyed"))
        self._rest, self._rest_name = _figure(_("Left"))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximumWidth(theme_of().px(_BAR))
        self._bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._bar.setAccessibleName(_("Gifts keyed of those expected"))
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.state)
        self._rest_group = _together(self._rest_name, self._rest)
        expected = _together(self._expected_name, self._expected, self.recount)
        told = QWidget()
        flow = Flow(
            expected, _together(self._keyed_name, self._keyed), self._rest_group, spacing=18, lead=3
        )
        flow.setContentsMargins(0, 0, 0, 0)
        told.setLayout(flow)
        figures = QHBoxLayout()
        figures.addWidget(told, 4)
        figures.addWidget(self._bar, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addLayout(top)
        box.addLayout(figures)
        self._told = TotalsState.RUNNING

    def show_batch(self, batch: GiftBatch) -> None:
        """Say which batch this is."""
        self.heading.setText(title(batch))
        self._told = TotalsState.RUNNING

    def show_totals(self, totals: BatchTotals, *, checked: bool = False) -> TotalsView:
        """Show the figures; a screen reader hears when they begin to agree or to differ."""
        view = totals_view(totals, checked=checked)
        self._expected.setText(view.expected)
        self._keyed.setText(view.keyed)
        self._rest.setText(view.rest)
        self._rest_group.setVisible(bool(view.rest))
        self._bar.setVisible(bool(view.wanted))
        self._bar.setRange(0, max(view.wanted, 1))
        self._bar.setValue(min(view.done, view.wanted))
        self.state.show_state(view.word, _KINDS[view.state])
        if view.state is not self._told and view.state is not TotalsState.RUNNING:
            say(self.state, view.word)
        self._told = view.state
        return view


def _figure(name: str) -> tuple[QLabel, QLabel]:
    value = text_label("", "strong")
    value.setAccessibleName(name)
    return value, text_label(name, "muted")


def _together(*parts: QWidget) -> QWidget:
    """Return what stays on one line when the strip wraps."""
    group = QWidget()
    box = QHBoxLayout(group)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(6)
    for part in parts:
        box.addWidget(part)
    return group
