# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gift batches: what was counted on paper before keying, and how it is compared."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.gifts import Gift, Means


class BatchKind(StrEnum):
    """What a batch holds."""

    CHEQUES = "cheques"
    CASH = "cash"
    TRANSFERS = "transfers"
    MIXED = "mixed"
    CORRECTION = "correction"
    IMPORT = "import"


class BatchState(StrEnum):
    """Draft, then posted for ever; a draft may be cancelled."""

    DRAFT = "draft"
    POSTED = "posted"
    CANCELLED = "cancelled"


DEFAULT_MEANS = {
    BatchKind.CHEQUES: Means.CHEQUE,
    BatchKind.CASH: Means.CASH,
    BatchKind.TRANSFERS: Means.TRANSFER,
    BatchKind.MIXED: Means.CHEQUE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftBatch:
    """A pile of envelopes keyed together.

    Attributes:
        year, sequence: Make the number ``2026-014``; corrections are numbered ``2026-C03``.
        expected_count, expected_total_cents: Counted on paper before keying; None when the
            batch goes without a control.
        partial: The half-typed line, kept against a power cut: JSON written by the screen.
        difference_reason: Why it was posted although it did not agree; visible for ever.
    """

    id: int = 0
    version: int = 0
    kind: BatchKind = BatchKind.CHEQUES
    year: int
    sequence: int = 0
    state: BatchState = BatchState.DRAFT
    expected_count: int | None = None
    expected_total_cents: int | None = None
    received_on: date
    fund_id: int
    appeal_id: int | None = None
    bank_account_id: int | None = None
    comment: str = ""
    opened_by: str = ""
    opened_at: datetime | None = None
    posted_by: str = ""
    posted_at: datetime | None = None
    difference_reason: str = ""
    partial: str = ""

    @property
    def number(self) -> str:
        """The number as written: ``2026-014``, ``2026-C03``, ``2026-I02``."""
        mark = {BatchKind.CORRECTION: "C", BatchKind.IMPORT: "I"}.get(self.kind, "")
        return f"{self.year}-{mark}{self.sequence:0{2 if mark else 3}d}"


@dataclass(frozen=True, slots=True)
class BatchTotals:
    """What was keyed against what was expected; differences are keyed minus expected."""

    count: int
    cents: int
    expected_count: int | None
    expected_cents: int | None

    @property
    def count_difference(self) -> int:
        """Gifts too many (positive) or missing (negative)."""
        return 0 if self.expected_count is None else self.count - self.expected_count

    @property
    def difference_cents(self) -> int:
        """Cents too many (positive) or missing (negative)."""
        return 0 if self.expected_cents is None else self.cents - self.expected_cents

    @property
    def agree(self) -> bool:
        """Tell whether count and total both agree."""
        return self.count_difference == 0 and self.difference_cents == 0


class LeadKind(StrEnum):
    """A usual slip that would explain the difference."""

    EQUAL_AMOUNT = "equal_amount"
    SWAPPED_DIGITS = "swapped_digits"
    TEN_TIMES = "ten_times"
    SAME_DONOR_TWICE = "same_donor_twice"
    COUNT_ONLY = "count_only"


@dataclass(frozen=True, slots=True)
class Lead:
    """Where to look for the difference.

    Attributes:
        gift_id: The line to open, or 0 when the lead is about the pile.
        expected_cents: What the line would have to be for the batch to agree.
    """

    kind: LeadKind
    gift_id: int
    expected_cents: int = 0


def find_leads(gifts: Sequence[Gift], totals: BatchTotals) -> list[Lead]:
    """Return where to look for the difference, the likeliest first."""
    gap = totals.difference_cents
    leads: list[Lead] = []
    if gap:
        leads.extend(_equal_amounts(gifts, gap))
        leads.extend(_misread_amounts(gifts, gap))
    elif totals.count_difference:
        leads.append(Lead(LeadKind.COUNT_ONLY, 0))
    if gap > 0 or totals.count_difference > 0:
        leads.extend(_doubled_donors(gifts))
    return leads


def _equal_amounts(gifts: Sequence[Gift], gap: int) -> list[Lead]:
    return [Lead(LeadKind.EQUAL_AMOUNT, gift.id) for gift in gifts if gift.cents == abs(gap)]


def _misread_amounts(gifts: Sequence[Gift], gap: int) -> list[Lead]:
    leads = []
    for gift in gifts:
        wanted = gift.cents - gap
        if wanted <= 0:
            continue
        if gap % 9 == 0 and _is_swap(str(gift.cents), str(wanted)):
            leads.append(Lead(LeadKind.SWAPPED_DIGITS, gift.id, wanted))
        elif wanted * 10 == gift.cents or wanted == gift.cents * 10:
            leads.append(Lead(LeadKind.TEN_TIMES, gift.id, wanted))
    return leads


def _is_swap(keyed: str, wanted: str) -> bool:
    width = max(len(keyed), len(wanted))
    keyed, wanted = keyed.zfill(width), wanted.zfill(width)
    places = [i for i in range(width) if keyed[i] != wanted[i]]
    match places:
        case [first, second] if second == first + 1:
            return keyed[first] == wanted[second] and keyed[second] == wanted[first]
    return False


def _doubled_donors(gifts: Sequence[Gift]) -> list[Lead]:
    seen = Counter((gift.donor_id, gift.cents) for gift in gifts if gift.donor_id is not None)
    return [
        Lead(LeadKind.SAME_DONOR_TWICE, gift.id)
        for gift in gifts
        if gift.donor_id is not None and seen[gift.donor_id, gift.cents] > 1
    ]
