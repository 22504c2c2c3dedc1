# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands on a donor's sheet besides the record: written, changed, removed, looked up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Generic, cast

from app.domain.consents import Consent
from app.domain.donors import (
    Contact,
    ContactKind,
    ContactUse,
    DatedAddress,
    Detail,
    DonorDocument,
    DonorEvent,
    DonorTask,
    ExternalNumber,
    GiftAid,
    StandingGift,
    Tag,
    check_detail,
    phone_use,
    read_phone,
    refuse_erased,
)
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.problem import refuse_errors
from app.kernel.text import clean, fold
from app.usecases.context import Context
from app.usecases.ports.people import D, TagCount


@dataclass(frozen=True, slots=True)
class AddDetail(Command[D], Generic[D]):
    """Put a telephone, an address, a tag, a number or an event on a donor's sheet.

    Attributes:
        detail: With the id of its donor. A telephone may come in any spacing; without a use it is
            given the one its numbering plan tells.
    """

    permission: ClassVar[str] = Permission.DONORS_EDIT
    detail: D


@handles(AddDetail)
def add_detail(cmd: AddDetail[D], ctx: Context) -> D:
    """Check and write it.

    Raises:
        Refused: When it is wrong, on the sheet already, or the donor is no longer there.
    """
    refuse_erased(ctx.uow.donors.get(cmd.detail.donor_id))
    detail = _read(cmd.detail)
    if isinstance(detail, DonorEvent | Consent):
        detail = cast("D", replace(detail, by=ctx.actor.name))
    _refuse_wrong(detail, ctx)
    return ctx.uow.details.add(detail)


@dataclass(frozen=True, slots=True)
class EditDetail(Command[D], Generic[D]):
    """Write a detail as a whole, from the version that was read; it stays its donor's."""

    permission: ClassVar[str] = Permission.DONORS_EDIT
    detail: D


@handles(EditDetail)
def edit_detail(cmd: EditDetail[D], ctx: Context) -> D:
    """Check and write it.

    Raises:
        Refused: When it is wrong or no longer there, or is what a donor said.
        Conflict: When it was written since it was read.
    """
    if isinstance(cmd.detail, Consent):
        message = _("What a donor said stays as it was said: note what is said now besides.")
        raise Refused("consent.said", message)
    before = ctx.uow.details.get(type(cmd.detail), cmd.detail.id)
    detail = replace(_read(cmd.detail), donor_id=before.donor_id)
    _refuse_wrong(detail, ctx)
    return ctx.uow.details.save(detail)


@dataclass(frozen=True, slots=True)
class RemoveDetail(Command[None]):
    """Take a detail off a sheet; the history keeps what it was."""

    permission: ClassVar[str] = Permission.DONORS_EDIT
    detail: Detail


@handles(RemoveDetail)
def remove_detail(cmd: RemoveDetail, ctx: Context) -> None:
    """Remove it; a document leaves the vault too, unless something else names it."""
    ctx.uow.details.remove(cmd.detail)
    if isinstance(cmd.detail, DonorDocument):
        ctx.uow.documents.forget(cmd.detail.sha256)
    elif isinstance(cmd.detail, Consent) and cmd.detail.proof_sha256:
        ctx.uow.documents.forget(cmd.detail.proof_sha256)


@dataclass(frozen=True, slots=True)
class ListTags(Query[Sequence[TagCount]]):
    """Tell the tags in use, each with how many donors bear it."""


@handles(ListTags)
def list_tags(_query: ListTags, ctx: Context) -> Sequence[TagCount]:
    """Return them by name."""
    return ctx.uow.details.tags()


@dataclass(frozen=True, slots=True)
class TaggedDonors(Query[Sequence[int]]):
    """Tell who bears a tag, however it is written."""

    name: str


@handles(TaggedDonors)
def tagged_donors(query: TaggedDonors, ctx: Context) -> Sequence[int]:
    """Return their ids, by name of the donor."""
    return ctx.uow.details.tagged(fold(query.name))


def _refuse_wrong(detail: Detail, ctx: Context) -> None:
    refuse_errors(check_detail(detail, ctx.clock.today()))
    if isinstance(detail, DonorTask):
        refuse_stranger(detail, ctx)


def refuse_stranger(task: DonorTask, ctx: Context) -> None:
    """Refuse a task for somebody who does not open the dossier.

    Raises:
        Refused: With the names of those who do.
    """
    names = [user.name for user in ctx.uow.users.all() if user.active]
    if task.assignee and task.assignee not in names:
        message = _("Nobody here is named {name}: choose one of {names}, or nobody.")
        sentence = message.format(name=task.assignee, names=", ".join(names))
        raise Refused("donor.assignee", sentence, "assignee")


def _read(detail: D) -> D:
    """Return a detail as it is kept: telephones in one form, texts without stray spaces."""
    return cast("D", _tidy(detail))


def _tidy(detail: Detail) -> Detail:
    match detail:
        case Contact():
            return _tidy_contact(detail)
        case DatedAddress():
            return replace(detail, label=clean(detail.label))
        case Tag() | DonorDocument():
            return replace(detail, name=clean(detail.name))
        case ExternalNumber():
            return replace(detail, source=clean(detail.source), number=clean(detail.number))
        case DonorEvent() | DonorTask():
            return replace(detail, text=detail.text.strip())
        case Consent() | StandingGift() | GiftAid():
            return _tidy_said(detail)


def _tidy_said(detail: Consent | StandingGift | GiftAid) -> Detail:
    if not isinstance(detail, Consent):
        return detail
    return replace(detail, source=clean(detail.source))


def _tidy_contact(contact: Contact) -> Contact:
    if contact.kind is not ContactKind.PHONE:
        return replace(contact, value=clean(contact.value))
    kept = read_phone(contact.value)
    use = phone_use(kept) if contact.use is ContactUse.OTHER else contact.use
    return replace(contact, value=kept, use=use)
