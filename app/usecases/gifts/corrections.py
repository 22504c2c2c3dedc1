# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Posted gifts: corrected by a contrary line only, or given the donor they waited for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from app.domain.donors import refuse_erased
from app.domain.gifts import Gift, GiftDetails, GiftState, Means, check_expenses, suited
from app.domain.users import Permission
from app.kernel.command import Command, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.problem import refuse_errors
from app.usecases.context import Context
from app.usecases.gifts.keying import check_alone, teach_account
from app.usecases.gifts.reversing import (
    Correction,
    Plan,
    carry_out,
    deposit_carrying,
    kept_of,
    one_receipt,
    other_parts,
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
    refuse_erased(donor)
    parts = [
        ctx.uow.gifts.save(replace(part, donor_id=donor.id, anonymous=False))
        for part in ctx.uow.gifts.parts(gift.id)
    ]
    saved = next(part for part in parts if part.id == gift.id)
    teach_account(saved, donor.id, ctx)
    if saved.state is GiftState.POSTED:
        ctx.uow.donors.refresh_totals([donor.id])
    return saved


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectGift(Command[Correction]):
    """Correct a posted gift: its reversal, then the line as it should have been.

    A live receipt it stands on is cancelled with the same reason, and replaced, in one stroke.

    Attributes:
        cents, donor_id, fund_id, appeal_id, means, received_on, details: What changes; None
            keeps what there was. Donor, means and day change for all parts of a split payment.
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
    details: GiftDetails | None = None

    @property
    def shared(self) -> "CorrectGift":
        """What of it holds for every part of a split payment."""
        return replace(self, cents=None, fund_id=None, appeal_id=None, details=None)


@handles(CorrectGift)
def correct_gift(cmd: CorrectGift, ctx: Context) -> Correction:
    """Write both lines in a batch of corrections dated today."""
    refuse_reasonless(cmd.reason)
    correction = carry_out(plan_correction(cmd, ctx), ctx)
    _follow_account(ctx.uow.gifts.get(cmd.gift_id), correction.line, ctx)
    return correction


def _follow_account(original: Gift, line: Gift | None, ctx: Context) -> None:
    """Teach the account of a gift set aside, or keep it beside the line that still waits."""
    if original.donor_id is not None or line is None:
        return
    if line.donor_id is not None:
        teach_account(original, line.donor_id, ctx)
        return
    lead_id = original.part_of_id or original.id
    account = ctx.uow.clues.account_of(lead_id)
    if account and line.means is Means.CHEQUE:
        ctx.uow.clues.forget_account(lead_id)
        ctx.uow.clues.keep_account(line.part_of_id or line.id, account)


def plan_correction(cmd: CorrectGift, ctx: Context) -> Plan:
    """Return what the correction writes; the reason is not looked at.

    Raises:
        Refused: When the gift cannot be corrected, nothing changes, or the line would be wrong.
    """
    original = correctable(cmd.gift_id, ctx)
    changed = _corrected(original, cmd)
    if changed == original:
        message = _("Nothing changes: say what the gift should have been.")
        raise Refused("gift.unchanged", message)
    check_alone(changed, ctx)
    sheet = ctx.uow.gifts.expenses(original.id) if changed.means is Means.EXPENSES else ()
    refuse_errors(check_expenses(sheet, changed.cents, changed.received_on, changed.means))
    ctx.uow.funds.get(changed.fund_id)
    if changed.appeal_id is not None:
        ctx.uow.appeals.get(changed.appeal_id)
    others = tuple(
        (part, _into(part, cmd.shared))
        for part in other_parts(original, ctx)
        if _corrected(part, cmd.shared) != part
    )
    number = deposit_carrying(original, ctx)
    return Plan(
        original=original,
        into=_into(original, cmd),
        reason=cmd.reason.strip(),
        receipt_number=one_receipt([original, *(part for part, _new in others)], ctx),
        deposit_number=number,
        bank_difference_cents=_difference(original, changed, others) if number else 0,
        others=others,
    )


def _into(part: Gift, cmd: CorrectGift) -> Gift:
    changed = _corrected(part, cmd)
    return replace(changed, corrects_id=part.id, kept=kept_of(part, changed))


def _difference(original: Gift, changed: Gift, others: Sequence[tuple[Gift, Gift]]) -> int:
    """Return by how much the bank will have more than the slip: a gift that came otherwise left."""
    pairs = ((original, changed), *others)
    return sum((new.cents if new.means is old.means else 0) - old.cents for old, new in pairs)


def _corrected(original: Gift, cmd: CorrectGift) -> Gift:
    means = cmd.means or original.means
    is_cheque = means is Means.CHEQUE
    donor_id = original.donor_id if cmd.donor_id is None else cmd.donor_id
    return replace(
        original,
        cents=original.cents if cmd.cents is None else cmd.cents,
        donor_id=donor_id,
        anonymous=original.anonymous and donor_id is None,
        details=suited(cmd.details or original.details, means, donor_id),
        fund_id=cmd.fund_id or original.fund_id,
        appeal_id=cmd.appeal_id or original.appeal_id,
        means=means,
        received_on=cmd.received_on or original.received_on,
        cheque_number=original.cheque_number if is_cheque else "",
        cheque_bank=original.cheque_bank if is_cheque else "",
        cheque_dated_on=original.cheque_dated_on if is_cheque else None,
    )


def correctable(gift_id: int, ctx: Context) -> Gift:
    """Return a posted gift that stands.

    Raises:
        Refused: When it is a draft, a reversal, or was reversed.
    """
    gift = ctx.uow.gifts.get(gift_id)
    if gift.state is not GiftState.POSTED:
        message = _("This gift is still a draft: change its line in the batch.")
        raise Refused("gift.draft", message)
    refuse_contrary(gift, ctx)
    return gift


def refuse_reasonless(reason: str) -> None:
    """Refuse to take a gift back without saying why."""
    if not reason.strip():
        message = _("Say why the gift is corrected: the reason stays beside both lines.")
        raise Refused("gift.reason", message, "reason")
