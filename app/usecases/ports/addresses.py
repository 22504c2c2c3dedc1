# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storage of letters that came back."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol

from app.domain.addresses import ReturnedLetter, ReturnReason


class Unreachable(NamedTuple):
    """A donor no letter reaches, and the money at stake.

    Attributes:
        returned_on: Since when mail is held; None when the address is merely incomplete.
        reason: Why the last letter came back; None when none did.
        gifts, cents: Gifts of the year asked for, that stand.
        unreceipted: How many of those gifts are on no tax receipt.
        unreceipted_cents: Their sum.
    """

    donor_id: int
    number: int
    name: str
    street: str
    postal_code: str
    city: str
    phone: str
    email: str
    returned_on: date | None
    reason: ReturnReason | None
    gifts: int
    cents: int
    unreceipted: int
    unreceipted_cents: int


class ReturnedLetterRepo(Protocol):
    """Letters that came back."""

    def get(self, row_id: int) -> ReturnedLetter:
        """Return the letter of an id; refused when there is none."""

    def add(self, value: ReturnedLetter) -> ReturnedLetter:
        """Write a new one and return it with its id."""

    def save(self, value: ReturnedLetter) -> ReturnedLetter:
        """Write a changed one."""

    def remove(self, value: ReturnedLetter) -> None:
        """Remove one noted by mistake; the trail keeps it."""

    def of_donor(self, donor_id: int) -> Sequence[ReturnedLetter]:
        """Return a donor's letters, the newest first."""

    def donor_ids(self) -> frozenset[int]:
        """Return the donors a letter to whom ever came back."""

    def unreachable(self, year: int) -> Sequence[Unreachable]:
        """Return the donors no letter reaches, those with most money at stake first."""
