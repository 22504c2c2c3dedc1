# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gifts: keyed in a draft, then corrected by reversal only."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

from app.domain.batches import DEFAULT_MEANS, BatchKind, BatchState, GiftBatch
from app.domain.gifts import Gift, GiftState, Means, check_gift
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.kernel.problem import refuse_errors
from app.usecases.batches import draft_batch
from app.usecases.context import Context
from app.usecases.ports.desk import GiftLine

_YEAR = timedelta(days=365)
_WEEK = timedelta(days=7)
_UNUSUAL_TIMES = 10
_UNUSUAL_CENTS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftDraft:
    """A line as keyed; what is None takes the batch's default."""

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
    batch_id: int
    draft: GiftDraft


@handles(AddGift)
def add_gift(cmd: AddGift, ctx: Context) -> Gift:
    """Check the line and write it at the end of the batch."""
    batch = draft_batch(cmd.batch_id, ctx)
    return ctx.uow.gifts.add(_filled(cmd.draft, batch, ctx))


def _filled(draft: GiftDraft, batch: GiftBatch, ctx: Context) -> Gift:
    gift = Gift(
        batch_id=batch.id,
        donor_id=draft.donor_id,
        cents=draft.cents,
        received_on=draft.received_on or batch.received_on,
        means=draft.means or DEFAULT_MEANS[batch.kind],
        cheque_number=draft.cheque_number.strip(),
        cheque_bank=draft.cheque_bank.strip(),
        cheque_dated_on=draft.cheque_dated_on,
        fund_id=draft.fund_id or batch.fund_id,
        appeal_id=draft.appeal_id if draft.appeal_id is not None else batch.appeal_id,
        clue=draft.clue.strip(),
        note=draft.note.strip(),
        keyed_by=ctx.actor.name,
        keyed_at=ctx.clock.now(),
    )
    _check(gift, ctx)
    return gift


def _check(gift: Gift, ctx: Context) -> None:
    refuse_errors(check_gift(gift, ctx.clock.today()))
    if gift.donor_id is not None:
        ctx.uow.donors.get(gift.donor_id)


@dataclass(frozen=True, slots=True)
class EditGift(Command[Gift]):
    """Change a line of a draft batch."""

    permission: ClassVar[str] = Permission.GIFTS_KEY
    gift: Gift


@handles(EditGift)
def edit_gift(cmd: EditGift, ctx: Context) -> Gift:
    """Check and write the line; a posted one is refused."""
    current = ctx.uow.gifts.get(cmd.gift.id)
    draft_batch(current.batch_id, ctx)
    kept = replace(
        cmd.gift,
        batch_id=current.batch_id,
        position=current.position,
        state=current.state,
        deposit_id=None,
        reverses_id=None,
        corrects_id=None,
    )
    _check(kept, ctx)
    return ctx.uow.gifts.save(kept)


@dataclass(frozen=True, slots=True)
class RemoveGift(Command[None]):
    """Remove a line of a draft batch; the trail keeps it."""

    permission: ClassVar[str] = Permission.GIFTS_KEY
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
class UnidentifiedGifts(Query[Sequence[GiftLine]]):
    """Tell the posted gifts that wait for a donor."""


@handles(UnidentifiedGifts)
def unidentified_gifts(_query: UnidentifiedGifts, ctx: Context) -> Sequence[GiftLine]:
    """Return their rows."""
    return ctx.uow.gifts.unidentified()


@dataclass(frozen=True, slots=True)
class Hint:
    """Something unusual about a gift being keyed; Enter confirms it."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class UnusualHints(Query[Sequence[Hint]]):
    """Tell what is unusual about a gift before it is saved."""

    donor_id: int | None
    cents: int
    cheque_number: str = ""
    cheque_bank: str = ""


@handles(UnusualHints)
def unusual_hints(query: UnusualHints, ctx: Context) -> Sequence[Hint]:
    """Return the hints: far from the habit, a cheque seen before, a gift this week."""
    hints = []
    today = ctx.clock.today()
    usual = None
    if query.donor_id is not None:
        usual = ctx.uow.gifts.usual_cents(query.donor_id)
        hints.extend(_this_week(query.donor_id, today, ctx))
    if usual and query.cents >= _UNUSUAL_TIMES * usual:
        message = _("{amount} is far more than usual ({usual}). Enter confirms.")
        told = message.format(amount=format_amount(query.cents), usual=format_amount(usual))
        hints.append(Hint("gift.unusual", told))
    elif query.cents >= _UNUSUAL_CENTS:
        message = _("{amount} is a large gift. Enter confirms.")
        hints.append(Hint("gift.large", message.format(amount=format_amount(query.cents))))
    same = ctx.uow.gifts.same_cheque(query.cheque_number, query.cheque_bank, today - _YEAR)
    if query.cheque_number and same:
        message = _("Cheque {number} was keyed already, in batch {batch}. Enter confirms.")
        told = message.format(number=query.cheque_number, batch=same[0].batch_number)
        hints.append(Hint("gift.same_cheque", told))
    return hints


def _this_week(donor_id: int, today: date, ctx: Context) -> list[Hint]:
    recent = [
        line
        for line in ctx.uow.gifts.donor_lines(donor_id, 3)
        if line.cents > 0 and line.reversed_by is None and today - line.received_on <= _WEEK
    ]
    if not recent:
        return []
    message = _("Gave {amount} already on {day} (batch {batch}).")
    last = recent[0]
    told = message.format(
        amount=format_amount(last.cents),
        day=format_day(last.received_on),
        batch=last.batch_number,
    )
    return [Hint("gift.this_week", told)]


@dataclass(frozen=True, slots=True)
class IdentifyGift(Command[Gift]):
    """Give a posted gift *à identifier* its donor; the money does not move."""

    permission: ClassVar[str] = Permission.GIFTS_KEY
    gift_id: int
    donor_id: int


@handles(IdentifyGift)
def identify_gift(cmd: IdentifyGift, ctx: Context) -> Gift:
    """Write the donor, once."""
    gift = ctx.uow.gifts.get(cmd.gift_id)
    if gift.donor_id is not None:
        message = _("This gift has a donor already: to change it, correct the gift.")
        raise Refused("gift.identified", message)
    _refuse_reversed(gift, ctx)
    donor = ctx.uow.donors.get(cmd.donor_id)
    saved = ctx.uow.gifts.save(replace(gift, donor_id=donor.id))
    if saved.state is GiftState.POSTED:
        ctx.uow.donors.refresh_totals([donor.id])
    return saved


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction wrote: the reversal, and the corrected line if there is one."""

    batch: GiftBatch
    reversal: Gift
    line: Gift | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectGift(Command[Correction]):
    """Correct a posted gift: its reversal, then the line as it should have been.

    Attributes:
        cents, donor_id, fund_id, means, received_on: What changes; None keeps what there was.
    """

    permission: ClassVar[str] = Permission.GIFTS_CORRECT
    gift_id: int
    reason: str
    cents: int | None = None
    donor_id: int | None = None
    fund_id: int | None = None
    means: Means | None = None
    received_on: date | None = None


@handles(CorrectGift)
def correct_gift(cmd: CorrectGift, ctx: Context) -> Correction:
    """Write both lines in an adjusting batch dated today."""
    original = _correctable(cmd.gift_id, cmd.reason, ctx)
    means = cmd.means or original.means
    corrected = replace(
        original,
        cents=cmd.cents if cmd.cents is not None else original.cents,
        donor_id=cmd.donor_id if cmd.donor_id is not None else original.donor_id,
        fund_id=cmd.fund_id or original.fund_id,
        means=means,
        received_on=cmd.received_on or original.received_on,
        cheque_number=original.cheque_number if means is Means.CHEQUE else "",
    )
    if corrected == original:
        message = _("Nothing changes: say what the gift should have been.")
        raise Refused("gift.unchanged", message)
    _check(corrected, ctx)
    batch = _adjusting_batch(original, cmd.reason, ctx)
    reversal = _reverse(original, batch, cmd.reason, ctx)
    line = ctx.uow.gifts.add(
        replace(
            corrected,
            id=0,
            version=0,
            batch_id=batch.id,
            note=cmd.reason.strip(),
            deposit_id=None,
            corrects_id=original.id,
            keyed_by=ctx.actor.name,
            keyed_at=ctx.clock.now(),
        )
    )
    _refresh((original.donor_id, line.donor_id), ctx)
    return Correction(batch, reversal, line)


@dataclass(frozen=True, slots=True)
class ReturnCheque(Command[Correction]):
    """Record that the bank returned a cheque unpaid: its gift is reversed."""

    permission: ClassVar[str] = Permission.GIFTS_CORRECT
    gift_id: int
    reason: str


@handles(ReturnCheque)
def return_cheque(cmd: ReturnCheque, ctx: Context) -> Correction:
    """Write the reversal in an adjusting batch dated today."""
    original = _correctable(cmd.gift_id, cmd.reason, ctx)
    if original.means is not Means.CHEQUE:
        message = _("This gift is not a cheque: correct it instead.")
        raise Refused("gift.not_a_cheque", message)
    batch = _adjusting_batch(original, cmd.reason, ctx)
    reversal = _reverse(original, batch, cmd.reason, ctx)
    _refresh((original.donor_id,), ctx)
    return Correction(batch, reversal, None)


def _correctable(gift_id: int, reason: str, ctx: Context) -> Gift:
    gift = ctx.uow.gifts.get(gift_id)
    if gift.state is not GiftState.POSTED:
        message = _("This gift is still a draft: change its line in the batch.")
        raise Refused("gift.draft", message)
    if not reason.strip():
        message = _("Say why the gift is corrected: the reason stays beside both lines.")
        raise Refused("gift.reason", message, "reason")
    if gift.reverses_id is not None:
        message = _("This line is a reversal: correct the gift itself.")
        raise Refused("gift.is_reversal", message)
    _refuse_reversed(gift, ctx)
    line = ctx.uow.gifts.lines([gift.id])[0]
    if line.receipt_number:
        message = _("This gift is on tax receipt {number}: cancel that receipt first.")
        raise Refused("gift.receipted", message.format(number=line.receipt_number))
    return gift


def _refuse_reversed(gift: Gift, ctx: Context) -> None:
    if ctx.uow.gifts.reversal_of(gift.id) is not None:
        message = _("This gift was reversed already: it cannot be reversed twice.")
        raise Refused("gift.reversed", message)


def _adjusting_batch(original: Gift, reason: str, ctx: Context) -> GiftBatch:
    today = ctx.clock.today()
    now = ctx.clock.now()
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


def _reverse(original: Gift, batch: GiftBatch, reason: str, ctx: Context) -> Gift:
    return ctx.uow.gifts.add(
        replace(
            original,
            id=0,
            version=0,
            batch_id=batch.id,
            cents=-original.cents,
            note=reason.strip(),
            deposit_id=None,
            reverses_id=original.id,
            corrects_id=None,
            keyed_by=ctx.actor.name,
            keyed_at=ctx.clock.now(),
        )
    )


def _refresh(donor_ids: tuple[int | None, ...], ctx: Context) -> None:
    ctx.uow.donors.refresh_totals(one for one in donor_ids if one is not None)
