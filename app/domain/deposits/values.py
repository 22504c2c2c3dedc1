# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A deposit: its numbers, its states, and what corrections make of it at the bank."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.gifts import Means
from app.kernel.i18n import _


class DepositState(StrEnum):
    """Made, then printed, taken to the bank, and found on the statement; or cancelled before."""

    OPEN = "open"
    PRINTED = "printed"
    BANKED = "banked"
    RECONCILED = "reconciled"
    CANCELLED = "cancelled"


WAY = (DepositState.OPEN, DepositState.PRINTED, DepositState.BANKED, DepositState.RECONCILED)
"""The states in the order a deposit goes through them."""

CARRIED = (Means.CHEQUE, Means.CASH)
"""What is carried to a bank; everything else reaches the account by itself."""


def state_word(state: DepositState) -> str:
    """Name the state of a deposit."""
    words = {
        DepositState.OPEN: _("To print"),
        DepositState.PRINTED: _("Slip printed"),
        DepositState.BANKED: _("Taken to the bank"),
        DepositState.RECONCILED: _("Found on the statement"),
        DepositState.CANCELLED: _("Deposit cancelled"),
    }
    return words[state]


@dataclass(frozen=True, slots=True, kw_only=True)
class BankDeposit:
    """A numbered slip (*bordereau de remise*): its count, total and paper never change.

    Attributes:
        year, sequence: Make the number ``2026-009``.
        batch_id: The batch whose posting made it; None when it was made on another day, of what
            was kept for later.
        means: Cheques or cash; nothing else is carried to a bank.
        document_sha256: The slip in the vault.
        counted: Notes and coins as ``write_piles`` writes them, or empty when nobody counted.
        comment: Printed on the slip.
        made_by: Who made it; empty for a deposit older than this program.
        printed_at, printed_by: When and by whom the slip was first taken out.
        banked_on, banked_by: The day it was taken to the bank.
        credited_on, credited_cents, reconciled_by: Its line on the statement, and who found it.
        difference_reason: Why the bank credited another amount than the slip's.
        cancelled_on, cancelled_by, cancel_reason: Before it was taken to the bank; its gifts are
            no longer on it, its number and its slip stay.
        booked_on: The day it stands in the books of a closed year; None while its year is open.
    """

    id: int = 0
    version: int = 0
    year: int
    sequence: int = 0
    batch_id: int | None = None
    bank_account_id: int
    means: Means
    made_on: date
    count: int
    cents: int
    state: DepositState = DepositState.OPEN
    document_sha256: str = ""
    counted: str = ""
    comment: str = ""
    made_by: str = ""
    printed_at: datetime | None = None
    printed_by: str = ""
    banked_on: date | None = None
    banked_by: str = ""
    credited_on: date | None = None
    credited_cents: int | None = None
    reconciled_by: str = ""
    difference_reason: str = ""
    cancelled_on: date | None = None
    cancelled_by: str = ""
    cancel_reason: str = ""
    booked_on: date | None = None

    @property
    def number(self) -> str:
        """The number as written on the slip: ``2026-009``."""
        return f"{self.year}-{self.sequence:03d}"

    @property
    def difference_cents(self) -> int:
        """What the bank credited beyond the slip (positive) or short of it (negative)."""
        return 0 if self.credited_cents is None else self.credited_cents - self.cents


def split_piles(means: Means, count: int, max_cheques: int) -> list[range]:
    """Return the places of the gifts that go on each slip.

    Args:
        means: Cheques are split, cash never is.
        count: How many gifts there are of these means.
        max_cheques: What the bank takes on one slip; 0 for no limit.
    """
    size = max_cheques if means is Means.CHEQUE and max_cheques else max(count, 1)
    return [range(start, min(start + size, count)) for start in range(0, count, size)]


@dataclass(frozen=True, slots=True)
class Correcting:
    """A gift of a slip that was corrected after it was posted.

    Attributes:
        cents, means: As the slip had it.
        into_cents, into_means: As it should have been; None when nothing follows the reversal.
        settled_apart: The bank returned the cheque or the donor was refunded: another line of the
            statement, which leaves the deposit's own as it was.
    """

    cents: int
    means: Means
    into_cents: int | None
    into_means: Means | None
    settled_apart: bool = False

    @property
    def effect_cents(self) -> int:
        """By how much the bank's line for the deposit differs from the slip."""
        if self.settled_apart:
            return 0
        stays = self.into_cents if self.into_means is self.means else 0
        return (stays or 0) - self.cents


def corrections_cents(corrections: Iterable[Correcting]) -> int:
    """Return by how much the bank's line will differ from the slip, all corrections together."""
    return sum(one.effect_cents for one in corrections)
