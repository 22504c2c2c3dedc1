# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies of the dossier: making them, counting them, putting one back.

What is told of backups is what stands in the folders, never what was once noted; a copy leaves
nothing in the trail, or each would differ from the dossier it was taken of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar

from app.domain.backups import Copy, Freshness, Plan, Tally, copy_name, freshness, superseded
from app.domain.backups import read_name as name_of_copy
from app.domain.users import Permission
from app.kernel.clock import Clock
from app.kernel.command import Query, handles
from app.kernel.errors import Refused, Trouble
from app.kernel.i18n import _, ngettext
from app.kernel.progress import NO_PROGRESS, Progress
from app.usecases.context import Context
from app.usecases.ports import UnitOfWork
from app.usecases.ports.backups import Checked
from app.usecases.ports.tools import Tools

_CUT_OFF = timedelta(days=1)
"""After it an unfinished copy is nobody's: whoever wrote it was stopped."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a backup made.

    Attributes:
        paths: The copies, one a place.
        tally: What each holds, counted again in it.
        problems: What the doctor finds in the dossier, and so in its copies.
        troubles: Why a place of the plan has no copy, in sentences.
    """

    paths: tuple[Path, ...]
    tally: Tally
    problems: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeBackup(Query[Taken]):
    """Copy the dossier as it is now; whoever writes meanwhile is not kept waiting.

    Attributes:
        folder: Where; by default every place of the workstation's plan.
        brief: Leave the doctor, who examines sums and not the copy, for another time: somebody
            is waiting to go home. Every page is re-read and the counts compared all the same.
    """

    folder: Path | None = None
    brief: bool = False


@handles(TakeBackup)
def take_backup(query: TakeBackup, ctx: Context) -> Taken:
    """Write, re-read, compare, name; then let go of the copies this one replaces.

    Raises:
        Refused: When the dossier is on a server.
        Trouble: When no place could be written in, or the dossier is damaged.
    """
    places, troubles = _places(query.folder, ctx.tools)
    taker = _Taker(ctx.uow, ctx.tools, ctx.clock.now(), ctx.progress, doctor=not query.brief)
    return taker.take(places, troubles)


def back_up_before(uow: UnitOfWork, tools: Tools, clock: Clock) -> None:
    """Copy the dossier before an act on many things; a server's administrator does it there.

    Raises:
        Trouble: When no place could be written in: the act is not begun.
    """
    if uow.whole.copies:
        places, troubles = _places(None, tools)
        _Taker(uow, tools, clock.now(), NO_PROGRESS).take(places, troubles)


def _places(folder: Path | None, tools: Tools) -> tuple[list[Path], list[str]]:
    """Return where copies go, and a sentence for a key that is not plugged in."""
    if folder is not None:
        return [folder], []
    plan = tools.plans.get()
    if not plan.label:
        return [plan.folder], []
    volume = tools.plans.volume(plan.label)
    if volume is None:
        message = _("Plug in the key “{label}”: it has no copy of this backup.")
        return [plan.folder], [message.format(label=plan.label)]
    return [plan.folder, volume / plan.label_folder], []


@dataclass(slots=True)
class _Taker:
    uow: UnitOfWork
    tools: Tools
    now: datetime
    progress: Progress
    doctor: bool = True

    def take(self, places: Sequence[Path], troubles: list[str]) -> Taken:
        """Copy to each place; one that fails does not keep the others from theirs."""
        refuse_server(self.uow)
        counted = self.uow.whole.tally()
        taken: list[tuple[Path, tuple[str, ...]]] = []
        failure: Trouble | None = None
        for place in places:
            try:
                taken.append(self._copy(place, counted))
            except Trouble as trouble:
                failure = trouble
                troubles.append(trouble.message)
        if failure is not None and not taken:
            raise failure
        return Taken(
            paths=tuple(path for path, _problems in taken),
            tally=counted,
            problems=taken[0][1] if taken else (),
            troubles=tuple(troubles),
        )

    def _copy(self, folder: Path, counted: Tally) -> tuple[Path, tuple[str, ...]]:
        whole = self.uow.whole
        mark, at = whole.mark(), self.now
        found: list[Checked] = []

        def prove(fresh: Path) -> None:
            checked = self.tools.backups.check(fresh, doctor=self.doctor)
            if (checked.mark, checked.tally) != (mark, counted):
                message = _(
                    "The copy in {folder} does not hold what the dossier holds: it was thrown away."
                    " Check the disk, then start the backup again."
                )
                raise Trouble("backup.differs", message.format(folder=folder))
            found.append(checked)

        make_folder(folder)
        path = folder / copy_name(whole.name, mark, at)
        while path.exists():
            at += timedelta(seconds=1)
            path = folder / copy_name(whole.name, mark, at)
        whole.copy_to(path, prove, self.progress)
        problems = found[0].problems
        if not problems:
            _tidy(folder, mark, at)
        return path, problems


def refuse_server(uow: UnitOfWork) -> None:
    """Say who copies a dossier that stands on a server.

    Raises:
        Refused: When it does.
    """
    if not uow.whole.copies:
        message = _(
            "This dossier is on a PostgreSQL server: whoever looks after the server backs it up, "
            "with pg_dump. Ask them when it was last done, and whether it was tried."
        )
        raise Refused("backup.server", message)


def make_folder(folder: Path) -> None:
    """Make the folder of backups, open to its owner alone.

    Raises:
        Trouble: When it cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        message = _("The folder {folder} cannot be made: {why}. Choose another one for backups.")
        told = message.format(folder=folder, why=error.strerror or error)
        raise Trouble("backup.folder", told) from error


def _tidy(folder: Path, mark: str, now: datetime) -> None:
    """Let go of the copies newer ones replace, and of what a stopped program left unfinished."""
    for copy in superseded(copies_in(folder, mark), now):
        copy.path.unlink(missing_ok=True)
    for left in folder.glob(f".*-{mark}-*.obole*"):
        if now.timestamp() - left.stat().st_mtime > _CUT_OFF.total_seconds():
            left.unlink(missing_ok=True)


def copies_in(folder: Path, mark: str) -> list[Copy]:
    """Return the copies of one dossier in a folder, the newest first; none where there is none."""
    found = []
    if folder.is_dir():
        for path in folder.glob(f"*-{mark}-*.obole"):
            named = name_of_copy(path.name)
            if named is not None and not path.name.startswith("."):
                found.append(Copy(path, named[1], path.stat().st_size))
    return sorted(found, key=lambda copy: copy.taken_at, reverse=True)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What there is of backups.

    Attributes:
        plan: Where copies go.
        copies: Those in the places that can be reached, the newest first.
        age: How old the newest one is.
        days: The same in calendar days; None when there is none.
        server: Whether the dossier is on a server, which this program does not copy.
        unplugged: Whether the key of the plan is not there.
    """

    plan: Plan
    copies: Sequence[Copy]
    age: Freshness
    days: int | None = None
    server: bool = False
    unplugged: bool = False


@dataclass(frozen=True, slots=True)
class ListBackups(Query[Shelf]):
    """Tell where copies of this dossier go, and which there are."""


@handles(ListBackups)
def list_backups(_query: ListBackups, ctx: Context) -> Shelf:
    """Look into the folders."""
    return shelf_of(ctx.uow, ctx.tools, ctx.clock)


def shelf_of(uow: UnitOfWork, tools: Tools, clock: Clock) -> Shelf:
    """Return what there is of backups of a dossier."""
    plan = tools.plans.get()
    if not uow.whole.copies:
        return Shelf(plan, (), Freshness.FRESH, server=True)
    places, unplugged = _places(None, tools)
    mark = uow.whole.mark()
    copies = [copy for place in places for copy in copies_in(place, mark)]
    copies.sort(key=lambda copy: copy.taken_at, reverse=True)
    age, days = Freshness.NONE, None
    if copies:
        last = copies[0].taken_at
        age = freshness(last, clock.now())
        days = (clock.today() - last.astimezone().date()).days
    return Shelf(plan, tuple(copies), age, days, unplugged=bool(unplugged))


def age_words(shelf: Shelf) -> str:
    """Tell the age of the last backup in a few words."""
    if shelf.server:
        return _("Backed up by the server")
    if shelf.days is None:
        return _("No backup yet")
    if shelf.days <= 0:
        return _("Backup: today")
    told = ngettext("Backup: yesterday", "Backup: {count} days ago", shelf.days)
    return told.format(count=shelf.days)


@dataclass(frozen=True, slots=True)
class KeepPlan(Query[Plan]):
    """Change where this workstation puts its backups; nothing of the dossier is written.

    Attributes:
        folder: The first place; as it was by default.
        second: A folder on a key, known from here on by the name of its volume; ``Path()`` for
            none, as it was by default.
        at_exit: Whether closing a dossier makes a copy.
    """

    folder: Path | None = None
    second: Path | None = None
    at_exit: bool | None = None


@handles(KeepPlan)
def keep_plan(query: KeepPlan, ctx: Context) -> Plan:
    """Keep it.

    Raises:
        Refused: When the second place stands on no volume that has a name.
        Trouble: When the settings cannot be written.
    """
    plan = ctx.tools.plans.get()
    label, inside = plan.label, plan.label_folder
    if query.second is not None:
        label, inside = "", ""
        if query.second != Path():
            label, inside = ctx.tools.plans.label_of(query.second)
            if not label:
                message = _("{folder} is on no key that has a name: name the key, or choose it.")
                told = message.format(folder=query.second)
                raise Refused("backup.no_label", told, "second")
    kept = Plan(
        folder=plan.folder if query.folder is None else query.folder,
        label=label,
        label_folder=inside,
        at_exit=plan.at_exit if query.at_exit is None else query.at_exit,
    )
    try:
        ctx.tools.plans.keep(kept)
    except OSError as error:
        message = _("Where backups go could not be kept: {why}. Free some space and try again.")
        raise Trouble("backup.plan", message.format(why=error.strerror or error)) from error
    return kept


@dataclass(frozen=True, slots=True)
class Comparison:
    """A backup beside the dossier that is open.

    Attributes:
        same: Whether it is a copy of this very dossier.
    """

    path: Path
    same: bool
    backup: Checked
    current: Tally


@dataclass(frozen=True, slots=True)
class CompareBackup(Query[Comparison]):
    """Re-read a copy, and put its counts and sums beside those of the dossier."""

    permission: ClassVar[str] = Permission.DATA_IMPORT
    path: Path


@handles(CompareBackup)
def compare_backup(query: CompareBackup, ctx: Context) -> Comparison:
    """Compare them.

    Raises:
        Refused: When the dossier is on a server.
        Trouble: When the copy is missing, foreign, damaged, cut short or newer.
    """
    refuse_server(ctx.uow)
    checked = ctx.tools.backups.check(query.path)
    whole = ctx.uow.whole
    return Comparison(query.path, checked.mark == whole.mark(), checked, whole.tally())
