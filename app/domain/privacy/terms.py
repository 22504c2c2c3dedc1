# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long what is known of a person may be kept, and must be: dated data with its source."""

import json
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from app.kernel.assets import asset_path

_YEAR = 12
"""Months."""


class Term(StrEnum):
    """What a term is for."""

    RECEIPTS = "receipts"
    ACCOUNTS = "accounts"
    PROSPECT = "prospect"
    DONOR = "donor"
    REPLY = "reply"
    EXTENSION = "extension"


@dataclass(frozen=True, slots=True)
class Rule:
    """A term as it stands on a day.

    Attributes:
        months: How long it is.
        article: The text it comes from, as it is quoted to a person.
    """

    months: int
    article: str


@cache
def _terms() -> tuple[Mapping[str, Any], ...]:
    path = asset_path("data", "fr_retention.json")
    return tuple(json.loads(path.read_text(encoding="utf-8"))["terms"])


def rule_of(term: Term, day: date) -> Rule:
    """Return the term in force on a day; before the first one known, that one."""
    mine = [one for one in _terms() if one["code"] == term]
    told = next(
        (one for one in reversed(mine) if one["valid_from"] <= day.isoformat()),
        mine[0],
    )
    return Rule(told["months"], told["article"])


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or the last of a month that is too short.

    >>> months_after(date(2025, 8, 31), 6), months_after(date(2025, 3, 1), -3)
    (datetime.date(2026, 2, 28), datetime.date(2024, 12, 1))
    """
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def receipt_kept_until(issued_on: date) -> date:
    """Return the last day a receipt is to be kept: six years from its issue (LPF, L102 E)."""
    return months_after(issued_on, rule_of(Term.RECEIPTS, issued_on).months)


def accounts_kept_until(received_on: date) -> date:
    """Return the last day a payment's voucher is to be kept (Code de commerce, L123-22).

    The ten years run from the end of the year the payment is entered in.
    """
    closed = date(received_on.year, 12, 31)
    return months_after(closed, rule_of(Term.ACCOUNTS, received_on).months)


def reply_due(asked_on: date, *, extended: bool = False) -> date:
    """Return the last day to answer a request (GDPR, 12.3); two months more when it is complex."""
    due = months_after(asked_on, rule_of(Term.REPLY, asked_on).months)
    if not extended:
        return due
    whole = rule_of(Term.REPLY, asked_on).months + rule_of(Term.EXTENSION, asked_on).months
    return months_after(asked_on, whole)
