# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gift batches: what was counted on paper before keying, and how it is compared."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.domain.batches.control import ExpectedPart, PartTotals, read_parts
from app.domain.batches.tape import Tape, compare_tape
from app.domain.gifts import MONEY_MEANS, Gift, Means, means_words
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount

MOST_LEADS = 8
"""Leads of one kind that are told: a pile of equal gifts must not hide the others."""


class BatchKind(StrEnum):
    """What a batch holds."""

    CHEQUES = "cheques"
    CASH = "cash"
    TRANSFERS = "transfers"
    MIXED = "mixed"
    OTHER = "other"
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
    BatchKind.OTHER: Means.IN_KIND,
}

KEYED_BY_HAND = frozenset(DEFAULT_MEANS)
"""The kinds a person opens; the program opens the others by itself."""

ALLOWED_MEANS = {
    BatchKind.CHEQUES: frozenset({Means.CHEQUE}),
    BatchKind.CASH: frozenset({Means.CASH}),
    BatchKind.TRANSFERS: frozenset({Means.TRANSFER, Means.CARD, Means.DIRECT_DEBIT}),
    BatchKind.MIXED: frozenset(Means),
    BatchKind.OTHER: frozenset(Means) - MONEY_MEANS,
}
"""What the lines of a batch keyed by hand may be paid by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftBatch:
    """A pile of envelopes keyed together.

    Attributes:
        year, sequence: Make the number ``2026-014``; corrections are numbered ``2026-C03``.
        expected_count, expected_total_cents: Counted on paper before keying; None when the
            batch goes without a control.
        expected_parts: What each means of payment should make, as ``write_parts`` writes it.
        counted: Notes and coins, as ``write_piles`` writes them; empty when nobody counted.
        tape: The amounts added up before keying, as ``write_tape`` writes them.
        partial: The half-typed line, kept against a power cut: JSON written by the screen.
        difference_reason: Why it was posted although it did not agree; visible for ever.
        owner: Who answers for it since it was handed over; empty while it is who opened it.
        open_from: The first day of a year that was not closed when it was posted; None when
            none was closed.
    """

    id: int = 0
    version: int = 0
    kind: BatchKind = BatchKind.CHEQUES
    year: int
    sequence: int = 0
    state: BatchState = BatchState.DRAFT
    expected_count: int | None = None
    expected_total_cents: int | None = None
    expected_parts: str = ""
    counted: str = ""
    tape: str = ""
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
    owner: str = ""
    open_from: date | None = None

    @property
    def owned_by(self) -> str:
        """Who answers for it."""
        return self.owner or self.opened_by

    @property
    def number(self) -> str:
        """The number as written."""
        return batch_number(self.kind, self.year, self.sequence)

    @property
    def parts(self) -> tuple[ExpectedPart, ...]:
        """What each means of payment should make; nothing when counted as a whole."""
        return read_parts(self.expected_parts)


LEASE_LIFE = timedelta(minutes=5)
"""How long a window that says nothing any more keeps its batch; clocks of computers differ."""

LEASE_RENEWED = timedelta(minutes=1)
"""How often a window says that it is still there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A batch is open in one window, which alone may write in it.

    Attributes:
        since: When it was opened there.
        seen_at: When that window last said it was still there.
    """

    batch_id: int
    user: str
    workstation: str
    window: str
    since: datetime
    seen_at: datetime

    def is_live(self, now: datetime) -> bool:
        """Tell whether the window is still there, for all that is known."""
        return now - self.seen_at < LEASE_LIFE

    def shuts_out(self, window: str, now: datetime) -> bool:
        """Tell whether another window may not write in the batch."""
        return self.window != window and self.is_live(now)


def batch_number(kind: BatchKind, year: int, sequence: int) -> str:
    """Write the number of a batch: ``2026-014``, ``2026-C03``, ``2026-I02``."""
    mark = {BatchKind.CORRECTION: "C", BatchKind.IMPORT: "I"}.get(kind, "")
    return f"{year}-{mark}{sequence:0{2 if mark else 3}d}"


@dataclass(frozen=True, slots=True)
class BatchTotals:
    """What was keyed against what was expected; differences are keyed minus expected."""

    count: int
    cents: int
    expected_count: int | None
    expected_cents: int | None
    parts: tuple[PartTotals, ...] = ()

    @property
    def controlled(self) -> bool:
        """Tell whether anything was counted on paper; without it, nothing can disagree."""
        return self.expected_count is not None or self.expected_cents is not None

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
        """Tell whether count and total both agree, and every part counted apart."""
        whole = self.count_difference == 0 and self.difference_cents == 0
        return whole and all(part.agree for part in self.parts)


class LeadKind(StrEnum):
    """A usual slip that would explain the difference."""

    EQUAL_AMOUNT = "equal_amount"
    SWAPPED_DIGITS = "swapped_digits"
    TEN_TIMES = "ten_times"
    COUNT_ONLY = "count_only"
    SAME_DONOR_TWICE = "same_donor_twice"
    NO_CHEQUE_NUMBER = "no_cheque_number"
    OTHER_MEANS = "other_means"
    TAPE_ONLY = "tape_only"
    NOT_ON_TAPE = "not_on_tape"


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


def find_leads(gifts: Sequence[Gift], totals: BatchTotals, tape: Tape | None = None) -> list[Lead]:
    """Return where to look for the difference, the likeliest first; none when all agrees.

    Args:
        gifts: The lines in the order keyed.
        totals: The totals that disagree.
        tape: What the adding machine was given before keying, or None.
    """
    if totals.agree:
        return []
    gap = totals.difference_cents
    found = [
        _against_tape(gifts, tape or Tape()),
        _swapped_digits(gifts, gap),
        _equal_amounts(gifts, gap),
        _ten_times(gifts, gap),
        [] if gap or not totals.count_difference else [Lead(LeadKind.COUNT_ONLY, 0)],
        [] if gap else _other_means(gifts, totals),
        _doubled_donors(gifts) if gap > 0 or totals.count_difference > 0 else [],
        _numberless_cheques(gifts),
    ]
    return [lead for leads in found for lead in leads[:MOST_LEADS]]


def _against_tape(gifts: Sequence[Gift], tape: Tape) -> list[Lead]:
    """Set the lines against the tape, where nearly all of it was keyed."""
    if not tape.amounts:
        return []
    added, keyed = compare_tape(tape, (gift.cents for gift in gifts))
    if added.total() > MOST_LEADS:
        return []
    found = [Lead(LeadKind.TAPE_ONLY, 0, cents) for cents in added.elements()]
    for gift in gifts:
        if keyed[gift.cents]:
            keyed[gift.cents] -= 1
            found.append(Lead(LeadKind.NOT_ON_TAPE, gift.id))
    return found


def _other_means(gifts: Sequence[Gift], totals: BatchTotals) -> list[Lead]:
    """One line keyed under another means makes one part too much and another too little."""
    over = {part.means: part.difference_cents for part in totals.parts if not part.agree}
    return [
        Lead(LeadKind.OTHER_MEANS, gift.id)
        for gift in gifts
        if gift.cents == over.get(gift.means, 0)
    ]


def _equal_amounts(gifts: Sequence[Gift], gap: int) -> list[Lead]:
    return [Lead(LeadKind.EQUAL_AMOUNT, gift.id) for gift in gifts if gift.cents == abs(gap)]


def _swapped_digits(gifts: Sequence[Gift], gap: int) -> list[Lead]:
    """Two swapped digits always make a difference that nine divides."""
    if not gap or gap % 9:
        return []
    return [
        Lead(LeadKind.SWAPPED_DIGITS, gift.id, gift.cents - gap)
        for gift in gifts
        if gift.cents > gap and _is_swap(str(gift.cents), str(gift.cents - gap))
    ]


def _is_swap(keyed: str, wanted: str) -> bool:
    width = max(len(keyed), len(wanted))
    keyed, wanted = keyed.zfill(width), wanted.zfill(width)
    places = [i for i in range(width) if keyed[i] != wanted[i]]
    match places:
        case [first, second] if second == first + 1:
            return keyed[first] == wanted[second] and keyed[second] == wanted[first]
    return False


def _ten_times(gifts: Sequence[Gift], gap: int) -> list[Lead]:
    return [
        Lead(LeadKind.TEN_TIMES, gift.id, gift.cents - gap)
        for gift in gifts
        if gap and gift.cents > gap and _is_tenfold(gift.cents, gift.cents - gap)
    ]


def _is_tenfold(keyed: int, wanted: int) -> bool:
    return wanted * 10 == keyed or keyed * 10 == wanted


def _doubled_donors(gifts: Sequence[Gift]) -> list[Lead]:
    seen = Counter(gift.donor_id for gift in gifts)
    return [
        Lead(LeadKind.SAME_DONOR_TWICE, gift.id)
        for gift in gifts
        if gift.donor_id is not None and seen[gift.donor_id] > 1
    ]


def _numberless_cheques(gifts: Sequence[Gift]) -> list[Lead]:
    """A cheque without number says something only where the others have theirs."""
    cheques = [gift for gift in gifts if gift.means is Means.CHEQUE]
    bare = [gift for gift in cheques if not gift.cheque_number]
    if len(bare) == len(cheques):
        return []
    return [Lead(LeadKind.NO_CHEQUE_NUMBER, gift.id) for gift in bare]


def tell_lead(lead: Lead, gift: Gift | None, totals: BatchTotals) -> str:
    """Return the sentence that tells a lead.

    Args:
        lead: What to tell.
        gift: The line it is about, or None when it is about the pile.
        totals: The totals it was found from.
    """
    too_much = totals.difference_cents > 0
    twice = _("Line {line}: {amount} is exactly what is too much. Keyed twice?")
    forgotten = _("Line {line}: {amount} is exactly what is missing. Was one forgotten?")
    message = {
        LeadKind.EQUAL_AMOUNT: twice if too_much else forgotten,
        LeadKind.SWAPPED_DIGITS: _(
            "Line {line}: {amount} instead of {wanted}? Two digits are swapped."
        ),
        LeadKind.TEN_TIMES: _(
            "Line {line}: {amount} instead of {wanted}? A zero too many or too few."
        ),
        LeadKind.SAME_DONOR_TWICE: _(
            "Line {line}: {amount} by a donor who has another line. Keyed twice?"
        ),
        LeadKind.NO_CHEQUE_NUMBER: _(
            "Line {line}: {amount} has no cheque number. Is it in the pile?"
        ),
        LeadKind.OTHER_MEANS: _(
            "Line {line}: {amount} is what is too much in {means}. Paid otherwise?"
        ),
        LeadKind.TAPE_ONLY: _("{wanted} is on the tape of the adding machine and in no line."),
        LeadKind.NOT_ON_TAPE: _("Line {line}: {amount} is not on the tape of the adding machine."),
        LeadKind.COUNT_ONLY: _("The total agrees but not the count: count the envelopes again."),
    }[lead.kind]
    return message.format(
        line=gift.position if gift else 0,
        amount=format_amount(gift.cents if gift else 0),
        wanted=format_amount(lead.expected_cents),
        means=means_words()[gift.means].lower() if gift else "",
    )


def tell_difference(totals: BatchTotals) -> str:
    """Return the difference in words: the amount first, then the count, then the parts."""
    told = _tell_gap(totals.difference_cents, totals.count_difference)
    words = means_words()
    for part in totals.parts:
        if not part.agree:
            gap = ", ".join(_tell_gap(part.difference_cents, part.count_difference))
            message = _("{means}: {difference}")
            told.append(message.format(means=words[part.means], difference=gap))
    return ", ".join(told)


def _tell_gap(cents: int, gifts: int) -> list[str]:
    parts = []
    if cents:
        message = _("{amount} too much") if cents > 0 else _("{amount} missing")
        parts.append(message.format(amount=format_amount(abs(cents))))
    if gifts:
        count = abs(gifts)
        if gifts > 0:
            message = ngettext("{count} gift too many", "{count} gifts too many", count)
        else:
            message = ngettext("{count} gift missing", "{count} gifts missing", count)
        parts.append(message.format(count=count))
    return parts
