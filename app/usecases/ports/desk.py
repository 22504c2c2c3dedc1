# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storage of the gift desk: batches, gifts, deposits."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from app.domain.batches import BatchKind, BatchState, BatchTotals, GiftBatch, Lease
from app.domain.deposits import BankDeposit, Correcting, DepositState
from app.domain.gifts import (
    PLAIN,
    Counterpart,
    Expense,
    Gift,
    GiftDetails,
    GiftReturn,
    GiftState,
    Means,
)
from app.usecases.ports.batches import BatchFilter


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch as a row of the list.

    Attributes:
        unidentified: How many of its gifts still have no donor.
        owned_by: Who answers for it.
        lease: Where it is, or was last, open to key in it; None once it was left.
    """

    id: int
    kind: BatchKind
    year: int
    sequence: int
    state: BatchState
    received_on: date
    expected_count: int | None
    expected_total_cents: int | None
    count: int
    cents: int
    unidentified: int
    opened_by: str
    opened_at: datetime | None
    posted_at: datetime | None
    difference_reason: str
    owned_by: str = ""
    lease: Lease | None = None


class Subtotal(NamedTuple):
    """Part of a batch.

    Attributes:
        label: A fund's name, a word of ``Means``, or a year.
    """

    label: str
    gifts: int
    cents: int


@dataclass(frozen=True, slots=True)
class Subtotals:
    """A batch parted three ways; the year is the one that counts for tax."""

    by_fund: Sequence[Subtotal]
    by_means: Sequence[Subtotal]
    by_year: Sequence[Subtotal]


@dataclass(frozen=True, slots=True)
class BatchCounts:
    """How many lines of a batch deserve a word before it is posted.

    Attributes:
        unidentified: Lines without a donor.
        large: Lines of at least the amount asked about.
        first_gifts: Lines of donors who have none in any other batch.
        unusual: How many payments each hint was told of, by its code.
    """

    unidentified: int
    large: int
    first_gifts: int
    unusual: Mapping[str, int]


class BatchRepo(Protocol):
    """Gift batches."""

    def get(self, batch_id: int) -> GiftBatch:
        """Return one; raise ``Refused`` when there is none."""

    def hold(self, batch_id: int) -> GiftBatch:
        """Return one as ``get`` does, once nobody else writes in it, and hold it to the commit."""

    def by_number(self, number: str) -> GiftBatch | None:
        """Return the one written ``2026-014``."""

    def add(self, batch: GiftBatch) -> GiftBatch:
        """Write a new one under the next number of its year and kind."""

    def save(self, batch: GiftBatch) -> GiftBatch:
        """Write a changed one; raise ``Conflict`` when it is stale."""

    def save_partial(self, batch_id: int, partial: str) -> None:
        """Keep the half-typed line, without a new version and without trail."""

    def lease(self, batch_id: int) -> Lease | None:
        """Return where it is open to key in it, or None."""

    def keep_lease(self, lease: Lease) -> None:
        """Write down where it is open, in place of what was there; without trail."""

    def end_lease(self, batch_id: int) -> None:
        """Forget where it is open; without trail."""

    def totals(self, batch: GiftBatch) -> BatchTotals:
        """Count and sum what it holds."""

    def subtotals(self, batch_id: int) -> Subtotals:
        """Count and sum its parts."""

    def counts(self, batch_id: int, large_cents: int) -> BatchCounts:
        """Count the lines that deserve a word before it is posted."""

    def ids(self, wanted: BatchFilter) -> "array[int]":
        """Return the ids of the batches wanted, the latest first."""

    def lines(self, ids: Sequence[int]) -> Sequence[BatchLine]:
        """Return the rows of these ids, in the order asked."""

    def years(self) -> Sequence[int]:
        """Return the years that have batches, the latest first."""

    def owners(self) -> Sequence[str]:
        """Return the names of those who answer for batches."""

    def posted_before(self, batch: GiftBatch) -> int | None:
        """Return the id of the last posted batch of the same kind, received no later."""


@dataclass(frozen=True, slots=True)
class GiftLine:
    """A gift as a row of a list.

    Attributes:
        reversed_by: The id of the gift that reverses it, or None.
        receipt_number: The live tax receipt it stands on, or empty.
        foreign_receipt: The tax receipt somebody else issued for it, or empty.
        kept: When posted it was kept for a later deposit.
        payer_name, thanked_name: Of the persons its details name, or empty.
        unusual: Codes of what was unusual about it when it was keyed, parted by spaces.
    """

    id: int
    batch_id: int
    batch_number: str
    position: int
    donor_id: int | None
    donor_number: int | None
    donor_name: str
    postal_code: str
    city: str
    cents: int
    received_on: date
    means: Means
    cheque_number: str
    cheque_bank: str
    fund_id: int
    fund_name: str
    appeal_name: str
    clue: str
    state: GiftState
    reverses_id: int | None
    reversed_by: int | None
    corrects_id: int | None
    deposit_number: str
    receipt_number: str
    version: int
    foreign_receipt: str = ""
    kept: bool = False
    cheque_dated_on: date | None = None
    anonymous: bool = False
    part_of_id: int | None = None
    details: GiftDetails = PLAIN
    payer_name: str = ""
    thanked_name: str = ""
    unusual: str = ""

    @property
    def on_hand(self) -> bool:
        """Tell whether it still waits for a deposit."""
        stands = self.reverses_id is None and self.reversed_by is None
        return self.kept and stands and not self.deposit_number

    @property
    def payment_id(self) -> int:
        """The line that stands for the whole payment: its first part, or itself."""
        return self.part_of_id or self.id


@dataclass(frozen=True, slots=True)
class Voucher:
    """A document that proves a gift: a bill, a valuation, a signed waiver."""

    id: int
    name: str
    document_sha256: str


class GiftRepo(Protocol):
    """Gifts."""

    def get(self, gift_id: int) -> Gift:
        """Return one; raise ``Refused`` when there is none."""

    def add(self, gift: Gift) -> Gift:
        """Write a new one at the end of its batch and return it with id and position."""

    def save(self, gift: Gift) -> Gift:
        """Write a changed draft; raise ``Conflict`` when it is stale."""

    def remove(self, gift: Gift) -> None:
        """Remove a draft line; the trail keeps it."""

    def parts(self, gift_id: int) -> Sequence[Gift]:
        """Return the lines of the payment a gift is of, the first part first."""

    def expenses(self, gift_id: int) -> Sequence[Expense]:
        """Return the expense sheet of a gift, in its order."""

    def set_expenses(self, gift_id: int, expenses: Sequence[Expense]) -> None:
        """Write the expense sheet of a gift anew."""

    def kilometres(self, donor_id: int, year: int, but: int) -> Sequence[Expense]:
        """Return the journeys a donor waived in a year on gifts that stand, but one gift's."""

    def vouchers(self, gift_id: int) -> Sequence[Voucher]:
        """Return the documents that prove a gift, in the order they came."""

    def attach(self, gift_id: int, name: str, sha256: str) -> None:
        """Attach a document of the vault to a gift."""

    def benefits(self, donor_id: int, year: int) -> Sequence[Counterpart]:
        """Return the payments of a donor's year that had something in return, drafts included."""

    def of_batch(self, batch_id: int) -> Sequence[Gift]:
        """Return the gifts of a batch in the order keyed."""

    def post_batch(self, batch_id: int) -> None:
        """Make every draft line of a batch posted."""

    def set_deposit(self, gift_ids: Sequence[int], deposit_id: int) -> None:
        """Put posted gifts on a deposit."""

    def release(self, deposit_id: int) -> None:
        """Put the gifts of a deposit on hand again, and what corrected them by the same means."""

    def keep(self, gift_ids: Sequence[int]) -> None:
        """Mark posted gifts as kept for a later deposit."""

    def on_hand(self) -> Sequence[GiftLine]:
        """Return what was kept for a later deposit and has none yet, the oldest first."""

    def reversal_of(self, gift_id: int) -> Gift | None:
        """Return the gift that reverses this one."""

    def batch_lines(self, batch_id: int, limit: int | None = None) -> Sequence[GiftLine]:
        """Return the rows of a batch, the newest first."""

    def donor_lines(self, donor_id: int, limit: int | None = None) -> Sequence[GiftLine]:
        """Return the rows of a donor, the newest first, drafts included."""

    def deposit_lines(self, deposit_id: int) -> Sequence[GiftLine]:
        """Return the rows of a deposit in the order keyed."""

    def unidentified(self) -> Sequence[GiftLine]:
        """Return posted gifts that wait for a donor."""

    def ids(self, *, year: int | None = None) -> "array[int]":
        """Return the ids of posted gifts, the newest first."""

    def lines(self, ids: Sequence[int]) -> Sequence[GiftLine]:
        """Return the rows of these ids, in the order asked."""

    def stream(self, *, year: int | None = None) -> Iterator[GiftLine]:
        """Yield posted gifts by day then id, in bounded memory."""

    def by_month(self, year: int) -> Sequence[tuple[int, int]]:
        """Return (count, cents) of posted gifts for the twelve months of ``year``."""

    def sum_between(self, first: date, last: date) -> tuple[int, int]:
        """Return (count, cents) of posted gifts received from ``first`` to ``last``."""

    def any_keyed(self) -> bool:
        """Tell whether a gift was ever keyed, posted or not."""

    def usual_cents(self, donor_id: int) -> int | None:
        """Return the median of the donor's last gifts, or None without any."""

    def same_cheque(
        self, cheque_number: str, cheque_bank: str, since: date, drawers: Sequence[int] = ()
    ) -> Sequence[GiftLine]:
        """Return gifts paid by a cheque of this number, of this bank or by these donors."""


@dataclass(frozen=True, slots=True)
class DepositLine:
    """A deposit as a row of the list.

    Attributes:
        batch_id, batch_number: The batch that made it; None and empty when it was made of what
            was kept for later.
        credited_on, credited_cents: Its line on the bank's statement, once it was found.
        booked_on: The day it stands in the books of a closed year, or None.
    """

    id: int
    version: int
    number: str
    made_on: date
    means: Means
    count: int
    cents: int
    state: DepositState
    bank_account_id: int
    account_label: str
    batch_id: int | None
    batch_number: str
    banked_on: date | None
    credited_on: date | None
    credited_cents: int | None
    booked_on: date | None = None

    @property
    def difference_cents(self) -> int:
        """What the bank credited beyond the slip, or less than zero when it credited less."""
        return 0 if self.credited_cents is None else self.credited_cents - self.cents


class DepositRepo(Protocol):
    """Bank deposits."""

    def get(self, deposit_id: int) -> BankDeposit:
        """Return one; raise ``Refused`` when there is none."""

    def by_number(self, number: str) -> BankDeposit | None:
        """Return the one written ``2026-009``."""

    def add(self, deposit: BankDeposit) -> BankDeposit:
        """Write a new one under the next number of its year."""

    def next_sequence(self, year: int) -> int:
        """Return the number the next deposit of the year will bear, inside this transaction."""

    def save(self, deposit: BankDeposit) -> BankDeposit:
        """Write a changed one."""

    def lines(self, limit: int | None = None) -> Sequence[DepositLine]:
        """Return deposits, the latest first."""

    def of_batch(self, batch_id: int) -> Sequence[BankDeposit]:
        """Return the deposits a batch made."""

    def corrections(self, deposit_id: int) -> Sequence[Correcting]:
        """Return what became of the gifts of a slip that were corrected since."""


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """A return as a row: all that a letter to the donor says.

    Attributes:
        gift: The posted gift, with its donor, its cheque and its deposit.
    """

    entry: GiftReturn
    gift: GiftLine


class ReturnRepo(Protocol):
    """Money that left again: returned cheques and refunds."""

    def add(self, value: GiftReturn) -> GiftReturn:
        """Write a new one."""

    def lines(self, limit: int | None = None) -> Sequence[ReturnLine]:
        """Return them as rows, the latest first."""
