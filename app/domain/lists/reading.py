# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Conditions read from their notation."""

import calendar
import re
from datetime import date

from app.domain.donors import DonorKind, ReceiptWish
from app.domain.lists.conditions import (
    Condition,
    Gave,
    Has,
    In,
    LastGift,
    Measure,
    OfKind,
    Period,
    Place,
    Tagged,
    Trait,
    Wishes,
)
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import parse_amount
from app.kernel.text import clean, fold

_SHAPE = re.compile(r"([a-z_]+)(?:@([0-9.-]*))?\s*(!=|>=|<|=)(.*)", re.DOTALL)
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_COUNT = re.compile(r"[1-9][0-9]{0,5}")
_ON = {"yes": True, "no": False}


def read_conditions(text: str) -> tuple[Condition, ...]:
    """Read conditions in the notation, one a line.

    Raises:
        Refused: When a line is none; the sentence says which.
    """
    return tuple(read_condition(line) for line in text.splitlines() if line.strip())


def read_condition(text: str) -> Condition:
    """Read one condition in the notation, such as ``total@2025>=100``.

    Raises:
        Refused: When it is none, with an example.
    """
    found = _SHAPE.fullmatch(text.strip())
    condition = _read(*found.groups()) if found else None
    if condition is None:
        message = _(
            "“{text}” is no condition: write, say, city=Rennes, postal_code=35*, tag!=volunteer, "
            "last_gift<2025-01-01, total@2025>=100 or email=yes."
        )
        raise Refused("list.condition", message.format(text=text.strip()), "where")
    return condition


def _read(about: str, when: str | None, sign: str, value: str) -> Condition | None:
    value = clean(value)
    if about in set(Measure):
        return _gave(Measure(about), when or "", sign, value)
    if when is not None or not value:
        return None
    if about == "tag":
        return Tagged(value, sign == "=") if sign in {"=", "!="} and fold(value) else None
    if about == "last_gift":
        day = _first_day(value)
        return LastGift(day, sign == "<") if day and sign in {"<", ">="} else None
    return _plain(about, value) if sign == "=" else None


def _plain(about: str, value: str) -> Condition | None:
    if about in set(Place):
        return In(Place(about), value) if fold(value) else None
    if about in set(Trait):
        return Has(Trait(about), _ON[value]) if value in _ON else None
    if about == "kind":
        return OfKind(DonorKind(value)) if value in set(DonorKind) else None
    if about == "receipt":
        return Wishes(ReceiptWish(value)) if value in set(ReceiptWish) else None
    return None


def _gave(measure: Measure, when: str, sign: str, value: str) -> Gave | None:
    period = _period(when)
    if period is None or sign not in {"<", ">="}:
        return None
    if measure is Measure.TOTAL:
        least = parse_amount(value)
    else:
        least = int(value) if _COUNT.fullmatch(value) else 0
    return Gave(measure, least, sign == "<", period) if least > 0 else None


def _period(text: str) -> Period | None:
    """Read ``2025``, ``2025-03..2025-06``, ``..2024-12-31``; empty is always."""
    first_text, parted, last_text = text.partition("..")
    last_text = last_text if parted else first_text
    first, last = _first_day(first_text), _last_day(last_text)
    if (first_text and first is None) or (last_text and last is None):
        return None
    return None if first and last and last < first else Period(first, last)


def _first_day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    return _day(found[1], found[2] or "1", found[3] or "1") if found else None


def _last_day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    if not found:
        return None
    month = found[2] or "12"
    if found[3]:
        return _day(found[1], month, found[3])
    begun = _day(found[1], month, "1")
    if begun is None:
        return None
    return begun.replace(day=calendar.monthrange(begun.year, begun.month)[1])


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
