# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Households: noted, changed from a day on, shown; who is receipted follows by itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from app.domain.donors import DonorKind, refuse_erased
from app.domain.households import Bond, HouseholdMember, check_member, days_told
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.problem import refuse_errors
from app.usecases.context import Context
from app.usecases.ports.people import DonorLine


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member of a household, with the donor behind."""

    member: HouseholdMember
    line: DonorLine

    @property
    def when(self) -> str:
        """Since when and until when, and a death, in words."""
        died = ""
        if self.line.deceased_on:
            died = _("died on {day}").format(day=format_day(self.line.deceased_on))
        return ", ".join(part for part in (days_told(self.member), died) if part)


@dataclass(frozen=True, slots=True)
class ShowHouseholds(Query[Sequence[MemberLine]]):
    """Tell everybody of the households a donor is or was in, the present one first."""

    donor_id: int


@handles(ShowHouseholds)
def show_households(query: ShowHouseholds, ctx: Context) -> Sequence[MemberLine]:
    """Return the members, household by household; those who left come after the others."""
    found: list[HouseholdMember] = []
    households = dict.fromkeys(
        one.household_id for one in ctx.uow.households.of_donor(query.donor_id)
    )
    for household_id in households:
        members = ctx.uow.households.members(household_id)
        found.extend(sorted(members, key=lambda one: one.left_on is not None))
    lines = {line.id: line for line in ctx.uow.donors.lines(list({one.donor_id for one in found}))}
    return [MemberLine(one, lines[one.donor_id]) for one in found if one.donor_id in lines]


@dataclass(frozen=True, slots=True)
class JoinHousehold(Command[HouseholdMember]):
    """Note that a donor belongs to the household of another, which is made if there is none.

    Attributes:
        with_id: Somebody of the household.
        joint: Taxed together; only those bound by marriage or *Pacs*, and children they still
            declare, are.
        joined_on: The first day; None for as long as anybody knows.
        left_on: The first day it is over; None while it lasts.
    """

    permission: ClassVar[str] = Permission.DONORS_EDIT
    donor_id: int
    with_id: int
    bond: Bond = Bond.PARTNER
    joint: bool = True
    joined_on: date | None = None
    left_on: date | None = None


@handles(JoinHousehold)
def join_household(cmd: JoinHousehold, ctx: Context) -> HouseholdMember:
    """Write it.

    Raises:
        Refused: When either is no person, or belongs to a household on those days already.
    """
    if cmd.donor_id == cmd.with_id:
        message = _("Choose somebody else: nobody lives together with themselves.")
        raise Refused("household.self", message, "with")
    _refuse_others(cmd.donor_id, ctx)
    _refuse_others(cmd.with_id, ctx)
    host = _host(cmd, ctx)
    member = HouseholdMember(
        household_id=host.household_id,
        donor_id=cmd.donor_id,
        bond=cmd.bond,
        joint=cmd.joint,
        joined_on=cmd.joined_on,
        left_on=cmd.left_on,
    )
    _refuse_wrong(member, ctx)
    if cmd.joint and not host.joint:
        ctx.uow.households.save(replace(host, joint=True))
    return ctx.uow.households.add(member)


def _host(cmd: JoinHousehold, ctx: Context) -> HouseholdMember:
    """Return the present membership of who is joined; a first one where there is none."""
    day = cmd.joined_on or ctx.clock.today()
    for member in ctx.uow.households.of_donor(cmd.with_id):
        if member.holds(day):
            return member
    made = HouseholdMember(
        household_id=ctx.uow.households.found(ctx.clock.today()),
        donor_id=cmd.with_id,
        bond=cmd.bond if cmd.bond is Bond.PARTNER else Bond.OTHER,
        joint=cmd.joint,
        joined_on=cmd.joined_on,
    )
    _refuse_wrong(made, ctx)
    return ctx.uow.households.add(made)


@dataclass(frozen=True, slots=True)
class EditMember(Command[HouseholdMember]):
    """Write a time in a household as a whole: its days, its bond, whether taxed together.

    What was receipted stays as it was printed.
    """

    permission: ClassVar[str] = Permission.DONORS_EDIT
    member: HouseholdMember


@handles(EditMember)
def edit_member(cmd: EditMember, ctx: Context) -> HouseholdMember:
    """Check and write it; whose it is, and of which household, stays."""
    before = ctx.uow.households.get(cmd.member.id)
    member = replace(cmd.member, household_id=before.household_id, donor_id=before.donor_id)
    _refuse_wrong(member, ctx)
    return ctx.uow.households.save(member)


@dataclass(frozen=True, slots=True)
class LeaveHousehold(Command[HouseholdMember]):
    """Note that a donor separated or moved out: what was given before stays as it is.

    Attributes:
        left_on: The first day the donor is no longer of the household.
    """

    permission: ClassVar[str] = Permission.DONORS_EDIT
    donor_id: int
    left_on: date


@handles(LeaveHousehold)
def leave_household(cmd: LeaveHousehold, ctx: Context) -> HouseholdMember:
    """Write it.

    Raises:
        Refused: When the donor is in no household, or came to it later.
    """
    for member in ctx.uow.households.of_donor(cmd.donor_id):
        if member.left_on is None:
            left = replace(member, left_on=cmd.left_on)
            refuse_errors(check_member(left))
            return ctx.uow.households.save(left)
    message = _("This donor is in no household: there is none to leave.")
    raise Refused("household.none", message, "donor")


@dataclass(frozen=True, slots=True)
class RemoveMember(Command[None]):
    """Take off a time in a household that was noted by mistake."""

    permission: ClassVar[str] = Permission.DONORS_EDIT
    member: HouseholdMember


@handles(RemoveMember)
def remove_member(cmd: RemoveMember, ctx: Context) -> None:
    """Remove it, and with it the household of the only one left.

    Raises:
        Refused: When a receipt is in the name of the household: what ended has a day instead.
    """
    receipts = ctx.uow.households.receipts(cmd.member.household_id)
    if receipts:
        message = _(
            "Receipt {number} is in the name of this household: note the day it ended instead, "
            "and cancel the receipt if it is wrong."
        )
        raise Refused("household.receipted", message.format(number=receipts[0]))
    ctx.uow.households.remove(cmd.member)
    left = ctx.uow.households.members(cmd.member.household_id)
    if len(left) == 1:
        ctx.uow.households.remove(left[0])


def _refuse_others(donor_id: int, ctx: Context) -> None:
    donor = ctx.uow.donors.get(donor_id)
    refuse_erased(donor)
    if donor.kind is not DonorKind.PERSON:
        message = _("{name} is an organisation: only persons live in a household.")
        raise Refused("household.person", message.format(name=donor.display_name), "donor")


def _refuse_wrong(member: HouseholdMember, ctx: Context) -> None:
    refuse_errors(check_member(member))
    for other in ctx.uow.households.of_donor(member.donor_id):
        if other.id != member.id and other.overlaps(member):
            name = ctx.uow.donors.get(member.donor_id).display_name
            if other.joined_on is None:
                message = _("{name} is in a household on these days: note first when that ended.")
            else:
                message = _(
                    "{name} is in a household on these days, since {day}: note first when that "
                    "ended."
                )
            day = format_day(other.joined_on) if other.joined_on else ""
            raise Refused("household.twice", message.format(name=name, day=day), "donor")
