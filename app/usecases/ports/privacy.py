# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storage of what is asked about personal data, and of erasing it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol

from app.domain.donors import Donor
from app.domain.privacy import Erasure, PrivacyRequest


class Erased(NamedTuple):
    """A number whose donor was erased, and when."""

    number: int
    donor_id: int
    at: datetime


class LastContact(NamedTuple):
    """A donor nobody heard of for long.

    Attributes:
        last_on: The last contact, or the day the sheet came on file.
        gave_on: The last gift; None for who never gave.
        cents: Given in all.
    """

    donor: Donor
    last_on: date
    gave_on: date | None
    cents: int


class PrivacyRepo(Protocol):
    """Requests, and erasing."""

    def get(self, request_id: int) -> PrivacyRequest:
        """Return one; raise ``Refused`` when there is none."""

    def add(self, request: PrivacyRequest) -> PrivacyRequest:
        """Write a new one, return it with its id."""

    def save(self, request: PrivacyRequest) -> PrivacyRequest:
        """Write a changed one; raise ``Conflict`` when it is stale."""

    def requests(self, *, waiting: bool = False) -> Sequence[PrivacyRequest]:
        """Return the requests, those to answer first, by day; or only those."""

    def of_donor(self, donor_id: int) -> Sequence[PrivacyRequest]:
        """Return those of one donor, the oldest first."""

    def plan(self, subject: Donor, today: date) -> Erasure:
        """Return what erasing a donor would do; nothing is written."""

    def erase(self, subject: Donor, today: date) -> Erasure:
        """Erase a donor, and return what was done."""

    def everything(self, subject: Donor) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Return every row of a donor by table, as JSON takes it."""

    def erased(self, number: int) -> Erased | None:
        """Tell whether the donor of a number (without key) was erased, and when."""

    def erased_numbers(self) -> frozenset[int]:
        """Return the numbers (without key) of everybody erased."""

    def unwiped(self) -> bool:
        """Tell whether the file still holds, in places of no use, somebody erased."""

    def ended(self, today: date) -> Sequence[Donor]:
        """Return the donors erased of whom something is kept beyond its term."""

    def quiet(self, before: date) -> Iterator[LastContact]:
        """Yield who gave nothing and was not heard of since a day, by number."""
