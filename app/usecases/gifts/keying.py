# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines of a draft batch: added, changed, removed; each is on disk before it is told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from app.domain.batches import (
    ALLOWED_MEANS,
    DEFAULT_MEANS,
    GiftBatch,
)
from app.domain.gifts import Gift, Means, check_gift
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.problem import refuse_errors
from app.usecases.batches.headers import draft_batch
from app.usecases.context import Context
from app.usecases.ports.desk import GiftLine


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftDraft:
    """A line as keyed; what is None takes the batch's default.

    Attributes:
        appeal_id: 0 for a line that answers no appeal although its batch does.
    """

    donor_id: int | None
    cents: int
    means: Means | None = None
    received_on: date | None = None
    cheque_number: str = ""
    cheque_bank: str = ""
    cheque_dated_on: date | None = None
    fund_id: int | None = None
    appeal_id: int | None = None
    clue: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AddGift(Command[Gift]):
    """Add a line to a draft batch; once it returns, the line is on disk."""

    permission: ClassVar[str] = Permission.GIFTS_KEY
    alone: ClassVar[bool] = False
    batch_id: int
    draft: GiftDraft


@handles(AddGift)
def add_gift(cmd: AddGift, ctx: Context) -> Gift:
    """Check the line and write it at the end of the batch, in place of the half-typed one."""
    batch = draft_batch(cmd.batch_id, ctx)
    gift = _filled(cmd.draft, batch, ctx)
    _check(gift, batch, ctx)
    _forget_partial(batch, ctx)
    return ctx.uow.gifts.add(gift)


def _forget_partial(batch: GiftBatch, ctx: Context) -> None:
    """Drop the half-typed line with the saving of the whole one, or it would come back twice."""
    if batch.partial:
        ctx.uow.batches.save_partial(batch.id, "")


def _filled(draft: GiftDraft, batch: GiftBatch, ctx: Context) -> Gift:
    return Gift(
        batch_id=batch.id,
        donor_id=draft.donor_id,
        cents=draft.cents,
        received_on=draft.received_on or batch.received_on,
        means=draft.means or DEFAULT_MEANS[batch.kind],
        cheque_number=draft.cheque_number.strip(),
        cheque_bank=draft.cheque_bank.strip(),
        cheque_dated_on=draft.cheque_dated_on,
        fund_id=draft.fund_id or batch.fund_id,
        appeal_id=batch.appeal_id if draft.appeal_id is None else draft.appeal_id or None,
        clue=draft.clue.strip(),
        note=draft.note.strip(),
        keyed_by=ctx.actor.name,
        keyed_at=ctx.clock.now(),
    )


def _check(gift: Gift, batch: GiftBatch, ctx: Context) -> None:
    """Refuse a line that is wrong by itself or in this batch, as few readings as will do."""
    if gift.means not in ALLOWED_MEANS[batch.kind]:
        message = _("This batch holds gifts of another kind: open a mixed batch.")
        raise Refused("gift.means", message, "means")
    check_alone(gift, ctx)
    if gift.fund_id != batch.fund_id:
        ctx.uow.funds.get(gift.fund_id)
    if gift.appeal_id is not None and gift.appeal_id != batch.appeal_id:
        ctx.uow.appeals.get(gift.appeal_id)


def check_alone(gift: Gift, ctx: Context) -> None:
    """Refuse a line that is wrong whatever its batch."""
    refuse_errors(check_gift(gift, ctx.clock.today()))
    if gift.donor_id is not None:
        ctx.uow.donors.get(gift.donor_id)


@dataclass(frozen=True, slots=True)
class EditGift(Command[Gift]):
    """Change a line of a draft batch."""

    permission: ClassVar[str] = Permission.GIFTS_KEY
    alone: ClassVar[bool] = False
    gift: Gift


@handles(EditGift)
def edit_gift(cmd: EditGift, ctx: Context) -> Gift:
    """Check and write the line; a posted one is refused."""
    current = ctx.uow.gifts.get(cmd.gift.id)
    batch = draft_batch(current.batch_id, ctx)
    kept = replace(
        cmd.gift,
        batch_id=current.batch_id,
        position=current.position,
        state=current.state,
        deposit_id=None,
        reverses_id=None,
        corrects_id=None,
    )
    _check(kept, batch, ctx)
    _forget_partial(batch, ctx)
    return ctx.uow.gifts.save(kept)


@dataclass(frozen=True, slots=True)
class RemoveGift(Command[None]):
    """Remove a line of a draft batch; the trail keeps it."""

    permission: ClassVar[str] = Permission.GIFTS_KEY
    alone: ClassVar[bool] = False
    gift_id: int


@handles(RemoveGift)
def remove_gift(cmd: RemoveGift, ctx: Context) -> None:
    """Remove it."""
    gift = ctx.uow.gifts.get(cmd.gift_id)
    draft_batch(gift.batch_id, ctx)
    ctx.uow.gifts.remove(gift)


@dataclass(frozen=True, slots=True)
class ShowGift(Query[GiftLine]):
    """Tell one gift."""

    gift_id: int


@handles(ShowGift)
def show_gift(query: ShowGift, ctx: Context) -> GiftLine:
    """Return its row."""
    ctx.uow.gifts.get(query.gift_id)
    return ctx.uow.gifts.lines([query.gift_id])[0]


@dataclass(frozen=True, slots=True)
class GetGift(Query[Gift]):
    """Tell one gift as it is kept, to change its line."""

    gift_id: int


@handles(GetGift)
def get_gift(query: GetGift, ctx: Context) -> Gift:
    """Return it."""
    return ctx.uow.gifts.get(query.gift_id)


@dataclass(frozen=True, slots=True)
class UnidentifiedGifts(Query[Sequence[GiftLine]]):
    """Tell the posted gifts that wait for a donor."""


@handles(UnidentifiedGifts)
def unidentified_gifts(_query: UnidentifiedGifts, ctx: Context) -> Sequence[GiftLine]:
    """Return their rows."""
    return ctx.uow.gifts.unidentified()
