# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Posting a batch: everything in one transaction, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from app.domain.batches import (
    BatchState,
    BatchTotals,
    GiftBatch,
    Reading,
    tell_difference,
)
from app.domain.deposits import CARRIED, BankDeposit, CashPile, read_piles
from app.domain.gifts import LARGE_CENTS, Means
from app.domain.users import Permission
from app.kernel.command import Command, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.batches.headers import draft_batch
from app.usecases.batches.rekeying import payments_of, unread
from app.usecases.context import Context
from app.usecases.deposits import make_deposits
from app.usecases.ports.desk import BatchCounts, GiftLine

_LEAST_WORDS = 2
"""Words of a reason that says something."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What posting made."""

    batch: GiftBatch
    totals: BatchTotals
    counts: BatchCounts
    deposits: Sequence[BankDeposit]


@dataclass(frozen=True, slots=True)
class PostBatch(Command[Posted]):
    """Post a batch: from then on nothing in it changes.

    Attributes:
        difference_reason: Why it may be posted although it does not agree; it stays for ever.
        later: The cheques and cash kept for a later deposit, by gift; the rest is deposited now.
    """

    permission: ClassVar[str] = Permission.BATCHES_POST
    batch_id: int
    difference_reason: str = ""
    later: tuple[int, ...] = ()


@handles(PostBatch)
def post_batch(cmd: PostBatch, ctx: Context) -> Posted:
    """Check, post, make the deposits and their slips, in one transaction."""
    batch = draft_batch(cmd.batch_id, ctx)
    totals = ctx.uow.batches.totals(batch)
    reason = cmd.difference_reason.strip()
    _check_postable(batch, totals, reason, ctx)
    _check_rules(batch, ctx)
    posted = ctx.uow.batches.save(
        replace(
            batch,
            state=BatchState.POSTED,
            posted_by=ctx.actor.name,
            posted_at=ctx.clock.now(),
            difference_reason="" if totals.agree else reason,
            partial="",
            open_from=ctx.uow.years.open_from(),
        )
    )
    ctx.uow.batches.end_lease(batch.id)
    ctx.uow.gifts.post_batch(batch.id)
    lines = ctx.uow.gifts.batch_lines(batch.id)[::-1]
    _check_later(cmd.later, lines)
    chosen = {line.payment_id for line in lines if line.id in set(cmd.later)}
    ctx.uow.gifts.keep([line.id for line in lines if line.payment_id in chosen])
    taken = [line for line in lines if line.payment_id not in chosen]
    counted = _counted(posted, totals, taken, lines)
    deposits = make_deposits(posted, taken, ctx, counted)
    ctx.uow.donors.refresh_totals(line.donor_id for line in lines if line.donor_id is not None)
    counts = ctx.uow.batches.counts(batch.id, LARGE_CENTS)
    return Posted(posted, totals, counts, deposits)


def _counted(
    batch: GiftBatch, totals: BatchTotals, taken: Sequence[GiftLine], lines: Sequence[GiftLine]
) -> tuple[CashPile, ...]:
    """Return the notes and coins the slip lists: those counted, where all of them are taken."""
    if not totals.agree or [g for g in lines if g.means is Means.CASH and g not in taken]:
        return ()
    return read_piles(batch.counted)


def _check_later(later: Sequence[int], lines: Sequence[GiftLine]) -> None:
    carried = {line.id for line in lines if line.means in CARRIED}
    if not carried.issuperset(later):
        message = _("Only a cheque or cash of this batch can be kept for a later deposit.")
        raise Refused("batch.later", message, "later")


def _check_postable(batch: GiftBatch, totals: BatchTotals, reason: str, ctx: Context) -> None:
    if not totals.count:
        message = _("Batch {number} holds no gift: key one, or cancel the batch.")
        raise Refused("batch.empty", message.format(number=batch.number))
    if totals.agree:
        return
    difference = tell_difference(totals)
    if not reason:
        message = _(
            "Batch {number} does not agree ({difference}): {expected} expected, {keyed} keyed. "
            "Check it before posting."
        )
        told = message.format(
            number=batch.number,
            difference=difference,
            expected=_tell_sum(totals.expected_count or 0, totals.expected_cents or 0),
            keyed=_tell_sum(totals.count, totals.cents),
        )
        raise Refused("batch.difference", told)
    if not ctx.uow.batch_rules.get().difference_allowed:
        message = _(
            "{difference}: this association posts no batch that does not agree. Find the "
            "difference with F9, or have it allowed in Settings, Batches."
        )
        raise Refused("batch.difference_rule", message.format(difference=difference))
    if not ctx.actor.may(Permission.BATCHES_POST_DIFFERENCE):
        message = _("{difference}: only the treasurer may post a batch that does not agree.")
        raise Refused("batch.difference_right", message.format(difference=difference))
    if len(reason.split()) < _LEAST_WORDS:
        message = _("Say in a few words why the batch does not agree: it stays visible for ever.")
        raise Refused("batch.difference_reason", message, "difference_reason")


def _check_rules(batch: GiftBatch, ctx: Context) -> None:
    """Refuse what the association does not want posted: by whom keyed it, or keyed once."""
    rules = ctx.uow.batch_rules.get()
    if not (rules.two_persons or rules.double_keying):
        return
    gifts = ctx.uow.gifts.of_batch(batch.id)
    readings = ctx.uow.readings.of_batch(batch.id)
    if rules.two_persons:
        _refuse_keyer(batch, [gift.keyed_by for gift in gifts], readings, ctx)
    if rules.double_keying and (left := len(unread(payments_of(gifts), readings))):
        message = ngettext(
            "Batch {number}: {count} amount is not yet keyed a second time. Key it with "
            "“Key the amounts again”.",
            "Batch {number}: {count} amounts are not yet keyed a second time. Key them with "
            "“Key the amounts again”.",
            left,
        )
        told = message.format(number=batch.number, count=left)
        raise Refused("batch.double_keying", told)


def _refuse_keyer(
    batch: GiftBatch, keyers: Sequence[str], readings: Mapping[int, Reading], ctx: Context
) -> None:
    """Refuse who keyed the batch, or keyed its amounts again: the second reading decides too."""
    if ctx.actor.name in keyers:
        message = _(
            "{user} keyed lines of batch {number}: somebody else posts it. Close this dossier "
            "and open it under another name."
        )
    elif any(reading.keyed_by == ctx.actor.name for reading in readings.values()):
        message = _(
            "{user} keyed amounts of batch {number} a second time: somebody else posts it. Close "
            "this dossier and open it under another name."
        )
    else:
        return
    told = message.format(user=ctx.actor.name, number=batch.number)
    raise Refused("batch.two_persons", told)


def _tell_sum(count: int, cents: int) -> str:
    message = ngettext("{count} gift, {amount}", "{count} gifts, {amount}", count)
    return message.format(count=count, amount=format_amount(cents))
