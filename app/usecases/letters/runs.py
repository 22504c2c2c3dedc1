# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters made together: each written once, with its pages, or not at all; resumed, taken back."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import ClassVar

from app.domain.letters.queue import LeftOut
from app.domain.letters.values import Letter, LetterRun, Way
from app.domain.users import Permission
from app.kernel.command import Command, LongCommand, Query, handles
from app.kernel.errors import Conflict, Refused
from app.kernel.i18n import _
from app.usecases.context import Context, LongContext
from app.usecases.documents import one_file
from app.usecases.letters.making import Matter, Press
from app.usecases.letters.planning import Mailing, Planned, planned, read_plan, write_plan
from app.usecases.letters.templates import since_of
from app.usecases.ports import UnitOfWork

CHUNK = 100
"""Donors committed together: a kill loses at most the printing of so many."""
_TRIES = 5
_PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class RunReport:
    """What was made.

    Attributes:
        run: The letters, for their pages.
        left_out: Donors no letter reaches, and why.
        other_way: Donors who are written to by the other way.
    """

    run: LetterRun
    count: int
    left_out: Mapping[LeftOut, int]
    other_way: int


@dataclass(frozen=True, slots=True)
class MakeLetters(LongCommand[RunReport]):
    """Make the letters a preview showed.

    Attributes:
        confirmed_count: How many the person confirmed; None when nobody was asked.
    """

    permission: ClassVar[str] = Permission.LETTERS_WRITE
    mailing: Mailing
    confirmed_count: int | None = None


@handles(MakeLetters)
def make_letters(cmd: MakeLetters, ctx: LongContext) -> Generator[None, None, RunReport]:
    """Make them chunk by chunk; interrupted, ``ResumeLetters`` goes on.

    Raises:
        Refused: When nobody is written to, or the count is not what was confirmed.
    """
    with ctx.read() as uow:
        plan = planned(cmd.mailing, uow, ctx.clock.today())
    refuse_nobody(plan)
    if cmd.confirmed_count not in {None, len(plan.matters)}:
        message = _("You confirmed {typed} letters, but {due} are due: look at the preview again.")
        told = message.format(typed=cmd.confirmed_count, due=len(plan.matters))
        raise Refused("letters.count", told, "confirm")
    ids = tuple(matter.to.donor.id for matter in plan.matters)
    way = cmd.mailing.way or Way.PAPER
    with ctx.begin() as uow:
        run = LetterRun(kind=plan.kind, way=way, made_at=ctx.clock.now(), made_by=ctx.actor.name)
        run = uow.letters.start_run(run)
        uow.letters.set_plan(run.id, write_plan(cmd.mailing, ids))
    yield
    count = yield from _carry_on(run, replace(cmd.mailing, donor_ids=ids), ctx)
    run = _finish(run, ctx)
    return RunReport(run, count, plan.left_out, plan.other_way)


def refuse_nobody(plan: Planned) -> None:
    """Refuse a mailing that writes to nobody."""
    if not plan.matters:
        message = _("Nobody is to be written to this way: look at who is left out, and why.")
        raise Refused("letters.nobody", message)


@dataclass(frozen=True, slots=True)
class ResumeLetters(LongCommand[RunReport]):
    """Make what is missing of letters that were interrupted."""

    permission: ClassVar[str] = Permission.LETTERS_WRITE
    run_id: int


@handles(ResumeLetters)
def resume_letters(cmd: ResumeLetters, ctx: LongContext) -> Generator[None, None, RunReport]:
    """Go on where it stopped; done already, nothing more is made."""
    with ctx.read() as uow:
        run, plan = uow.letters.run(cmd.run_id), uow.letters.plan(cmd.run_id)
        made = {one.donor_id for one in uow.letters.of_run(run.id)}
    if run.undone_on is not None or not plan:
        return RunReport(run, 0, {}, 0)
    mailing = read_plan(plan)
    ids = tuple(one for one in mailing.donor_ids or () if one not in made)
    count = yield from _carry_on(run, replace(mailing, donor_ids=ids), ctx)
    return RunReport(_finish(run, ctx), count, {}, 0)


def _finish(run: LetterRun, ctx: LongContext) -> LetterRun:
    with ctx.begin() as uow:
        uow.letters.set_plan(run.id, "")
        return uow.letters.save_run(replace(run, finished_at=ctx.clock.now()))


def _carry_on(run: LetterRun, mailing: Mailing, ctx: LongContext) -> Generator[None, None, int]:
    """Make letters to the donors of a mailing, in their order; return how many."""
    ids, count = mailing.donor_ids or (), 0
    for start in range(0, len(ids), CHUNK):
        ctx.progress.step(start, len(ids))
        count += _make(run, replace(mailing, donor_ids=ids[start : start + CHUNK]), ctx)
        yield
    ctx.progress.step(len(ids), len(ids))
    return count


Printed = tuple[Matter, str, bytes, bytes]


def _make(run: LetterRun, mailing: Mailing, ctx: LongContext) -> int:
    """Print from one reading, then write if a second reading is the same.

    Raises:
        Conflict: When somebody keeps writing in between.
    """
    today = ctx.clock.today()
    for _attempt in range(_TRIES):
        with ctx.read() as uow:
            found = planned(mailing, uow, today)
            press = Press(uow, ctx.tools, today)
        of_donor = {matter.to.donor.id: matter for matter in found.matters}
        matters = [of_donor[one] for one in mailing.donor_ids or () if one in of_donor]
        printed = [_printed(matter, press) for matter in matters]
        with ctx.begin() as uow:
            if unmoved(matters, uow):
                return _write(run, printed, ctx, uow)
    message = _("Somebody else thanks or corrects at the same time: make the letters again.")
    raise Conflict("letters.moved", message)


def _printed(matter: Matter, press: Press) -> Printed:
    sheet = press.sheet(matter)
    base, tail = press.document(press.pages(matter, sheet))
    return matter, sheet.text(), base, tail


def unmoved(matters: Sequence[Matter], uow: UnitOfWork) -> bool:
    """Tell whether the gifts these letters thank for still wait, and no others."""
    thanking = [matter for matter in matters if matter.due]
    if not thanking:
        return True
    ids = [matter.to.donor.id for matter in thanking]
    waiting = {gift.id for gift in uow.letters.due(since_of(uow), ids)}
    return waiting == {one for matter in thanking for one in matter.gift_ids}


def _write(run: LetterRun, printed: Sequence[Printed], ctx: LongContext, uow: UnitOfWork) -> int:
    names: list[str] = []
    for base, group in groupby(printed, key=_base_of):
        kept = uow.documents.put(base, _PDF)
        names.extend(uow.documents.put_tails(kept, [tail for *_rest, tail in group], _PDF))
    today = ctx.clock.today()
    letters = [
        (
            Letter(
                donor_id=matter.to.donor.id,
                run_id=run.id,
                kind=run.kind,
                way=run.way,
                template=matter.template.name,
                made_on=today,
                by=ctx.actor.name,
                cents=matter.cents,
                snapshot=text,
                document_sha256=sha256,
            ),
            matter.gift_ids,
        )
        for (matter, text, _base, _tail), sha256 in zip(printed, names, strict=True)
    ]
    return len(uow.letters.add(letters))


def _base_of(printed: Printed) -> bytes:
    """Return what a letter's document shares with others."""
    return printed[2]


@dataclass(frozen=True, slots=True)
class RunLine:
    """Letters made together, as a row.

    Attributes:
        count: How many there are.
        unfinished: Whether some are still missing.
    """

    run: LetterRun
    count: int
    unfinished: bool


@dataclass(frozen=True, slots=True)
class LetterRuns(Query[Sequence[RunLine]]):
    """Tell the letters made together, the latest first."""


@handles(LetterRuns)
def letter_runs(_query: LetterRuns, ctx: Context) -> Sequence[RunLine]:
    """Return them."""
    counts = ctx.uow.letters.counts()
    return [
        RunLine(run, counts.get(run.id, 0), run.finished_at is None and run.undone_on is None)
        for run in ctx.uow.letters.runs()
    ]


@dataclass(frozen=True, slots=True)
class LettersToPrint(Query[bytes]):
    """Give the pages of letters made together as one file, as they were made."""

    run_id: int


@handles(LettersToPrint)
def letters_to_print(query: LettersToPrint, ctx: Context) -> bytes:
    """Return one PDF, the sheets in the order of the envelopes.

    Raises:
        Refused: When there is none.
    """
    letters = ctx.uow.letters.of_run(ctx.uow.letters.run(query.run_id).id)
    names = [one.document_sha256 for one in letters if one.document_sha256]
    if not names:
        raise Refused("letters.nobody", _("No letter was made: there is nothing to print."))
    return one_file(names, ctx)


@dataclass(frozen=True, slots=True)
class ReadLetter(Query[bytes]):
    """Give the pages of one letter, as it was made."""

    letter_id: int


@handles(ReadLetter)
def read_letter(query: ReadLetter, ctx: Context) -> bytes:
    """Return its PDF.

    Raises:
        Refused: When it was not printed here.
    """
    letter = ctx.uow.letters.letter(query.letter_id)
    if letter.document_sha256 is None:
        message = _("This donor was thanked otherwise: there is no page to show.")
        raise Refused("letters.pageless", message)
    return ctx.uow.documents.read(letter.document_sha256)


@dataclass(frozen=True, slots=True)
class NoteSent(Command[LetterRun]):
    """Keep that letters made together left: from then on they cannot be taken back."""

    permission: ClassVar[str] = Permission.LETTERS_WRITE
    run_id: int


@handles(NoteSent)
def note_sent(cmd: NoteSent, ctx: Context) -> LetterRun:
    """Write it today.

    Raises:
        Refused: When they were taken back, or are not all made.
    """
    run = ctx.uow.letters.run(cmd.run_id)
    if run.undone_on is not None or run.finished_at is None:
        message = _("These letters are not all there: make those that are missing first.")
        raise Refused("letters.unmade", message)
    return ctx.uow.letters.save_run(replace(run, sent_on=run.sent_on or ctx.clock.today()))


@dataclass(frozen=True, slots=True)
class TakeBackLetters(Command[int]):
    """Take back letters made together that have not left: their donors wait again."""

    permission: ClassVar[str] = Permission.LETTERS_WRITE
    run_id: int


@handles(TakeBackLetters)
def take_back_letters(cmd: TakeBackLetters, ctx: Context) -> int:
    """Remove them with their pages; return how many.

    Raises:
        Refused: When they have left already.
    """
    run = ctx.uow.letters.run(cmd.run_id)
    if run.sent_on is not None:
        message = _("These letters have left: what was posted cannot be taken back.")
        raise Refused("letters.sent", message)
    letters = ctx.uow.letters.of_run(run.id)
    ctx.uow.letters.remove(letters)
    ctx.uow.letters.set_plan(run.id, "")
    ctx.uow.letters.save_run(replace(run, undone_on=ctx.clock.today()))
    return len(letters)
