# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Posted gifts: corrected by a contrary line only, or given the donor they waited for."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from app.domain.gifts import Gift, GiftState, Means
from app.domain.users import Permission
from app.kernel.command import Command, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.gifts.keying import check_alone
from app.usecases.gifts.reversing import (
    Correction,
    Plan,
    carry_out,
    deposit_carrying,
    kept_of,
    refuse_contrary,
)


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
    refuse_contrary(gift, ctx)
    donor = ctx.uow.donors.get(cmd.donor_id)
    saved = ctx.uow.gifts.save(replace(gift, donor_id=donor.id))
    if saved.state is GiftState.POSTED:
        ctx.uow.donors.refresh_totals([donor.id])
    return saved


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectGift(Command[Correction]):
    """Correct a posted gift: its reversal, then the line as it should have been.

    A live receipt it stands on is cancelled with the same reason, and replaced, in one stroke.

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
    refuse_reasonless(cmd.reason)
    return carry_out(plan_correction(cmd, ctx), ctx)


def plan_correction(cmd: CorrectGift, ctx: Context) -> Plan:
    """Return what the correction writes; the reason is not looked at.

    Raises:
        Refused: When the gift cannot be corrected, nothing changes, or the line would be wrong.
    """
    original, receipt_number = correctable(cmd.gift_id, ctx)
    changed = _corrected(original, cmd)
    if changed == original:
        message = _("Nothing changes: say what the gift should have been.")
        raise Refused("gift.unchanged", message)
    check_alone(changed, ctx)
    ctx.uow.funds.get(changed.fund_id)
    if changed.appeal_id is not None:
        ctx.uow.appeals.get(changed.appeal_id)
    number = deposit_carrying(original, ctx)
    stays = changed.cents if changed.means is original.means else 0
    return Plan(
        original=original,
        into=replace(changed, corrects_id=original.id, kept=kept_of(original, changed)),
        reason=cmd.reason.strip(),
        receipt_number=receipt_number,
        deposit_number=number,
        bank_difference_cents=stays - original.cents if number else 0,
    )


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


def correctable(gift_id: int, ctx: Context) -> tuple[Gift, str]:
    """Return a posted gift that stands, and the number of the live receipt it is on.

    Raises:
        Refused: When it is a draft, a reversal, or was reversed.
    """
    gift = ctx.uow.gifts.get(gift_id)
    if gift.state is not GiftState.POSTED:
        message = _("This gift is still a draft: change its line in the batch.")
        raise Refused("gift.draft", message)
    refuse_contrary(gift, ctx)
    (line,) = ctx.uow.gifts.lines([gift.id])
    return gift, line.receipt_number


def refuse_reasonless(reason: str) -> None:
    """Refuse to take a gift back without saying why."""
    if not reason.strip():
        message = _("Say why the gift is corrected: the reason stays beside both lines.")
        raise Refused("gift.reason", message, "reason")
