# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storage of fiscal years and of the association's own accounts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from app.domain.accounting import FiscalYear, FundYear, LedgerRule
from app.domain.gifts import Means
from app.usecases.ports.desk import GiftLine


class Written(NamedTuple):
    """When a batch was written down, where that decides on the day its gifts are booked.

    Attributes:
        posted_on: The day of its posting; for a correction the day it was written.
        open_from: The first day that was not of a closed year then, or None.
        correction: Whether it corrects other batches.
    """

    posted_on: date
    open_from: date | None
    correction: bool


class YearRepo(Protocol):
    """Fiscal years that were closed, and the restricted funds in them."""

    def add(self, value: FiscalYear) -> FiscalYear:
        """Write a new one."""

    def save(self, value: FiscalYear) -> FiscalYear:
        """Write one that was read."""

    def all(self) -> Sequence[FiscalYear]:
        """Return those closed once, the latest first."""

    def ending(self, last_on: date) -> FiscalYear | None:
        """Return the one that ends on a day, whether it is closed or open again."""

    def open_from(self) -> date | None:
        """Return the first day that is not of a closed year; None when none is closed."""

    def kept_from(self) -> date | None:
        """Return the first day of the first year that was ever closed; None without one."""

    def written(self) -> Mapping[int, Written]:
        """Return, by id, the batches whose gifts may be booked on another day than their own."""

    def gifts(self, first: date, last: date) -> Iterator[GiftLine]:
        """Yield what the books of a period need, by day: all but what was settled before it."""

    def settled_before(self, first: date) -> Mapping[Means, int]:
        """Sum the carried gifts that came and went to the bank before a day, for good."""

    def freeze(self, last_on: date) -> None:
        """Keep the day each deposit is booked, for those booked to a day."""

    def thaw(self) -> None:
        """Let the deposits booked in no closed year follow what is said of them again."""

    def funds(self, year_id: int) -> Sequence[FundYear]:
        """Return the restricted funds in a year."""

    def keep_funds(self, year_id: int, told: Sequence[FundYear]) -> None:
        """Write the restricted funds in a year, in place of those there are."""


class LedgerRuleRepo(Protocol):
    """What the association books under accounts of its own."""

    def all(self) -> Sequence[LedgerRule]:
        """Return the rules."""

    def add(self, value: LedgerRule) -> LedgerRule:
        """Write a new one."""

    def save(self, value: LedgerRule) -> LedgerRule:
        """Write one that was read."""

    def remove(self, value: LedgerRule) -> None:
        """Let the chart decide again."""
