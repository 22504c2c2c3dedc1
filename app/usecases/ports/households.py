# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storage of households."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from app.domain.households import Household, HouseholdMember, TaxUnits


class HouseholdRepo(Protocol):
    """Households and who belonged to them when."""

    def found(self, day: date) -> int:
        """Make a household that has no member yet; return its id."""

    def household(self, household_id: int) -> Household:
        """Return what its members have in common; raise ``Refused`` when it is gone."""

    def name(self, value: Household) -> Household:
        """Write how it is called; raise ``Conflict`` when it is stale."""

    def members(self, household_id: int) -> Sequence[HouseholdMember]:
        """Return all its members, those of before too, in the order they were noted."""

    def of_donor(self, donor_id: int) -> Sequence[HouseholdMember]:
        """Return a donor's times in households, the latest first."""

    def get(self, member_id: int) -> HouseholdMember:
        """Return one; raise ``Refused`` when it is no longer there."""

    def add(self, member: HouseholdMember) -> HouseholdMember:
        """Write a new one and return it with its id."""

    def save(self, member: HouseholdMember) -> HouseholdMember:
        """Write a changed one; raise ``Conflict`` when it is stale."""

    def remove(self, member: HouseholdMember) -> None:
        """Remove one; a household without members goes with its last."""

    def receipts(self, household_id: int) -> Sequence[str]:
        """Return the numbers of the receipts in the name of a household."""

    def tax_units(self, first: date, last: date) -> TaxUnits:
        """Return who is taxed with whom at some time between two days."""
