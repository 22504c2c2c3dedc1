# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amounts keyed a second time, blind, and what the two readings of a cheque say together."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The amount of a line, read a second time from its cheque.

    Attributes:
        cents: What was read; the line agrees while it holds the same amount.
    """

    id: int = 0
    version: int = 0
    gift_id: int
    cents: int
    keyed_by: str = ""
    keyed_at: datetime | None = None


class Verdict(StrEnum):
    """What a second reading means for its line."""

    AGREE = "agree"
    LOOK = "look"
    """They differ: neither is believed, one looks at the cheque and types it again."""
    CORRECTED = "corrected"
    """Read twice alike against the line: the line takes the amount."""


def judge_reading(keyed: int, before: int | None, again: int) -> Verdict:
    """Judge the amount read again.

    Args:
        keyed: What the line holds, in cents.
        before: What an earlier second reading said, or None.
        again: What is read now.
    """
    if again == keyed:
        return Verdict.AGREE
    return Verdict.CORRECTED if before == again else Verdict.LOOK
