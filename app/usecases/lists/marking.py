# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags and tasks for all donors of a list at once, each act undone as one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from app.domain.donors import DonorTask, Tag, check_detail
from app.domain.users import Permission
from app.kernel.command import Command, handles
from app.kernel.problem import refuse_errors
from app.kernel.text import clean
from app.usecases.context import Context
from app.usecases.donors.details import refuse_stranger
from app.usecases.lists.making import BLOCK, refuse_empty
from app.usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class AddTags(Command[Sequence[Tag]]):
    """Put tags on sheets, each with the id of its donor; whoever bears one already is left as is.

    Taking the tags returned off again undoes it.
    """

    permission: ClassVar[str] = Permission.DONORS_EDIT
    tags: tuple[Tag, ...]


@handles(AddTags)
def add_tags(cmd: AddTags, ctx: Context) -> Sequence[Tag]:
    """Return those that were put.

    Raises:
        Refused: When there is nobody, or a tag has no word.
    """
    refuse_empty([tag.donor_id for tag in cmd.tags])
    tags = [replace(tag, id=0, version=0, name=clean(tag.name)) for tag in cmd.tags]
    for tag in {tag.name: tag for tag in tags}.values():
        refuse_errors(check_detail(tag, ctx.clock.today()))
    borne = {(tag.donor_id, tag.folded) for tag in _borne(ctx.uow, [tag.donor_id for tag in tags])}
    new = [tag for tag in tags if (tag.donor_id, tag.folded) not in borne]
    return [ctx.uow.details.add(tag) for tag in new]


@dataclass(frozen=True, slots=True)
class TakeTag(Command[Sequence[Tag]]):
    """Take a tag off the sheets of donors, however it is written there.

    Putting the tags returned undoes it.
    """

    permission: ClassVar[str] = Permission.DONORS_EDIT
    ids: tuple[int, ...]
    name: str


@handles(TakeTag)
def take_tag(cmd: TakeTag, ctx: Context) -> Sequence[Tag]:
    """Return those that were taken off.

    Raises:
        Refused: When there is nobody, or the tag has no word.
    """
    refuse_empty(cmd.ids)
    wanted = Tag(name=clean(cmd.name))
    refuse_errors(check_detail(wanted, ctx.clock.today()))
    found = [tag for tag in _borne(ctx.uow, cmd.ids) if tag.folded == wanted.folded]
    for tag in found:
        ctx.uow.details.remove(tag)
    return found


@dataclass(frozen=True, slots=True)
class AddTasks(Command[Sequence[DonorTask]]):
    """Note the same thing to do for each donor: to thank, to call, to remind.

    Attributes:
        assignee: Who does it, by the name of a user; empty for anyone.
    """

    permission: ClassVar[str] = Permission.DONORS_EDIT
    ids: tuple[int, ...]
    text: str
    due_on: date
    assignee: str = ""


@handles(AddTasks)
def add_tasks(cmd: AddTasks, ctx: Context) -> Sequence[DonorTask]:
    """Return the tasks, in the order of the list.

    Raises:
        Refused: When there is nobody, nothing to do, or nobody here bears that name.
    """
    refuse_empty(cmd.ids)
    task = DonorTask(text=cmd.text.strip(), due_on=cmd.due_on, assignee=cmd.assignee)
    refuse_errors(check_detail(task, ctx.clock.today()))
    refuse_stranger(task, ctx)
    return [ctx.uow.details.add(replace(task, donor_id=donor_id)) for donor_id in cmd.ids]


@dataclass(frozen=True, slots=True)
class DropTasks(Command[None]):
    """Take tasks off again, as if they had not been noted; the history keeps that they were."""

    permission: ClassVar[str] = Permission.DONORS_EDIT
    tasks: tuple[DonorTask, ...]


@handles(DropTasks)
def drop_tasks(cmd: DropTasks, ctx: Context) -> None:
    """Remove them.

    Raises:
        Conflict: When one was done or changed since; then none is removed.
    """
    for task in cmd.tasks:
        ctx.uow.details.remove(task)


def _borne(uow: UnitOfWork, ids: Sequence[int]) -> Iterator[Tag]:
    for start in range(0, len(ids), BLOCK):
        for details in uow.details.of_donors(ids[start : start + BLOCK]).values():
            yield from details.tags
