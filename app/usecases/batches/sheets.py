# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Batches as they are read: sheet, totals, leads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.batches import (
    BatchTotals,
    GiftBatch,
    Lead,
    Lease,
    find_leads,
    read_tape,
    tell_lead,
)
from app.domain.deposits import BankDeposit
from app.domain.gifts import LARGE_CENTS
from app.kernel.command import Query, handles
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.context import Context
from app.usecases.ports.desk import BatchCounts, GiftLine, Subtotal, Subtotals

_UNUSUAL = ("gift.unusual", "gift.same_cheque", "gift.benefit", "gift.this_week")
"""What is told again before posting, in this order: codes of hints."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A batch as its screen shows it.

    Attributes:
        lines: The newest first.
        by_fund, by_means, by_year: Its parts; the year is the one that counts for tax.
        hints: One sentence for each thing to know before posting.
        deposits: What posting made.
        lease: Where it is, or was last, open to key in it; None once it was left.
    """

    batch: GiftBatch
    totals: BatchTotals
    lines: Sequence[GiftLine]
    by_fund: Sequence[Subtotal]
    by_means: Sequence[Subtotal]
    by_year: Sequence[Subtotal]
    counts: BatchCounts
    hints: Sequence[str]
    deposits: Sequence[BankDeposit]
    lease: Lease | None

    @property
    def unidentified(self) -> int:
        """How many lines have no donor yet."""
        return self.counts.unidentified


@dataclass(frozen=True, slots=True)
class ShowBatch(Query[Sheet]):
    """Tell everything about a batch.

    Attributes:
        limit: The newest lines only, or None for all.
    """

    batch_id: int
    limit: int | None = None


@handles(ShowBatch)
def show_batch(query: ShowBatch, ctx: Context) -> Sheet:
    """Return the sheet."""
    batch = ctx.uow.batches.get(query.batch_id)
    totals = ctx.uow.batches.totals(batch)
    subtotals = ctx.uow.batches.subtotals(batch.id)
    counts = ctx.uow.batches.counts(batch.id, LARGE_CENTS)
    return Sheet(
        batch=batch,
        totals=totals,
        lines=ctx.uow.gifts.batch_lines(batch.id, query.limit),
        by_fund=subtotals.by_fund,
        by_means=subtotals.by_means,
        by_year=subtotals.by_year,
        counts=counts,
        hints=_tell_hints(totals, subtotals, counts),
        deposits=ctx.uow.deposits.of_batch(batch.id),
        lease=ctx.uow.batches.lease(batch.id),
    )


def _tell_hints(totals: BatchTotals, subtotals: Subtotals, counts: BatchCounts) -> list[str]:
    hints = []
    if not totals.controlled:
        hints.append(_("No control total: nothing was counted before keying."))
    if count := counts.unidentified:
        message = ngettext("{count} gift to identify", "{count} gifts to identify", count)
        hints.append(message.format(count=count))
    if count := counts.large:
        message = ngettext(
            "{count} gift of {amount} or more", "{count} gifts of {amount} or more", count
        )
        hints.append(message.format(count=count, amount=format_amount(LARGE_CENTS)))
    if count := counts.first_gifts:
        message = ngettext("{count} new donor", "{count} new donors", count)
        hints.append(message.format(count=count))
    hints += _tell_unusual(counts.unusual)
    if len(subtotals.by_year) > 1:
        years = ", ".join(part.label for part in subtotals.by_year)
        hints.append(_("Gifts of several tax years: {years}").format(years=years))
    return hints


def _tell_unusual(unusual: Mapping[str, int]) -> list[str]:
    """Say what was confirmed while keying; large gifts are counted apart, whoever keyed them."""
    return [
        _unusual_words(code, count).format(count=count)
        for code in _UNUSUAL
        if (count := unusual.get(code, 0))
    ]


def _unusual_words(code: str, count: int) -> str:
    match code:
        case "gift.unusual":
            return ngettext(
                "{count} unusual amount confirmed", "{count} unusual amounts confirmed", count
            )
        case "gift.same_cheque":
            return ngettext(
                "{count} cheque confirmed although keyed before",
                "{count} cheques confirmed although keyed before",
                count,
            )
        case "gift.benefit":
            return ngettext(
                "{count} counterpart beyond the limits confirmed",
                "{count} counterparts beyond the limits confirmed",
                count,
            )
        case _:
            return ngettext(
                "{count} gift of a donor who gave that week already",
                "{count} gifts of donors who gave that week already",
                count,
            )


@dataclass(frozen=True, slots=True)
class TotalsOf(Query[BatchTotals]):
    """Compare what a batch holds with what is expected, after each line."""

    batch_id: int


@handles(TotalsOf)
def totals_of(query: TotalsOf, ctx: Context) -> BatchTotals:
    """Return the totals, summed by the store."""
    return ctx.uow.batches.totals(ctx.uow.batches.get(query.batch_id))


@dataclass(frozen=True, slots=True)
class ToldLead:
    """A lead, the place of its line in the batch (0 for the pile), and its sentence."""

    lead: Lead
    position: int
    cents: int
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
    if totals.agree:
        return Check(totals, [])
    gifts = ctx.uow.gifts.of_batch(query.batch_id)
    by_id = {gift.id: gift for gift in gifts}
    told = []
    for lead in find_leads(gifts, totals, read_tape(batch.tape)):
        gift = by_id.get(lead.gift_id)
        position, cents = (gift.position, gift.cents) if gift else (0, 0)
        told.append(ToldLead(lead, position, cents, tell_lead(lead, gift, totals)))
    return Check(totals, told)
