# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Households and who belonged to them when."""

from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa

from app.domain.households import Household, HouseholdMember, JointSpan, TaxUnits
from app.domain.receipts import number_of
from db.mapping import Mapper
from db.repos.base import Repo
from db.tables.donors import donor
from db.tables.households import household, household_member
from db.tables.receipts import tax_receipt


class _Households(Repo[Household]):
    """What members have in common."""

    mapper = Mapper(Household, household)
    room = "household_names"


class SqlHouseholdRepo(Repo[HouseholdMember]):
    """Households and who belonged to them when."""

    mapper = Mapper(HouseholdMember, household_member)
    room = "households"

    def found(self, day: date) -> int:
        """Make a household that has no member yet; return its id."""
        return _Households(self._work).add(Household(formed_on=day)).id

    def household(self, household_id: int) -> Household:
        """Return what its members have in common; raise ``Refused`` when it is gone."""
        return _Households(self._work).get(household_id)

    def name(self, value: Household) -> Household:
        """Write how it is called; raise ``Conflict`` when it is stale."""
        return _Households(self._work).save(value)

    def members(self, household_id: int) -> Sequence[HouseholdMember]:
        """Return all its members, those of before too, in the order they were noted."""
        mine = household_member.c.household_id == household_id
        return self._many(self._select().where(mine).order_by(household_member.c.id))

    def of_donor(self, donor_id: int) -> Sequence[HouseholdMember]:
        """Return a donor's times in households, the latest first."""
        mine = household_member.c.donor_id == donor_id
        found = self._many(self._select().where(mine).order_by(household_member.c.id.desc()))
        return sorted(found, key=lambda one: one.joined_on or date.min, reverse=True)

    def remove(self, value: HouseholdMember) -> None:
        """Remove one; a household without members goes with its last."""
        super().remove(value)
        if not self.members(value.household_id):
            self._work.connection.execute(
                household.delete().where(household.c.id == value.household_id)
            )

    def receipts(self, household_id: int) -> Sequence[str]:
        """Return the numbers of the receipts in the name of a household."""
        numbers = sa.select(tax_receipt.c.year, tax_receipt.c.sequence).where(
            tax_receipt.c.household_id == household_id
        )
        rows = self._work.connection.execute(numbers.order_by(*numbers.selected_columns))
        return [number_of(year, sequence) for year, sequence in rows]

    def tax_units(self, first: date, last: date) -> TaxUnits:
        """Return who is taxed with whom at some time between two days."""
        member = household_member.c
        statement = (
            sa.select(
                *(member.household_id, member.donor_id, member.id),
                *(member.joined_on, member.left_on, donor.c.deceased_on),
            )
            .join(donor, donor.c.id == member.donor_id)
            .where(
                member.joint.is_(True),
                sa.or_(member.joined_on.is_(None), member.joined_on <= last),
                sa.or_(member.left_on.is_(None), member.left_on > first),
            )
            .order_by(member.id)
        )
        spans = (
            JointSpan(
                *(household_id, donor_id, place, joined_on, _until(left_on, deceased_on)),
                deceased=deceased_on is not None,
            )
            for household_id, donor_id, place, joined_on, left_on, deceased_on in (
                self._work.connection.execute(statement)
            )
        )
        return TaxUnits(tuple(span for span in spans if span.until is None or span.until > first))


def _until(left_on: date | None, deceased_on: date | None) -> date | None:
    """Return the first day somebody is no longer taxed with the others.

    The year of a death has two declarations: the common one up to the day, the survivor's after it
    (CGI art. 6, 8).
    """
    ends = [left_on, deceased_on + timedelta(days=1) if deceased_on else None]
    return min((end for end in ends if end is not None), default=None)
