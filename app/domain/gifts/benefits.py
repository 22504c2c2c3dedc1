# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What may be given to a donor in return without losing the right to a receipt."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from app.kernel.assets import asset_path

_WHOLE = 100


@dataclass(frozen=True, slots=True)
class BenefitLimit:
    """What the law allows on a day.

    Attributes:
        percent: The most one benefit may be worth, in hundredths of its payment.
        year_cents: The most the benefits of one donor and calendar year may be worth together.
    """

    percent: int
    year_cents: int


@dataclass(frozen=True, slots=True, order=True)
class Counterpart:
    """A payment and what was given for it.

    Attributes:
        day: Of the payment: the benefits of a year add up in the order of its payments.
        payment_id: Which payment; the parts of one count together.
    """

    day: date
    payment_id: int
    cents: int
    benefit_cents: int


@cache
def _limits() -> tuple[Mapping[str, Any], ...]:
    path = asset_path("data", "fr_benefits.json")
    return tuple(json.loads(path.read_text(encoding="utf-8"))["limits"])


def benefit_limit(day: date) -> BenefitLimit:
    """Return what is allowed on a day (CGI ann. IV, art. 23 N; BOI-IR-RICI-250-20).

    A day before the first rule known falls under that rule.
    """
    told = next(
        (limit for limit in reversed(_limits()) if limit["valid_from"] <= day.isoformat()),
        _limits()[0],
    )
    return BenefitLimit(told["percent"], told["year_cents"])


def too_generous(payments: Iterable[Counterpart]) -> frozenset[int]:
    """Return the payments of one donor and year that lose their right to a receipt.

    A payment loses it whole when its benefit is worth more than the allowed part of it, or takes
    the year's benefits over their ceiling; the law knows no split. Payments before it keep
    theirs: a receipt already issued for one stays right.
    """
    lost, year_cents = set(), 0
    for payment in sorted(payments):
        if not payment.benefit_cents:
            continue
        limit = benefit_limit(payment.day)
        year_cents += payment.benefit_cents
        over = payment.benefit_cents * _WHOLE > payment.cents * limit.percent
        if over or year_cents > limit.year_cents:
            lost.add(payment.payment_id)
    return frozenset(lost)
