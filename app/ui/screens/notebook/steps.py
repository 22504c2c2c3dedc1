# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps of a migration, ticked one by one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from app.domain.notebook import NotebookStep
from app.kernel.i18n import _
from app.ui.kit.binding import Form
from app.ui.kit.flow import Flow
from app.ui.kit.table import RowsTable
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Card, button, text_label
from app.ui.screens.notebook import presenter
from app.ui.screens.notebook.columns import STEPS
from app.usecases.notebook import Shown, TickStep

_ROWS_SHOWN = 9


class StepsCard(Card):
    """What is done, what is next, and how."""

    wanted = Signal(TickStep)

    def __init__(self) -> None:
        """Show no step yet."""
        super().__init__()
        self._hint = ""
        self.table: RowsTable[NotebookStep] = RowsTable(STEPS, _("Steps"))
        self.table.setFixedHeight(theme_of().px(28) * _ROWS_SHOWN + theme_of().px(40))
        self.help = text_label(role="muted", wrap=True)
        self.note = QLineEdit()
        self.form = Form()
        self.form.add("note", _("What there is to say of it"), self.note)
        self.done = button(_("Step &done"), lambda: self._tick(done=True), role="primary")
        self.undone = button(_("Not done after a&ll"), lambda: self._tick(done=False))
        self.box.addWidget(text_label(_("Steps"), "heading"))
        for part in (self.table, self.help, self.form):
            self.box.addWidget(part)
        self.box.addLayout(Flow(self.done, self.undone))
        self.note.returnPressed.connect(lambda: self._tick(done=True))
        self.table.moved.connect(self._choose)

    def show_steps(self, shown: Shown) -> None:
        """Show the steps; the first not done is chosen."""
        self._hint = shown.program.hint
        self.table.set_rows(shown.steps)
        left = [place for place, one in enumerate(shown.steps) if one.done_on is None]
        self.table.selectRow(left[0] if left else 0)
        kept = shown.notebook is not None and shown.notebook.finished_on is None
        for part in (self.note, self.done, self.undone):
            part.setEnabled(kept)
        self._choose()

    def _choose(self) -> None:
        step = self.table.current()
        if step is not None:
            self.help.setText(presenter.step_help(step, self._hint))
            self.form.fill({"note": step.note})
            self.undone.setVisible(step.done_on is not None)

    def _tick(self, *, done: bool) -> None:
        step = self.table.current()
        if step is not None:
            self.wanted.emit(TickStep(step.step, done, self.note.text()))
