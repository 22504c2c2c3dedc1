# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fiscal years: twelve months that end with a month, closed one after the other."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.kernel.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class FiscalYear:
    """A fiscal year (*exercice*) that was closed once, and may have been opened again.

    Attributes:
        closed: Whether it is closed now; nothing is booked in it any more then.
        closed_on, closed_by: When and by whom it was closed last.
        gifts, cents: The gifts booked in it, as they were when it was closed.
        entries, lines, debit_cents: What its file of entries holds; debits are credits.
        package_sha256: The accountant's package kept in the vault, without names.
        reason: Why it was opened again, or empty.
    """

    id: int = 0
    version: int = 0
    first_on: date
    last_on: date
    closed: bool = True
    closed_on: date
    closed_by: str = ""
    gifts: int = 0
    cents: int = 0
    entries: int = 0
    lines: int = 0
    debit_cents: int = 0
    package_sha256: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FundYear:
    """A restricted fund (*fonds dédié*) in a fiscal year, in cents.

    Attributes:
        year_id: The fiscal year; 0 while it is not closed.
        opening_cents: What was left to spend when the year began.
        received_cents: The gifts of the year designated for it.
        used_cents: What was spent on its purpose in the year.
    """

    id: int = 0
    version: int = 0
    year_id: int = 0
    fund_id: int
    opening_cents: int = 0
    received_cents: int = 0
    used_cents: int = 0

    @property
    def closing_cents(self) -> int:
        """What is left to spend when the year ends."""
        return self.opening_cents + self.received_cents - self.used_cents


def check_fund_year(told: FundYear, name: str) -> list[Problem]:
    """Return what is wrong with what was spent of a restricted fund (ANC 2018-06, art. 132-1).

    Args:
        told: Its year.
        name: Of the fund, for the sentence.
    """
    if told.opening_cents < 0 or told.used_cents < 0:
        message = _("Fund {name}: what was left and what was spent are zero or more.")
        return [Problem("used", "years.fund.negative", message.format(name=name))]
    if told.closing_cents < 0:
        there = format_amount(told.opening_cents + told.received_cents)
        message = _(
            "Fund {name}: {spent} spent, but there was only {there}. Type what was spent of the "
            "gifts for this fund; the rest came from other money."
        )
        said = message.format(name=name, spent=format_amount(told.used_cents), there=there)
        return [Problem("used", "years.fund.more", said)]
    return []


def end_of_month(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def first_day(last: date) -> date:
    """Return the first of the twelve months that end on a day."""
    after = last + timedelta(days=1)
    leap_day = (after.month, after.day) == (2, 29)
    return after.replace(year=after.year - 1, day=28 if leap_day else after.day)


def year_holding(day: date, closing_month: int) -> date:
    """Return the last day of the fiscal year a day is in.

    Args:
        day: Any.
        closing_month: The month the association's years end with, 1 to 12.
    """
    last = end_of_month(day.year, closing_month)
    return last if day <= last else end_of_month(day.year + 1, closing_month)


def year_ending_before(day: date, closing_month: int) -> date:
    """Return the last day of the fiscal year that was over last on a day."""
    last = end_of_month(day.year, closing_month)
    return last if last < day else end_of_month(day.year - 1, closing_month)
