# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bank deposits: what is carried to the bank, one slip for one line of the statement."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.gifts import Means


class DepositState(StrEnum):
    """Made by posting, then printed, banked, and found on the statement."""

    OPEN = "open"
    PRINTED = "printed"
    BANKED = "banked"
    RECONCILED = "reconciled"


@dataclass(frozen=True, slots=True, kw_only=True)
class BankDeposit:
    """A numbered slip (*bordereau de remise*), frozen when the batch is posted.

    Attributes:
        year, sequence: Make the number ``2026-009``.
        means: Cheques or cash; nothing else is carried to a bank.
        document_sha256: The slip in the vault.
    """

    id: int = 0
    version: int = 0
    year: int
    sequence: int = 0
    batch_id: int
    bank_account_id: int
    means: Means
    made_on: date
    count: int
    cents: int
    state: DepositState = DepositState.OPEN
    document_sha256: str = ""

    @property
    def number(self) -> str:
        """The number as written on the slip: ``2026-009``."""
        return f"{self.year}-{self.sequence:03d}"
