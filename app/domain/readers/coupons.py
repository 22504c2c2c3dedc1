# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sheets of reply coupons: cut out, slipped into an envelope, read when they come back."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.paper import HEIGHT_MM, WIDTH_MM, Bars, Item, Page, Rule, Text

_ACROSS, _DOWN = 2, 7
_MARGIN = 10.0
_WIDE = (WIDTH_MM - 2 * _MARGIN) / _ACROSS
_HIGH = (HEIGHT_MM - 2 * _MARGIN) / _DOWN
_PAD = 5.0
_BARS_WIDE, _BARS_HIGH = 56.0, 12.0
"""A narrow bar of 0.45 mm: any reader takes it, printed by any printer."""


@dataclass(frozen=True, slots=True)
class CouponLabel:
    """What one coupon shows.

    Attributes:
        number: The donor's number with its key, as a person types it where no reader is.
        digits: What the bar code holds.
    """

    name: str
    place: str
    number: str
    appeal: str
    digits: str


def coupon_pages(labels: Sequence[CouponLabel]) -> list[Page]:
    """Return the sheets, fourteen coupons on each, in the order given."""
    each = _ACROSS * _DOWN
    return [_page(labels[start : start + each]) for start in range(0, len(labels), each)]


def _page(labels: Sequence[CouponLabel]) -> Page:
    items = [
        item
        for place, label in enumerate(labels)
        for item in coupon_items(
            label, _MARGIN + place % _ACROSS * _WIDE, _MARGIN + place // _ACROSS * _HIGH
        )
    ]
    return Page(tuple(items), tuple(_cuts()))


def coupon_items(label: CouponLabel, x: float, y: float) -> list[Item]:
    """Return one coupon from its top left corner; it is some 95 by 40 mm."""
    left, room = x + _PAD, _WIDE - 2 * _PAD
    return [
        Text(left, y + 7, label.name, 10, bold=True, fit=room),
        Text(left, y + 11.5, label.place, 8, fit=room),
        Bars(left, y + 15, _BARS_WIDE, _BARS_HIGH, label.digits),
        Text(left, y + 31, label.digits, 7, grey=0.3),
        Text(left, y + 35.5, label.number, 8, bold=True),
        Text(left + 25, y + 35.5, label.appeal, 8, fit=room - 25),
    ]


def _cuts() -> list[Item]:
    """Return the fine lines to cut along."""
    down = [_MARGIN + place * _WIDE for place in range(_ACROSS + 1)]
    across = [_MARGIN + place * _HIGH for place in range(_DOWN + 1)]
    return [
        *(Rule(x, _MARGIN, x, HEIGHT_MM - _MARGIN, 0.2, grey=0.75) for x in down),
        *(Rule(_MARGIN, y, WIDTH_MM - _MARGIN, y, 0.2, grey=0.75) for y in across),
    ]
