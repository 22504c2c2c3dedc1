# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The only reader of "today" and "now"."""

from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the day for gifts and receipts, and the instant for traces."""

    def today(self) -> date:
        """Return the calendar day where the workstation stands."""

    def now(self) -> datetime:
        """Return the current instant, aware, in UTC."""


class SystemClock:
    """The workstation's own clock."""

    def today(self) -> date:
        """Return the local calendar day."""
        return datetime.now(UTC).astimezone().date()

    def now(self) -> datetime:
        """Return the current instant in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still, for demonstrations and rehearsals.

    Args:
        day: The day it shows; the instant is ten o'clock UTC of that day.
    """

    def __init__(self, day: date) -> None:
        """Stop the clock on ``day``."""
        self._now = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)

    def today(self) -> date:
        """Return the day the clock was stopped on."""
        return self._now.date()

    def now(self) -> datetime:
        """Return ten o'clock UTC of that day."""
        return self._now
