# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs on the migration notebook."""

import argparse
from pathlib import Path

from app.cli.console import Console, table
from app.cli.main import Verbs
from app.domain.notebook import (
    Compared,
    Step,
    Subject,
    former_programs,
    step_words,
    subject_words,
    verdict_words,
)
from app.kernel.files import put_whole
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount, parse_amount
from app.usecases.notebook import (
    BeginNotebook,
    DropFigure,
    FinishNotebook,
    NotebookReport,
    ReopenNotebook,
    Shown,
    ShowNotebook,
    TickStep,
    TypeFigure,
)
from app.usecases.office import Office


def add_verbs(verbs: Verbs) -> None:
    """Add ``notebook …``."""
    book = verbs.group("notebook", _("leaving another program, step by step"))
    book.add("show", _("tell the steps, and the figures on both sides"), _show)
    begin = book.add("begin", _("begin a notebook"), _begin)
    begin.add_argument("program", choices=[one.code for one in former_programs()])
    step = book.add("step", _("say that a step is done"), _step)
    step.add_argument("step", choices=[one.value for one in Step])
    step.add_argument("--undone", action="store_true", help=_("it is not done after all"))
    step.add_argument("--note", default="", help=_("what there is to say of it"))
    figure = book.add("figure", _("type a figure of the former program"), _figure)
    figure.add_argument("subject", choices=[one.value for one in Subject])
    figure.add_argument("--year", type=int, default=0, help=_("of the gifts; none for donors"))
    figure.add_argument("--count", type=int, help=_("how many; without it the figure is dropped"))
    figure.add_argument("--amount", default="0", help=_("their sum"))
    figure.add_argument("--reason", default="", help=_("why what arrived differs"))
    book.add("finish", _("find the migration right, and keep its report"), _finish)
    reopen = book.add("reopen", _("go on with a finished notebook"), _reopen)
    reopen.add_argument("--reason", required=True, help=_("why; kept with the notebook"))
    report = book.add("report", _("write the report, to be signed"), _report)
    report.add_argument("--out", type=Path, required=True, metavar=_("FILE.pdf"))


def _show(office: Office, _options: argparse.Namespace, console: Console) -> None:
    _tell(office.ask(ShowNotebook()), console)


def _begin(office: Office, options: argparse.Namespace, console: Console) -> None:
    office.do(BeginNotebook(options.program))
    _show(office, options, console)


def _step(office: Office, options: argparse.Namespace, console: Console) -> None:
    office.do(TickStep(Step(options.step), done=not options.undone, note=options.note))
    _show(office, options, console)


def _figure(office: Office, options: argparse.Namespace, console: Console) -> None:
    subject = Subject(options.subject)
    if options.count is None:
        office.do(DropFigure(subject, options.year))
    else:
        cents, reason = parse_amount(options.amount, zero=True), options.reason
        office.do(TypeFigure(subject, options.year, options.count, cents, reason))
    _show(office, options, console)


def _finish(office: Office, options: argparse.Namespace, console: Console) -> None:
    office.do(FinishNotebook())
    _show(office, options, console)


def _reopen(office: Office, options: argparse.Namespace, console: Console) -> None:
    office.do(ReopenNotebook(options.reason))
    _show(office, options, console)


def _report(office: Office, options: argparse.Namespace, console: Console) -> None:
    body = office.ask(NotebookReport())
    with put_whole(options.out) as fresh:
        fresh.write_bytes(body)
    message = _("The report was written to {file}.")
    console.answer({"path": str(options.out)}, [message.format(file=options.out)])


def _tell(shown: Shown, console: Console) -> None:
    book = shown.notebook
    if book is None:
        console.answer({"notebook": None}, [_("No notebook is begun.")])
        return
    words = step_words()
    message = _("From {program} to Obole, begun on {day}.")
    lines = [message.format(program=shown.program.name, day=format_day(book.begun_on))]
    if book.finished_on:
        told = _("Found right on {day} by {who}.")
        lines.append(told.format(day=format_day(book.finished_on), who=book.finished_by))
    lines += [f"{'✓' if one.done_on else '·'} {words[one.step][0]}" for one in shown.steps]
    heads = (_("Figure"), _("Former"), _("Amount"), _("Here"), _("Amount"), _("Verdict"))
    lines += table(heads, [_row(one) for one in shown.figures])
    document = {
        "notebook": {
            "program": book.program,
            "begun_on": book.begun_on.isoformat(),
            "finished_on": book.finished_on.isoformat() if book.finished_on else None,
        },
        "steps": [
            {"step": one.step.value, "done": one.done_on is not None, "note": one.note}
            for one in shown.steps
        ],
        "figures": [_document(one) for one in shown.figures],
    }
    console.answer(document, lines)


def _row(one: Compared) -> tuple[object, ...]:
    name = subject_words()[one.subject]
    return (
        f"{name} {one.year}" if one.year else name,
        one.former.count if one.former else "",
        format_amount(one.former.cents) if one.former and one.year else "",
        one.count,
        format_amount(one.cents) if one.year else "",
        verdict_words()[one.verdict],
    )


def _document(one: Compared) -> dict[str, object]:
    return {
        "subject": one.subject.value,
        "year": one.year,
        "former_count": one.former.count if one.former else None,
        "former_cents": one.former.cents if one.former else None,
        "count": one.count,
        "cents": one.cents,
        "verdict": one.verdict.value,
        "reason": one.former.reason if one.former else "",
        "clues": list(one.clues),
    }
