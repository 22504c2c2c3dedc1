# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gift batches: opened with what was counted on paper, keyed, checked, posted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, TypeVar

from app.domain.batches import (
    BatchKind,
    BatchState,
    BatchTotals,
    GiftBatch,
    Lead,
    LeadKind,
    find_leads,
)
from app.domain.deposits import BankDeposit
from app.domain.gifts import Gift
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.context import Context
from app.usecases.deposits import make_deposits
from app.usecases.ports.desk import BatchLine, GiftLine

Label = TypeVar("Label", str, int)
KEYED_BY_HAND = frozenset({BatchKind.CHEQUES, BatchKind.CASH, BatchKind.TRANSFERS, BatchKind.MIXED})
_LEAST_REASON = 10
"""Characters of a reason that says something."""


@dataclass(frozen=True, slots=True)
class OpenBatch(Command[GiftBatch]):
    """Open a pile: what was counted before keying, and defaults for its lines.

    Attributes:
        expected_count, expected_total_cents: None for a batch without control.
        received_on: The day the gifts arrived; today by default.
        fund_id, bank_account_id: The first active ones by default.
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


@handles(OpenBatch)
def open_batch(cmd: OpenBatch, ctx: Context) -> GiftBatch:
    """Number the batch and write it."""
    today = ctx.clock.today()
    received_on = cmd.received_on or today
    if cmd.kind not in KEYED_BY_HAND:
        raise Refused("batch.kind", _("A batch of this kind is not keyed by hand."), "kind")
    if received_on > today:
        message = _("The batch is dated in the future: type the day the gifts arrived.")
        raise Refused("batch.future", message, "received_on")
    _check_expected(cmd.expected_count, cmd.expected_total_cents)
    return ctx.uow.batches.add(
        GiftBatch(
            kind=cmd.kind,
            year=received_on.year,
            expected_count=cmd.expected_count,
            expected_total_cents=cmd.expected_total_cents,
            received_on=received_on,
            fund_id=cmd.fund_id or default_fund(ctx),
            appeal_id=cmd.appeal_id,
            bank_account_id=cmd.bank_account_id or _default_account(ctx),
            comment=cmd.comment,
            opened_by=ctx.actor.name,
            opened_at=ctx.clock.now(),
        )
    )


def _check_expected(count: int | None, cents: int | None) -> None:
    if (count is None) != (cents is None):
        message = _("Type both the expected count and the control total, or neither.")
        raise Refused("batch.half_control", message, "expected_count")
    if count is not None and count <= 0:
        message = _("The expected count is zero: count the envelopes first.")
        raise Refused("batch.expected_count", message, "expected_count")
    if cents is not None and cents <= 0:
        message = _("The control total is zero: add the amounts up first.")
        raise Refused("batch.expected_total", message, "expected_total")


def default_fund(ctx: Context) -> int:
    """Return the first active fund.

    Raises:
        Refused: When there is none.
    """
    for fund in ctx.uow.funds.all():
        if fund.active:
            return fund.id
    message = _("No fund is active: create one in Settings.")
    raise Refused("fund.none", message, "fund_id")


def _default_account(ctx: Context) -> int | None:
    return next((one.id for one in ctx.uow.bank_accounts.all() if one.active), None)


@dataclass(frozen=True, slots=True)
class EditBatch(Command[GiftBatch]):
    """Change the header of a draft: what is expected, and the defaults of new lines."""

    permission: ClassVar[str] = Permission.GIFTS_KEY
    batch: GiftBatch


@handles(EditBatch)
def edit_batch(cmd: EditBatch, ctx: Context) -> GiftBatch:
    """Write the header; number, state and traces stay as they were."""
    current = draft_batch(cmd.batch.id, ctx)
    _check_expected(cmd.batch.expected_count, cmd.batch.expected_total_cents)
    return ctx.uow.batches.save(
        replace(
            current,
            version=cmd.batch.version,
            kind=cmd.batch.kind,
            expected_count=cmd.batch.expected_count,
            expected_total_cents=cmd.batch.expected_total_cents,
            received_on=cmd.batch.received_on,
            fund_id=cmd.batch.fund_id,
            appeal_id=cmd.batch.appeal_id,
            bank_account_id=cmd.batch.bank_account_id,
            comment=cmd.batch.comment,
        )
    )


def draft_batch(batch_id: int, ctx: Context) -> GiftBatch:
    """Return a batch that can still be keyed in.

    Raises:
        Refused: When it was posted or cancelled.
    """
    batch = ctx.uow.batches.get(batch_id)
    if batch.state is not BatchState.DRAFT:
        message = _(
            "Batch {number} was posted: its lines no longer change. Correct a gift by reversal."
        )
        raise Refused("batch.posted", message.format(number=batch.number))
    return batch


@dataclass(frozen=True, slots=True)
class SavePartialLine(Command[None]):
    """Keep the half-typed line against a power cut; ``text`` is the screen's own."""

    permission: ClassVar[str] = Permission.GIFTS_KEY
    audited: ClassVar[bool] = False
    batch_id: int
    text: str


@handles(SavePartialLine)
def save_partial_line(cmd: SavePartialLine, ctx: Context) -> None:
    """Write it beside the batch."""
    ctx.uow.batches.save_partial(cmd.batch_id, cmd.text)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A batch as its screen shows it.

    Attributes:
        lines: The newest first.
        by_means, by_fund, by_year: (label, count, cents); the year is that of tax.
        unidentified: How many lines wait for a donor.
    """

    batch: GiftBatch
    totals: BatchTotals
    lines: Sequence[GiftLine]
    by_means: Sequence[tuple[str, int, int]]
    by_fund: Sequence[tuple[str, int, int]]
    by_year: Sequence[tuple[int, int, int]]
    unidentified: int
    deposits: Sequence[BankDeposit]


@dataclass(frozen=True, slots=True)
class ShowBatch(Query[Sheet]):
    """Tell everything about a batch."""

    batch_id: int


@handles(ShowBatch)
def show_batch(query: ShowBatch, ctx: Context) -> Sheet:
    """Return the sheet."""
    batch = ctx.uow.batches.get(query.batch_id)
    lines = ctx.uow.gifts.batch_lines(batch.id)
    return Sheet(
        batch=batch,
        totals=ctx.uow.batches.totals(batch),
        lines=lines,
        by_means=_subtotals([(line.means.value, line.cents) for line in lines]),
        by_fund=_subtotals([(line.fund_name, line.cents) for line in lines]),
        by_year=_subtotals([(line.received_on.year, line.cents) for line in lines]),
        unidentified=sum(line.donor_id is None for line in lines),
        deposits=ctx.uow.deposits.of_batch(batch.id),
    )


def _subtotals(pairs: Sequence[tuple[Label, int]]) -> list[tuple[Label, int, int]]:
    counts = Counter(label for label, _cents in pairs)
    sums: Counter[Label] = Counter()
    for label, cents in pairs:
        sums[label] += cents
    return [(label, counts[label], sums[label]) for label in sorted(counts, key=str)]


@dataclass(frozen=True, slots=True)
class BatchByNumber(Query[GiftBatch]):
    """Tell the batch written ``2026-014``."""

    number: str


@handles(BatchByNumber)
def batch_by_number(query: BatchByNumber, ctx: Context) -> GiftBatch:
    """Return the batch.

    Raises:
        Refused: When there is none.
    """
    batch = ctx.uow.batches.by_number(query.number)
    if batch is None:
        message = _("There is no batch {number}: see the list of batches.")
        raise Refused("batch.unknown", message.format(number=query.number))
    return batch


@dataclass(frozen=True, slots=True)
class ListBatches(Query[Sequence[BatchLine]]):
    """Tell the batches, the latest first."""

    drafts_only: bool = False
    limit: int | None = None


@handles(ListBatches)
def list_batches(query: ListBatches, ctx: Context) -> Sequence[BatchLine]:
    """Return their rows."""
    return ctx.uow.batches.lines(drafts_only=query.drafts_only, limit=query.limit)


@dataclass(frozen=True, slots=True)
class ToldLead:
    """A lead, and the sentence that tells it."""

    lead: Lead
    position: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a batch agrees, and where to look when it does not."""

    totals: BatchTotals
    leads: Sequence[ToldLead]


@dataclass(frozen=True, slots=True)
class CheckBatch(Query[Check]):
    """Compare a batch with what was counted on paper."""

    batch_id: int


@handles(CheckBatch)
def check_batch(query: CheckBatch, ctx: Context) -> Check:
    """Return the totals and the leads."""
    batch = ctx.uow.batches.get(query.batch_id)
    totals = ctx.uow.batches.totals(batch)
    gifts = ctx.uow.gifts.of_batch(batch.id)
    by_id = {gift.id: gift for gift in gifts}
    told = [_tell(lead, by_id.get(lead.gift_id), totals) for lead in find_leads(gifts, totals)]
    return Check(totals, told)


def _tell(lead: Lead, gift: Gift | None, totals: BatchTotals) -> ToldLead:
    position = gift.position if gift else 0
    cents = gift.cents if gift else 0
    match lead.kind:
        case LeadKind.EQUAL_AMOUNT if totals.difference_cents > 0:
            message = _("Line {line}: {amount} is exactly what is too much. Keyed twice?")
        case LeadKind.EQUAL_AMOUNT:
            message = _("Line {line}: {amount} is exactly what is missing. Was one forgotten?")
        case LeadKind.SWAPPED_DIGITS:
            message = _("Line {line}: {amount} instead of {wanted}? Two digits are swapped.")
        case LeadKind.TEN_TIMES:
            message = _("Line {line}: {amount} instead of {wanted}? A zero too many or too few.")
        case LeadKind.SAME_DONOR_TWICE:
            message = _("Line {line}: the same donor gave {amount} twice. Keyed twice?")
        case LeadKind.COUNT_ONLY:
            message = _("The total agrees but not the count: count the envelopes again.")
    sentence = message.format(
        line=position, amount=format_amount(cents), wanted=format_amount(lead.expected_cents)
    )
    return ToldLead(lead, position, sentence)


@dataclass(frozen=True, slots=True)
class Posted:
    """What posting made."""

    batch: GiftBatch
    deposits: Sequence[BankDeposit]


@dataclass(frozen=True, slots=True)
class PostBatch(Command[Posted]):
    """Post a batch: from then on nothing in it changes.

    Attributes:
        difference_reason: Why it may be posted although it does not agree; it stays for ever.
    """

    permission: ClassVar[str] = Permission.BATCHES_POST
    batch_id: int
    difference_reason: str = ""


@handles(PostBatch)
def post_batch(cmd: PostBatch, ctx: Context) -> Posted:
    """Check, post, make the deposits and their slips, in one transaction."""
    batch = draft_batch(cmd.batch_id, ctx)
    gifts = ctx.uow.gifts.of_batch(batch.id)
    if not gifts:
        message = _("Batch {number} holds no gift: key one, or cancel the batch.")
        raise Refused("batch.empty", message.format(number=batch.number))
    totals = ctx.uow.batches.totals(batch)
    reason = cmd.difference_reason.strip()
    if not totals.agree:
        _check_difference(batch, totals, reason, ctx)
    posted = ctx.uow.batches.save(
        replace(
            batch,
            state=BatchState.POSTED,
            posted_by=ctx.actor.name,
            posted_at=ctx.clock.now(),
            difference_reason="" if totals.agree else reason,
            partial="",
        )
    )
    ctx.uow.gifts.post_batch(batch.id)
    deposits = make_deposits(posted, gifts, ctx)
    ctx.uow.donors.refresh_totals(gift.donor_id for gift in gifts if gift.donor_id is not None)
    return Posted(posted, deposits)


def _check_difference(batch: GiftBatch, totals: BatchTotals, reason: str, ctx: Context) -> None:
    told = tell_difference(totals)
    if not reason:
        message = _("Batch {number} does not agree: {difference}. Check it before posting.")
        raise Refused("batch.difference", message.format(number=batch.number, difference=told))
    if not ctx.actor.may(Permission.BATCHES_POST_DIFFERENCE):
        message = _("{difference}: only the treasurer may post a batch that does not agree.")
        raise Refused("batch.difference_right", message.format(difference=told))
    if len(reason) < _LEAST_REASON:
        message = _("Say in a few words why the batch does not agree: it stays visible for ever.")
        raise Refused("batch.difference_reason", message, "difference_reason")


def tell_difference(totals: BatchTotals) -> str:
    """Return the difference in words: amounts first, then the count."""
    parts = []
    if totals.difference_cents:
        message = _("{amount} too much") if totals.difference_cents > 0 else _("{amount} missing")
        parts.append(message.format(amount=format_amount(abs(totals.difference_cents))))
    if count := abs(totals.count_difference):
        if totals.count_difference > 0:
            message = ngettext("{count} gift too many", "{count} gifts too many", count)
        else:
            message = ngettext("{count} gift missing", "{count} gifts missing", count)
        parts.append(message.format(count=count))
    return ", ".join(parts)


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
    return ctx.uow.batches.save(replace(batch, state=BatchState.CANCELLED, partial=""))
