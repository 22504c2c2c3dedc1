# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is unusual about a gift, told before it is saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.domain.gifts import LARGE_CENTS
from app.kernel.command import Query, handles
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.usecases.context import Context

_YEAR = timedelta(days=365)
_WEEK = timedelta(days=7)
_UNUSUAL_TIMES = 10
_RECENT_LINES = 3


@dataclass(frozen=True, slots=True)
class Hint:
    """Something unusual about a gift being keyed; Enter confirms it."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class UnusualHints(Query[Sequence[Hint]]):
    """Tell what is unusual about a gift before it is saved.

    Attributes:
        gift_id: The line being changed, or 0 for a new one.
    """

    donor_id: int | None
    cents: int
    cheque_number: str = ""
    cheque_bank: str = ""
    gift_id: int = 0


@handles(UnusualHints)
def unusual_hints(query: UnusualHints, ctx: Context) -> Sequence[Hint]:
    """Return the hints: far from the habit, a cheque seen before, a gift this week."""
    return [*_amount_hints(query, ctx), *_cheque_hints(query, ctx), *_week_hints(query, ctx)]


def _amount_hints(query: UnusualHints, ctx: Context) -> list[Hint]:
    usual = None if query.donor_id is None else ctx.uow.gifts.usual_cents(query.donor_id)
    if usual and query.cents >= _UNUSUAL_TIMES * usual:
        message = _("{amount} is far more than usual ({usual}). Enter confirms.")
        told = message.format(amount=format_amount(query.cents), usual=format_amount(usual))
        return [Hint("gift.unusual", told)]
    if query.cents >= LARGE_CENTS:
        message = _("{amount} is a large gift. Enter confirms.")
        return [Hint("gift.large", message.format(amount=format_amount(query.cents)))]
    return []


def _cheque_hints(query: UnusualHints, ctx: Context) -> list[Hint]:
    number, since = query.cheque_number.strip(), ctx.clock.today() - _YEAR
    if not number:
        return []
    same = ctx.uow.gifts.same_cheque(number, query.cheque_bank.strip(), since)
    seen = [line for line in same if line.id != query.gift_id]
    if not seen:
        return []
    message = _("Cheque {number} was keyed already, in batch {batch}. Enter confirms.")
    return [Hint("gift.same_cheque", message.format(number=number, batch=seen[0].batch_number))]


def _week_hints(query: UnusualHints, ctx: Context) -> list[Hint]:
    if query.donor_id is None:
        return []
    since = ctx.clock.today() - _WEEK
    recent = [
        line
        for line in ctx.uow.gifts.donor_lines(query.donor_id, _RECENT_LINES)
        if line.reverses_id is None
        and line.reversed_by is None
        and line.id != query.gift_id
        and line.received_on >= since
    ]
    if not recent:
        return []
    message = _("Gave {amount} already on {day} (batch {batch}). Enter confirms.")
    last = recent[0]
    told = message.format(
        amount=format_amount(last.cents),
        day=format_day(last.received_on),
        batch=last.batch_number,
    )
    return [Hint("gift.this_week", told)]
