# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Erasing a person: told before, done whole or not at all (GDPR, article 17)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from app.domain.backups import MONTHS
from app.domain.donors import Donor, read_number
from app.domain.privacy import Answer, Erasure, RequestKind, months_after
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.formats import format_count, format_day
from app.kernel.i18n import _, ngettext
from app.usecases.backups import shelf_of
from app.usecases.context import Context
from app.usecases.privacy.due import due_ids

MOST_AT_ONCE = 500
"""How many persons one act erases."""


@dataclass(frozen=True, slots=True)
class CopiesLeft:
    """The backups that hold what is erased today.

    Attributes:
        count: How many of those in reach were taken before; they are left as they are.
        until: When the last is replaced, if a backup is made every month; None without any.
        server: Whether copies are the server's administrator's.
    """

    count: int
    until: date | None
    server: bool = False


@dataclass(frozen=True, slots=True)
class ErasureView:
    """What erasing would do, and what is left outside of the dossier."""

    erasure: Erasure
    copies: CopiesLeft


@dataclass(frozen=True, slots=True)
class PreviewErasure(Query[ErasureView]):
    """Tell what erasing a person takes away, what stays and until when; nothing is written."""

    permission: ClassVar[str] = Permission.PRIVACY
    donor_id: int


@handles(PreviewErasure)
def preview_erasure(query: PreviewErasure, ctx: Context) -> ErasureView:
    """Walk what the act would walk."""
    donor = ctx.uow.donors.get(query.donor_id)
    plan = ctx.uow.privacy.plan(donor, ctx.clock.today())
    return ErasureView(plan, copies_left(ctx))


def copies_left(ctx: Context) -> CopiesLeft:
    """Return what backups hold today: of the months that have a copy, twelve keep theirs."""
    shelf = shelf_of(ctx.uow, ctx.tools, ctx.clock)
    if shelf.server:
        return CopiesLeft(0, None, server=True)
    until = months_after(ctx.clock.today(), MONTHS) if shelf.copies else None
    return CopiesLeft(len(shelf.copies), until)


@dataclass(frozen=True, slots=True)
class ErasePerson(Command[Erasure]):
    """Take a person out of the dossier, but for what the law wants kept (GDPR, 17.3.b).

    Attributes:
        confirm: The donor's number with its key, typed by who asks.
    """

    permission: ClassVar[str] = Permission.PRIVACY
    donor_id: int
    confirm: str


@handles(ErasePerson)
def erase_person(cmd: ErasePerson, ctx: Context) -> Erasure:
    """Erase, and answer the requests for it that wait.

    Raises:
        Refused: When the number typed is another, gifts are being keyed, or nothing is left.
    """
    donor = ctx.uow.donors.get(cmd.donor_id)
    if read_number(cmd.confirm) != donor.number:
        message = _(
            "{typed} is not the number of this sheet: nothing was erased. Type {number} to erase."
        )
        told = message.format(typed=cmd.confirm.strip(), number=donor.number_text)
        raise Refused("privacy.confirm", told, "confirm")
    return _erase(donor, ctx)


def _erase(donor: Donor, ctx: Context) -> Erasure:
    today = ctx.clock.today()
    _refuse(ctx.uow.privacy.plan(donor, today), donor)
    asked = [
        request.id
        for request in ctx.uow.privacy.of_donor(donor.id)
        if request.kind is RequestKind.ERASURE and request.answered_on is None
    ]
    done = ctx.uow.privacy.erase(donor, today)
    answer = Answer.PARTLY if done.stays else Answer.DONE
    for request_id in asked:
        request = ctx.uow.privacy.get(request_id)
        ctx.uow.privacy.save(replace(request, answered_on=today, answer=answer))
    return done


def _refuse(plan: Erasure, donor: Donor) -> None:
    if plan.obstacles:
        raise Refused("privacy.obstacle", " ".join(plan.obstacles))
    if not plan.gone:
        message = _("Donor {number} is erased already: nothing more is left on the sheet.")
        if plan.kept_until is not None:
            message = _(
                "Donor {number} is erased already; the rest is to be kept until {day}, and is "
                "proposed for erasing after that day."
            )
        day = format_day(plan.kept_until) if plan.kept_until else ""
        raise Refused("privacy.erased", message.format(number=donor.number_text, day=day))


@dataclass(frozen=True, slots=True)
class PreviewErasures(Query[Sequence[Erasure]]):
    """Tell what erasing several persons whose time has come would do."""

    permission: ClassVar[str] = Permission.PRIVACY
    donor_ids: tuple[int, ...]


@handles(PreviewErasures)
def preview_erasures(query: PreviewErasures, ctx: Context) -> Sequence[Erasure]:
    """Walk each.

    Raises:
        Refused: When more were chosen than one act takes.
    """
    _refuse_many(query.donor_ids)
    today = ctx.clock.today()
    return [ctx.uow.privacy.plan(ctx.uow.donors.get(one), today) for one in query.donor_ids]


def _refuse_many(donor_ids: Sequence[int]) -> None:
    """Keep one act to what is over in some seconds: it is done whole or not at all."""
    if len(donor_ids) > MOST_AT_ONCE:
        message = _("{count} persons were chosen; one act takes {most} at most: choose fewer.")
        told = message.format(count=format_count(len(donor_ids)), most=MOST_AT_ONCE)
        raise Refused("privacy.many", told)


@dataclass(frozen=True, slots=True)
class EraseDue(Command[Sequence[Erasure]]):
    """Erase persons whose time has come, all or none.

    Attributes:
        confirm: How many were previewed, typed by who asks.
    """

    permission: ClassVar[str] = Permission.PRIVACY
    donor_ids: tuple[int, ...]
    confirm: int


@handles(EraseDue)
def erase_due(cmd: EraseDue, ctx: Context) -> Sequence[Erasure]:
    """Erase those chosen.

    Raises:
        Refused: When the count is another, somebody's time has not come, or gifts are being keyed.
    """
    _refuse_many(cmd.donor_ids)
    if cmd.confirm != len(cmd.donor_ids):
        message = ngettext(
            "{count} person was chosen: type {count} to erase.",
            "{count} persons were chosen: type {count} to erase them.",
            len(cmd.donor_ids),
        )
        raise Refused("privacy.count", message.format(count=len(cmd.donor_ids)), "confirm")
    early = set(cmd.donor_ids) - due_ids(ctx)
    if early:
        donor = ctx.uow.donors.get(min(early))
        message = _("The time of {name} has not come: refresh the list and choose again.")
        raise Refused("privacy.not_due", message.format(name=donor.display_name))
    total, done = len(cmd.donor_ids), []
    for rank, donor_id in enumerate(cmd.donor_ids, 1):
        done.append(_erase(ctx.uow.donors.get(donor_id), ctx))
        ctx.progress.step(rank, total, _("persons"))
    return done
