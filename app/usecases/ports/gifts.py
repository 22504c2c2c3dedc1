# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storage of what may tell whose a gift set aside is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class NearCheque:
    """A cheque of a known donor, likely out of the same book as another.

    Attributes:
        number: Its own.
    """

    donor_id: int
    number: str
    received_on: date


@dataclass(frozen=True, slots=True)
class Habit:
    """A donor who used to give one amount.

    Attributes:
        times: How many payments of that amount stand.
        last_on: The day of the last gift of any amount.
    """

    donor_id: int
    times: int
    last_on: date


class ClueRepo(Protocol):
    """What is kept about gifts set aside, and what other gifts tell about them."""

    def keep_account(self, gift_id: int, fingerprint: str) -> None:
        """Keep the account a gift set aside was drawn on, until its donor is known."""

    def account_of(self, gift_id: int) -> str:
        """Return the fingerprint of the account a gift set aside was drawn on, or empty."""

    def forget_account(self, gift_id: int) -> None:
        """Forget the account of a gift whose donor is known."""

    def near_cheques(self, number: str, bank: str, since: date, span: int) -> Sequence[NearCheque]:
        """Return cheques of donors from this bank, numbered within ``span``, the latest first."""

    def habits(self, cents: int, since: date, before: date, limit: int) -> Sequence[Habit]:
        """Return who gave this amount twice or more since a day, and nothing from ``before`` on."""
