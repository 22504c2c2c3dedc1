# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Carries out what is asked of the list of donors shown, and tells how it went."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.calls import CallReason, made_words
from app.domain.consents import Channel, left_out_words
from app.domain.donors import DonorTask, Tag
from app.domain.exports.models import personal_words
from app.domain.users import User
from app.kernel.errors import Refused
from app.kernel.formats import format_count
from app.kernel.i18n import _, ngettext
from app.kernel.problem import Problem
from app.ui.kit import dialogs, printing
from app.ui.kit.binding import Form
from app.ui.kit.printing import Paper
from app.ui.kit.screen import Services
from app.ui.screens.donors.listtools import ListTools, Shown
from app.ui.screens.donors.strips import (
    CallFields,
    LabelFields,
    PurposeFields,
    Strip,
    TagFields,
    TaskFields,
    WorkbookFields,
)
from app.usecases.calls import DropCallList, MadeCallList, MakeCallList
from app.usecases.exports import Exported, ExportKind, ExportModel, ExportModels, Solicitation
from app.usecases.lists import (
    AddTags,
    AddTasks,
    DropTasks,
    ExportList,
    Labelled,
    PrintLabels,
    PrintList,
    TakeTag,
    unreached_words,
)
from app.usecases.users import ListUsers

_TABLES = "Excel (*.xlsx);;LibreOffice (*.ods);;CSV (*.csv)"
_PDF = "PDF (*.pdf)"


class ListActs(QWidget):
    """The strips of the acts, one shown at a time, and what each does."""

    def __init__(self, services: Services, tools: ListTools, shown: Callable[[], Shown]) -> None:
        """Ask ``shown`` for what an act is done with, each time."""
        super().__init__()
        self._services = services
        self._shown = shown
        today = services.office.clock.today
        self.label_fields = LabelFields(today())
        self.labels = self._strip(
            _("Labels for {donors}"), self.label_fields, (_("&Write the labels…"), self._labels)
        )
        self.task_fields = TaskFields(today)
        self.workbook_fields = WorkbookFields()
        self.workbook = self._strip(
            _("A workbook of {donors}"),
            self.workbook_fields,
            (_("&Write the workbook…"), self._workbook),
            warning=personal_words(),
        )
        self.paper = self._strip(
            _("On paper: {donors}"),
            PurposeFields(),
            (_("&Write the document…"), self._paper),
            warning=personal_words(),
        )
        self.tag = self._strip(
            _("A tag for {donors}"),
            TagFields(),
            (_("&Put the tag"), self._put_tag),
            (_("&Take it off"), self._take_tag),
        )
        self.task = self._strip(
            _("A task for {donors}"), self.task_fields, (_("&Note the tasks"), self._tasks)
        )
        self.calls = self._strip(
            _("A call list of {donors}"), CallFields(), (_("&Make the call list"), self._call_list)
        )
        self._strips = (
            *(self.labels, self.workbook, self.paper, self.tag, self.task),
            self.calls,
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for strip in self._strips:
            box.addWidget(strip)
        self._answer(tools)
        services.jobs.read(ListUsers(), self._offer_people, owner=self)
        services.feed.watch(self, ("exports",), lambda _changes: self._ask_models())
        self._ask_models()

    def _answer(self, tools: ListTools) -> None:
        for wanted, strip in (
            (tools.labels_wanted, self.labels),
            (tools.workbook_wanted, self.workbook),
            (tools.print_wanted, self.paper),
            (tools.tag_wanted, self.tag),
            (tools.task_wanted, self.task),
            (tools.calls_wanted, self.calls),
        ):
            wanted.connect(lambda one=strip: self._begin(one))

    def _strip(
        self, title: str, fields: Form, *verbs: tuple[str, Callable[[], object]], warning: str = ""
    ) -> Strip:
        return Strip(title, fields, verbs, warning)

    def step_back(self) -> bool:
        """Put the strip shown away; False when there is none."""
        shown = [strip for strip in self._strips if strip.isVisible()]
        for strip in shown:
            strip.leave()
        return bool(shown)

    def _begin(self, strip: Strip) -> None:
        for one in self._strips:
            one.setVisible(one is strip)
        count = len(self._shown().ids)
        text = ngettext("{count} donor", "{count} donors", count)
        strip.begin(text.format(count=format_count(count)))

    def _offer_people(self, users: Sequence[User]) -> None:
        self.task_fields.offer_people([user.name for user in users if user.active])

    def _ask_models(self) -> None:
        self._services.jobs.read(ExportModels(ExportKind.DONORS), self._offer_models, owner=self)

    def _offer_models(self, models: Sequence[ExportModel]) -> None:
        self.workbook_fields.offer_models([model.name for model in models])

    def _paper(self) -> None:
        path = self._where(_("Where to write the list"), _("donors.pdf"), _PDF)
        if path is not None:
            shown = self._shown()
            solicit = _solicit(self.paper.fields.values()["purpose"], Channel.ALL)
            command = PrintList(shown.ids, shown.columns, path, shown.told, solicit)
            self._services.jobs.write(command, self._written, self.paper.refuse, owner=self)

    def _labels(self) -> None:
        try:
            values, first = self.label_fields.values(), self.label_fields.first()
        except Refused as refused:
            self.labels.refuse(refused)
            return
        path = self._where(_("Where to write the labels"), _("labels.pdf"), _PDF)
        if path is not None:
            shown = self._shown()
            solicit = _solicit(values["purpose"], Channel.POST)
            command = PrintLabels(shown.ids, path, solicit, values["sheet"], first, shown.told)
            self._services.jobs.write(command, self._labelled, self.labels.refuse, owner=self)

    def _workbook(self) -> None:
        path = self._where(_("Where to write the list"), _("donors.xlsx"), _TABLES)
        if path is not None:
            shown = self._shown()
            values = self.workbook_fields.values()
            command = ExportList(
                shown.ids,
                shown.columns,
                path,
                shown.told,
                _solicit(values["purpose"], Channel.ALL),
                model=values["model"],
                conventions=values["conventions"],
            )
            self._services.jobs.write(command, self._written, self.workbook.refuse, owner=self)

    def _put_tag(self) -> None:
        name = str(self.tag.fields.values()["name"])
        tags = tuple(Tag(donor_id=one, name=name) for one in self._shown().ids)

        def told(put: Sequence[Tag]) -> None:
            text = ngettext(
                "{name}: put on {count} donor.", "{name}: put on {count} donors.", len(put)
            )
            undo = TakeTag(tuple(tag.donor_id for tag in put), name) if put else None
            self._tell_marked(self.tag, text.format(name=name, count=len(put)), undo)

        self._services.jobs.write(AddTags(tags), told, self.tag.refuse, owner=self)

    def _take_tag(self) -> None:
        name = str(self.tag.fields.values()["name"])

        def told(gone: Sequence[Tag]) -> None:
            text = ngettext(
                "{name}: taken off {count} donor.", "{name}: taken off {count} donors.", len(gone)
            )
            undo = AddTags(tuple(gone)) if gone else None
            self._tell_marked(self.tag, text.format(name=name, count=len(gone)), undo)

        command = TakeTag(self._shown().ids, name)
        self._services.jobs.write(command, told, self.tag.refuse, owner=self)

    def _tasks(self) -> None:
        try:
            values = self.task.fields.values()
        except Refused as refused:
            self.task.refuse(refused)
            return
        if values["due_on"] is None:
            missing = Problem("due_on", "donor.task_day", _("Type the day it is to be done by."))
            self.task.fields.show_problems([missing])
            return

        def told(noted: Sequence[DonorTask]) -> None:
            text = ngettext("{count} task noted.", "{count} tasks noted.", len(noted))
            self._tell_marked(self.task, text.format(count=len(noted)), DropTasks(tuple(noted)))

        command = AddTasks(self._shown().ids, values["text"], values["due_on"], values["assignee"])
        self._services.jobs.write(command, told, self.task.refuse, owner=self)

    def _call_list(self) -> None:
        values = self.calls.fields.values()

        def told(done: MadeCallList) -> None:
            text = made_words(done.donors, done.opposed, done.unreachable)
            self._tell_marked(self.calls, text, DropCallList(done.made.id))

        command = MakeCallList(values["name"], CallReason(values["reason"]), self._shown().ids)
        self._services.jobs.write(command, told, self.calls.refuse, owner=self)

    def _tell_marked(self, strip: Strip, text: str, undo: Any) -> None:
        strip.leave()
        write = partial(self._services.jobs.write, undo, owner=self)
        self._services.toast.tell(text, write if undo else None)

    def _where(self, title: str, name: str, kinds: str) -> Path | None:
        folder = self._services.state.text("folder")
        path = dialogs.file_to_write(self, title, str(Path(folder) / name), kinds)
        if path is not None:
            self._services.state.keep("folder", str(path.parent))
        return path

    def _written(self, done: Exported) -> None:
        self.step_back()
        text = ngettext("{count} donor in {path}.", "{count} donors in {path}.", done.rows)
        sentence = text.format(count=format_count(done.rows), path=done.path)
        if done.left_out:
            sentence = f"{sentence} {left_out_words(done.left_out)}"
        self._services.toast.tell(sentence)

    def _labelled(self, done: Labelled) -> None:
        self.labels.leave()
        text = ngettext("{count} label in {path}.", "{count} labels in {path}.", done.count)
        sentence = text.format(count=format_count(done.count), path=done.path)
        if done.left_out:
            left_out = _("Left out: {reasons}.").format(reasons=unreached_words(done.left_out))
            sentence = f"{sentence} {left_out}"
        self._services.toast.tell(sentence, lambda: self._print(done.path), _("Print"))

    def _print(self, path: Path) -> None:
        paper = Paper(path.read_bytes(), path.stem, "labels", bulk=True)
        printing.print_paper(self._services, self, paper)


def _solicit(purpose: Any, channel: Channel) -> Solicitation | None:
    return None if purpose is None else Solicitation(purpose, channel)
