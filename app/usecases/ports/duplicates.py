# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storage of donors that are one: compared, told apart, merged, and two again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain.donors import Donor
from app.domain.duplicates.cards import Card


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge of two donors.

    Attributes:
        kept_id: Whose record was kept.
        gone_id, gone_number, gone_name: Whose record was put away.
        kept_number, kept_name: As the record kept stood just after.
    """

    id: int
    at: datetime
    by: str
    kept_id: int
    kept_number: int
    kept_name: str
    gone_id: int
    gone_number: int
    gone_name: str
    undone_at: datetime | None
    undone_by: str


@dataclass(frozen=True, slots=True)
class SameYear:
    """Both donors have a tax receipt of one year that stands."""

    year: int
    kept_numbers: tuple[str, ...]
    gone_numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unmerged:
    """What undoing a merge did.

    Attributes:
        kept_id: Who holds what the merge had kept; not who it was when a later merge put that
            one away too.
        since: Gifts that came after the merge and went to the donor restored.
        receipts: Numbers of receipts of the record kept, issued since, that hold a gift which
            went back.
    """

    restored: Donor
    kept_id: int
    gifts: int
    since: int
    receipts: tuple[str, ...]


class DuplicateRepo(Protocol):
    """Donors that are one."""

    def cards(self) -> Iterator[Card]:
        """Yield what is compared of every donor, in the order they came on file."""

    def apart(self) -> frozenset[tuple[int, int]]:
        """Return the pairs somebody said are two donors, the smaller id first."""

    def keep_apart(self, one: Donor, other: Donor) -> None:
        """Remember that two donors are two, whatever they look like."""

    def let_meet(self, one: Donor, other: Donor) -> None:
        """Forget that two donors were said to be two."""

    def same_years(self, kept_id: int, gone_id: int) -> Sequence[SameYear]:
        """Return the years for which both have a tax receipt that stands."""

    def merge(self, kept: Donor, gone: Donor, after: Donor) -> Merge:
        """Make ``after`` of two records: everything of ``gone`` is ``kept``'s from now on."""

    def undo(self, merge_id: int) -> Unmerged:
        """Make two records of one again."""

    def merges(self) -> Sequence[Merge]:
        """Return every merge, the latest first, those undone too."""

    def absorbed(self, donor_id: int) -> Sequence[int]:
        """Return the ids of the records put away in this one, and in those."""

    def heir(self, donor_id: int) -> int:
        """Return who holds what was this donor's; the same when the record is on file."""
