# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A line of the sheet being typed: which fields it has, and what they make; no Qt."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from app.domain.addresses import Address
from app.domain.consents import Channel, Consent, Purpose, Standing
from app.domain.donors import (
    AidWay,
    Contact,
    ContactKind,
    ContactUse,
    DatedAddress,
    DonorEvent,
    DonorTask,
    EventKind,
    ExternalNumber,
    GiftAid,
    Pace,
    StandingGift,
    Tag,
)
from app.domain.gifts import Means
from app.kernel.home import current_home
from app.kernel.i18n import _

Typed = (
    Contact
    | DatedAddress
    | Tag
    | ExternalNumber
    | DonorEvent
    | DonorTask
    | Consent
    | StandingGift
    | GiftAid
)
"""A line that is typed, and not a file that is attached."""

_LINES = ("complement", "street", "locality", "postal_code", "city", "country")


class LineKind(StrEnum):
    """What a line of the sheet is, as one chooses it."""

    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    TAG = "tag"
    NUMBER = "number"
    EVENT = "event"
    TASK = "task"
    CONSENT = "consent"
    STANDING = "standing"
    GIFT_AID = "gift_aid"


REACHED = (*(LineKind.PHONE, LineKind.EMAIL, LineKind.ADDRESS, LineKind.TAG, LineKind.NUMBER),)
"""Lines that tell where a donor is reached, and under which words and numbers."""
SAID = (LineKind.CONSENT,)
"""Lines that tell what a donor accepts and opposes."""

_BRITISH = "GB"


def followed() -> tuple[LineKind, ...]:
    """Return the lines that tell what is to be done for a donor, and what happened.

    Gift Aid is declared in the United Kingdom only.
    """
    kinds = (LineKind.TASK, LineKind.EVENT, LineKind.STANDING)
    return (*kinds, LineKind.GIFT_AID) if current_home() == _BRITISH else kinds


_KINDS: dict[LineKind, type[Typed]] = {
    LineKind.ADDRESS: DatedAddress,
    LineKind.TAG: Tag,
    LineKind.NUMBER: ExternalNumber,
    LineKind.EVENT: DonorEvent,
    LineKind.TASK: DonorTask,
    LineKind.CONSENT: Consent,
    LineKind.STANDING: StandingGift,
    LineKind.GIFT_AID: GiftAid,
}
"""What a line is made of, but ways to reach a donor: those are of two kinds."""

FIELDS: dict[LineKind, tuple[str, ...]] = {
    LineKind.PHONE: ("value", "use"),
    LineKind.EMAIL: ("value", "use"),
    LineKind.ADDRESS: ("label", *_LINES, "from_on", "until_on", "yearly"),
    LineKind.TAG: ("name",),
    LineKind.NUMBER: ("source", "number"),
    LineKind.EVENT: ("kind", "on_day", "text"),
    LineKind.TASK: ("text", "due_on", "assignee"),
    LineKind.STANDING: ("cents", "pace", "means", "first_on", "last_on", "suspended"),
    LineKind.GIFT_AID: ("said_on", "way", "from_on", "until_on", "cancelled_on"),
    LineKind.CONSENT: ("standing", "purpose", "channel", "source", "on_day", "proof_sha256"),
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
        LineKind.CONSENT: _("Accepted or opposed"),
        LineKind.STANDING: _("Standing gift"),
        LineKind.GIFT_AID: _("Gift Aid declaration"),
    }


def kind_of(detail: Typed) -> LineKind:
    """Return what a line on file is."""
    if isinstance(detail, Contact):
        return LineKind(detail.kind.value)
    return next(kind for kind, made in _KINDS.items() if type(detail) is made)


def blank(kind: LineKind, donor_id: int) -> Typed:
    """Return a new line of a kind."""
    if kind in {LineKind.PHONE, LineKind.EMAIL}:
        return Contact(donor_id=donor_id, kind=ContactKind(kind.value))
    return _KINDS[kind](donor_id=donor_id)


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
            return replace(detail, address=Address(**lines), **given)
        case Tag() | ExternalNumber():
            return replace(detail, **given)
        case DonorEvent():
            day = given["on_day"] or date.min
            return replace(detail, kind=EventKind(given["kind"]), on_day=day, text=given["text"])
        case DonorTask():
            return replace(detail, **{**given, "due_on": given["due_on"] or date.min})
        case Consent() | StandingGift() | GiftAid():
            return _said(detail, given)


def _said(detail: Consent | StandingGift | GiftAid, given: Mapping[str, Any]) -> Typed:
    """Return what a donor said, or ordered at the bank, with what the fields hold."""
    if isinstance(detail, GiftAid):
        days = {name: given[name] or date.min for name in ("said_on", "from_on")}
        return replace(detail, **{**given, **days, "way": AidWay(given["way"])})
    if isinstance(detail, StandingGift):
        return replace(
            detail,
            cents=given["cents"] or 0,
            pace=Pace(given["pace"]),
            means=Means(given["means"]),
            first_on=given["first_on"] or date.min,
            last_on=given["last_on"],
            suspended=given["suspended"],
        )
    return replace(
        detail,
        standing=Standing(given["standing"]),
        purpose=Purpose(given["purpose"]),
        channel=Channel(given["channel"]),
        on_day=given["on_day"] or date.min,
        source=given["source"],
        proof_sha256=given["proof_sha256"] or None,
    )
