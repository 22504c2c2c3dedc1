# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The import screen: file, dry run, import; and the imports of the past."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.imports.decisions import Decisions
from app.domain.imports.fields import ImportKind
from app.kernel.errors import OboleError
from app.kernel.i18n import _, ngettext
from app.ui.kit import dialogs
from app.ui.kit.jobs import Handle
from app.ui.kit.screen import Screen, Services
from app.ui.kit.stack import PageStack
from app.ui.kit.steps import StepStrip
from app.ui.kit.widgets import page_box
from app.ui.screens.imports import presenter
from app.ui.screens.imports.choose import ChoosePage
from app.ui.screens.imports.columns import ColumnsPage
from app.ui.screens.imports.history import HistoryPage
from app.ui.screens.imports.presenter import ENDINGS, PastImport
from app.ui.screens.imports.report import ReportPage
from app.ui.screens.imports.values import ValuesPage
from app.usecases.imports import ListImports, RunImport
from app.usecases.imports.choices import Choices
from app.usecases.imports.groups import FileValues, GroupValues
from app.usecases.imports.likely import FindLikely
from app.usecases.imports.looking import LookAtTable, TableLook
from app.usecases.imports.rejects import WriteRejected, WriteRejectedAgain
from app.usecases.imports.report import Arrivals, ImportReport, LikelyDouble, RejectedRow
from app.usecases.imports.undoing import IN_USE, ListHeld, UndoImport, Undone
from app.usecases.ports.imports import HeldThing, ImportRun

_UNTOLD_COLUMNS = "import.columns"
"""The refusal of a file whose columns are to be told."""


class ImportsScreen(Screen):
    """Imports."""

    def __init__(self, services: Services) -> None:
        """Build the pages; nothing is read before a file is chosen."""
        super().__init__(services)
        self._kind = ImportKind.DONORS
        self._choices = Choices()
        self._chosen_for: tuple[Path | None, ImportKind] = (None, self._kind)
        self._held_of, self._held_why = 0, ""
        self._working: Handle | None = None
        self._comparing: Handle | None = None
        self.strip = StepStrip("importStep", presenter.step_names())
        self.choose = ChoosePage(services.state)
        self.columns = ColumnsPage()
        self.values = ValuesPage()
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
        self.choose.columns_wanted.connect(self._look_first)
        self.columns.look_wanted.connect(self._look)
        self.columns.dry_run_wanted.connect(self._rehearse_with)
        self.columns.values_wanted.connect(self._look_at_values)
        self.columns.back_wanted.connect(self.show_choice)
        self.values.values_wanted.connect(self._look_at_values)
        self.values.dry_run_wanted.connect(self._rehearse_with)
        self.values.back_wanted.connect(self._look_again)
        self.report.values_wanted.connect(lambda: self._look_at_values(self._choices))
        self.report.decided.connect(self._rehearse_decided)
        self.report.columns_wanted.connect(self._look_again)
        self.report.rejected_wanted.connect(self._save_rejected)
        self.choose.history_wanted.connect(self.show_history)
        self.report.import_wanted.connect(self._import)
        self.report.undo_wanted.connect(self._undo)
        self.report.back_wanted.connect(self.show_choice)
        self.report.stop_wanted.connect(self._stop)
        self.history.undo_wanted.connect(lambda past: self._undo(past.run))
        self.history.rest_wanted.connect(lambda past: self._undo_rest(past.run))
        self.history.rejected_wanted.connect(self._save_rejected_again)
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
        elif self._stack.page is self.columns:
            self.columns.focus_first()
        elif self._stack.page is self.values:
            self.values.focus_first()
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
        self._stop_comparing()
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
        self._settle(path, kind)
        self._run(path, dry_run=True)

    def _settle(self, path: Path, kind: str) -> None:
        """Forget what was decided about another file."""
        self._kind = ImportKind(kind)
        if self._chosen_for != (path, self._kind):
            self._chosen_for, self._choices = (path, self._kind), Choices()

    def _look_first(self, path: Path, kind: str) -> None:
        self._settle(path, kind)
        self._look_again()

    def _look_again(self) -> None:
        self._look(self._choices)

    def _tell_reading(self) -> None:
        """Say that a file is read: a large one takes its time to open."""
        for page in (self.choose, self.columns, self.values, self.report):
            if page is self._stack.page:
                page.bar.tell(_("The file is being read: nothing is written."), "info")

    def _look(self, choices: Choices) -> None:
        if self.choose.path is not None:
            self._tell_reading()
            look = LookAtTable(self._kind, self.choose.path, choices)
            self.services.jobs.read(look, self._show_look, self._failed, owner=self)

    def _show_look(self, look: TableLook) -> None:
        self._choices = look.choices
        self.choose.rest()
        self.columns.show_look(look, self._kind)
        if self._stack.page is not self.columns:
            self._turn_to(self.columns, 1)

    def _look_at_values(self, choices: Choices) -> None:
        if self.choose.path is not None:
            self._tell_reading()
            wanted = GroupValues(self._kind, self.choose.path, choices)
            self.services.jobs.read(wanted, self._show_values, self._failed, owner=self)

    def _show_values(self, found: FileValues) -> None:
        self._choices = found.choices
        self.values.show_values(found)
        if self._stack.page is not self.values:
            self._turn_to(self.values, 2)

    def _rehearse_with(self, choices: Choices) -> None:
        self._choices = choices
        if self.choose.path is not None:
            self._run(self.choose.path, dry_run=True)

    def _rehearse_decided(self, people: Decisions) -> None:
        self._rehearse_with(replace(self._choices, people=people))

    def _save_rejected(self, rejected: tuple[RejectedRow, ...]) -> None:
        path = self.choose.path
        if path is None:
            return
        target = self._target_of_rejected(path)
        if target is not None:
            wanted = WriteRejected(self._kind, path, rejected, target, self._choices)
            self.services.jobs.read(wanted, self._saved, self._not_saved, owner=self)

    def _save_rejected_again(self, past: PastImport) -> None:
        """Find the file again, then write the rows of it that were rejected."""
        kinds = _("Tables ({endings})").format(endings=" ".join(f"*{one}" for one in ENDINGS))
        title = _("Find {file} again").format(file=past.file)
        path = dialogs.file_to_open(self, title, kinds, self.services.state.text("folder"))
        if path is None:
            return
        target = self._target_of_rejected(path)
        if target is not None:
            wanted = WriteRejectedAgain(past.run, path, target)
            self.services.jobs.read(wanted, self._saved, self._not_found, owner=self)

    def _not_found(self, error: OboleError) -> None:
        self.history.bar.tell(error.message, "error")

    def _target_of_rejected(self, path: Path) -> Path | None:
        proposed = str(path.with_name(_("{file} - rejected.xlsx").format(file=path.stem)))
        kinds = _("Tables ({endings})").format(endings="*.xlsx *.ods *.csv")
        return dialogs.file_to_write(self, _("Save the rejected rows"), proposed, kinds)

    def _saved(self, count: int) -> None:
        text = ngettext(
            "{count} row saved: mend it, then import that file.",
            "{count} rows saved: mend them, then import that file.",
            count,
        )
        self.services.toast.tell(text.format(count=presenter.count_text(count)))

    def _not_saved(self, error: OboleError) -> None:
        self.report.bar.tell(error.message, "error")

    def _import(self) -> None:
        if self.choose.path is not None:
            self._run(self.choose.path, dry_run=False)

    def _run(self, path: Path, *, dry_run: bool) -> None:
        self._stop_comparing()
        self._comparing = None
        page = self.choose if dry_run else self.report
        if page is not self._stack.page:
            self._turn_to(page, 0)
        page.show_progress(0, 0, "")
        if dry_run:
            self._tell_reading()
        else:
            self.report.bar.tell(_("A backup is made first, then the rows come in."), "info")
        command = RunImport(self._kind, path, self._choices, dry_run=dry_run)
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
        self._stop_comparing()

    def _compare(self, report: ImportReport) -> None:
        """Look for those who come among those on file: the report can be read meanwhile."""
        people = self._choices.people
        self.report.show_comparing(0, 0, "")

        def told(likely: Sequence[LikelyDouble], *, stopped: bool = False) -> None:
            if self._comparing is not handle:
                return  # another rehearsal is shown by now
            self._comparing = None
            report.likely.extend(likely)
            report.arrivals = Arrivals()
            self.report.show_likely(report, people, stopped=stopped)

        def failed(error: OboleError) -> None:
            told((), stopped=True)
            self.report.bar.tell(error.message, "error")

        handle = self._comparing = self.services.jobs.read(
            FindLikely(report.arrivals),
            told,
            failed,
            progress=self.report.show_comparing,
            stopped=lambda: told((), stopped=True),
            owner=self,
        )

    def _stop_comparing(self) -> None:
        if self._comparing is not None:
            self._comparing.cancel()

    def _done(self, report: ImportReport) -> None:
        self._working = None
        self.choose.rest()
        self.report.show_report(report, self._choices.people)
        if report.arrivals.donors:
            self._compare(report)
        self._turn_to(self.report, 3 if report.dry_run else 4)

    def _failed(self, error: OboleError) -> None:
        self._working = None
        self.choose.rest()
        if error.code == _UNTOLD_COLUMNS:
            self._look_again()
            return
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
            self._tell_undoing()
            self.services.jobs.write(
                UndoImport(run),
                self._undone,
                lambda error: self._not_undone(run, error),
                owner=self,
            )

    def _not_undone(self, run: int, error: OboleError) -> None:
        """Show, in the history, what something done since rests on."""
        if error.code != IN_USE:
            self.history.bar.tell(error.message, "error")
            return
        self._held_of, self._held_why = run, error.message
        self.services.jobs.read(ListImports(), self._show_held_run, owner=self)

    def _show_held_run(self, runs: Sequence[ImportRun]) -> None:
        self._show_past(runs)
        place = next((i for i, one in enumerate(runs) if one.id == self._held_of), 0)
        self.history.table.selectRow(place)
        self.services.jobs.read(ListHeld(self._held_of), self._show_held, owner=self)

    def _show_held(self, held: Sequence[HeldThing]) -> None:
        self.history.show_held(self._held_why, held)

    def _undo_rest(self, run: int) -> None:
        question = _("Undo the rest of this import? What is listed stays.")
        if dialogs.ask(self, question, _("Undo the rest")):
            self._tell_undoing()
            self.services.jobs.write(UndoImport(run, rest=True), self._undone, owner=self)

    def _tell_undoing(self) -> None:
        told = _("A backup is made first, then the import is taken back.")
        for page in (self.report, self.history):
            page.bar.tell(told, "info")

    def _undone(self, done: Undone) -> None:
        self.services.toast.tell(presenter.undone_sentence(done))
        self.show_history()
