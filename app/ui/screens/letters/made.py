# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The letters made: printed again, noted as sent, resumed, taken back."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.users import Permission
from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit import dialogs, printing
from app.ui.kit.announce import say
from app.ui.kit.flow import Flow
from app.ui.kit.printing import Paper
from app.ui.kit.screen import Services
from app.ui.kit.table import RowsTable
from app.ui.kit.widgets import Bar, button, text_label
from app.ui.screens.letters import presenter
from app.ui.screens.letters.columns import RUNS
from app.usecases.letters.runs import (
    LetterRuns,
    LettersToPrint,
    NoteSent,
    ResumeLetters,
    RunLine,
    RunReport,
    TakeBackLetters,
)


class MadePage(QWidget):
    """The letters made together, the latest first."""

    def __init__(self, services: Services) -> None:
        """Read them."""
        super().__init__()
        self._services = services
        self.bar = Bar("success")
        self.table: RowsTable[RunLine] = RowsTable(RUNS, _("Letters made together"))
        self.table.setObjectName("lettersMade")
        self.table.opened.connect(self._print)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._grey())
        self.again = button(_("Print again"), self._print, icon_name="print")
        self.sent = button(_("They have left"), self._note_sent)
        self.resume = button(_("Make those missing"), self._resume)
        self.back = button(_("Take back"), self._take_back, icon_name="undo")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.addWidget(self.bar)
        hint = _("Enter shows the pages as they were made. What has left is not taken back.")
        box.addWidget(text_label(hint, "muted", wrap=True))
        box.addWidget(self.table, 1)
        box.addLayout(Flow(self.again, self.sent, self.resume, self.back))
        services.feed.watch(self, ("letters",), lambda _changes: self.refresh())
        self.refresh()

    def focus_first(self) -> None:
        """Put the focus on the list."""
        self.table.setFocus()

    def refresh(self) -> None:
        """Read them again."""
        self._services.jobs.read(LetterRuns(), self._take, owner=self)

    def _take(self, lines: Sequence[RunLine]) -> None:
        self.table.set_rows(lines)
        if lines and self.table.current_row() < 0:
            self.table.selectRow(0)
        self._grey()

    def _grey(self) -> None:
        line = self.table.current()
        may = presenter.why_not(self._services.office.actor, Permission.LETTERS_WRITE)
        for act, why in (
            (self.again, presenter.why_no_print(line)),
            (self.sent, may or presenter.why_not_sent(line)),
            (self.resume, may or presenter.why_no_resume(line)),
            (self.back, may or presenter.why_not_back(line)),
        ):
            act.setEnabled(not why)
            act.setToolTip(why)
            act.setAccessibleDescription(why)

    def _print(self) -> None:
        line = self.table.current()
        if line is None or not self.again.isEnabled():
            return
        self._services.jobs.read(
            LettersToPrint(line.run.id),
            lambda body: printing.print_paper(
                self._services, self, Paper(body, _("letters"), "letters", bulk=True)
            ),
            self._tell,
            owner=self,
        )

    def _note_sent(self) -> None:
        line = self.table.current()
        question = _("Note that these letters have left? They can no longer be taken back.")
        if line is not None and dialogs.ask(self, question, _("They have left")):
            self._services.jobs.write(NoteSent(line.run.id), None, self._tell, owner=self)

    def _resume(self) -> None:
        line = self.table.current()
        if line is not None:
            command = ResumeLetters(line.run.id)
            self._services.jobs.write(command, self._resumed, self._tell, owner=self)

    def _resumed(self, report: RunReport) -> None:
        self.bar.tell(presenter.made_words(report.count), "success")

    def _take_back(self) -> None:
        line = self.table.current()
        if line is None:
            return
        if dialogs.ask(self, presenter.back_question(line.count), _("Take back")):
            command = TakeBackLetters(line.run.id)
            self._services.jobs.write(command, self._taken_back, self._tell, owner=self)

    def _taken_back(self, count: int) -> None:
        told = presenter.back_words(count)
        self.bar.tell(told, "success")
        say(self, told)

    def _tell(self, error: OboleError) -> None:
        self.bar.tell(error.message, "error")
        say(self, error.message, urgent=True)
