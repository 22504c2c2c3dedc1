# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Households: who lives together, and who of them is taxed together, day by day.

Gifts are a person's, never a family's: an adult child, a separation or a death change who is
receipted from a day on, and nothing of what was given before. Two persons taxed together (married
or bound by a *Pacs*, CGI art. 6) have one receipt in both names for what
either gave while they were.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from app.domain.donors import Donor
from app.kernel.formats import format_day
from app.kernel.i18n import _, use_language
from app.kernel.problem import Problem
from app.kernel.text import clean


class Bond(StrEnum):
    """What a member is to the household."""

    PARTNER = "partner"
    CHILD = "child"
    OTHER = "other"


def bond_words() -> dict[Bond, str]:
    """Name the bonds."""
    return {
        Bond.PARTNER: _("Married or in a civil partnership"),
        Bond.CHILD: _("Child"),
        Bond.OTHER: _("Lives there"),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """What its members have in common.

    Attributes:
        formed_on: The day it was noted.
        name: How envelopes call it, when not as ``called`` proposes.
        greeting: How a letter to it begins, when not as ``called`` proposes.
    """

    id: int = 0
    version: int = 0
    formed_on: date
    name: str = ""
    greeting: str = ""


@dataclass(frozen=True, slots=True)
class Called:
    """How mail addresses those of a household who live together today."""

    name: str
    greeting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdMember:
    """A person's time in a household.

    Attributes:
        joint: Taxed together with the other members that are (*foyer fiscal*).
        joined_on: The first day; None for as long as anybody knows.
        left_on: The day of the separation or the departure, no longer a member's; None while it
            lasts.
    """

    id: int = 0
    version: int = 0
    household_id: int
    donor_id: int
    bond: Bond = Bond.PARTNER
    joint: bool = True
    joined_on: date | None = None
    left_on: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether it is so on a day."""
        begun = self.joined_on is None or self.joined_on <= day
        return begun and (self.left_on is None or day < self.left_on)

    def overlaps(self, other: "HouseholdMember") -> bool:
        """Tell whether some day belongs to both."""
        before = self.left_on is not None and self.left_on <= (other.joined_on or date.min)
        after = other.left_on is not None and other.left_on <= (self.joined_on or date.min)
        return not before and not after


def days_told(member: HouseholdMember) -> str:
    """Tell since when and until when: ``since 15/03/2025``; empty for as long as anybody knows."""
    since = _("since {day}").format(day=format_day(member.joined_on)) if member.joined_on else ""
    until = _("until {day}").format(day=format_day(member.left_on)) if member.left_on else ""
    return f"{since} {until}".strip()


def proposed_call(partners: Sequence[Donor]) -> Called:
    """Propose how to address two partners or more, in the language of the first.

    A title each and one family name give ``M. et Mme JOLY``; otherwise each is named in full.
    """
    with use_language(partners[0].language):
        families = {one.last_name.upper() for one in partners}
        titles = [one.civility for one in partners]
        if len(families) == 1 and all(titles) and len(set(titles)) == len(titles):
            name = clean(f"{_(' and ').join(titles)} {families.pop()}")
        else:
            name = _(" and ").join(one.addressee for one in partners)
        by_titles = {frozenset({"M."}): _("Dear Sirs"), frozenset({"Mme"}): _("Dear Mesdames")}
        return Called(name, by_titles.get(frozenset(titles), _("Dear Madam, dear Sir")))


def called(household: Household, partners: Sequence[Donor]) -> Called | None:
    """Return how mail addresses partners who live together; None when there are not two.

    What was typed counts for two. Whoever survives or stays is written to alone, and nothing typed
    has to be changed for it.
    """
    if len(partners) < 2:  # noqa: PLR2004
        return None
    proposed = proposed_call(partners)
    return Called(household.name or proposed.name, household.greeting or proposed.greeting)


def check_member(member: HouseholdMember) -> list[Problem]:
    """Return what is wrong with a time in a household."""
    if member.left_on is not None and member.left_on <= (member.joined_on or date.min):
        message = _("Nobody leaves a household before coming to it: look at both days.")
        return [Problem("left_on", "household.days", message)]
    return []


@dataclass(frozen=True, slots=True)
class JointSpan:
    """Days on which somebody is taxed together with others of a household.

    Attributes:
        place: The order in which the household names its members.
        first: None for as long as anybody knows.
        until: The first day it is no longer so, by departure or after the day of death.
        deceased: Whether the person has died since: named still, written to no more.
    """

    household_id: int
    donor_id: int
    place: int
    first: date | None
    until: date | None
    deceased: bool = False

    def holds(self, day: date) -> bool:
        """Tell whether it is so on a day."""
        return (self.first is None or self.first <= day) and (
            self.until is None or day < self.until
        )


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """Whom one receipt is for: a donor alone, or those taxed together.

    Attributes:
        lead_id: Whose address and wishes count: the first named who is alive.
        household_id: 0 for a donor alone.
        member_ids: All whose names stand on it, the lead first.
    """

    lead_id: int
    household_id: int
    member_ids: tuple[int, ...]


def alone(donor_id: int) -> Party:
    """Return the party of a donor who is taxed alone."""
    return Party(donor_id, 0, (donor_id,))


@dataclass(frozen=True)
class TaxUnits:
    """Who is taxed with whom, over some days."""

    spans: tuple[JointSpan, ...] = ()

    @cached_property
    def _of_donor(self) -> dict[int, list[JointSpan]]:
        found: dict[int, list[JointSpan]] = {}
        for span in self.spans:
            found.setdefault(span.donor_id, []).append(span)
        return found

    @cached_property
    def _of_household(self) -> dict[int, list[JointSpan]]:
        found: dict[int, list[JointSpan]] = {}
        for span in sorted(self.spans, key=lambda one: (one.deceased, one.place, one.donor_id)):
            found.setdefault(span.household_id, []).append(span)
        return found

    def party_of(self, donor_id: int, day: date) -> Party:
        """Return whom a payment of a donor on a day is receipted to."""
        own = [span for span in self._of_donor.get(donor_id, ()) if span.holds(day)]
        if not own:
            return alone(donor_id)
        # After a merge somebody may stand in two: the one joined last is the present one.
        household_id = max(own, key=lambda one: (one.first or date.min, one.place)).household_id
        together = [span for span in self._of_household[household_id] if span.holds(day)]
        members = tuple(dict.fromkeys(span.donor_id for span in together))
        return alone(donor_id) if len(members) < 2 else Party(members[0], household_id, members)  # noqa: PLR2004

    def companions(self, donor_ids: Iterable[int]) -> frozenset[int]:
        """Return these donors and whoever is, at some time, taxed with one of them."""
        found = set(donor_ids)
        for donor_id in tuple(found):
            for span in self._of_donor.get(donor_id, ()):
                found.update(one.donor_id for one in self._of_household[span.household_id])
        return frozenset(found)

    @property
    def donor_ids(self) -> frozenset[int]:
        """Everybody who is taxed together with somebody at some time."""
        return frozenset(self._of_donor)


def joint_names(names: Sequence[tuple[str, str]], word: str) -> tuple[str, str]:
    """Return family name and first names of several persons, as one form has room for.

    Args:
        names: Family name and first name of each.
        word: What joins them: *et*.
    """
    families = list(dict.fromkeys(family for family, _first in names))
    return f" {word} ".join(families), f" {word} ".join(first for _family, first in names)
