# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is to be done for donors, documents kept on their sheets, sheets put in the archive."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import ClassVar

from app.domain.documents import MOST_BYTES, scan_type
from app.domain.donors import Donor, DonorDocument, DonorTask, refuse_erased
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.usecases.context import Context


@dataclass(frozen=True, slots=True)
class FinishTask(Command[DonorTask]):
    """Say that a task is done, or is to be done after all."""

    permission: ClassVar[str] = Permission.DONORS_EDIT
    task_id: int
    done: bool = True


@handles(FinishTask)
def finish_task(cmd: FinishTask, ctx: Context) -> DonorTask:
    """Write who did it today; doing it twice keeps the first day.

    Raises:
        Refused: When it is no longer there.
    """
    task = ctx.uow.details.get(DonorTask, cmd.task_id)
    if cmd.done and task.done_on is not None:
        return task
    day, name = (ctx.clock.today(), ctx.actor.name) if cmd.done else (None, "")
    return ctx.uow.details.save(replace(task, done_on=day, done_by=name))


@dataclass(frozen=True, slots=True)
class DueTask:
    """A task that is due, and whom it is for."""

    task: DonorTask
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class DueTasks(Query[Sequence[DueTask]]):
    """Tell what is due today or before: the actor's own tasks, and those of anyone."""


@handles(DueTasks)
def due_tasks(_query: DueTasks, ctx: Context) -> Sequence[DueTask]:
    """Return them, the oldest first."""
    tasks = ctx.uow.details.due(ctx.clock.today(), ctx.actor.name)
    ids = tuple({task.donor_id for task in tasks})
    lines = {line.id: line for line in ctx.uow.donors.lines(ids)}
    return [DueTask(task, lines[task.donor_id].name, lines[task.donor_id].number) for task in tasks]


@dataclass(frozen=True, slots=True)
class AttachDocument(Command[DonorDocument]):
    """Keep a scan or a letter on a donor's sheet, inside the dossier.

    Attributes:
        name: The file's name; folders before it are left out.
    """

    permission: ClassVar[str] = Permission.DONORS_EDIT
    donor_id: int
    name: str
    body: bytes


@handles(AttachDocument)
def attach_document(cmd: AttachDocument, ctx: Context) -> DonorDocument:
    """Put it in the vault and on the sheet.

    Raises:
        Refused: When it is no PDF, PNG or JPEG, is too large, or is on the sheet already.
    """
    name, kind = PurePath(cmd.name).name, scan_type(cmd.body)
    if not kind:
        message = _("A sheet keeps PDF, PNG and JPEG files: “{name}” is none of them.")
        raise Refused("document.kind", message.format(name=name), "document")
    if len(cmd.body) > MOST_BYTES:
        message = _("“{name}” is larger than 20 MB: scan it in shades of grey, or fewer pages.")
        raise Refused("document.size", message.format(name=name), "document")
    refuse_erased(ctx.uow.donors.get(cmd.donor_id))
    return ctx.uow.details.add(
        DonorDocument(
            donor_id=cmd.donor_id,
            name=name,
            sha256=ctx.uow.documents.put(cmd.body, kind),
            added_on=ctx.clock.today(),
            by=ctx.actor.name,
        )
    )


@dataclass(frozen=True, slots=True)
class ReadDocument(Query[bytes]):
    """Give a document of a sheet, as it was attached."""

    document_id: int


@handles(ReadDocument)
def read_document(query: ReadDocument, ctx: Context) -> bytes:
    """Return it from the vault.

    Raises:
        Refused: When it is no longer on any sheet.
        Trouble: When it is damaged.
    """
    return ctx.uow.documents.read(ctx.uow.details.get(DonorDocument, query.document_id).sha256)


@dataclass(frozen=True, slots=True)
class ArchiveDonor(Command[Donor]):
    """Put a donor aside: still found, last in every answer, nothing lost. Nobody is deleted.

    Attributes:
        back: Whether the donor comes back from the archive instead.
    """

    permission: ClassVar[str] = Permission.DONORS_EDIT
    donor_id: int
    back: bool = False


@handles(ArchiveDonor)
def archive_donor(cmd: ArchiveDonor, ctx: Context) -> Donor:
    """Write the day, or take it away.

    Raises:
        Refused: When the donor is there already.
    """
    donor = ctx.uow.donors.get(cmd.donor_id)
    refuse_erased(donor)
    if cmd.back and donor.archived_on is None:
        message = _("{name} is not archived: there is nothing to bring back.")
        raise Refused("donor.not_archived", message.format(name=donor.display_name))
    if not cmd.back and donor.archived_on is not None:
        message = _("{name} is archived since {day} already.")
        day = format_day(donor.archived_on)
        raise Refused("donor.archived", message.format(name=donor.display_name, day=day))
    day_ = None if cmd.back else ctx.clock.today()
    return ctx.uow.donors.save(replace(donor, archived_on=day_))
