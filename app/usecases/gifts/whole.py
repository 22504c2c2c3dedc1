# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A posted batch taken back whole: the reversal of each of its gifts, in one batch, in one act."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.domain.batches import BatchKind, BatchState, GiftBatch
from app.domain.deposits import DepositState
from app.domain.gifts import Gift
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.context import Context
from app.usecases.gifts.reversing import open_corrections, write_reversal
from app.usecases.ports.desk import GiftLine
from app.usecases.receipts.replacing import (
    Foreseen,
    Replaced,
    cancel_within,
    foresee,
    replace_within,
)


@dataclass(frozen=True, slots=True)
class BankGap:
    """A deposit the bank will see differently, and by how many cents (below zero)."""

    deposit_number: str
    cents: int


@dataclass(frozen=True, slots=True)
class Whole:
    """What taking a batch back reverses.

    Attributes:
        batch: The batch it is about; it stays as it is.
        lines: How many lines are reversed.
        count: How many payments they are.
        cents: Their sum, above zero.
        skipped: How many lines were reversed before, and are left alone.
        standing: The lines that replaced some of those, in batches of corrections: they stay.
        gaps: The deposits whose line at the bank will be less than their slip.
        receipts: The numbers of the live tax receipts the lines stand on.
    """

    batch: GiftBatch
    lines: int
    count: int
    cents: int
    skipped: int
    standing: Sequence[GiftLine]
    gaps: Sequence[BankGap]
    receipts: Sequence[str]


def tell_left(whole: Whole) -> str:
    """Say which lines are left alone, in one or two sentences; empty when none is."""
    if not whole.skipped:
        return ""
    message = ngettext(
        "{count} line was reversed before and is left alone.",
        "{count} lines were reversed before and are left alone.",
        whole.skipped,
    )
    told = message.format(count=whole.skipped)
    if not whole.standing:
        return told
    stays = ngettext(
        "The line that corrected it stays: {lines}.",
        "The lines that corrected them stay: {lines}.",
        len(whole.standing),
    )
    names = (f"{one.batch_number}, {format_amount(one.cents)}" for one in whole.standing)
    return f"{told} {stays.format(lines=' · '.join(names))}"


def tell_gaps(whole: Whole) -> list[str]:
    """Say what the bank will see, a sentence for each deposit."""
    message = _("Deposit {number} will differ at the bank by {amount}.")
    return [
        message.format(number=gap.deposit_number, amount=format_amount(gap.cents))
        for gap in whole.gaps
    ]


@dataclass(frozen=True, slots=True)
class Reversal:
    """What taking a batch back wrote.

    Attributes:
        batch: The batch of corrections, dated today.
        whole: What it reverses.
        receipts: What became of the tax receipts.
    """

    batch: GiftBatch
    whole: Whole
    receipts: Sequence[Replaced]


@dataclass(frozen=True, slots=True)
class Foretold:
    """What taking a batch back would do.

    Attributes:
        dated: The day of the batch of corrections.
        whole: What it would reverse.
        receipts: What would become of the tax receipts.
    """

    dated: date
    whole: Whole
    receipts: Sequence[Foreseen]


@dataclass(frozen=True, slots=True)
class ForeseeReversal(Query[Foretold]):
    """Tell what taking a whole batch back would do; write nothing."""

    batch_id: int


@handles(ForeseeReversal)
def foresee_reversal(query: ForeseeReversal, ctx: Context) -> Foretold:
    """Return what would be written.

    Raises:
        Refused: When the batch cannot be taken back; its receipts are told, not refused.
    """
    gifts, whole = _gather(query.batch_id, ctx)
    gone = {gift.id for gift in gifts}
    told = [foresee(number, gone, (), ctx) for number in whole.receipts]
    return Foretold(ctx.clock.today(), whole, told)


@dataclass(frozen=True, slots=True)
class ReverseBatch(Command[Reversal]):
    """Take a posted batch back: each gift of it that stands gets its reversal.

    The batch, its deposits and their slips stay as they are. A gift keeps its day in its reversal,
    as for a single correction: the sums of a year stay right whatever year it is today.

    Attributes:
        reason: Kept beside every line.
        with_receipts: Live tax receipts the gifts stand on are cancelled, and replaced where
            other gifts are left on them; without it they stand in the way.
    """

    permission: ClassVar[str] = Permission.GIFTS_CORRECT
    batch_id: int
    reason: str
    with_receipts: bool = False


@handles(ReverseBatch)
def reverse_batch(cmd: ReverseBatch, ctx: Context) -> Reversal:
    """Cancel the receipts, write the reversals, issue the receipts that replace."""
    reason = cmd.reason.strip()
    if not reason:
        message = _("Say why the batch is taken back: the reason stays beside every line.")
        raise Refused("batch.reason", message, "reason")
    gifts, whole = _gather(cmd.batch_id, ctx)
    if whole.receipts and not cmd.with_receipts:
        _refuse_receipted(whole)
    cancelled = [cancel_within(number, reason, ctx) for number in whole.receipts]
    batch = open_corrections(whole.batch.fund_id, f"{whole.batch.number} · {reason}", ctx)
    for gift in gifts:
        write_reversal(gift, batch, ctx)
    ctx.uow.donors.refresh_totals({gift.donor_id for gift in gifts if gift.donor_id is not None})
    return Reversal(batch, whole, [replace_within(old, ctx) for old in cancelled])


def _gather(batch_id: int, ctx: Context) -> tuple[list[Gift], Whole]:
    """Return the gifts of a batch that stand, in the order keyed, and what they make."""
    batch = ctx.uow.batches.get(batch_id)
    _refuse_unfit(batch)
    lines = ctx.uow.gifts.batch_lines(batch.id)[::-1]
    left = {line.id: line for line in lines if line.reversed_by is None}
    if not left:
        message = _("Every gift of batch {number} was reversed already: nothing is left of it.")
        raise Refused("batch.reversed", message.format(number=batch.number))
    gifts = [gift for gift in ctx.uow.gifts.of_batch(batch.id) if gift.id in left]
    whole = Whole(
        batch=batch,
        lines=len(gifts),
        count=len({line.payment_id for line in left.values()}),
        cents=sum(gift.cents for gift in gifts),
        skipped=len(lines) - len(left),
        standing=_standing([line for line in lines if line.reversed_by is not None], ctx),
        gaps=_gaps(gifts, ctx),
        receipts=sorted({line.receipt_number for line in left.values()} - {""}),
    )
    return gifts, whole


def _refuse_unfit(batch: GiftBatch) -> None:
    """Refuse what was never posted, and what is itself made of corrections."""
    if batch.state is BatchState.DRAFT:
        message = _("Batch {number} is still a draft: change its lines, or cancel it.")
    elif batch.state is BatchState.CANCELLED:
        message = _("Batch {number} was cancelled: nothing of it is in the books.")
    elif batch.kind is BatchKind.CORRECTION:
        message = _("Batch {number} is made of corrections: correct its gifts one by one.")
    else:
        return
    raise Refused("batch.not_reversible", message.format(number=batch.number))


def _standing(reversed_lines: Sequence[GiftLine], ctx: Context) -> list[GiftLine]:
    """Return the lines that stand in place of some that were corrected, however often."""
    found = []
    for line in reversed_lines:
        heir: GiftLine | None = line
        while heir is not None and heir.reversed_by is not None:
            heir = _next(heir, heir.reversed_by, ctx)
        if heir is not None:
            found.append(heir)
    return found


def _next(line: GiftLine, reversal_id: int, ctx: Context) -> GiftLine | None:
    """Return the line written together with the reversal of one, if any was."""
    together = ctx.uow.gifts.batch_lines(ctx.uow.gifts.get(reversal_id).batch_id)
    return next((one for one in together if one.corrects_id == line.id), None)


def _gaps(gifts: Sequence[Gift], ctx: Context) -> list[BankGap]:
    """Tell by how much each deposit will differ at the bank.

    Raises:
        Refused: When a deposit was found on the statement: the bank's line agrees with its slip.
    """
    cents: Counter[int] = Counter()
    for gift in gifts:
        if gift.deposit_id is not None:
            cents[gift.deposit_id] += gift.cents
    deposits = [(ctx.uow.deposits.get(one), sum_) for one, sum_ in sorted(cents.items())]
    settled = [one.number for one, _sum in deposits if one.state is DepositState.RECONCILED]
    if settled:
        message = ngettext(
            "Deposit {numbers} is reconciled with the bank's statement: its gifts are taken back "
            "one by one, each with what became of its money.",
            "Deposits {numbers} are reconciled with the bank's statement: their gifts are taken "
            "back one by one, each with what became of its money.",
            len(settled),
        )
        raise Refused("batch.reconciled", message.format(numbers=", ".join(settled)))
    return [BankGap(one.number, -sum_) for one, sum_ in deposits]


def _refuse_receipted(whole: Whole) -> None:
    message = ngettext(
        "Tax receipt {numbers} stands on gifts of batch {batch}: have it cancelled and replaced "
        "in the same stroke, or leave the batch as it is.",
        "Tax receipts {numbers} stand on gifts of batch {batch}: have them cancelled and replaced "
        "in the same stroke, or leave the batch as it is.",
        len(whole.receipts),
    )
    told = message.format(numbers=", ".join(whole.receipts), batch=whole.batch.number)
    raise Refused("batch.receipted", told, "with_receipts")
