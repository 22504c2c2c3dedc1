# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Expenses a volunteer leaves to the association (*abandon de frais*), at the dated scale."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from app.domain.gifts.means import Means
from app.kernel.assets import asset_path
from app.kernel.errors import Refused
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.kernel.problem import Problem

_WHOLE = 100
_THOUSANDTHS_IN_CENT = 10


class Vehicle(StrEnum):
    """What the volunteer drove; NONE for an expense that is no journey."""

    NONE = ""
    CAR = "car"
    MOTORCYCLE = "motorcycle"
    MOPED = "moped"


def vehicle_words() -> dict[Vehicle, str]:
    """Name the vehicles."""
    return {
        Vehicle.NONE: _("Other expense"),
        Vehicle.CAR: _("Car"),
        Vehicle.MOTORCYCLE: _("Motorcycle"),
        Vehicle.MOPED: _("Moped"),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Expense:
    """One line of a volunteer's expense sheet.

    Attributes:
        purpose: What it was for, and where to: the expense must serve the object alone.
        power: Fiscal horsepower (*CV*).
        kilometres: Driven for the association; 0 for an expense that is no journey.
        cents: What it comes to; for a journey, what the scale gives.
    """

    day: date
    purpose: str
    cents: int
    vehicle: Vehicle = Vehicle.NONE
    power: int = 0
    electric: bool = False
    kilometres: int = 0


@cache
def _scales() -> tuple[Mapping[str, Any], ...]:
    path = asset_path("data", "fr_mileage.json")
    return tuple(json.loads(path.read_text(encoding="utf-8"))["scales"])


def _scale(day: date) -> Mapping[str, Any]:
    told = day.isoformat()
    for scale in _scales():
        if scale["valid_from"] <= told <= (scale["valid_to"] or "9999"):
            return scale
    message = _("No mileage scale is known for {day}: type the amount as another expense.")
    raise Refused("expense.scale", message.format(day=format_day(day)), "kilometres")


def mileage_cents(
    vehicle: Vehicle, power: int, kilometres: int, day: date, *, electric: bool = False,
    before: int = 0,
) -> int:  # fmt: skip
    """Return what a journey comes to, in cents, half a cent up (CGI ann. IV, art. 6 B).

    The scale is that of a whole year: kilometres driven after others are worth less.

    Args:
        vehicle: What was driven.
        power: Its fiscal horsepower; no matter for a moped.
        kilometres: Of this journey.
        day: Of the journey, which decides the scale.
        electric: An electric vehicle is worth more.
        before: Kilometres of the same year and vehicle already counted.

    Raises:
        Refused: When no scale is known for the day or the vehicle, or nothing was driven.
    """
    scale = _scale(day)
    told = scale["vehicles"].get(vehicle.value)
    if told is None:
        message = _("Choose what was driven: car, motorcycle or moped.")
        raise Refused("expense.vehicle", message, "vehicle")
    if power <= 0 and vehicle is not Vehicle.MOPED:
        message = _("Type the fiscal horsepower of the vehicle: the scale depends on it.")
        raise Refused("expense.power", message, "power")
    if kilometres <= 0:
        message = _("Type how many kilometres were driven.")
        raise Refused("expense.kilometres", message, "kilometres")
    percent = _WHOLE + (scale["electric_percent"] if electric else 0)
    return _yearly(told, power, before + kilometres, percent) - _yearly(
        told, power, before, percent
    )


def _yearly(told: Mapping[str, Any], power: int, kilometres: int, percent: int) -> int:
    """Return the cents of a year's kilometres; rates are thousandths of a euro."""
    band = next(b for b in told["bands"] if b["power_to"] is None or power <= b["power_to"])
    reached = sum(kilometres > threshold for threshold in told["thresholds_km"])
    rate, fixed = band["rates"][reached]
    thousandths: int = (kilometres * rate + fixed * 1000) * percent
    unit = _THOUSANDTHS_IN_CENT * _WHOLE
    return (thousandths + unit // 2) // unit


def priced(expenses: Iterable[Expense], driven: Mapping[tuple[int, Vehicle, int, bool], int]) -> (
    list[Expense]
):  # fmt: skip
    """Return the lines in their order, each journey at what the scale gives.

    Args:
        expenses: As typed; the amount of a journey is not read.
        driven: Kilometres already counted, by ``key_of``.

    Raises:
        Refused: When no scale is known for a journey.
    """
    counted = dict(driven)
    done = []
    for expense in expenses:
        if expense.vehicle is Vehicle.NONE:
            done.append(expense)
            continue
        key = key_of(expense)
        before = counted.get(key, 0)
        cents = mileage_cents(
            expense.vehicle, expense.power, expense.kilometres, expense.day,
            electric=expense.electric, before=before,
        )  # fmt: skip
        counted[key] = before + expense.kilometres
        done.append(replace(expense, cents=cents))
    return done


def key_of(expense: Expense) -> tuple[int, Vehicle, int, bool]:
    """Return whose kilometres add up: those of one year and vehicle."""
    return expense.day.year, expense.vehicle, expense.power, expense.electric


def check_expenses(
    expenses: Sequence[Expense], cents: int, waived_on: date, means: Means
) -> list[Problem]:
    """Return what is wrong with an expense sheet of so many cents, waived on a day."""
    if expenses and means is not Means.EXPENSES:
        message = _("Only waived expenses have a sheet: clear it, or change the payment method.")
        return [Problem("expenses", "expense.means", message)]
    problems = []
    for rank, expense in enumerate(expenses, 1):
        if not expense.purpose.strip():
            message = _("Expense {rank}: say what it was for; it must serve the association alone.")
            problems.append(Problem("expenses", "expense.purpose", message.format(rank=rank)))
        if expense.cents <= 0:
            message = _("Expense {rank} is zero: type its amount or its kilometres.")
            problems.append(Problem("expenses", "expense.zero", message.format(rank=rank)))
        if expense.day > waived_on:
            message = _("Expense {rank} is later than the day its refund was waived.")
            problems.append(Problem("expenses", "expense.later", message.format(rank=rank)))
    total = sum(expense.cents for expense in expenses)
    if expenses and total != cents:
        message = _("The expenses make {total} and the gift is {cents}: they must agree.")
        told = message.format(total=format_amount(total), cents=format_amount(cents))
        problems.append(Problem("amount", "expense.total", told))
    return problems
