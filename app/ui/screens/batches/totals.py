# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The totals of a batch in words: what was expected, what is keyed, what is left; no Qt."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.batches import BatchTotals
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount

_PARTED = " · "


class TotalsState(StrEnum):
    """The three states of the totals, each with its word and its shape."""

    RUNNING = "running"
    AGREE = "agree"
    DIFFERENCE = "difference"


@dataclass(frozen=True, slots=True)
class TotalsView:
    """The totals strip.

    Attributes:
        done, wanted: For the bar: how many gifts of how many; ``wanted`` is 0 without a control.
    """

    state: TotalsState
    word: str
    expected: str
    keyed: str
    rest: str
    done: int
    wanted: int


def totals_view(totals: BatchTotals, *, checked: bool = False) -> TotalsView:
    """Put the totals in words.

    Args:
        totals: What was keyed against what was expected.
        checked: Whether the person asked for the check (F9): an unfinished batch is then told
            its difference instead of "in progress".
    """
    state, word = _state_of(totals, checked=checked)
    keyed = count_and_total(totals.count, totals.cents)
    if totals.expected_count is None and totals.expected_cents is None:
        expected, rest = _("no control total"), ""
    else:
        expected = _expected(totals)
        rest = _rest(totals)
    return TotalsView(state, word, expected, keyed, rest, totals.count, totals.expected_count or 0)


def _state_of(totals: BatchTotals, *, checked: bool) -> tuple[TotalsState, str]:
    controlled = totals.expected_count is not None or totals.expected_cents is not None
    if controlled and totals.agree:
        return TotalsState.AGREE, _("Totals agree")
    over = totals.count_difference > 0 or totals.difference_cents > 0
    full = totals.expected_count is not None and totals.count_difference >= 0
    if not controlled or not (checked or over or full):
        return TotalsState.RUNNING, _("in progress")
    if totals.difference_cents:
        message = _("Difference of {amount}")
        return TotalsState.DIFFERENCE, message.format(
            amount=format_amount(abs(totals.difference_cents))
        )
    gap = abs(totals.count_difference)
    message = ngettext("Difference of {count} gift", "Difference of {count} gifts", gap)
    return TotalsState.DIFFERENCE, message.format(count=gap)


def count_and_total(count: int, cents: int) -> str:
    """Write a count of gifts and their sum."""
    gifts = ngettext("{count} gift", "{count} gifts", count).format(count=count)
    return gifts + _PARTED + format_amount(cents)


def _expected(totals: BatchTotals) -> str:
    parts = []
    if totals.expected_count is not None:
        text = ngettext("{count} gift", "{count} gifts", totals.expected_count)
        parts.append(text.format(count=totals.expected_count))
    if totals.expected_cents is not None:
        parts.append(format_amount(totals.expected_cents))
    return _PARTED.join(parts)


def _rest(totals: BatchTotals) -> str:
    parts = []
    if totals.expected_count is not None:
        parts.append(str(-totals.count_difference))
    if totals.expected_cents is not None:
        parts.append(format_amount(-totals.difference_cents))
    return _PARTED.join(parts)
