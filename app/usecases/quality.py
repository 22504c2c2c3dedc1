# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The quality of the file: looked over, mended in place, exceptions remembered."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from app.domain.donors import Donor
from app.domain.quality import Check, Facts, Finding, QualityException, field_of, with_field
from app.domain.quality.checks import BY_ID, CHECKS
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Conflict, Refused
from app.kernel.i18n import _
from app.kernel.progress import Progress
from app.kernel.text import clean
from app.usecases.context import Context
from app.usecases.donors.records import EditDonor, edit_donor

_STEP = 500
"""Donors looked at between two reports."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What one check found, those with most money at stake first.

    Attributes:
        excepted: How many of its findings somebody said are right.
    """

    check: Check
    findings: Sequence[Finding]
    excepted: int


@dataclass(frozen=True, slots=True)
class LookOver(Query[Sequence[Checked]]):
    """Look the whole file over; progress is told, and may stop it.

    Attributes:
        only: Ids of the checks to make; all when empty.
    """

    only: tuple[str, ...] = ()


@handles(LookOver)
def look_over(query: LookOver, ctx: Context) -> Sequence[Checked]:
    """Return what each check found, in the order of the page.

    Raises:
        Refused: When there is no such check.
    """
    checks = tuple(_check(one) for one in query.only) or CHECKS
    total = ctx.uow.donors.count()
    with closing(ctx.uow.quality.facts()) as facts:
        counted = _counted(facts, total, ctx.progress)
        found = _findings(checks, counted, ctx.clock.today())
    right = {(one.check_id, one.donor_id, one.about) for one in ctx.uow.quality.exceptions()}
    results = []
    for check in checks:
        all_told = sorted(found[check.id], key=lambda one: (-one.cents, one.one.id))
        told = [one for one in all_told if (one.check, one.one.id, one.about) not in right]
        results.append(Checked(check, tuple(told), len(all_told) - len(told)))
    return results


def _counted(facts: Iterable[Facts], total: int, progress: Progress) -> Iterator[Facts]:
    for done, one in enumerate(facts, 1):
        if done % _STEP == 0:
            progress.step(min(done, total), total, _("donors looked at"))
        yield one


def _findings(
    checks: Sequence[Check], facts: Iterable[Facts], today: date
) -> dict[str, list[Finding]]:
    looks = [(check.id, check.start(today)) for check in checks]
    found: dict[str, list[Finding]] = {check.id: [] for check in checks}
    for one in facts:
        for check_id, look in looks:
            if finding := look.see(one):
                found[check_id].append(finding)
    for check_id, look in looks:
        found[check_id].extend(look.end())
    return found


def _check(check_id: str) -> Check:
    try:
        return BY_ID[check_id]
    except KeyError:
        message = _("There is no check “{check}”: {known} are made.")
        told = message.format(check=check_id, known=", ".join(BY_ID))
        raise Refused("quality.unknown", told) from None


@dataclass(frozen=True, slots=True)
class KeepCounts(Command[None]):
    """Remember what a look over the whole file counted, for the home page."""

    permission: ClassVar[str] = Permission.READ
    audited: ClassVar[bool] = False
    counts: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, results: Sequence[Checked]) -> "KeepCounts":
        """Return the command for what a look found."""
        return cls(tuple((one.check.id, len(one.findings)) for one in results))


@handles(KeepCounts)
def keep_counts(cmd: KeepCounts, ctx: Context) -> None:
    """Write the counts in the place of the former ones."""
    ctx.uow.quality.keep_counts(dict(cmd.counts), ctx.clock.today())


@dataclass(frozen=True, slots=True)
class Mend(Command[Donor]):
    """Write another value in the field a finding is about.

    Attributes:
        value: What the field said when it was looked at.
        mended: What it is to say; empty to leave it empty.
    """

    permission: ClassVar[str] = Permission.DONORS_EDIT
    check_id: str
    donor_id: int
    value: str
    mended: str


@handles(Mend)
def mend(cmd: Mend, ctx: Context) -> Donor:
    """Write it, unless the check would find it doubtful still.

    Raises:
        Refused: When it is doubtful still, or the check mends no field.
        Conflict: When the field was changed meanwhile.
    """
    check = _check(cmd.check_id)
    donor = ctx.uow.donors.get(cmd.donor_id)
    if not check.field:
        raise Refused("quality.sheet", _("This is mended on the sheet: open it."))
    if field_of(donor, check.field) != cmd.value:
        message = _("{name} was changed meanwhile: nothing was written. Look again.")
        raise Conflict("quality.stale", message.format(name=donor.display_name))
    written = _write(ctx, donor, check.field, clean(cmd.mended))
    (fact,) = ctx.uow.quality.facts([donor.id])
    still = _findings((check,), [fact], ctx.clock.today())[check.id]
    if still:
        message = _("Not yet: {told}.")
        raise Refused("quality.still", message.format(told=still[0].told), check.field)
    return written


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a donor, and what it says instead of what it said."""

    donor_id: int
    before: str
    after: str

    def undone(self) -> "Change":
        """Return the change that takes this one back."""
        return replace(self, before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class MendAll(Command[Sequence[Change]]):
    """Take the proposals of one check, all together or none; taken back by the changes undone."""

    permission: ClassVar[str] = Permission.DONORS_EDIT
    check_id: str
    changes: tuple[Change, ...]

    @property
    def copied_first(self) -> bool:
        """Whether the office copies the dossier before."""
        return len(self.changes) > _STEP


@handles(MendAll)
def mend_all(cmd: MendAll, ctx: Context) -> Sequence[Change]:
    """Write them; a field somebody changed meanwhile is left as it is. Return what was written."""
    field = _check(cmd.check_id).field
    written = []
    for done, change in enumerate(cmd.changes, 1):
        donor = ctx.uow.donors.get(change.donor_id)
        if field and field_of(donor, field) == change.before:
            _write(ctx, donor, field, change.after)
            written.append(change)
        ctx.progress.step(done, len(cmd.changes), _("donors mended"))
    return written


def _write(ctx: Context, donor: Donor, field: str, value: str) -> Donor:
    return edit_donor(EditDonor(with_field(donor, field, value)), ctx)


@dataclass(frozen=True, slots=True)
class MakeException(Command[QualityException]):
    """Say that what a check finds is right: it is not told again while the fact is the same."""

    permission: ClassVar[str] = Permission.DONORS_EDIT
    check_id: str
    donor_id: int
    about: str
    why: str = ""


@handles(MakeException)
def make_exception(cmd: MakeException, ctx: Context) -> QualityException:
    """Write it, once."""
    check, donor = _check(cmd.check_id), ctx.uow.donors.get(cmd.donor_id)
    fact = (check.id, donor.id, cmd.about)
    for known in ctx.uow.quality.exceptions():
        if (known.check_id, known.donor_id, known.about) == fact:
            return known
    made = QualityException(
        check_id=check.id,
        donor_id=donor.id,
        about=cmd.about,
        why=clean(cmd.why),
        by=ctx.actor.name,
        on_day=ctx.clock.today(),
    )
    return ctx.uow.quality.add(made)


@dataclass(frozen=True, slots=True)
class EndException(Command[None]):
    """Let a fact be told again."""

    permission: ClassVar[str] = Permission.DONORS_EDIT
    exception_id: int


@handles(EndException)
def end_exception(cmd: EndException, ctx: Context) -> None:
    """Forget the exception; the trail keeps it."""
    ctx.uow.quality.remove(ctx.uow.quality.get(cmd.exception_id))


@dataclass(frozen=True, slots=True)
class ExceptionLine:
    """An exception, with whom it is about."""

    exception: QualityException
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class ListExceptions(Query[Sequence[ExceptionLine]]):
    """Tell what was said to be right, the newest first."""


@handles(ListExceptions)
def list_exceptions(_query: ListExceptions, ctx: Context) -> Sequence[ExceptionLine]:
    """Return the exceptions; those of a check that is no longer made are left out."""
    known = [one for one in ctx.uow.quality.exceptions() if one.check_id in BY_ID]
    ids = tuple({one.donor_id for one in known})
    lines = {line.id: line for line in ctx.uow.donors.lines(ids)}
    return [
        ExceptionLine(one, lines[one.donor_id].number, lines[one.donor_id].name) for one in known
    ]
