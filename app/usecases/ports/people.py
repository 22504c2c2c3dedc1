# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storage of donors and users."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol, TypeVar

from app.domain.donors import Detail, Details, Donor, DonorTask, StandingGift
from app.domain.gifts import Means
from app.domain.lists import Condition, ListColumn
from app.domain.users import User


class UserRepo(Protocol):
    """Who opens the dossier."""

    def all(self) -> Sequence[User]:
        """Return every user, administrators first, then by name."""

    def add(self, user: User) -> User:
        """Write a new one and return it with its id."""

    def save(self, user: User) -> User:
        """Write a changed one."""


FEW = 8
"""Donors a finder shows at once; with fewer answers, names that are nearly so are sought too."""


class DonorLine(NamedTuple):
    """A donor as a row of a list or of the finder.

    A tuple, because a finder makes fifty at each keystroke and a tuple is made seven times faster
    than a dataclass.

    Attributes:
        gifts, cents: Posted gifts of all years, reversals counted in.
        last_on, last_cents, last_means: The last posted gift that stands.
        near: The name is not what was typed but one slip of the fingers away: Enter never takes
            such a donor by itself.
    """

    id: int
    number: int
    kind: str
    name: str
    street: str
    postal_code: str
    city: str
    phone: str
    email: str
    returned_on: date | None
    deceased_on: date | None
    archived_on: date | None
    gifts: int
    cents: int
    last_on: date | None
    last_cents: int
    last_means: Means | None
    near: bool = False

    @property
    def found_name(self) -> str:
        """The name among answers of a finder: the sign ≈ before it when it is only near."""
        return f"≈ {self.name}" if self.near else self.name


class ListRow(NamedTuple):
    """All that the columns of a list show of a donor.

    Attributes:
        tags: By their name.
    """

    donor: Donor
    line: DonorLine
    tags: tuple[str, ...]


class DonorRepo(Protocol):
    """Donors."""

    def get(self, donor_id: int) -> Donor:
        """Return one; raise ``Refused`` when there is none."""

    def by_number(self, number: int) -> Donor | None:
        """Return the one with this number (without key)."""

    def add(self, donor: Donor) -> Donor:
        """Write a new one under the next number, index it, return it with id and number."""

    def save_many(self, changes: Sequence[tuple[Donor, Donor]]) -> Sequence[Donor]:
        """Write donors as they were read and as they are to be, each with its own trail.

        Several changes of one donor follow each other; the second starts from what the first made.

        Raises:
            Conflict: When one was written since it was read.
        """

    def save(self, donor: Donor) -> Donor:
        """Write a changed one and index it; raise ``Conflict`` when it is stale."""

    def find(self, text: str, today: date, limit: int = 50) -> Sequence[DonorLine]:
        """Answer the finder: any words of name, place, telephone, number; best first.

        With fewer than ``FEW`` answers, names one slip of the fingers away follow, marked so.
        """

    def ids(
        self,
        order: ListColumn = ListColumn.NAME,
        *,
        descending: bool = False,
        text: str = "",
        conditions: Sequence[Condition] = (),
    ) -> "array[int]":
        """Return the ids of a whole list in order, filtered by words and by conditions.

        Whoever has nothing in the column of the order comes last, whichever the way.
        """

    def sum_of(self, ids: Sequence[int]) -> int:
        """Return the cents these donors gave in all."""

    def listed(self, ids: Sequence[int]) -> Sequence[ListRow]:
        """Return all that lists show of these ids, in the order asked; missing ones left out."""

    def lines(self, ids: Sequence[int]) -> Sequence[DonorLine]:
        """Return the rows of these ids, in the order asked; missing ones left out."""

    def stream(self) -> Iterator[Donor]:
        """Yield every donor by number, in bounded memory."""

    def told(self, names: Sequence[str]) -> Iterator[Sequence[Any]]:
        """Yield what these columns hold of every donor, by number, in bounded memory.

        Columns are those of a donor, and of the sums ``gifts``, ``cents``, ``last_on``.
        """

    def count(self) -> int:
        """Return how many there are."""

    def count_returned(self) -> int:
        """Return how many have a current address that mail came back from."""

    def refresh_totals(self, donor_ids: Iterable[int] | None = None) -> None:
        """Recount the yearly and overall sums of these donors, or of all."""


D = TypeVar("D", bound=Detail)


class TagCount(NamedTuple):
    """A tag, and how many donors bear it."""

    name: str
    donors: int


class DetailRepo(Protocol):
    """What stands on the sheets of donors besides the record; the finder follows each write."""

    def of_donor(self, donor_id: int) -> Details:
        """Return all of one donor's."""

    def of_donors(self, donor_ids: Sequence[int]) -> Mapping[int, Details]:
        """Return the contacts, addresses, tags, numbers and consents of those that have any."""

    def standing(self, month: date) -> Sequence[StandingGift]:
        """Return the orders due in a month that no gift was keyed for, by name of the donor.

        Args:
            month: Its first day.
        """

    def collect(self, standing_id: int, month: date, gift_id: int) -> None:
        """Note that a gift is what an order gave in a month."""

    def get(self, kind: type[D], row_id: int) -> D:
        """Return one; raise ``Refused`` when it is no longer there."""

    def add(self, detail: D) -> D:
        """Write a new one, return it with its id."""

    def save(self, detail: D) -> D:
        """Write a changed one; raise ``Conflict`` when it is stale."""

    def remove(self, detail: Detail) -> None:
        """Remove one; raise ``Conflict`` when it is stale."""

    def due(self, day: date, assignee: str) -> Sequence[DonorTask]:
        """Return the tasks to be done by a day, by somebody or by anyone, the oldest first."""

    def tags(self) -> Sequence[TagCount]:
        """Return every tag in use, by name."""

    def tagged(self, folded: str) -> Sequence[int]:
        """Return the ids of the donors that bear a tag, by their name."""
