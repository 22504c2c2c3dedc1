# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The notebook as it is kept: steps ticked, former figures typed beside those that arrived."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from app.domain.notebook import (
    FIRST_YEAR,
    Compared,
    FormerFigure,
    FormerProgram,
    Notebook,
    NotebookStep,
    Step,
    Subject,
    Verdict,
    former_programs,
)
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.formats import format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.context import Context
from app.usecases.ports.imports import ImportRun
from app.usecases.ports.notebook import Arrived, Count

_NONE = Count(0, 0)


@dataclass(frozen=True, slots=True)
class Shown:
    """A notebook as it stands.

    Attributes:
        notebook: None before one is begun; the rest is empty then.
        steps: Every step in its order, done or not.
        figures: Both sides, donors first, then by year.
        runs: The imports that hold, oldest first.
    """

    notebook: Notebook | None
    program: FormerProgram
    steps: Sequence[NotebookStep] = ()
    figures: Sequence[Compared] = ()
    runs: Sequence[ImportRun] = ()

    @property
    def open(self) -> Sequence[Compared]:
        """The figures that differ and that nobody explained."""
        return [one for one in self.figures if one.verdict is Verdict.DIFFERS]

    @property
    def typed(self) -> int:
        """How many former figures were typed."""
        return sum(one.former is not None for one in self.figures)


@dataclass(frozen=True, slots=True)
class ShowNotebook(Query[Shown]):
    """Tell the notebook begun last."""


@handles(ShowNotebook)
def show_notebook(_query: ShowNotebook, ctx: Context) -> Shown:
    """Return it, its figures counted now."""
    programs = {one.code: one for one in former_programs()}
    book = ctx.uow.notebooks.latest()
    if book is None:
        return Shown(None, programs["other"])
    done = {one.step: one for one in ctx.uow.notebooks.steps(book.id)}
    steps = [done.get(step) or NotebookStep(notebook_id=book.id, step=step) for step in Step]
    runs = [run for run in reversed(ctx.uow.imports.all()) if run.undone_at is None and run.outcome]
    program = programs.get(book.program, programs["other"])
    return Shown(book, program, steps, list(_compared(book, runs, ctx)), runs)


def _compared(book: Notebook, runs: Sequence[ImportRun], ctx: Context) -> Iterator[Compared]:
    arrived = ctx.uow.notebooks.arrived()
    typed = {(one.subject, one.year): one for one in ctx.uow.notebooks.figures(book.id)}
    clues = _clues_of_runs(runs)
    former = typed.get((Subject.DONORS, 0))
    yield Compared(
        Subject.DONORS, 0, former, arrived.donors, 0, (*_clues_of_donors(arrived), *clues)
    )
    counts = {Subject.GIFTS: arrived.gifts, Subject.RECEIPTS: arrived.receipts}
    for subject, by_year in counts.items():
        told = {year for about, year in typed if about is subject}
        for year in sorted(told | set(by_year)):
            here, former = by_year.get(year, _NONE), typed.get((subject, year))
            about = _clues_of_gifts(arrived, year) if subject is Subject.GIFTS else ()
            yield Compared(subject, year, former, here.count, here.cents, (*about, *clues))


def _clues_of_donors(arrived: Arrived) -> tuple[str, ...]:
    if not arrived.merged:
        return ()
    message = ngettext(
        "{count} donor was merged into another since.",
        "{count} donors were merged into others since.",
        arrived.merged,
    )
    return (message.format(count=arrived.merged),)


def _clues_of_gifts(arrived: Arrived, year: int) -> tuple[str, ...]:
    gone = arrived.reversed.get(year, _NONE)
    if not gone.count:
        return ()
    message = ngettext(
        "{count} gift of {amount} was corrected here since.",
        "{count} gifts of {amount} in all were corrected here since.",
        gone.count,
    )
    return (message.format(count=gone.count, amount=format_amount(gone.cents)),)


def _clues_of_runs(runs: Sequence[ImportRun]) -> tuple[str, ...]:
    """Tell what each import left out: it may be what is missing."""
    told = []
    for run in runs:
        outcome: Mapping[str, Any] = json.loads(run.outcome)
        rejected, duplicates = len(outcome["rejected"]), outcome["duplicates"]
        if rejected or duplicates:
            message = _(
                "{file}: rows rejected {rejected} ({amount}), set aside as on file already "
                "{duplicates} ({aside})."
            )
            told.append(
                message.format(
                    file=run.file_name,
                    rejected=rejected,
                    amount=format_amount(outcome["rejected_cents"]),
                    duplicates=duplicates,
                    aside=format_amount(outcome["duplicate_cents"]),
                )
            )
    return tuple(told)


@dataclass(frozen=True, slots=True)
class BeginNotebook(Command[Notebook]):
    """Begin a notebook; the one before stays, finished.

    Attributes:
        program: The code of the former program.
    """

    permission: ClassVar[str] = Permission.DATA_IMPORT
    program: str


@handles(BeginNotebook)
def begin_notebook(cmd: BeginNotebook, ctx: Context) -> Notebook:
    """Write it.

    Raises:
        Refused: When no such program is known, or one is still kept.
    """
    codes = [one.code for one in former_programs()]
    if cmd.program not in codes:
        message = _("No program is known as “{code}”: choose one of {codes}.")
        told = message.format(code=cmd.program, codes=", ".join(codes))
        raise Refused("notebook.program", told, "program")
    before = ctx.uow.notebooks.latest()
    if before is not None and before.finished_on is None:
        message = _("The notebook begun on {day} is not finished: go on with it.")
        raise Refused("notebook.begun", message.format(day=format_day(before.begun_on)))
    return ctx.uow.notebooks.add(
        Notebook(program=cmd.program, begun_on=ctx.clock.today(), begun_by=ctx.actor.name)
    )


def kept_notebook(ctx: Context) -> Notebook:
    """Return the notebook that is kept.

    Raises:
        Refused: When none is begun, or it is finished.
    """
    book = ctx.uow.notebooks.latest()
    if book is None:
        raise Refused("notebook.none", _("No notebook is begun: choose the former program first."))
    if book.finished_on is not None:
        message = _("The notebook was finished on {day}: open it again to change it.")
        raise Refused("notebook.finished", message.format(day=format_day(book.finished_on)))
    return book


@dataclass(frozen=True, slots=True)
class TickStep(Command[NotebookStep]):
    """Say that a step is done, or is not; note what there is to say of it."""

    permission: ClassVar[str] = Permission.DATA_IMPORT
    step: Step
    done: bool = True
    note: str = ""


@handles(TickStep)
def tick_step(cmd: TickStep, ctx: Context) -> NotebookStep:
    """Write it, with the day and who."""
    book = kept_notebook(ctx)
    steps = {one.step: one for one in ctx.uow.notebooks.steps(book.id)}
    before = steps.get(cmd.step) or NotebookStep(notebook_id=book.id, step=cmd.step)
    day = (before.done_on or ctx.clock.today()) if cmd.done else None
    who = (before.done_by or ctx.actor.name) if cmd.done else ""
    return ctx.uow.notebooks.keep_step(
        replace(before, done_on=day, done_by=who, note=cmd.note.strip())
    )


@dataclass(frozen=True, slots=True)
class TypeFigure(Command[FormerFigure]):
    """Write a figure of the former program, in place of the one there is.

    Attributes:
        year: 0 for donors.
        reason: Why what arrived differs; the difference then counts as explained.
    """

    permission: ClassVar[str] = Permission.DATA_IMPORT
    subject: Subject
    year: int
    count: int
    cents: int = 0
    reason: str = ""


@handles(TypeFigure)
def type_figure(cmd: TypeFigure, ctx: Context) -> FormerFigure:
    """Check and write it.

    Raises:
        Refused: When it is less than nothing, or the year is none.
    """
    book = kept_notebook(ctx)
    if cmd.count < 0 or cmd.cents < 0:
        message = _("A figure of the former program is zero or more.")
        raise Refused("notebook.negative", message, "count" if cmd.count < 0 else "cents")
    whole = cmd.subject is Subject.DONORS
    if (cmd.year != 0) if whole else not FIRST_YEAR <= cmd.year <= ctx.clock.today().year:
        message = _("Type the year of the gifts, between {first} and this one.")
        raise Refused("notebook.year", message.format(first=FIRST_YEAR), "year")
    before = _figure(book, cmd.subject, cmd.year, ctx)
    figure = before or FormerFigure(
        notebook_id=book.id, subject=cmd.subject, year=cmd.year, count=0
    )
    return ctx.uow.notebooks.keep_figure(
        replace(
            figure,
            count=cmd.count,
            cents=0 if whole else cmd.cents,
            reason=cmd.reason.strip(),
            by=ctx.actor.name,
        )
    )


def _figure(book: Notebook, subject: Subject, year: int, ctx: Context) -> FormerFigure | None:
    for one in ctx.uow.notebooks.figures(book.id):
        if (one.subject, one.year) == (subject, year):
            return one
    return None


@dataclass(frozen=True, slots=True)
class DropFigure(Command[None]):
    """Take a former figure out again."""

    permission: ClassVar[str] = Permission.DATA_IMPORT
    subject: Subject
    year: int


@handles(DropFigure)
def drop_figure(cmd: DropFigure, ctx: Context) -> None:
    """Remove it, when it is there."""
    figure = _figure(kept_notebook(ctx), cmd.subject, cmd.year, ctx)
    if figure is not None:
        ctx.uow.notebooks.drop_figure(figure)
