# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storage of what cheque readers taught."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Drawer:
    """A donor who writes cheques on an account.

    Attributes:
        bank: What the bank was called when the account was learned.
    """

    donor_id: int
    bank: str


class DrawerRepo(Protocol):
    """Who writes cheques on which account; accounts are known by a keyed fingerprint alone."""

    def secret(self) -> str:
        """Return the dossier's secret for fingerprints."""

    def of_account(self, fingerprint: str) -> Sequence[Drawer]:
        """Return who writes cheques on an account, who was learned last first."""

    def count(self, donor_id: int) -> int:
        """Return how many accounts a donor is known by."""

    def learn(self, fingerprint: str, donor_id: int, bank: str, day: date) -> None:
        """Remember that a donor writes cheques on an account."""

    def forget(self, donor_id: int) -> int:
        """Forget every account of a donor; return how many there were."""
