# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each means of payment should make, where a mixed pile was counted in parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.gifts import Means
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import format_amount


@dataclass(frozen=True, slots=True)
class ExpectedPart:
    """How many gifts of one means of payment were counted, and what they make."""

    means: Means
    count: int
    cents: int


@dataclass(frozen=True, slots=True)
class PartTotals:
    """One means of payment: what was keyed against what was counted."""

    means: Means
    count: int
    cents: int
    expected_count: int
    expected_cents: int

    @property
    def count_difference(self) -> int:
        """Gifts too many (positive) or missing (negative)."""
        return self.count - self.expected_count

    @property
    def difference_cents(self) -> int:
        """Cents too many (positive) or missing (negative)."""
        return self.cents - self.expected_cents

    @property
    def agree(self) -> bool:
        """Tell whether count and amount both agree."""
        return not (self.count_difference or self.difference_cents)


def write_parts(parts: Iterable[ExpectedPart]) -> str:
    """Write parts as they are stored: ``cheque:12:34500 cash:3:6000``; empty ones are left out."""
    return " ".join(f"{p.means.value}:{p.count}:{p.cents}" for p in parts if p.count or p.cents)


def read_parts(text: str) -> tuple[ExpectedPart, ...]:
    """Return the parts ``write_parts`` wrote."""
    words = (word.split(":") for word in text.split())
    return tuple(ExpectedPart(Means(word), int(count), int(cents)) for word, count, cents in words)


def compare_parts(
    parts: Sequence[ExpectedPart], keyed: Iterable[tuple[Means, int, int]]
) -> tuple[PartTotals, ...]:
    """Set what was keyed against each part; a means keyed but not counted is a part of nothing.

    Args:
        parts: What was counted, nothing when the pile was counted as a whole.
        keyed: Means, count and cents of what was keyed.
    """
    if not parts:
        return ()
    found = {means: (count, cents) for means, count, cents in keyed}
    wanted = {part.means: (part.count, part.cents) for part in parts}
    both = [*wanted, *(means for means in found if means not in wanted)]
    nothing = (0, 0)
    return tuple(
        PartTotals(means, *found.get(means, nothing), *wanted.get(means, nothing)) for means in both
    )


def check_parts(parts: Sequence[ExpectedPart], count: int | None, cents: int | None) -> None:
    """Refuse parts that do not make the whole.

    Raises:
        Refused: When a part is less than nothing, or their sums are not the two figures.
    """
    if not parts:
        return
    if any(part.count < 0 or part.cents < 0 for part in parts):
        message = _("What is expected is less than nothing: count the envelopes again.")
        raise Refused("batch.negative_control", message, "expected_parts")
    counted, made = sum(part.count for part in parts), sum(part.cents for part in parts)
    if counted != (count or 0) or made != (cents or 0):
        message = _(
            "The parts make {counted} gifts and {made}, the whole {count} gifts and {cents}: "
            "count again."
        )
        told = message.format(
            counted=counted,
            made=format_amount(made),
            count=count or 0,
            cents=format_amount(cents or 0),
        )
        raise Refused("batch.parts", told, "expected_parts")
