# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one line of a batch hands to the next; no Qt."""

from dataclasses import dataclass, replace
from datetime import date

from app.domain.batches import DEFAULT_MEANS, GiftBatch
from app.domain.gifts import Means

PIN_NAMES = ("means", "cheque_bank", "received_on", "fund_id", "appeal_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pins:
    """What one line hands to the next.

    Attributes:
        kept: The names that are pinned; the others go back to what the batch says.
        amount: What the next lines start with as their amount, or empty: only when asked for.
    """

    means: Means
    received_on: date
    fund_id: int
    appeal_id: int | None = None
    cheque_bank: str = ""
    amount: str = ""
    kept: frozenset[str] = frozenset(PIN_NAMES) - {"cheque_bank"}

    def next_line(self, batch: GiftBatch) -> "Pins":
        """Return what the next line starts with."""
        fresh = pins_of(batch)
        loose = {name: getattr(fresh, name) for name in PIN_NAMES if name not in self.kept}
        return replace(self, **loose)


def pins_of(batch: GiftBatch) -> Pins:
    """Return the pins as the head of a batch sets them."""
    return Pins(
        means=DEFAULT_MEANS.get(batch.kind, Means.CHEQUE),
        received_on=batch.received_on,
        fund_id=batch.fund_id,
        appeal_id=batch.appeal_id,
    )
