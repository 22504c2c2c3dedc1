# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines of a draft batch: added, changed, removed; each is on disk before it is told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from app.domain.batches import ALLOWED_MEANS, DEFAULT_MEANS, BatchKind, GiftBatch
from app.domain.donors import refuse_erased
from app.domain.gifts import (
    PLAIN,
    Expense,
    Gift,
    GiftDetails,
    Means,
    Payment,
    Share,
    check_expenses,
    check_gift,
    check_shares,
    gathered,
    part_of,
    suited,
    whole_of,
)
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Conflict, Refused
from app.kernel.i18n import _
from app.kernel.problem import refuse_errors
from app.usecases.batches.headers import draft_batch
from app.usecases.context import Context
from app.usecases.gifts.evidence import priced_for
from app.usecases.ports.desk import GiftLine


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftDraft:
    """A line as keyed; what is None takes the batch's default, if it has one.

    Attributes:
        cents: 0 for expenses that are to be added up from their sheet.
        appeal_id: 0 for a line that answers no appeal although its batch does.
        expenses: The sheet of a volunteer who waives a refund.
        account: The fingerprint of the cheque's account, kept while nobody knows its donor.
        unusual: Codes of the hints told before it is saved, parted by spaces.
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
    anonymous: bool = False
    details: GiftDetails = PLAIN
    expenses: tuple[Expense, ...] = ()
    account: str = ""
    unusual: str = ""


@dataclass(frozen=True, slots=True)
class AddGift(Command[Gift]):
    """Add a line to a draft batch; once it returns, the line is on disk.

    Attributes:
        shares: The funds the payment is split between; empty for one.
    """

    permission: ClassVar[str] = Permission.GIFTS_KEY
    alone: ClassVar[bool] = False
    batch_id: int
    draft: GiftDraft
    shares: tuple[Share, ...] = ()


@handles(AddGift)
def add_gift(cmd: AddGift, ctx: Context) -> Gift:
    """Check the line and write it at the end of the batch, in place of the half-typed one."""
    batch = draft_batch(cmd.batch_id, ctx)
    gift = _filled(cmd.draft, batch, ctx)
    expenses = priced_for(gift, cmd.draft.expenses, ctx)
    if not gift.cents:
        gift = replace(gift, cents=sum(expense.cents for expense in expenses))
    _check(gift, batch, ctx)
    _check_parts(gift, cmd.shares, expenses, ctx)
    _forget_partial(batch, ctx)
    first, *others = cmd.shares or (whole_of(gift),)
    lead = ctx.uow.gifts.add(part_of(gift, first, None))
    for share in others:
        ctx.uow.gifts.add(part_of(gift, share, lead.id))
    if expenses:
        ctx.uow.gifts.set_expenses(lead.id, expenses)
    if cmd.draft.account and lead.donor_id is None and not lead.anonymous:
        ctx.uow.clues.keep_account(lead.id, cmd.draft.account)
    return lead


def _check_parts(
    gift: Gift, shares: Sequence[Share], expenses: Sequence[Expense], ctx: Context
) -> None:
    """Refuse shares or an expense sheet that are not the payment."""
    refuse_errors(check_expenses(expenses, gift.cents, gift.received_on, gift.means))
    if shares:
        check_shares(gift.cents, shares)
    for share in shares:
        ctx.uow.funds.get(share.fund_id)
        if share.appeal_id is not None:
            ctx.uow.appeals.get(share.appeal_id)


def _forget_partial(batch: GiftBatch, ctx: Context) -> None:
    """Drop the half-typed line with the saving of the whole one, or it would come back twice."""
    if batch.partial:
        ctx.uow.batches.save_partial(batch.id, "")


def _means(draft: GiftDraft, batch: GiftBatch) -> Means:
    """Return how it was paid: as told, as its batch is paid, or as the cheque named with it says.

    Raises:
        Refused: In a mixed batch, where nothing says it: a guess would go to the wrong slip.
    """
    if draft.means is not None:
        return draft.means
    if batch.kind is not BatchKind.MIXED:
        return DEFAULT_MEANS[batch.kind]
    if draft.cheque_number.strip() or draft.cheque_bank.strip() or draft.cheque_dated_on:
        return Means.CHEQUE
    message = _("The payment method is missing, and a mixed batch holds several: say which it is.")
    raise Refused("gift.no_means", message, "means")


def _filled(draft: GiftDraft, batch: GiftBatch, ctx: Context) -> Gift:
    means = _means(draft, batch)
    return Gift(
        batch_id=batch.id,
        donor_id=draft.donor_id,
        cents=draft.cents,
        received_on=draft.received_on or batch.received_on,
        means=means,
        cheque_number=draft.cheque_number.strip(),
        cheque_bank=draft.cheque_bank.strip(),
        cheque_dated_on=draft.cheque_dated_on,
        fund_id=draft.fund_id or batch.fund_id,
        appeal_id=batch.appeal_id if draft.appeal_id is None else draft.appeal_id or None,
        clue=draft.clue.strip(),
        note=draft.note.strip(),
        anonymous=draft.anonymous,
        details=suited(draft.details, means, draft.donor_id),
        unusual=draft.unusual,
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
    for donor_id in (gift.donor_id, gift.details.payer_id, gift.details.thanked_id):
        if donor_id is not None:
            refuse_erased(ctx.uow.donors.get(donor_id))


def teach_account(gift: Gift, donor_id: int, ctx: Context) -> None:
    """Know the donor by the account from now on; the gift itself keeps no trace of it."""
    lead_id = gift.part_of_id or gift.id
    account = ctx.uow.clues.account_of(lead_id)
    if account:
        ctx.uow.drawers.learn(account, donor_id, gift.cheque_bank, ctx.clock.today())
        ctx.uow.clues.forget_account(lead_id)


@dataclass(frozen=True, slots=True)
class EditGift(Command[Gift]):
    """Change a payment of a draft batch; its parts move together.

    Attributes:
        gift: Its first line, with the amount of the whole payment.
        shares: The funds it is split between from now on; empty for one.
        parts: Id and version of the lines its other parts stood on, as ``PaymentOf`` told them.
        expenses: Its expense sheet from now on.
    """

    permission: ClassVar[str] = Permission.GIFTS_KEY
    alone: ClassVar[bool] = False
    gift: Gift
    shares: tuple[Share, ...] = ()
    parts: tuple[tuple[int, int], ...] = ()
    expenses: tuple[Expense, ...] = ()


@handles(EditGift)
def edit_gift(cmd: EditGift, ctx: Context) -> Gift:
    """Check and write the payment; a posted one is refused.

    Raises:
        Conflict: When a part of it was written since it was read.
    """
    # The batch is held before its lines are read: a colleague may be changing the same payment.
    batch = draft_batch(ctx.uow.gifts.get(cmd.gift.id).batch_id, ctx)
    current, *others = ctx.uow.gifts.parts(cmd.gift.id)
    if current.id != cmd.gift.id or tuple((p.id, p.version) for p in others) != cmd.parts:
        message = _("The shares of this payment changed after you opened it: open its line again.")
        raise Conflict("gift.shares", message)
    kept = replace(
        cmd.gift,
        batch_id=current.batch_id,
        position=current.position,
        state=current.state,
        details=suited(cmd.gift.details, cmd.gift.means, cmd.gift.donor_id),
        part_of_id=None,
        deposit_id=None,
        reverses_id=None,
        corrects_id=None,
    )
    expenses = priced_for(kept, cmd.expenses, ctx)
    _check(kept, batch, ctx)
    _check_parts(kept, cmd.shares, expenses, ctx)
    _forget_partial(batch, ctx)
    first, *rest = cmd.shares or (whole_of(kept),)
    lead = ctx.uow.gifts.save(part_of(kept, first, None))
    _write_others(kept, rest, others, lead.id, ctx)
    ctx.uow.gifts.set_expenses(lead.id, expenses)
    if lead.donor_id is not None:
        teach_account(lead, lead.donor_id, ctx)
    elif lead.anonymous:
        ctx.uow.clues.forget_account(lead.id)
    return lead


def _write_others(
    payment: Gift, shares: Sequence[Share], lines: Sequence[Gift], lead_id: int, ctx: Context
) -> None:
    """Write the parts after the first on the lines there are; add or remove what is between."""
    for share, line in zip(shares, lines, strict=False):
        part = part_of(payment, share, lead_id)
        own = replace(part, id=line.id, version=line.version, position=line.position)
        ctx.uow.gifts.save(own)
    for share in shares[len(lines) :]:
        ctx.uow.gifts.add(part_of(replace(payment, id=0, version=0), share, lead_id))
    for line in lines[len(shares) :]:
        ctx.uow.gifts.remove(line)


@dataclass(frozen=True, slots=True)
class RemoveGift(Command[None]):
    """Remove a payment of a draft batch, with all its parts; the trail keeps it."""

    permission: ClassVar[str] = Permission.GIFTS_KEY
    alone: ClassVar[bool] = False
    gift_id: int


@handles(RemoveGift)
def remove_gift(cmd: RemoveGift, ctx: Context) -> None:
    """Remove it."""
    draft_batch(ctx.uow.gifts.get(cmd.gift_id).batch_id, ctx)
    for part in reversed(ctx.uow.gifts.parts(cmd.gift_id)):
        ctx.uow.gifts.remove(part)


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
class PaymentOf(Query[Payment]):
    """Tell the payment a line is of, whole, to change it."""

    gift_id: int


@handles(PaymentOf)
def payment_of(query: PaymentOf, ctx: Context) -> Payment:
    """Return it with its shares and its expense sheet."""
    ctx.uow.gifts.get(query.gift_id)
    payment = gathered(ctx.uow.gifts.parts(query.gift_id))
    return replace(payment, expenses=tuple(ctx.uow.gifts.expenses(payment.gift.id)))


@dataclass(frozen=True, slots=True)
class UnidentifiedGifts(Query[Sequence[GiftLine]]):
    """Tell the posted gifts that wait for a donor."""


@handles(UnidentifiedGifts)
def unidentified_gifts(_query: UnidentifiedGifts, ctx: Context) -> Sequence[GiftLine]:
    """Return their rows."""
    return ctx.uow.gifts.unidentified()
