# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How mail addresses a household: proposed from its members, typed when it is wanted otherwise."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from app.domain.households import Bond, Called, Household, called, proposed_call
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.text import clean
from app.usecases.context import Context
from app.usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class HouseholdWords:
    """How a household is addressed.

    Attributes:
        household: What was typed, empty where the proposal counts.
        proposed: What its members give.
        called: What is printed.
    """

    household: Household
    proposed: Called
    called: Called


@dataclass(frozen=True, slots=True)
class ShowHouseholdWords(Query[HouseholdWords | None]):
    """Tell how mail addresses the couple a donor is of today; None when there is none."""

    donor_id: int


@handles(ShowHouseholdWords)
def show_household_words(query: ShowHouseholdWords, ctx: Context) -> HouseholdWords | None:
    """Return what was typed, what is proposed and what is printed."""
    today = ctx.clock.today()
    for member in ctx.uow.households.of_donor(query.donor_id):
        if member.holds(today):
            return words_of(member.household_id, ctx.uow, today)
    return None


def words_of(household_id: int, uow: UnitOfWork, today: date) -> HouseholdWords | None:
    """Return how a household is addressed; None when fewer than two partners live there."""
    household = uow.households.household(household_id)
    donors = [
        uow.donors.get(one.donor_id)
        for one in uow.households.members(household_id)
        if one.bond is Bond.PARTNER and one.holds(today)
    ]
    partners = [one for one in donors if not (one.deceased_on or one.archived_on or one.erased_on)]
    told = called(household, partners)
    return None if told is None else HouseholdWords(household, proposed_call(partners), told)


@dataclass(frozen=True, slots=True)
class CallHousehold(Command[Household]):
    """Type how mail addresses the couple a donor is of; empty gives the proposal back.

    Attributes:
        version: Of the household, as it was read.
    """

    permission: ClassVar[str] = Permission.DONORS_EDIT
    donor_id: int
    version: int
    name: str
    greeting: str


@handles(CallHousehold)
def call_household(cmd: CallHousehold, ctx: Context) -> Household:
    """Write it; what only repeats the proposal is kept as the proposal.

    Raises:
        Refused: When the donor lives in no couple today.
    """
    words = show_household_words(ShowHouseholdWords(cmd.donor_id), ctx)
    if words is None:
        message = _("A household is called together from two partners on: add the other first.")
        raise Refused("household.couple", message, "name")
    name, greeting = clean(cmd.name), clean(cmd.greeting)
    changed = replace(
        words.household,
        version=cmd.version,
        name="" if name == words.proposed.name else name,
        greeting="" if greeting == words.proposed.greeting else greeting,
    )
    return ctx.uow.households.name(changed)
