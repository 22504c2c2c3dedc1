# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Money that left again: cheques the bank returned unpaid, refunds to donors."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from app.domain.gifts import MONEY_MEANS, Gift, GiftReturn, Means, ReturnKind
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.usecases.context import Context
from app.usecases.gifts.corrections import correctable, refuse_reasonless
from app.usecases.gifts.reversing import (
    Correction,
    Plan,
    carry_out,
    deposit_carrying,
    one_receipt,
    other_parts,
)
from app.usecases.ports.desk import ReturnLine


@dataclass(frozen=True, slots=True)
class ReturnCheque(Command[Correction]):
    """Record that the bank returned a cheque unpaid: its gift is reversed, its receipt cancelled.

    Attributes:
        fee_cents: What the bank charged the association for it.
        on: The day of the bank's line; None for today.
        reference: The bank's, or empty.
    """

    permission: ClassVar[str] = Permission.GIFTS_CORRECT
    gift_id: int
    reason: str
    fee_cents: int = 0
    on: date | None = None
    reference: str = ""


@handles(ReturnCheque)
def return_cheque(cmd: ReturnCheque, ctx: Context) -> Correction:
    """Write the reversal in a batch of corrections dated today, and what a letter will tell."""
    refuse_reasonless(cmd.reason)
    plan = plan_return(cmd, ctx)
    done = carry_out(plan, ctx)
    noted = _noted(ReturnKind.UNPAID, plan, done, cmd.on, ctx)
    noted = replace(noted, fee_cents=cmd.fee_cents, reference=cmd.reference.strip())
    ctx.uow.returns.add(noted)
    return done


def plan_return(cmd: ReturnCheque, ctx: Context) -> Plan:
    """Return what a returned cheque writes.

    Raises:
        Refused: When the gift is no cheque, never went to the bank, or the day is impossible.
    """
    original = correctable(cmd.gift_id, ctx)
    if original.means is not Means.CHEQUE:
        message = _("This gift is not a cheque: correct it instead.")
        raise Refused("gift.not_a_cheque", message)
    if original.kept and original.deposit_id is None:
        message = _("This cheque is still on hand: the bank has not seen it. Correct the gift.")
        raise Refused("gift.on_hand", message)
    if cmd.fee_cents < 0:
        message = _("A bank fee is zero or more.")
        raise Refused("gift.fee", message, "fee")
    _check_day(original, cmd.on, ctx)
    number = deposit_carrying(original, ctx)
    others = other_parts(original, ctx)
    receipt_number = one_receipt([original, *others], ctx)
    gone = tuple((part, None) for part in others)
    plan = Plan(original, None, cmd.reason.strip(), receipt_number, number, 0, gone, apart=True)
    return replace(plan, bank_difference_cents=-plan.cents if number else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundGift(Command[Correction]):
    """Record that a gift, or a part of it, was paid back to the donor.

    Attributes:
        cents: What was paid back, of this share alone; None for the whole payment.
        means: How.
        on: The day; None for today.
        reference: The number of the cheque or of the transfer, or empty.
    """

    permission: ClassVar[str] = Permission.GIFTS_CORRECT
    gift_id: int
    reason: str
    cents: int | None = None
    means: Means = Means.TRANSFER
    on: date | None = None
    reference: str = ""


@handles(RefundGift)
def refund_gift(cmd: RefundGift, ctx: Context) -> Correction:
    """Reverse the gift; what was not refunded stands as a line of its own."""
    refuse_reasonless(cmd.reason)
    plan = plan_refund(cmd, ctx)
    done = carry_out(plan, ctx)
    noted = _noted(ReturnKind.REFUND, plan, done, cmd.on, ctx)
    noted = replace(noted, means=cmd.means, reference=cmd.reference.strip())
    ctx.uow.returns.add(noted)
    return done


def plan_refund(cmd: RefundGift, ctx: Context) -> Plan:
    """Return what a refund writes; the deposit's own line at the bank does not change.

    Raises:
        Refused: When it is no money, more is refunded than was given, or part of a cheque still
            on hand.
    """
    original = correctable(cmd.gift_id, ctx)
    if original.means not in MONEY_MEANS or cmd.means not in MONEY_MEANS:
        message = _("Only money is paid back: correct this gift instead.")
        raise Refused("gift.not_money", message)
    cents = original.cents if cmd.cents is None else cmd.cents
    if not 0 < cents <= original.cents:
        message = _("The gift is {amount}: refund that much or less.")
        told = message.format(amount=format_amount(original.cents))
        raise Refused("gift.refund", told, "refund")
    rest = original.cents - cents
    if rest and original.kept and original.deposit_id is None:
        message = _("It is still on hand: give it back whole, or deposit it first.")
        raise Refused("gift.on_hand", message, "refund")
    _check_day(original, cmd.on, ctx)
    into = replace(original, cents=rest, corrects_id=original.id, kept=False) if rest else None
    others = other_parts(original, ctx) if cmd.cents is None else []
    receipt_number = one_receipt([original, *others], ctx)
    gone = tuple((part, None) for part in others)
    return Plan(original, into, cmd.reason.strip(), receipt_number, "", 0, gone, apart=True)


def _check_day(original: Gift, day: date | None, ctx: Context) -> None:
    if day is None or original.received_on <= day <= ctx.clock.today():
        return
    message = _("The gift was received on {received}: the day is between that one and today.")
    told = message.format(received=format_day(original.received_on))
    raise Refused("gift.return_day", told, "on")


def _noted(
    kind: ReturnKind, plan: Plan, done: Correction, day: date | None, ctx: Context
) -> GiftReturn:
    return GiftReturn(
        kind=kind,
        gift_id=plan.original.id,
        reversal_id=done.reversal.id,
        happened_on=day or ctx.clock.today(),
        cents=plan.cents - (plan.into.cents if plan.into else 0),
        reason=plan.reason,
        receipt_number=plan.receipt_number,
        noted_by=ctx.actor.name,
        noted_at=ctx.clock.now(),
    )


@dataclass(frozen=True, slots=True)
class ListReturns(Query[Sequence[ReturnLine]]):
    """Tell the cheques returned and the gifts refunded, the latest first."""

    limit: int | None = None


@handles(ListReturns)
def list_returns(query: ListReturns, ctx: Context) -> Sequence[ReturnLine]:
    """Return their rows."""
    return ctx.uow.returns.lines(query.limit)
