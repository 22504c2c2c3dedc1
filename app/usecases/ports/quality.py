# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storage of what the checks of the file look at and leave."""

from collections.abc import Generator, Mapping, Sequence
from datetime import date
from typing import Protocol

from app.domain.quality import Facts, QualityException


class QualityRepo(Protocol):
    """What checks look at, exceptions, and the counts of the last look."""

    def facts(self, only: Sequence[int] = ()) -> Generator[Facts, None, None]:
        """Yield what is looked at of each donor not archived, or of these, in order of id."""

    def exceptions(self) -> Sequence[QualityException]:
        """Return what was said to be right, the newest first."""

    def get(self, row_id: int) -> QualityException:
        """Return the exception of an id; refused when there is none."""

    def add(self, value: QualityException) -> QualityException:
        """Write a new exception and return it with its id."""

    def remove(self, value: QualityException) -> None:
        """Forget an exception; the trail keeps it."""

    def keep_counts(self, counts: Mapping[str, int], day: date) -> None:
        """Remember how many findings each check had, and the day."""

    def last_look(self) -> tuple[int, date | None]:
        """Return how many findings the last look had in all, and its day; None before any."""
