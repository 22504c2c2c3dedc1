# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Posted gifts: corrected by a contrary line only, or given the donor they waited for."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from app.domain.batches import (
    BatchKind,
    BatchState,
    GiftBatch,
)
from app.domain.gifts import Gift, GiftState, Means
from app.domain.users import Permission
from app.kernel.command import Command, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.gifts.keying import check_alone


@dataclass(frozen=True, slots=True)
class IdentifyGift(Command[Gift]):
    """Give a gift *à identifier* its donor; the money does not move (ADR 13)."""

    permission: ClassVar[str] = Permission.GIFTS_KEY
    gift_id: int
    donor_id: int


@handles(IdentifyGift)
def identify_gift(cmd: IdentifyGift, ctx: Context) -> Gift:
    """Write the donor, once."""
    gift = ctx.uow.gifts.get(cmd.gift_id)
    if gift.donor_id is not None:
        message = _("This gift has a donor already: to change it, correct the gift.")
        raise Refused("gift.identified", message, "donor_id")
    _refuse_contrary(gift, ctx)
    donor = ctx.uow.donors.get(cmd.donor_id)
    saved = ctx.uow.gifts.save(replace(gift, donor_id=donor.id))
    if saved.state is GiftState.POSTED:
        ctx.uow.donors.refresh_totals([donor.id])
    return saved


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction wrote.

    Attributes:
        batch: The batch of corrections it stands in.
        line: The corrected line, or None when the gift is only taken back.
        deposit_number: The deposit the bank will see differently, or empty.
        bank_difference_cents: By how much: less than zero when the bank has less than the slip.
    """

    batch: GiftBatch
    reversal: Gift
    line: Gift | None
    deposit_number: str
    bank_difference_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectGift(Command[Correction]):
    """Correct a posted gift: its reversal, then the line as it should have been.

    Attributes:
        cents, donor_id, fund_id, appeal_id, means, received_on: What changes; None keeps what
            there was.
    """

    permission: ClassVar[str] = Permission.GIFTS_CORRECT
    gift_id: int
    reason: str
    cents: int | None = None
    donor_id: int | None = None
    fund_id: int | None = None
    appeal_id: int | None = None
    means: Means | None = None
    received_on: date | None = None


@handles(CorrectGift)
def correct_gift(cmd: CorrectGift, ctx: Context) -> Correction:
    """Write both lines in a batch of corrections dated today."""
    original = _correctable(cmd.gift_id, cmd.reason, ctx)
    corrected = _corrected(original, cmd)
    if corrected == original:
        message = _("Nothing changes: say what the gift should have been.")
        raise Refused("gift.unchanged", message)
    check_alone(corrected, ctx)
    ctx.uow.funds.get(corrected.fund_id)
    if corrected.appeal_id is not None:
        ctx.uow.appeals.get(corrected.appeal_id)
    batch = _correction_batch(original, cmd.reason, ctx)
    reversal = _reverse(original, batch, ctx)
    line = ctx.uow.gifts.add(_as_new(replace(corrected, corrects_id=original.id), batch, ctx))
    _refresh((original.donor_id, line.donor_id), ctx)
    return _told(original, batch, reversal, line, ctx)


def _corrected(original: Gift, cmd: CorrectGift) -> Gift:
    means = cmd.means or original.means
    is_cheque = means is Means.CHEQUE
    return replace(
        original,
        cents=original.cents if cmd.cents is None else cmd.cents,
        donor_id=original.donor_id if cmd.donor_id is None else cmd.donor_id,
        fund_id=cmd.fund_id or original.fund_id,
        appeal_id=cmd.appeal_id or original.appeal_id,
        means=means,
        received_on=cmd.received_on or original.received_on,
        cheque_number=original.cheque_number if is_cheque else "",
        cheque_bank=original.cheque_bank if is_cheque else "",
        cheque_dated_on=original.cheque_dated_on if is_cheque else None,
    )


@dataclass(frozen=True, slots=True)
class ReturnCheque(Command[Correction]):
    """Record that the bank returned a cheque unpaid: its gift is reversed."""

    permission: ClassVar[str] = Permission.GIFTS_CORRECT
    gift_id: int
    reason: str


@handles(ReturnCheque)
def return_cheque(cmd: ReturnCheque, ctx: Context) -> Correction:
    """Write the reversal in a batch of corrections dated today."""
    original = _correctable(cmd.gift_id, cmd.reason, ctx)
    if original.means is not Means.CHEQUE:
        message = _("This gift is not a cheque: correct it instead.")
        raise Refused("gift.not_a_cheque", message)
    batch = _correction_batch(original, cmd.reason, ctx)
    reversal = _reverse(original, batch, ctx)
    _refresh((original.donor_id,), ctx)
    return _told(original, batch, reversal, None, ctx)


def _correctable(gift_id: int, reason: str, ctx: Context) -> Gift:
    gift = ctx.uow.gifts.get(gift_id)
    if gift.state is not GiftState.POSTED:
        message = _("This gift is still a draft: change its line in the batch.")
        raise Refused("gift.draft", message)
    if not reason.strip():
        message = _("Say why the gift is corrected: the reason stays beside both lines.")
        raise Refused("gift.reason", message, "reason")
    _refuse_contrary(gift, ctx)
    (line,) = ctx.uow.gifts.lines([gift.id])
    if line.receipt_number:
        message = _("This gift is on tax receipt {number}: cancel that receipt first.")
        raise Refused("gift.receipted", message.format(number=line.receipt_number))
    return gift


def _refuse_contrary(gift: Gift, ctx: Context) -> None:
    if gift.reverses_id is not None:
        message = _("This line is a reversal: correct the gift itself.")
        raise Refused("gift.is_reversal", message)
    if ctx.uow.gifts.reversal_of(gift.id) is not None:
        message = _("This gift was reversed already: it cannot be reversed twice.")
        raise Refused("gift.reversed", message)


def _correction_batch(original: Gift, reason: str, ctx: Context) -> GiftBatch:
    today, now = ctx.clock.today(), ctx.clock.now()
    return ctx.uow.batches.add(
        GiftBatch(
            kind=BatchKind.CORRECTION,
            year=today.year,
            state=BatchState.POSTED,
            received_on=today,
            fund_id=original.fund_id,
            comment=reason.strip(),
            opened_by=ctx.actor.name,
            opened_at=now,
            posted_by=ctx.actor.name,
            posted_at=now,
        )
    )


def _reverse(original: Gift, batch: GiftBatch, ctx: Context) -> Gift:
    """Write the exact opposite, on the same day for tax: the year's sums come out right."""
    contrary = replace(original, cents=-original.cents, reverses_id=original.id, corrects_id=None)
    return ctx.uow.gifts.add(_as_new(contrary, batch, ctx))


def _as_new(gift: Gift, batch: GiftBatch, ctx: Context) -> Gift:
    return replace(
        gift,
        id=0,
        version=0,
        batch_id=batch.id,
        note=batch.comment,
        deposit_id=None,
        keyed_by=ctx.actor.name,
        keyed_at=ctx.clock.now(),
    )


def _refresh(donor_ids: tuple[int | None, ...], ctx: Context) -> None:
    ctx.uow.donors.refresh_totals(one for one in donor_ids if one is not None)


def _told(
    original: Gift, batch: GiftBatch, reversal: Gift, line: Gift | None, ctx: Context
) -> Correction:
    number, difference = "", 0
    if original.deposit_id is not None:
        number = ctx.uow.deposits.get(original.deposit_id).number
        stays = line.cents if line is not None and line.means is original.means else 0
        difference = stays - original.cents
    return Correction(batch, reversal, line, number, difference)
