# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A line of the sheet being typed: which fields it has, and what they make; no Qt."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from app.domain.addresses import Address
from app.domain.donors import (
    Contact,
    ContactKind,
    ContactUse,
    DatedAddress,
    DonorEvent,
    DonorTask,
    EventKind,
    ExternalNumber,
    Tag,
)
from app.kernel.i18n import _

Typed = Contact | DatedAddress | Tag | ExternalNumber | DonorEvent | DonorTask
"""A line that is typed, and not a file that is attached."""

_LINES = ("complement", "street", "locality", "postal_code", "city")


class LineKind(StrEnum):
    """What a line of the sheet is, as one chooses it."""

    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    TAG = "tag"
    NUMBER = "number"
    EVENT = "event"
    TASK = "task"


REACHED = (*(LineKind.PHONE, LineKind.EMAIL, LineKind.ADDRESS, LineKind.TAG, LineKind.NUMBER),)
"""Lines that tell where a donor is reached, and under which words and numbers."""
FOLLOWED = (LineKind.TASK, LineKind.EVENT)
"""Lines that tell what is to be done for a donor, and what happened."""

FIELDS: dict[LineKind, tuple[str, ...]] = {
    LineKind.PHONE: ("value", "use"),
    LineKind.EMAIL: ("value", "use"),
    LineKind.ADDRESS: ("label", *_LINES, "from_on", "until_on", "yearly"),
    LineKind.TAG: ("name",),
    LineKind.NUMBER: ("source", "number"),
    LineKind.EVENT: ("kind", "on_day", "text"),
    LineKind.TASK: ("text", "due_on", "assignee"),
}
"""The fields of a line, by the names problems have, in the order they are typed."""


def line_words() -> dict[LineKind, str]:
    """Name what can be put on a sheet."""
    return {
        LineKind.PHONE: _("Telephone"),
        LineKind.EMAIL: _("E-mail"),
        LineKind.ADDRESS: _("Address for a time"),
        LineKind.TAG: _("Tag"),
        LineKind.NUMBER: _("Number in another program"),
        LineKind.EVENT: _("Note, visit, complaint"),
        LineKind.TASK: _("Task"),
    }


def kind_of(detail: Typed) -> LineKind:
    """Return what a line on file is."""
    if isinstance(detail, Contact):
        return LineKind(detail.kind.value)
    kinds: dict[type[Typed], LineKind] = {
        DatedAddress: LineKind.ADDRESS,
        Tag: LineKind.TAG,
        ExternalNumber: LineKind.NUMBER,
        DonorEvent: LineKind.EVENT,
        DonorTask: LineKind.TASK,
    }
    return kinds[type(detail)]


def blank(kind: LineKind, donor_id: int) -> Typed:
    """Return a new line of a kind."""
    match kind:
        case LineKind.PHONE | LineKind.EMAIL:
            return Contact(donor_id=donor_id, kind=ContactKind(kind.value))
        case LineKind.ADDRESS:
            return DatedAddress(donor_id=donor_id)
        case LineKind.TAG:
            return Tag(donor_id=donor_id)
        case LineKind.NUMBER:
            return ExternalNumber(donor_id=donor_id)
        case LineKind.EVENT:
            return DonorEvent(donor_id=donor_id)
        case LineKind.TASK:
            return DonorTask(donor_id=donor_id)


def values_of(detail: Typed) -> dict[str, Any]:
    """Return what stands in the fields of a line."""
    holder: Any = detail
    address = detail.address if isinstance(detail, DatedAddress) else None
    return {
        name: getattr(address if name in _LINES else holder, name)
        for name in FIELDS[kind_of(detail)]
    }


def with_values(detail: Typed, values: Mapping[str, Any]) -> Typed:
    """Return a line with what the fields hold; those of other kinds are passed over."""
    given = {name: values[name] for name in FIELDS[kind_of(detail)]}
    match detail:
        case Contact():
            return replace(detail, value=given["value"], use=ContactUse(given["use"]))
        case DatedAddress():
            lines = {name: given.pop(name) for name in _LINES}
            country = detail.address.country
            return replace(detail, address=Address(country=country, **lines), **given)
        case Tag():
            return replace(detail, name=given["name"])
        case ExternalNumber():
            return replace(detail, source=given["source"], number=given["number"])
        case DonorEvent():
            day = given["on_day"] or date.min
            return replace(detail, kind=EventKind(given["kind"]), on_day=day, text=given["text"])
        case DonorTask():
            return replace(detail, **{**given, "due_on": given["due_on"] or date.min})
