# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contrary act: reversal, corrected line and receipt, all in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.batches import BatchKind, BatchState, GiftBatch
from app.domain.deposits import CARRIED
from app.domain.gifts import Gift, Means
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.receipts.replacing import Replaced, cancel_within, replace_within


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written about a posted gift.

    Attributes:
        into: The gift as it should have been, or None when it is only taken back.
        receipt_number: The live receipt it stands on, with its other parts, or empty.
        deposit_number: The deposit whose line at the bank will differ, or empty.
        bank_difference_cents: By how much: less than zero when the bank has less than the slip.
        others: The other parts of a split payment that move with it, and what each becomes.
        apart: The bank takes it back by a line of its own; the deposit's line does not change.
    """

    original: Gift
    into: Gift | None
    reason: str
    receipt_number: str
    deposit_number: str
    bank_difference_cents: int
    others: tuple[tuple[Gift, Gift | None], ...] = ()
    apart: bool = False

    @property
    def cents(self) -> int:
        """What is reversed in all."""
        return self.original.cents + sum(part.cents for part, _into in self.others)


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction wrote.

    Attributes:
        batch: The batch of corrections it stands in, dated today.
        line: The corrected line, or None when the gift is only taken back.
        deposit_number: The deposit the bank will see differently, or empty.
        bank_difference_cents: By how much: less than zero when the bank has less than the slip.
        apart: The bank takes it back by a line of its own; the deposit's line does not change.
        receipt: What became of the tax receipt the gift stood on, or None.
        cents: What was reversed, with all parts of the payment that moved.
    """

    batch: GiftBatch
    reversal: Gift
    line: Gift | None
    deposit_number: str
    bank_difference_cents: int
    apart: bool
    receipt: Replaced | None
    cents: int


def deposit_carrying(gift: Gift, ctx: Context) -> str:
    """Return the number of the deposit a gift's money went by, or empty.

    A corrected line is not on the slip: its money went with the line it corrects, as long as the
    means stayed the same.
    """
    while gift.deposit_id is None:
        if gift.corrects_id is None:
            return ""
        before = ctx.uow.gifts.get(gift.corrects_id)
        if before.means is not gift.means:
            return ""
        gift = before
    return ctx.uow.deposits.get(gift.deposit_id).number


def carry_out(plan: Plan, ctx: Context) -> Correction:
    """Cancel the receipt, reverse, write the right line, issue the receipt that replaces."""
    original = plan.original
    cancelled = None
    if plan.receipt_number:
        cancelled = cancel_within(plan.receipt_number, plan.reason, ctx)
    batch = open_corrections(original.fund_id, plan.reason, ctx)
    (reversal, line), *_others = [
        _rewrite(part, into, batch, ctx) for part, into in ((original, plan.into), *plan.others)
    ]
    donors = (original.donor_id, line.donor_id if line else None)
    ctx.uow.donors.refresh_totals(one for one in donors if one is not None)
    receipt = replace_within(cancelled, ctx) if cancelled else None
    number, difference = plan.deposit_number, plan.bank_difference_cents
    return Correction(
        batch=batch,
        reversal=reversal,
        line=line,
        deposit_number=number,
        bank_difference_cents=difference,
        apart=plan.apart,
        receipt=receipt,
        cents=plan.cents,
    )


def _thanked_by(gift: Gift) -> int | None:
    """Return who is thanked for a gift; the same person is not thanked for its correction too."""
    return gift.details.thanked_id or gift.donor_id


def _rewrite(
    part: Gift, into: Gift | None, batch: GiftBatch, ctx: Context
) -> tuple[Gift, Gift | None]:
    """Reverse one line, and write it as it should have been, with what proves it."""
    reversal = write_reversal(part, batch, ctx)
    if into is None:
        return reversal, None
    line = ctx.uow.gifts.add(_as_new(into, batch, ctx))
    if _thanked_by(line) == _thanked_by(part):
        ctx.uow.letters.carry(part.id, line.id)
    if line.means is Means.EXPENSES:
        ctx.uow.gifts.set_expenses(line.id, ctx.uow.gifts.expenses(part.id))
    for voucher in ctx.uow.gifts.vouchers(part.id):
        ctx.uow.gifts.attach(line.id, voucher.name, voucher.document_sha256)
    return reversal, line


def other_parts(gift: Gift, ctx: Context) -> list[Gift]:
    """Return the other lines of the payment a gift is a part of."""
    return [part for part in ctx.uow.gifts.parts(gift.id) if part.id != gift.id]


def one_receipt(parts: Sequence[Gift], ctx: Context) -> str:
    """Return the number of the live receipt some lines stand on, or empty.

    Raises:
        Refused: When they stand on two: one stroke cancels one receipt.
    """
    lines = ctx.uow.gifts.lines([part.id for part in parts])
    numbers = sorted({line.receipt_number for line in lines} - {""})
    if len(numbers) > 1:
        message = _("The shares of this payment are on receipts {numbers}: cancel the last first.")
        raise Refused("gift.receipted", message.format(numbers=", ".join(numbers)))
    return numbers[0] if numbers else ""


def kept_of(original: Gift, corrected: Gift) -> bool:
    """Tell whether a corrected line is on hand.

    It is when its money is still to be carried: the original was on hand, or came another way.
    """
    was_on_hand = original.kept and original.deposit_id is None
    came_otherwise = corrected.means is not original.means
    return corrected.means in CARRIED and (was_on_hand or came_otherwise)


def refuse_contrary(gift: Gift, ctx: Context) -> None:
    """Refuse a reversal, and a gift that was reversed already."""
    if gift.reverses_id is not None:
        message = _("This line is a reversal: correct the gift itself.")
        raise Refused("gift.is_reversal", message)
    if ctx.uow.gifts.reversal_of(gift.id) is not None:
        message = _("This gift was reversed already: it cannot be reversed twice.")
        raise Refused("gift.reversed", message)


def open_corrections(fund_id: int, comment: str, ctx: Context) -> GiftBatch:
    """Write the posted batch a contrary act stands in, dated today."""
    today, now = ctx.clock.today(), ctx.clock.now()
    return ctx.uow.batches.add(
        GiftBatch(
            kind=BatchKind.CORRECTION,
            year=today.year,
            state=BatchState.POSTED,
            received_on=today,
            fund_id=fund_id,
            comment=comment,
            opened_by=ctx.actor.name,
            opened_at=now,
            posted_by=ctx.actor.name,
            posted_at=now,
            open_from=ctx.uow.years.open_from(),
        )
    )


def write_reversal(original: Gift, batch: GiftBatch, ctx: Context) -> Gift:
    """Write the exact opposite, on the same day for tax: the year's sums come out right."""
    contrary = replace(
        original, cents=-original.cents, reverses_id=original.id, corrects_id=None, kept=False
    )
    return ctx.uow.gifts.add(_as_new(contrary, batch, ctx))


def _as_new(gift: Gift, batch: GiftBatch, ctx: Context) -> Gift:
    return replace(
        gift,
        id=0,
        version=0,
        batch_id=batch.id,
        note=batch.comment,
        deposit_id=None,
        unusual="",
        keyed_by=ctx.actor.name,
        keyed_at=ctx.clock.now(),
    )
