# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What correcting a posted gift would do, told before it is done."""

from dataclasses import dataclass
from datetime import date

from app.domain.gifts import Gift, GiftPurpose
from app.domain.receipts import YearGift
from app.kernel.command import Query, handles
from app.usecases.context import Context
from app.usecases.gifts.corrections import CorrectGift, plan_correction
from app.usecases.gifts.returns import RefundGift, ReturnCheque, plan_refund, plan_return
from app.usecases.gifts.reversing import Plan
from app.usecases.receipts.replacing import Foreseen, foresee

Act = CorrectGift | ReturnCheque | RefundGift


@dataclass(frozen=True, slots=True)
class Consequences:
    """What an act would write.

    Attributes:
        dated: The day of the batch of corrections.
        reversed_cents: What is taken back, below zero.
        line_cents: The line after it; None when nothing follows.
        donor_changes: The gift goes to another donor, who is due a receipt of his own.
        receipt: What becomes of the receipt the gift stands on, or None.
        deposit_number, bank_difference_cents: The deposit the bank will see differently.
        apart: It does so by a line of its own.
    """

    dated: date
    reversed_cents: int
    line_cents: int | None
    donor_changes: bool
    receipt: Foreseen | None
    deposit_number: str
    bank_difference_cents: int
    apart: bool


@dataclass(frozen=True, slots=True)
class ForeseeCorrection(Query[Consequences]):
    """Tell what an act on a posted gift would do; its reason may still be missing."""

    act: Act


@handles(ForeseeCorrection)
def foresee_correction(query: ForeseeCorrection, ctx: Context) -> Consequences:
    """Return the consequences.

    Raises:
        Refused: As the act itself would be.
    """
    plan = _planned(query.act, ctx)
    rewritten = ((plan.original, plan.into), *plan.others)
    written = [into for _part, into in rewritten if into is not None]
    receipt = None
    if plan.receipt_number:
        gone = {part.id for part, _into in rewritten}
        into = [_year_gift(one, ctx) for one in written]
        receipt = foresee(plan.receipt_number, gone, into, ctx)
    return Consequences(
        dated=ctx.clock.today(),
        reversed_cents=-plan.cents,
        line_cents=sum(one.cents for one in written) if written else None,
        donor_changes=any(one.donor_id != plan.original.donor_id for one in written),
        receipt=receipt,
        deposit_number=plan.deposit_number,
        bank_difference_cents=plan.bank_difference_cents,
        apart=plan.apart,
    )


def _planned(act: Act, ctx: Context) -> Plan:
    match act:
        case CorrectGift():
            return plan_correction(act, ctx)
        case ReturnCheque():
            return plan_return(act, ctx)
        case RefundGift():
            return plan_refund(act, ctx)


def _year_gift(gift: Gift, ctx: Context) -> YearGift:
    served = gift.details.purpose is GiftPurpose.MEMBERSHIP_SERVED
    return YearGift(
        id=gift.id,
        donor_id=gift.donor_id,
        cents=gift.cents,
        day=gift.received_on,
        means=gift.means,
        eligible=ctx.uow.funds.get(gift.fund_id).eligible and not served,
        receipted=bool(gift.foreign_receipt),
        payment_id=gift.part_of_id or gift.id,
        benefit_cents=gift.details.benefit_cents,
        nature=gift.details.nature,
        form=gift.details.form,
    )
