# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening a batch, changing its header, cancelling it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar

from app.domain.batches import (
    ALLOWED_MEANS,
    KEYED_BY_HAND,
    BatchKind,
    BatchState,
    ExpectedPart,
    GiftBatch,
    Lease,
    Tape,
    check_parts,
    write_parts,
    write_tape,
)
from app.domain.deposits import CashPile, check_counted, read_piles, write_piles
from app.domain.gifts import Means
from app.domain.users import Permission
from app.kernel.command import Command, handles
from app.kernel.errors import Refused
from app.kernel.formats import format_instant
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.usecases.context import Context


@dataclass(frozen=True, slots=True)
class OpenBatch(Command[GiftBatch]):
    """Open a pile: what was counted before keying, and defaults for its lines.

    Attributes:
        expected_count, expected_total_cents: Both None or 0 for a batch without control.
        received_on: The day the gifts arrived; today by default.
        fund_id, bank_account_id: The first active ones by default.
        expected_parts: What each means of payment should make, in a mixed pile; they make the
            count and the total where these are not given.
        counted: Notes and coins; they make the total of a cash pile where it is not given.
        tape: What the adding machine was given.
    """

    permission: ClassVar[str] = Permission.GIFTS_KEY
    kind: BatchKind = BatchKind.CHEQUES
    expected_count: int | None = None
    expected_total_cents: int | None = None
    received_on: date | None = None
    fund_id: int | None = None
    appeal_id: int | None = None
    bank_account_id: int | None = None
    comment: str = ""
    expected_parts: tuple[ExpectedPart, ...] = ()
    counted: tuple[CashPile, ...] = ()
    tape: Tape = field(default_factory=Tape)


@handles(OpenBatch)
def open_batch(cmd: OpenBatch, ctx: Context) -> GiftBatch:
    """Number the batch and write it."""
    received_on = cmd.received_on or ctx.clock.today()
    cents = cmd.expected_total_cents or total_made(cmd.kind, cmd.expected_parts, cmd.counted)
    batch = GiftBatch(
        kind=cmd.kind,
        year=received_on.year,
        expected_count=cmd.expected_count or sum(p.count for p in cmd.expected_parts) or None,
        expected_total_cents=cents or None,
        expected_parts=write_parts(cmd.expected_parts),
        counted=write_piles(cmd.counted),
        tape=write_tape(cmd.tape),
        received_on=received_on,
        fund_id=cmd.fund_id or default_fund(ctx),
        appeal_id=cmd.appeal_id,
        bank_account_id=cmd.bank_account_id or _default_account(ctx),
        comment=cmd.comment.strip(),
        opened_by=ctx.actor.name,
        opened_at=ctx.clock.now(),
    )
    check_header(batch, ctx)
    return ctx.uow.batches.add(batch)


def total_made(kind: BatchKind, parts: Sequence[ExpectedPart], piles: Sequence[CashPile]) -> int:
    """Return what the parts make, or the notes and coins of a cash pile; in cents."""
    if parts:
        return sum(part.cents for part in parts)
    return sum(pile.cents for pile in piles) if kind is BatchKind.CASH else 0


def check_header(batch: GiftBatch, ctx: Context) -> None:
    """Refuse a header whose figures disagree, or that names what is not there."""
    if batch.kind not in KEYED_BY_HAND:
        raise Refused("batch.kind", _("A batch of this kind is not keyed by hand."), "kind")
    if batch.received_on > ctx.clock.today():
        message = _("The batch is dated in the future: type the day the gifts arrived.")
        raise Refused("batch.future", message, "received_on")
    count, cents = batch.expected_count, batch.expected_total_cents
    if (count is None) != (cents is None):
        message = _("Type both the expected count and the control total, or neither.")
        field = "expected_count" if count is None else "expected_total"
        raise Refused("batch.half_control", message, field)
    if (count or 0) < 0 or (cents or 0) < 0:
        message = _("What is expected is less than nothing: count the envelopes again.")
        raise Refused("batch.negative_control", message, "expected_count")
    if batch.parts and batch.kind is not BatchKind.MIXED:
        message = _("Only a mixed batch is counted by means of payment: choose that kind.")
        raise Refused("batch.parts_kind", message, "expected_parts")
    check_parts(batch.parts, count, cents)
    _check_cash(batch, ctx)
    ctx.uow.funds.get(batch.fund_id)
    if batch.appeal_id is not None:
        ctx.uow.appeals.get(batch.appeal_id)
    if batch.bank_account_id is not None:
        ctx.uow.bank_accounts.get(batch.bank_account_id)


def _check_cash(batch: GiftBatch, ctx: Context) -> None:
    """Refuse notes and coins that are none, or do not make the cash expected."""
    piles = read_piles(batch.counted)
    if not piles:
        return
    made = sum(pile.cents for pile in piles)
    check_counted(piles, made, ctx.clock.today())
    cash = {BatchKind.CASH: batch.expected_total_cents}.get(batch.kind)
    if batch.kind is BatchKind.MIXED:
        cash = sum(part.cents for part in batch.parts if part.means is Means.CASH)
    if cash is None:
        message = _("Notes and coins are counted for cash: choose a cash or a mixed batch.")
        raise Refused("batch.counted_kind", message, "counted")
    if made != cash:
        message = _("Notes and coins make {made}, {cash} of cash is expected: count again.")
        told = message.format(made=format_amount(made), cash=format_amount(cash))
        raise Refused("batch.counted", told, "counted")


def default_fund(ctx: Context) -> int:
    """Return the first active fund.

    Raises:
        Refused: When there is none.
    """
    for fund in ctx.uow.funds.all():
        if fund.active:
            return fund.id
    raise Refused("fund.none", _("No fund is active: create one in Settings."), "fund_id")


def _default_account(ctx: Context) -> int | None:
    return next((one.id for one in ctx.uow.bank_accounts.all() if one.active), None)


@dataclass(frozen=True, slots=True)
class EditBatch(Command[GiftBatch]):
    """Change the header of a draft: what is expected, and the defaults of new lines."""

    permission: ClassVar[str] = Permission.GIFTS_KEY
    alone: ClassVar[bool] = False
    batch: GiftBatch


@handles(EditBatch)
def edit_batch(cmd: EditBatch, ctx: Context) -> GiftBatch:
    """Write the header; number, state, traces and the half-typed line stay as they were."""
    current = draft_batch(cmd.batch.id, ctx)
    edited = replace(
        current,
        version=cmd.batch.version,
        kind=cmd.batch.kind,
        expected_count=cmd.batch.expected_count or None,
        expected_total_cents=cmd.batch.expected_total_cents or None,
        expected_parts=cmd.batch.expected_parts,
        counted=cmd.batch.counted,
        tape=cmd.batch.tape,
        received_on=cmd.batch.received_on,
        fund_id=cmd.batch.fund_id,
        appeal_id=cmd.batch.appeal_id,
        bank_account_id=cmd.batch.bank_account_id,
        comment=cmd.batch.comment.strip(),
    )
    check_header(edited, ctx)
    if edited.kind is not current.kind:
        _check_new_kind(edited, ctx)
    return ctx.uow.batches.save(edited)


def _check_new_kind(batch: GiftBatch, ctx: Context) -> None:
    held = {Means(part.label) for part in ctx.uow.batches.subtotals(batch.id).by_means}
    if not held <= ALLOWED_MEANS[batch.kind]:
        message = _("The batch holds lines of another kind: make it a mixed one.")
        raise Refused("batch.kind_of_lines", message, "kind")


def draft_batch(batch_id: int, ctx: Context) -> GiftBatch:
    """Return a batch that can be keyed in from here, held until the commit.

    Raises:
        Refused: When it was posted or cancelled, or is open in another window.
    """
    batch = draft_held(batch_id, ctx)
    lease = ctx.uow.batches.lease(batch_id)
    if lease is not None and lease.shuts_out(ctx.seat.window, ctx.clock.now()):
        raise Refused("batch.held", tell_lease(batch, lease))
    return batch


def tell_lease(batch: GiftBatch, lease: Lease) -> str:
    """Say who has a batch open, where and since when, and what to do."""
    message = _(
        "Batch {number} is open elsewhere: {user} keys in it on {workstation} since {instant}. "
        "It can be looked at; to write in it, ask for it to be put aside."
    )
    return message.format(
        number=batch.number,
        user=lease.user,
        workstation=lease.workstation,
        instant=format_instant(lease.since),
    )


def draft_held(batch_id: int, ctx: Context) -> GiftBatch:
    """Return a draft, wherever it is open, held until the commit.

    Raises:
        Refused: When it was posted or cancelled.
    """
    batch = ctx.uow.batches.hold(batch_id)
    if batch.state is BatchState.POSTED:
        message = _(
            "Batch {number} was posted: its lines no longer change. Correct a gift by reversal."
        )
        raise Refused("batch.posted", message.format(number=batch.number))
    if batch.state is BatchState.CANCELLED:
        message = _("Batch {number} was cancelled: open another.")
        raise Refused("batch.cancelled", message.format(number=batch.number))
    return batch


@dataclass(frozen=True, slots=True)
class SavePartialLine(Command[None]):
    """Keep the half-typed line against a power cut; ``partial`` is the screen's own text."""

    permission: ClassVar[str] = Permission.GIFTS_KEY
    audited: ClassVar[bool] = False
    alone: ClassVar[bool] = False
    batch_id: int
    partial: str


@handles(SavePartialLine)
def save_partial_line(cmd: SavePartialLine, ctx: Context) -> None:
    """Write it beside the batch, unless another window took the batch over and has its own."""
    ctx.uow.batches.hold(cmd.batch_id)
    lease = ctx.uow.batches.lease(cmd.batch_id)
    if lease is None or not lease.shuts_out(ctx.seat.window, ctx.clock.now()):
        ctx.uow.batches.save_partial(cmd.batch_id, cmd.partial)


@dataclass(frozen=True, slots=True)
class CancelBatch(Command[GiftBatch]):
    """Cancel an empty draft; its number stays taken."""

    permission: ClassVar[str] = Permission.GIFTS_KEY
    batch_id: int


@handles(CancelBatch)
def cancel_batch(cmd: CancelBatch, ctx: Context) -> GiftBatch:
    """Mark it cancelled."""
    batch = draft_batch(cmd.batch_id, ctx)
    if ctx.uow.batches.totals(batch).count:
        message = _("Batch {number} holds gifts: remove its lines first.")
        raise Refused("batch.not_empty", message.format(number=batch.number))
    ctx.uow.batches.end_lease(batch.id)
    return ctx.uow.batches.save(replace(batch, state=BatchState.CANCELLED, partial=""))
