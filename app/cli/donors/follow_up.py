# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks for donors, documents on their sheets, the archive, and all that happened."""

import argparse
from datetime import date
from pathlib import Path

from app.cli.console import Console, table
from app.cli.donors.details import detail_document
from app.cli.main import Verbs
from app.domain.donors import DonorTask, number_text
from app.kernel.files import read_whole, write_whole
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.usecases.donors import (
    AddDetail,
    ArchiveDonor,
    AttachDocument,
    DonorByNumber,
    DueTasks,
    FinishTask,
    ReadDocument,
    ShowTimeline,
)
from app.usecases.office import Office


def add_verbs(donors: Verbs) -> None:
    """Add ``donors task|tasks|done|attach|document|archive|timeline``."""
    task = _about(donors.add("task", _("note something to do for a donor"), _task))
    task.add_argument("text", metavar=_("TEXT"))
    task.add_argument("--due", type=date.fromisoformat, metavar="YYYY-MM-DD")
    task.add_argument("--assignee", default="", metavar=_("USER"))
    donors.add("tasks", _("list what is due, yours and anyone's"), _tasks)
    done = donors.add("done", _("say that a task is done"), _done)
    done.add_argument("task", type=int, metavar=_("TASK"))
    done.add_argument("--again", action="store_true", help=_("it is to be done after all"))
    attach = _about(donors.add("attach", _("keep a scan on a donor's sheet"), _attach))
    attach.add_argument("file", type=Path, metavar=_("FILE"))
    document = donors.add("document", _("write a document of a sheet to a file"), _document)
    document.add_argument("document", type=int, metavar=_("DOCUMENT"))
    document.add_argument("--out", type=Path, required=True, metavar=_("FILE"))
    archive = _about(donors.add("archive", _("put a donor aside, nothing lost"), _archive))
    archive.add_argument("--back", action="store_true", help=_("bring the donor back"))
    _about(donors.add("timeline", _("tell everything that happened with a donor"), _timeline))


def _about(verb: argparse.ArgumentParser) -> argparse.ArgumentParser:
    verb.add_argument("number", metavar=_("NUMBER"))
    return verb


def _task(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    due_on = options.due or office.clock.today()
    task = DonorTask(donor_id=donor.id, text=options.text, due_on=due_on, assignee=options.assignee)
    kept = office.do(AddDetail(task))
    told = _("Task {task} for {donor}, due on {day}.")
    sentence = told.format(task=kept.id, donor=donor.display_name, day=format_day(due_on))
    console.answer({"number": donor.number_text, **detail_document(kept)}, [sentence])


def _tasks(office: Office, _options: argparse.Namespace, console: Console) -> None:
    due = office.ask(DueTasks())
    rows = [
        (
            str(one.task.id),
            format_day(one.task.due_on),
            one.name,
            one.task.text,
            one.task.assignee,
        )
        for one in due
    ]
    headers = (_("Task"), _("By the day"), _("Donor"), _("In words"), _("Who does it"))
    tasks = [
        {"number": number_text(one.number), "name": one.name, **detail_document(one.task)}
        for one in due
    ]
    console.answer({"count": len(tasks), "tasks": tasks}, table(headers, rows))


def _done(office: Office, options: argparse.Namespace, console: Console) -> None:
    task = office.do(FinishTask(options.task, done=not options.again))
    told = _("To be done again: {task}") if options.again else _("Done: {task}")
    console.answer(detail_document(task), [told.format(task=task.text)])


def _attach(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    kept = office.do(AttachDocument(donor.id, options.file.name, read_whole(options.file)))
    sentence = _("“{name}” is kept on the sheet.").format(name=kept.name)
    console.answer({"number": donor.number_text, **detail_document(kept)}, [sentence])


def _document(office: Office, options: argparse.Namespace, console: Console) -> None:
    body = office.ask(ReadDocument(options.document))
    write_whole(options.out, body)
    sentence = _("Written: {path}").format(path=options.out)
    console.answer({"path": str(options.out), "bytes": len(body)}, [sentence])


def _archive(office: Office, options: argparse.Namespace, console: Console) -> None:
    found = office.ask(DonorByNumber(options.number))
    donor = office.do(ArchiveDonor(found.id, back=options.back))
    told = _("{name} is archived: still found, last.")
    if options.back:
        told = _("{name} is back on file.")
    document = {"number": donor.number_text, "archived_on": donor.archived_on}
    console.answer(document, [told.format(name=donor.display_name)])


def _timeline(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.number))
    moments = office.ask(ShowTimeline(donor.id))
    document = {
        "number": donor.number_text,
        "moments": [
            {
                "day": one.on,
                "what": one.what,
                "text": one.text,
                "who": one.who,
                "letter": one.letter_id or None,
            }
            for one in moments
        ],
    }
    rows = [(one.day, one.what, one.text, one.who) for one in moments]
    headers = (_("When"), _("What"), _("Content"), _("Who"))
    console.answer(document, table(headers, rows))
