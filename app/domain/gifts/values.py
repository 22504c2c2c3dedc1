# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gifts: what was given, by whom, how, when, and for what."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.domain.gifts.details import PLAIN, GiftDetails
from app.domain.gifts.means import Means


class GiftState(StrEnum):
    """A draft never counts in official figures; a posted gift is never edited."""

    DRAFT = "draft"
    POSTED = "posted"


LARGE_CENTS = 100_000
"""From a thousand euros on, a keyed amount is worth a second look."""

CHEQUE_LIFE = timedelta(days=365 + 8)
"""A cheque can be paid for one year and the eight days of presentation (CMF L131-32, L131-59)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """One line of a batch: one payment by one donor.

    Attributes:
        donor_id: The donor, or None while the gift is *à identifier*.
        cents: Positive, except for a reversal, which is the exact opposite of its original.
        received_on: The day that counts for tax (BOI-IR-RICI-250-20): reception of a cheque,
            hand-over of cash, credit of a transfer (``day_rule`` tells which).
        clue: What is known of an unidentified donor: the name on the cheque, say.
        reference: The gift's number in the file it was imported from.
        foreign_receipt: The tax receipt somebody else issued for it: a platform, the program used
            before. None is issued here.
        anonymous: Nobody will ever be known for it, so nobody is looked for.
        part_of_id: The first part of the payment it was split from, or None: the first part
            itself, and a payment that is whole, stand for one envelope.
        details: What it is besides money: nature, counterpart, tribute, who paid, who is thanked.
        reverses_id: The posted gift this line reverses, or None.
        corrects_id: The posted gift this line replaces after its reversal, or None.
        deposit_id: The bank deposit it belongs to, once posted.
        kept: When posted it was kept for a later deposit; on hand until it has one.
        unusual: Codes of what was unusual about it when it was keyed, parted by spaces.
    """

    id: int = 0
    version: int = 0
    batch_id: int
    position: int = 0
    donor_id: int | None = None
    cents: int
    received_on: date
    means: Means = Means.CHEQUE
    cheque_number: str = ""
    cheque_bank: str = ""
    cheque_dated_on: date | None = None
    fund_id: int
    appeal_id: int | None = None
    clue: str = ""
    note: str = ""
    reference: str = ""
    foreign_receipt: str = ""
    anonymous: bool = False
    part_of_id: int | None = None
    details: GiftDetails = PLAIN
    state: GiftState = GiftState.DRAFT
    reverses_id: int | None = None
    corrects_id: int | None = None
    deposit_id: int | None = None
    kept: bool = False
    unusual: str = ""
    keyed_by: str = ""
    keyed_at: datetime | None = None


class ReturnKind(StrEnum):
    """Why the money of a posted gift left again."""

    UNPAID = "unpaid"
    REFUND = "refund"


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftReturn:
    """Money that left again: a cheque the bank returned unpaid, or a refund to the donor.

    With the gift it tells all that a letter to the donor says.

    Attributes:
        gift_id: The posted gift whose money left.
        reversal_id: The line that takes it out of the books.
        happened_on: The day of the bank's line.
        cents: What left; less than the gift for a refund in part.
        fee_cents: What the bank charged the association for the returned cheque.
        means: How the donor was refunded; None for a returned cheque.
        reference: The bank's, or the number of the cheque that refunds.
        reason: Kept beside both lines.
        receipt_number: The tax receipt that was cancelled for it, or empty.
    """

    id: int = 0
    version: int = 0
    kind: ReturnKind
    gift_id: int
    reversal_id: int
    happened_on: date
    cents: int
    fee_cents: int = 0
    means: Means | None = None
    reference: str = ""
    reason: str
    receipt_number: str = ""
    noted_by: str = ""
    noted_at: datetime | None = None
