# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of the migration notebook: begun, kept, finished."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.notebook import former_programs
from app.kernel.command import Command
from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit import papers
from app.ui.kit.announce import say
from app.ui.kit.fields import ChoiceField
from app.ui.kit.flow import Flow
from app.ui.kit.screen import Screen, Services
from app.ui.kit.theme import theme_of
from app.ui.kit.widgets import Bar, Card, button, page_box, scrolling, tab_path, text_label
from app.ui.screens.notebook import presenter
from app.ui.screens.notebook.figures import FiguresCard
from app.ui.screens.notebook.steps import StepsCard
from app.usecases.notebook import (
    BeginNotebook,
    FinishNotebook,
    NotebookReport,
    ReopenNotebook,
    Shown,
    ShowNotebook,
)

_ROOMS = ("notebook", "imports", "donors", "gifts")


class NotebookScreen(Screen):
    """Carnet de migration."""

    def __init__(self, services: Services) -> None:
        """Read the notebook; without one, ask which program is left."""
        super().__init__(services)
        self.bar, self.state = Bar("error"), Bar("info")
        self.program = ChoiceField(tuple((one.name, one.code) for one in former_programs()))
        self.program.setAccessibleName(_("Former program"))
        self.begin = button(_("&Begin the notebook"), self._begin, role="primary")
        self.steps = StepsCard()
        self.figures = FiguresCard()
        self.finish = button(_("Fi&nish: all arrived"), self._finish, role="primary")
        self.report = button(_("The repo&rt…"), self._report, icon_name="print")
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Why the notebook is opened again"))
        self.reason.setPlaceholderText(_("Why the notebook is opened again"))
        self.reason.setMinimumWidth(theme_of().px(280))
        self.reopen = button(_("Go on &with it"), self._reopen)
        self.start, self.end = Card(), Card()
        self._lay_out()
        self.steps.wanted.connect(self._write)
        self.figures.typed.connect(self._write)
        self.figures.dropped.connect(self._write)
        services.feed.watch(self, _ROOMS, lambda _changes: self._reload())
        self._reload()

    def _lay_out(self) -> None:
        inner = QWidget()
        box = page_box(inner)
        why = _(
            "Leaving another program: what to export, in which order, and the proof that every "
            "gift arrived. The report is signed and kept."
        )
        box.addWidget(text_label(why, "muted", wrap=True))
        box.addWidget(self.bar)
        self.start.box.addWidget(text_label(_("Which program are you leaving?"), "heading"))
        self.start.box.addLayout(Flow(self.program, self.begin))
        self.title = text_label(role="heading", wrap=True)
        self.end.box.addWidget(self.title)
        self.end.box.addWidget(self.state)
        self.end.box.addLayout(Flow(self.finish, self.report, self.reason, self.reopen))
        for part in (self.end, self.start, self.steps, self.figures):
            box.addWidget(part)
            part.hide()
        box.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner))
        steps, figures = self.steps, self.figures
        tab_path(
            *(self.finish, self.report, self.reason, self.reopen, self.program, self.begin),
            *(steps.table, steps.note, steps.done, steps.undone),
            *(figures.table, *figures.form.fields, figures.keep, figures.drop),
        )

    def focus_first(self) -> None:
        """Begin at the steps, or at the program to be left."""
        (self.steps.table if self.steps.isVisible() else self.program).setFocus()

    def _reload(self) -> None:
        self.services.jobs.read(ShowNotebook(), self._show, self._failed, owner=self)

    def _show(self, shown: Shown) -> None:
        book = shown.notebook
        finished = book is not None and book.finished_on is not None
        begun = book is not None and self.begin.hasFocus()
        self.start.setVisible(book is None or finished)
        for part in (self.end, self.figures, self.steps):
            part.setVisible(book is not None)
        if book is None:
            return
        title = _("From {program} to Obole").format(program=shown.program.name)
        self.title.setText(title)
        self.state.tell(*presenter.state(shown))
        self.finish.setVisible(not finished)
        self.finish.setEnabled(bool(shown.typed) and not shown.open)
        self.reason.setVisible(finished)
        self.reopen.setVisible(finished)
        self.steps.show_steps(shown)
        self.figures.show_figures(shown)
        if begun:
            self.steps.table.setFocus()

    def _begin(self) -> None:
        self._write(BeginNotebook(str(self.program.currentData())))

    def _finish(self) -> None:
        self._write(FinishNotebook())

    def _reopen(self) -> None:
        self._write(ReopenNotebook(self.reason.text()))

    def _write(self, command: Command[object]) -> None:
        self.bar.hide()
        self.services.jobs.write(command, lambda _done: self._reload(), self._failed, owner=self)

    def _report(self) -> None:
        self.services.jobs.read(NotebookReport(), self._open_report, self._failed, owner=self)

    def _open_report(self, body: bytes) -> None:
        papers.show_pdf(self, body, _("migration-notebook"))

    def _failed(self, error: OboleError) -> None:
        if not self.figures.refuse(error):
            self.bar.tell(error.message, "error")
        say(self, error.message, urgent=True)
