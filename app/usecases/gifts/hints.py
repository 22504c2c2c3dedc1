# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is unusual about a gift, told before it is saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.donors import DonorKind
from app.domain.gifts import LARGE_CENTS, Counterpart, benefit_limit
from app.domain.organisation import HOME
from app.domain.receipts import Terms
from app.kernel.command import Query, handles
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.usecases.context import Context

_YEAR = timedelta(days=365)
_WEEK = timedelta(days=7)
_UNUSUAL_TIMES = 10
_RECENT_LINES = 3
_LATEST = 2**62
"""Stands for a payment not written yet: after all others of its day."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Something unusual about a gift being keyed; Enter confirms it."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class UnusualHints(Query[Sequence[Hint]]):
    """Tell what is unusual about a gift before it is saved.

    Attributes:
        gift_id: The payment being changed, or 0 for a new one.
        benefit_cents: What was given in return is worth.
        received_on: The day that counts for tax; today by default.
        account: The fingerprint of the account the cheque is drawn on, where a reader told it.
    """

    donor_id: int | None
    cents: int
    cheque_number: str = ""
    cheque_bank: str = ""
    gift_id: int = 0
    benefit_cents: int = 0
    received_on: date | None = None
    account: str = ""


@handles(UnusualHints)
def unusual_hints(query: UnusualHints, ctx: Context) -> Sequence[Hint]:
    """Return the hints: too much in return, far from the habit, a cheque seen, a gift this week."""
    found = (_benefit_hints, _amount_hints, _cheque_hints, _week_hints)
    return [hint for find in found for hint in find(query, ctx)]


def _benefit_hints(query: UnusualHints, ctx: Context) -> list[Hint]:
    """Warn before a counterpart takes the right to a receipt away."""
    if not query.benefit_cents:
        return []
    day = query.received_on or ctx.clock.today()
    others = [] if query.donor_id is None else ctx.uow.gifts.benefits(query.donor_id, day.year)
    kept = [one for one in others if one.payment_id != query.gift_id]
    own = Counterpart(day, query.gift_id or _LATEST, query.cents, query.benefit_cents)
    country = ctx.uow.organisation.get().receipt_country
    scheme = ctx.tools.schemes.serving(country, DonorKind.PERSON, ctx.clock.today())
    law = scheme.terms(ctx.clock.today()) if scheme else Terms()
    if own.payment_id not in law.withheld([*kept, own]):
        return []
    if country != HOME:
        message = _(
            "{benefit} given in return: more than the law of the receipts allows. No receipt can "
            "be issued for it. Enter confirms."
        )
        told = message.format(benefit=format_amount(query.benefit_cents))
        return [Hint("gift.benefit", told)]
    limit = benefit_limit(day)
    message = _(
        "{benefit} given in return: more than {percent}% of the gift, or than {ceiling} in the "
        "year of this donor. No receipt can be issued for it. Enter confirms."
    )
    told = message.format(
        benefit=format_amount(query.benefit_cents),
        percent=limit.percent,
        ceiling=format_amount(limit.year_cents),
    )
    return [Hint("gift.benefit", told)]


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
    drawers = ctx.uow.drawers.of_account(query.account) if query.account else ()
    same = ctx.uow.gifts.same_cheque(
        number, query.cheque_bank.strip(), since, [drawer.donor_id for drawer in drawers]
    )
    seen = [line for line in same if line.payment_id != query.gift_id]
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
        and line.payment_id != query.gift_id
        and line.received_on >= since
    ]
    if not recent:
        return []
    message = _("Gave {amount} already on {day} (batch {batch}). Enter confirms.")
    last = recent[0]
    told = message.format(
        amount=format_amount(sum(o.cents for o in recent if o.payment_id == last.payment_id)),
        day=format_day(last.received_on),
        batch=last.batch_number,
    )
    return [Hint("gift.this_week", told)]
