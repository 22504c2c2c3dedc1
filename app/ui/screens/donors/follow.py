# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The follow-up of a donor: tasks that are ticked off, what happened, documents that are shown."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.donors import DonorDocument, DonorEvent, DonorTask, EventKind
from app.kernel.errors import Trouble
from app.kernel.files import read_whole
from app.kernel.i18n import _
from app.ui.kit import dialogs
from app.ui.kit.screen import Services
from app.ui.kit.widgets import button
from app.ui.screens.donors.drafting import followed
from app.ui.screens.donors.lines import LinesPane
from app.ui.screens.donors.preview import Preview
from app.usecases.donors import AttachDocument, FinishTask, ReadDocument
from app.usecases.users import ListUsers


class FollowPane(LinesPane):
    """Tasks, events and documents of a donor."""

    def __init__(self, services: Services) -> None:
        """Show no line yet; the users a task may be given to are asked for."""
        self.done_button = button(_("Task &done"), self.finish)
        self.attach_button = button(_("Attach a doc&ument…"), self.choose_document)
        super().__init__(services, followed(), _("Follow-up of the donor"), "sheetFollowed")
        self.add_button.setText(_("Add a &line (Ctrl+T)"))
        self.preview = Preview(services)
        self.preview.left.connect(self.step_back)
        self.addWidget(self.preview)
        self.attach_button.setEnabled(self.add_button.isEnabled())
        self.attach_button.setToolTip(self.add_button.toolTip())
        self.attach_button.setAccessibleDescription(self.add_button.toolTip())
        services.jobs.read(
            ListUsers(),
            lambda users: self.form.offer_assignees([user.name for user in users if user.active]),
            owner=self,
        )

    def acts(self) -> tuple[QWidget, ...]:
        """Return the buttons under the table, in their order."""
        return (
            *(self.add_button, self.attach_button, self.done_button),
            *(self.edit_button, self.remove_button),
        )

    def edit(self) -> None:
        """Show the current document, or change the current line."""
        line = self.table.current()
        if isinstance(line, DonorDocument):
            query = ReadDocument(line.id)
            self.services.jobs.read(query, lambda body: self._show(line, body), owner=self)
        else:
            super().edit()

    def begin_event(self, kind: EventKind) -> None:
        """Type what just happened with the donor."""
        if self.add_button.isEnabled() and self.donor_id:
            self.form.begin_with(DonorEvent(donor_id=self.donor_id, kind=kind))
            self._open_form()
            self.form.form.field("text").setFocus()

    def finish(self) -> None:
        """Tick the current task off, or take the tick back."""
        line = self.table.current()
        if isinstance(line, DonorTask) and self.done_button.isEnabled():
            self.services.jobs.write(
                FinishTask(line.id, done=line.done_on is None), self._finished, owner=self
            )

    def _finished(self, task: DonorTask) -> None:
        told = _("Done: {task}") if task.done_on else _("To be done again: {task}")
        again = FinishTask(task.id, done=task.done_on is None)
        self.services.toast.tell(
            told.format(task=task.text), lambda: self.services.jobs.write(again, owner=self)
        )

    def remove(self) -> None:
        """Take the current line off; a document leaves the dossier, which is asked first."""
        line = self.table.current()
        if isinstance(line, DonorDocument) and self.remove_button.isEnabled():
            question = _("“{name}” leaves the dossier.").format(name=line.name)
            detail = _("Its bytes are erased; the history keeps its name, the day and who did it.")
            if not dialogs.ask(self, question, _("Take it out"), detail):
                return
        super().remove()

    def choose_document(self) -> None:
        """Ask for a file and keep it on the sheet."""
        kinds = _("Documents (*.pdf *.png *.jpg *.jpeg)")
        path = dialogs.file_to_open(self, _("Attach a document"), kinds)
        if path is not None:
            self.attach_file(path)

    def attach_file(self, path: Path) -> None:
        """Keep a file on the sheet, inside the dossier."""
        try:
            command = AttachDocument(self.donor_id, path.name, read_whole(path))
        except Trouble as trouble:
            dialogs.refuse(self, trouble)
            return
        told = _("“{name}” is kept on the sheet.")
        self.services.jobs.write(
            command,
            lambda kept: self.services.toast.tell(told.format(name=kept.name)),
            owner=self,
        )

    def tell_current(self) -> None:
        """Say what can be done with the current line: only a task is ticked off."""
        super().tell_current()
        line = self.table.current()
        able = self.edit_button.isEnabled() and isinstance(line, DonorTask)
        why = "" if able else self.add_button.toolTip() or _("Choose a task of the table first.")
        self.done_button.setEnabled(able)
        self.done_button.setToolTip(why)
        self.done_button.setAccessibleDescription(why)
        again = isinstance(line, DonorTask) and line.done_on is not None
        self.done_button.setText(_("Not &done") if again else _("Task &done"))
        shown = isinstance(line, DonorDocument)
        self.edit_button.setText(_("&Show") if shown else _("&Change"))

    def _show(self, document: DonorDocument, body: bytes) -> None:
        """Show a document in the place of the table."""
        self.preview.show_document(document.name, body)
        self.setCurrentWidget(self.preview)
        self.preview.back.setFocus()
