# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The import screen: file, dry run, import; and the imports of the past."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.imports.fields import ImportKind
from app.kernel.errors import OboleError
from app.kernel.i18n import _
from app.ui.kit import dialogs
from app.ui.kit.jobs import Handle
from app.ui.kit.screen import Screen, Services
from app.ui.kit.stack import PageStack
from app.ui.kit.steps import StepStrip
from app.ui.kit.widgets import page_box
from app.ui.screens.imports import presenter
from app.ui.screens.imports.choose import ChoosePage
from app.ui.screens.imports.history import HistoryPage
from app.ui.screens.imports.report import ReportPage
from app.usecases.imports import ListImports, RunImport, UndoImport, Undone
from app.usecases.imports.report import ImportReport
from app.usecases.ports.imports import ImportRun


class ImportsScreen(Screen):
    """Imports."""

    def __init__(self, services: Services) -> None:
        """Build the pages; nothing is read before a file is chosen."""
        super().__init__(services)
        self._kind = ImportKind.DONORS
        self._working: Handle | None = None
        self.strip = StepStrip("importStep", presenter.step_names())
        self.choose = ChoosePage(services.state)
        self.report = ReportPage()
        self.history = HistoryPage()
        self._stack = PageStack()
        self._stack.turn_to(self.choose)
        box = page_box(self)
        box.addWidget(self.strip)
        box.addWidget(self._stack, 1)
        self._connect()

    def _connect(self) -> None:
        self.choose.dry_run_wanted.connect(self._rehearse)
        self.choose.history_wanted.connect(self.show_history)
        self.report.import_wanted.connect(self._import)
        self.report.undo_wanted.connect(self._undo)
        self.report.back_wanted.connect(self.show_choice)
        self.report.stop_wanted.connect(self._stop)
        self.history.undo_wanted.connect(lambda past: self._undo(past.run))
        self.history.back_wanted.connect(self.show_choice)

    def open(self, **arguments: Any) -> None:
        """Show what the person came for: ``page="history"``, or a ``path`` to bring in."""
        if arguments.get("page") == "history":
            self.show_history()
        elif "path" in arguments:
            self.show_choice()
            self.choose.take(Path(arguments["path"]))

    def heightForWidth(self, _width: int) -> int:
        """Ask for little: the pages scroll by themselves, the window need not."""
        return self.minimumSizeHint().height()

    def focus_first(self) -> None:
        """Put the focus where work begins on the page shown."""
        if self._stack.page is self.choose:
            self.choose.focus_first()
        elif self._stack.page is self.report:
            self.report.focus_first()
        else:
            self.history.focus_first()

    def step_back(self) -> bool:
        """Go back to the choice of the file; work under way goes on."""
        if self._working is not None:
            return True
        if self._stack.page is self.choose:
            return False
        self.show_choice()
        return True

    def show_choice(self) -> None:
        """Show the first step."""
        self._turn_to(self.choose, 0)

    def show_history(self) -> None:
        """Show the imports of the past."""
        self.services.jobs.read(ListImports(), self._show_past, owner=self)

    def _turn_to(self, page: QWidget, step: int | None) -> None:
        self.strip.setVisible(step is not None)
        if step is not None:
            self.strip.show_step(step)
        self._stack.turn_to(page)
        self.focus_first()

    def _show_past(self, runs: Sequence[ImportRun]) -> None:
        self.history.show_history([presenter.past_of(run) for run in runs])
        self._turn_to(self.history, None)

    def _rehearse(self, path: Path, kind: str) -> None:
        self._kind = ImportKind(kind)
        self._run(path, dry_run=True)

    def _import(self) -> None:
        if self.choose.path is not None:
            self._run(self.choose.path, dry_run=False)

    def _run(self, path: Path, *, dry_run: bool) -> None:
        page = self.choose if dry_run else self.report
        page.show_progress(0, 0, "")
        command = RunImport(self._kind, path, dry_run=dry_run)
        self._working = self.services.jobs.write(
            command,
            self._done,
            self._failed,
            progress=page.show_progress,
            stopped=self._stopped,
            owner=self,
        )

    def _stop(self) -> None:
        if self._working is not None:
            self._working.cancel()

    def _done(self, report: ImportReport) -> None:
        self._working = None
        self.choose.rest()
        self.report.show_report(report)
        self._turn_to(self.report, 1 if report.dry_run else 2)

    def _failed(self, error: OboleError) -> None:
        self._working = None
        self.choose.rest()
        self.show_choice()
        self.choose.bar.tell(error.message, "error")

    def _stopped(self) -> None:
        self._working = None
        self.choose.rest()
        self.show_choice()
        self.services.toast.tell(_("Stopped: nothing was written."))

    def _undo(self, run: int) -> None:
        question = _("Undo this import? What it added is removed, what it changed is as before.")
        if dialogs.ask(self, question, _("Undo the import")):
            self.services.jobs.write(UndoImport(run), self._undone, owner=self)

    def _undone(self, done: Undone) -> None:
        self.services.toast.tell(presenter.undone_sentence(done))
        self.show_history()
