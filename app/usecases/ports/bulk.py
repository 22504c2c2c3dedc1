# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing many rows at once: demonstrations and imports."""

from collections.abc import Iterable
from typing import Protocol

from app.domain.batches import GiftBatch
from app.domain.deposits import BankDeposit
from app.domain.donors import Donor
from app.domain.gifts import Gift


class BulkWriter(Protocol):
    """Writes values as they are, without a trail entry for each.

    The caller notes the act in the trail, and recounts the donors' sums at the end.
    """

    def add_donors(self, donors: Iterable[Donor], import_run_id: int | None = None) -> int:
        """Write new donors under consecutive ids, index them, return the first id.

        A donor whose number is 0 is given the next one.
        """

    def add_batches(self, batches: Iterable[GiftBatch]) -> None:
        """Write batches under the ids they bear."""

    def add_deposits(self, deposits: Iterable[BankDeposit]) -> None:
        """Write deposits under the ids they bear."""

    def add_gifts(self, gifts: Iterable[Gift], import_run_id: int | None = None) -> None:
        """Write gifts under ids the database gives."""
