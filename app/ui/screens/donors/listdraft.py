# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The conditions of a list as fields of a form, and back; no Qt."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.domain.lists import (
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
from app.kernel.text import fold

Values = Mapping[str, Any]
_BOUNDS = {
    (measure, below): f"{measure}_{'below' if below else 'least'}"
    for measure in Measure
    for below in (False, True)
}


def conditions_of(values: Values) -> tuple[Condition, ...]:
    """Return the conditions a form holds; what is left empty asks nothing.

    Raises:
        Refused: When a bound is no number, or a period ends before it begins.
    """
    made: list[Condition] = []
    if values["kind"]:
        made.append(OfKind(values["kind"]))
    made += [In(place, values[place]) for place in Place if fold(values[place])]
    made += [LastGift(values["since"], before=False)] if values["since"] else []
    made += [LastGift(values["before"], before=True)] if values["before"] else []
    made += _bounds_of(values)
    made += [Tagged(values["tag"])] if fold(values["tag"]) else []
    made += [Tagged(values["no_tag"], on=False)] if fold(values["no_tag"]) else []
    if values["receipt"]:
        made.append(Wishes(values["receipt"]))
    made += [Has(trait, values[trait]) for trait in Trait if values[trait] is not None]
    return tuple(made)


def _bounds_of(values: Values) -> list[Condition]:
    first, last = values["first"], values["last"]
    if first and last and last < first:
        message = _("The period ends before it begins: correct one of the two days.")
        raise Refused("list.period", message, "last")
    period = Period(first, last)
    return [
        Gave(measure, least, below, period)
        for (measure, below), name in _BOUNDS.items()
        if (least := _bound(measure, name, values[name]))
    ]


def _bound(measure: Measure, name: str, value: Any) -> int:
    if measure is Measure.TOTAL:
        return value or 0
    if not value:
        return 0
    if not (value.isascii() and value.isdecimal() and len(value) <= 6 and int(value)):  # noqa: PLR2004 - a million gifts
        message = _("“{text}” is no number of gifts: type a whole number, 1 or more.")
        raise Refused("list.gifts", message.format(text=value), name)
    return int(value)


def values_of(
    conditions: Iterable[Condition],
) -> tuple[dict[str, Any], tuple[Condition, ...]]:
    """Return what a form shows of conditions, and those that have no field left for them."""
    values: dict[str, Any] = dict.fromkeys(("kind", "since", "before", "first", "last", "receipt"))
    values |= dict.fromkeys((*Place, "tag", "no_tag"), "") | dict.fromkeys(Trait)
    values |= {name: None if m is Measure.TOTAL else "" for (m, _b), name in _BOUNDS.items()}
    others: list[Condition] = []
    for condition in conditions:
        shown = _fields_of(condition)
        known = [name for name in shown if values[name] not in {None, "", shown[name]}]
        period_free = not isinstance(condition, Gave) or _period_fits(values, condition)
        if known or not period_free:
            others.append(condition)
        else:
            values |= shown
    return values, tuple(others)


def _period_fits(values: Values, condition: Gave) -> bool:
    """Tell whether the form's one period is this one, or not taken by another bound."""
    taken = any(values[name] for name in _BOUNDS.values())
    period = Period(values["first"], values["last"])
    return not taken or period == condition.period


def _fields_of(condition: Condition) -> dict[str, Any]:
    match condition:
        case OfKind(kind):
            fields: dict[str, Any] = {"kind": kind}
        case In(place, text):
            fields = {place.value: text}
        case Has(trait, on):
            fields = {trait.value: on}
        case Tagged(name, on):
            fields = {"tag" if on else "no_tag": name}
        case Wishes(wish):
            fields = {"receipt": wish}
        case LastGift(day, before):
            fields = {"before" if before else "since": day}
        case Gave(measure, least, below, period):
            bound = least if measure is Measure.TOTAL else str(least)
            fields = {_BOUNDS[measure, below]: bound, "first": period.first, "last": period.last}
    return fields
