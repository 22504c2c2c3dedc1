# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storage of imports: many rows at once, and all it takes to undo them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from app.domain.consents import Consent
from app.domain.donors import Donor
from app.domain.gifts import Means
from app.domain.imports.matching import DonorKey


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRun:
    """One import.

    Attributes:
        outcome: JSON of its report, as the command line tells it.
        undone_at: When it was undone, or None.
    """

    id: int = 0
    kind: str
    file_name: str
    file_sha256: str
    at: datetime
    by: str
    outcome: str = ""
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """What the dossier holds: donors, posted gifts, and their sum."""

    donors: int
    gifts: int
    cents: int


class HeldBy(StrEnum):
    """Why something an import brought stays when the rest of it is undone."""

    RECEIPT = "receipt"
    CORRECTED = "corrected"
    CLOSED = "closed"
    DOCUMENT = "document"
    MERGED = "merged"
    GIVEN = "given"
    NAMED = "named"
    EDITED = "edited"
    GIFT = "gift"
    """One of the donor's gifts stays."""
    CHANGED = "changed"
    """A donor the import completed, whom somebody changed after it."""


@dataclass(frozen=True, slots=True)
class HeldThing:
    """A gift or a donor that stays.

    Attributes:
        number: That of the donor, or 0 when nobody knows who gave.
        day, cents: Of a gift; None and 0 for a donor.
    """

    why: HeldBy
    number: int
    day: date | None = None
    cents: int = 0


ShareKey = tuple[int, Means, int]
"""Year, payment method, and fund."""
Shares = Mapping[ShareKey, tuple[int, int]]
"""How many gifts, and their cents."""
GiftKey = tuple[int, date, int, str]
"""Donor, day, cents, and reference or cheque number: by what a gift is recognised."""


class ImportRepo(Protocol):
    """Imports."""

    def start(self, run: ImportRun) -> ImportRun:
        """Write a new run and return it with its id."""

    def finish(self, run: ImportRun) -> None:
        """Write a run's outcome or its undoing."""

    def get(self, run_id: int) -> ImportRun:
        """Return one; raise ``Refused`` when there is none."""

    def all(self) -> Sequence[ImportRun]:
        """Return every run, the latest first."""

    def totals(self) -> Totals:
        """Count and sum what the dossier holds."""

    def shares(self) -> Shares:
        """Count and sum the posted gifts by year, payment method and fund."""

    def donor_keys(self) -> Iterator[DonorKey]:
        """Yield by what every donor is recognised."""

    def gift_keys(
        self, donor_ids: Sequence[int], first: date, last: date, run_id: int
    ) -> Iterator[GiftKey]:
        """Yield the gifts these donors have from ``first`` to ``last``, this run's left out."""

    def keep_images(self, run_id: int, changed: Sequence[tuple[Donor, int]]) -> None:
        """Keep what donors were before the run changed them, and the version each has now."""

    def move_images(self, run_id: int, versions: Mapping[int, int]) -> None:
        """Remember the version to which the run brought donors whose image is kept already."""

    def keep_grown(self, run_id: int, versions: Mapping[int, int]) -> None:
        """Remember the version to which later rows of the run brought donors it made."""

    def add_consents(self, run_id: int, consents: Sequence[Consent]) -> None:
        """Write what donors said as the run's own: its undoing takes them back."""

    def keep_made(self, run_id: int, room: str, subject_id: int) -> None:
        """Remember that the run made a fund, an appeal or a batch."""

    def donor_ids(self, run_id: int) -> set[int]:
        """Return the donors the run made, changed, or brought gifts of."""

    def obstacles(self, run_id: int) -> list[str]:
        """Return a sentence for each thing done since that forbids undoing the run."""

    def held(self, run_id: int) -> Sequence[HeldThing]:
        """Return each gift and each donor that an undoing of the rest leaves, and why."""

    def undo(self, run_id: int, *, rest: bool = False) -> Totals:
        """Remove what the run made, give back what it changed; return what was removed.

        Args:
            run_id: The import.
            rest: Leave what something done since rests on.
        """
