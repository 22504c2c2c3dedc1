# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the receipts of a year make the association declare, and the sum that binds it to more."""

import calendar
import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from app.kernel.assets import asset_path

_WEEKEND = 5
_WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is declared for a civil or a fiscal year (CGI art. 222 bis).

    Attributes:
        count: Receipts delivered in the period and not cancelled; duplicates are not counted.
        cents: The gifts received in the period that a live receipt mentions, whenever it was
            delivered.
        covering: How many live receipts mention them.
        cancelled: Receipts delivered in the period, cancelled since; for the record.
    """

    count: int
    cents: int
    covering: int
    cancelled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """Figures as they were declared; what happens to receipts afterwards leaves them alone.

    Attributes:
        year: In which the period ends.
        listing_sha256: The list behind the figures, in the vault.
    """

    id: int = 0
    version: int = 0
    year: int
    first_on: date
    last_on: date
    count: int
    cents: int
    covering: int
    declared_on: date
    by: str
    listing_sha256: str

    def tells(self, figures: Figures) -> bool:
        """Tell whether it says what the register says now."""
        told = (self.count, self.cents, self.covering)
        return told == (figures.count, figures.cents, figures.covering)


def due_on(last_on: date) -> date:
    """Return the last day to declare a period that ends on a day (CGI art. 223).

    Saturdays and Sundays are no working days.
    """
    told = _told()["declaration"]
    if (last_on.month, last_on.day) != (12, 31):
        months = last_on.month + told["months_after_closing"]
        year, month = last_on.year + (months - 1) // 12, (months - 1) % 12 + 1
        return date(year, month, min(last_on.day, calendar.monthrange(year, month)[1]))
    rule = told["civil_year"]
    day, left = date(last_on.year + 1, rule["month"], rule["day"]), rule["working_days"]
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < _WEEKEND
    return day


@dataclass(frozen=True, slots=True)
class AccountsLimit:
    """The sum of receiptable gifts of a year that asks for an auditor and published accounts.

    Attributes:
        near_percent: The part of it, in hundredths, from which it is worth telling.
    """

    cents: int
    near_percent: int

    def is_near(self, cents: int) -> bool:
        """Tell whether a sum comes near the limit, or is over."""
        return cents * _WHOLE >= self.cents * self.near_percent

    def is_over(self, cents: int) -> bool:
        """Tell whether a sum is over the limit."""
        return cents > self.cents


def accounts_limit(day: date) -> AccountsLimit | None:
    """Return the limit on a day (Code de commerce, art. D. 612-5); None before any is known."""
    limits = [one for one in _told()["accounts"]["limits"] if one["valid_from"] <= day.isoformat()]
    return AccountsLimit(limits[-1]["cents"], limits[-1]["near_percent"]) if limits else None


@cache
def _told() -> dict[str, Any]:
    path = asset_path("data", "fr_declaration.json")
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told
