# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One payment shared between several funds (*répartir*), exact to the cent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.gifts.expenses import Expense
from app.domain.gifts.values import Gift
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import format_amount

FEWEST = 2
"""Shares that make a split; one alone is the whole payment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What of a payment goes to one fund."""

    fund_id: int
    cents: int
    appeal_id: int | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment whole again.

    Attributes:
        gift: Its first part, with the amount of the whole.
        shares: Its parts in their order; empty when it was never split.
        parts: Id and version of the lines of its other parts, by which a stale write is known.
        expenses: Its expense sheet.
        account: The fingerprint of the account its cheque is drawn on, while it is keyed.
    """

    gift: Gift
    shares: tuple[Share, ...] = ()
    parts: tuple[tuple[int, int], ...] = ()
    expenses: tuple[Expense, ...] = ()
    account: str = ""


def share_out(total_cents: int, first_cents: Sequence[int]) -> list[int]:
    """Return the amounts of all shares: those typed, then what remains for the last.

    Raises:
        Refused: When a share is nothing, or nothing remains.
    """
    if any(cents <= 0 for cents in first_cents):
        raise Refused("share.zero", _("A share is zero: type its amount, or remove it."), "share")
    rest = total_cents - sum(first_cents)
    if rest <= 0:
        message = _("The shares make {shares}: nothing of the {total} remains for the last one.")
        told = message.format(
            shares=format_amount(sum(first_cents)), total=format_amount(total_cents)
        )
        raise Refused("share.remainder", told, "share")
    return [*first_cents, rest]


def check_shares(total_cents: int, shares: Sequence[Share]) -> None:
    """Refuse shares that are not a payment of so many cents.

    Raises:
        Refused: When they do not add up, one is nothing, or one fund stands twice.
    """
    if len(shares) < FEWEST:
        message = _("A payment is split between two funds at least: add a share.")
        raise Refused("share.alone", message, "share")
    if any(share.cents <= 0 for share in shares):
        raise Refused("share.zero", _("A share is zero: type its amount, or remove it."), "share")
    total = sum(share.cents for share in shares)
    if total != total_cents:
        message = _("The shares make {shares} and the payment is {total}: change one of them.")
        told = message.format(shares=format_amount(total), total=format_amount(total_cents))
        raise Refused("share.total", told, "share")
    if len({(share.fund_id, share.appeal_id) for share in shares}) < len(shares):
        message = _("One fund stands twice: put its two shares together.")
        raise Refused("share.twice", message, "fund_id")


def gathered(parts: Sequence[Gift]) -> Payment:
    """Return the payment these lines are the parts of, the first part first."""
    lead, *others = parts
    if not others:
        return Payment(lead)
    shares = tuple(
        Share(fund_id=part.fund_id, cents=part.cents, appeal_id=part.appeal_id) for part in parts
    )
    whole = replace(lead, cents=sum(part.cents for part in parts))
    return Payment(whole, shares, tuple((part.id, part.version) for part in others))


def whole_of(gift: Gift) -> Share:
    """Return the one share of a payment that is not split."""
    return Share(fund_id=gift.fund_id, cents=gift.cents, appeal_id=gift.appeal_id)


def part_of(gift: Gift, share: Share, lead_id: int | None) -> Gift:
    """Return the line of one share: all as the payment, but the fund, appeal and amount.

    What was given in return stands on the first part alone, so that it counts once.
    """
    details = gift.details if lead_id is None else replace(gift.details, benefit_cents=0)
    return replace(
        gift,
        cents=share.cents,
        fund_id=share.fund_id,
        appeal_id=share.appeal_id,
        part_of_id=lead_id,
        details=details,
    )
