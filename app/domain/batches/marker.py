# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The slip of paper left in a pile that waits: where it stopped, and what was keyed so far."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.paper import Align, Box, Item, Page, Rule, Text
from app.kernel.formats import format_instant
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount

_LEFT, _RIGHT, _TOP, _HEIGHT = 15.0, 195.0, 12.0, 84.0
_INNER = _RIGHT - _LEFT - 12


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkerSnapshot:
    """Everything the slip prints.

    Attributes:
        title: The batch, its kind and the day it was received.
        position: Of the last line keyed, the envelope the slip is laid upon.
        name, cents, cheque_number: Of that line, to find the envelope again.
        count, total_cents: Keyed so far.
        expected_count, expected_total_cents: None for a batch without control.
        by, at: Who stopped, and when.
    """

    title: str
    position: int
    name: str
    cents: int
    cheque_number: str
    count: int
    total_cents: int
    expected_count: int | None
    expected_total_cents: int | None
    by: str
    at: datetime


def marker_pages(marker: MarkerSnapshot) -> tuple[Page, ...]:
    """Lay the slip out at the top of a sheet, to be cut or folded under its frame."""
    x, right = _LEFT + 6, _RIGHT - 6
    stopped = _("Pile stopped at line {position}").format(position=marker.position)
    last = [marker.name, format_amount(marker.cents)]
    if marker.cheque_number:
        last.append(_("cheque {number}").format(number=marker.cheque_number))
    keyed = _("Keyed: {sum}").format(sum=_told(marker.count, marker.total_cents))
    items: list[Item] = [
        Box(_LEFT, _TOP, _RIGHT - _LEFT, _HEIGHT, thickness=0.8),
        Text(x, _TOP + 10, marker.title, 11, fit=_INNER),
        Text(x, _TOP + 27, stopped, 26, bold=True, fit=_INNER),
        Text(x, _TOP + 40, " · ".join(last), 15, bold=True, fit=_INNER),
        Text(x, _TOP + 49, _("The next envelope is not keyed yet."), 11),
        Rule(x, _TOP + 56, right, _TOP + 56, 0.4),
        Text(x, _TOP + 64, keyed, 11, fit=_INNER / 2),
        Text(x, _TOP + 76, f"{marker.by} · {format_instant(marker.at)}", 9, grey=0.35, fit=_INNER),
    ]
    if marker.expected_count is not None:
        expected = _told(marker.expected_count, marker.expected_total_cents or 0)
        text = _("Expected: {sum}").format(sum=expected)
        items.append(Text(right, _TOP + 64, text, 11, align=Align.RIGHT))
    return (Page(tuple(items)),)


def _told(count: int, cents: int) -> str:
    message = ngettext("{count} gift, {amount}", "{count} gifts, {amount}", count)
    return message.format(count=count, amount=format_amount(cents))
