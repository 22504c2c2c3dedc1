# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who has a batch open, and who answers for it.

A batch is keyed in one window at a time: another may look, not write. A window that says nothing
for ``LEASE_LIFE`` (a power cut, a cable) loses it to whoever opens the batch next, and the
treasurer can take it over at once; both stay in the trail.
"""

from dataclasses import dataclass, replace
from typing import ClassVar

from app.domain.batches import GiftBatch, Lease
from app.domain.users import Permission
from app.kernel.command import Command, handles
from app.kernel.errors import Refused
from app.kernel.formats import format_instant
from app.kernel.i18n import _
from app.usecases.batches.headers import draft_batch, draft_held, tell_lease
from app.usecases.context import Context


@dataclass(frozen=True, slots=True)
class TakeBatch(Command[Lease]):
    """Open a draft in this window, to key in it."""

    permission: ClassVar[str] = Permission.GIFTS_KEY
    alone: ClassVar[bool] = False
    batch_id: int


@handles(TakeBatch)
def take_batch(cmd: TakeBatch, ctx: Context) -> Lease:
    """Take it if it is free, was left for long, or is open in another window of the same person.

    Raises:
        Refused: When somebody else has it open, or it is no draft.
    """
    batch = draft_held(cmd.batch_id, ctx)
    found = ctx.uow.batches.lease(batch.id)
    if found and found.shuts_out(ctx.seat.window, ctx.clock.now()) and not _same_person(found, ctx):
        raise Refused("batch.held", tell_lease(batch, found))
    return _take(batch, found, ctx)


@dataclass(frozen=True, slots=True)
class TakeOverBatch(Command[Lease]):
    """Take a batch that is open elsewhere; whoever keyed there can no longer write in it."""

    permission: ClassVar[str] = Permission.GIFTS_KEY
    alone: ClassVar[bool] = False
    batch_id: int


@handles(TakeOverBatch)
def take_over_batch(cmd: TakeOverBatch, ctx: Context) -> Lease:
    """Take it from whoever has it.

    Raises:
        Refused: When somebody else is at work in it, and the actor is not the treasurer.
    """
    batch = draft_held(cmd.batch_id, ctx)
    found = ctx.uow.batches.lease(batch.id)
    if (
        found
        and found.shuts_out(ctx.seat.window, ctx.clock.now())
        and found.user != ctx.actor.name
        and not ctx.actor.may(Permission.BATCHES_TAKE_OVER)
    ):
        only = _("The treasurer alone may take it over before it is left.")
        raise Refused("batch.take_over_right", f"{tell_lease(batch, found)} {only}")
    return _take(batch, found, ctx)


def _same_person(lease: Lease, ctx: Context) -> bool:
    """Tell whether the same person comes back at the same computer, after a crash say."""
    return lease.user == ctx.actor.name and lease.workstation == ctx.seat.workstation


def _take(batch: GiftBatch, found: Lease | None, ctx: Context) -> Lease:
    now = ctx.clock.now()
    same_window = found is not None and found.window == ctx.seat.window
    lease = Lease(
        batch_id=batch.id,
        user=ctx.actor.name,
        workstation=ctx.seat.workstation,
        window=ctx.seat.window,
        since=found.since if found and same_window else now,
        seen_at=now,
    )
    ctx.uow.batches.keep_lease(lease)
    if found and not same_window:
        who = [f"{one.user} · {one.workstation}" for one in (found, lease)]
        ctx.uow.audit.note("batches", batch.id, "taken_over", {"open": who})
    return lease


@dataclass(frozen=True, slots=True)
class KeepBatch(Command[None]):
    """Say that this window still keys in the batch; asked every ``LEASE_RENEWED``."""

    permission: ClassVar[str] = Permission.GIFTS_KEY
    audited: ClassVar[bool] = False
    alone: ClassVar[bool] = False
    batch_id: int


@handles(KeepBatch)
def keep_batch(cmd: KeepBatch, ctx: Context) -> None:
    """Renew the lease.

    Raises:
        Refused: When the batch was taken over, posted or cancelled meanwhile.
    """
    draft_held(cmd.batch_id, ctx)
    found = ctx.uow.batches.lease(cmd.batch_id)
    if found is None or found.window != ctx.seat.window:
        raise Refused("batch.lost", _tell_lost(found))
    ctx.uow.batches.keep_lease(replace(found, seen_at=ctx.clock.now()))


def _tell_lost(lease: Lease | None) -> str:
    if lease is None:
        return _("This batch is no longer open here: open it again to key in it.")
    message = _(
        "{user} took this batch over, on {workstation}, on {instant}. "
        "The lines saved before are in it: agree on who goes on."
    )
    return message.format(
        user=lease.user, workstation=lease.workstation, instant=format_instant(lease.since)
    )


@dataclass(frozen=True, slots=True)
class LeaveBatch(Command[None]):
    """Put a batch aside: somebody else may open it."""

    permission: ClassVar[str] = Permission.GIFTS_KEY
    audited: ClassVar[bool] = False
    alone: ClassVar[bool] = False
    batch_id: int


@handles(LeaveBatch)
def leave_batch(cmd: LeaveBatch, ctx: Context) -> None:
    """Forget the lease, if it is this window's."""
    ctx.uow.batches.hold(cmd.batch_id)
    found = ctx.uow.batches.lease(cmd.batch_id)
    if found is not None and found.window == ctx.seat.window:
        ctx.uow.batches.end_lease(cmd.batch_id)


@dataclass(frozen=True, slots=True)
class HandOverBatch(Command[GiftBatch]):
    """Let somebody else answer for a draft.

    Attributes:
        to: The user's name.
    """

    permission: ClassVar[str] = Permission.GIFTS_KEY
    batch_id: int
    to: str


@handles(HandOverBatch)
def hand_over_batch(cmd: HandOverBatch, ctx: Context) -> GiftBatch:
    """Write the new owner.

    Raises:
        Refused: When the batch is somebody else's, or the new owner may not key gifts.
    """
    batch = draft_batch(cmd.batch_id, ctx)
    if batch.owned_by != ctx.actor.name and not ctx.actor.may(Permission.BATCHES_TAKE_OVER):
        message = _("Batch {number} is {owner}'s: only {owner} or the treasurer hands it over.")
        told = message.format(number=batch.number, owner=batch.owned_by)
        raise Refused("batch.not_owner", told)
    for user in ctx.uow.users.all():
        if user.name == cmd.to.strip() and user.active and user.may(Permission.GIFTS_KEY):
            return ctx.uow.batches.save(replace(batch, owner=user.name))
    message = _("{name} is no user who keys gifts: see the users in Settings.")
    raise Refused("batch.no_such_owner", message.format(name=cmd.to.strip()), "to")
