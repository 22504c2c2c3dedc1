# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Returned mail: letters that came back, the addresses they close, donors no letter reaches."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from app.domain.addresses import ReturnedLetter, ReturnReason, closing, same_place
from app.domain.donors import Donor, read_number
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.ports import UnitOfWork
from app.usecases.ports.addresses import Unreachable
from app.usecases.ports.people import DonorLine
from app.usecases.readers import ReadScan
from app.usecases.readers import read as read_scan


@dataclass(frozen=True, slots=True)
class WhoseLetter(Query[Sequence[DonorLine]]):
    """Tell whose letter came back.

    Attributes:
        text: The number with its key, the bar code of a coupon, or words for the finder.
    """

    text: str


@handles(WhoseLetter)
def whose_letter(query: WhoseLetter, ctx: Context) -> Sequence[DonorLine]:
    """Return the one donor a number or a bar code tells, or those the finder proposes."""
    typed = "".join(query.text.split())
    if not typed.replace("-", "").isdecimal():
        return ctx.uow.donors.find(query.text, ctx.clock.today())
    try:
        number = read_number(typed)
    except Refused:
        number = 0
    donor = ctx.uow.donors.by_number(number) if number else None
    if donor is not None:
        return ctx.uow.donors.lines([donor.id])
    try:
        return read_scan(ReadScan(typed), ctx).donors
    except Refused:
        read_number(typed)
        message = _("No donor bears number {number}: look the donor up by name.")
        raise Refused("donor.unknown", message.format(number=query.text.strip())) from None


@dataclass(frozen=True, slots=True)
class RecordReturn(Command[ReturnedLetter]):
    """Note that a letter came back: the address is closed, mail to the donor is held.

    Attributes:
        returned_on: The day it came back; today when None.
    """

    permission: ClassVar[str] = Permission.DONORS_EDIT
    donor_id: int
    reason: ReturnReason
    returned_on: date | None = None


@handles(RecordReturn)
def record_return(cmd: RecordReturn, ctx: Context) -> ReturnedLetter:
    """Close the address.

    Raises:
        Refused: When the day is yet to come.
    """
    today = ctx.clock.today()
    day = cmd.returned_on or today
    if day > today:
        message = _("{day} is yet to come: type the day the letter came back.")
        raise Refused("returned.future", message.format(day=format_day(day)), "returned_on")
    donor = ctx.uow.donors.get(cmd.donor_id)
    letter = ReturnedLetter(
        donor_id=donor.id,
        address=donor.address,
        returned_on=day,
        reason=cmd.reason,
        held_since=donor.returned_on,
    )
    ctx.uow.donors.save(replace(donor, returned_on=day))
    return ctx.uow.returned_letters.add(letter)


@dataclass(frozen=True, slots=True)
class UndoReturn(Command[Donor]):
    """Take back a letter noted by mistake, and hold mail as it was held before."""

    permission: ClassVar[str] = Permission.DONORS_EDIT
    letter_id: int


@handles(UndoReturn)
def undo_return(cmd: UndoReturn, ctx: Context) -> Donor:
    """Remove the letter; what was done to the donor since is left as it is.

    Raises:
        Refused: When a later letter of the donor stands on this one.
    """
    letter = ctx.uow.returned_letters.get(cmd.letter_id)
    later = [
        one for one in ctx.uow.returned_letters.of_donor(letter.donor_id) if one.id > letter.id
    ]
    if later:
        message = _(
            "Another letter of this donor came back since, on {day}: take that one back first."
        )
        raise Refused("returned.later", message.format(day=format_day(later[0].returned_on)))
    ctx.uow.returned_letters.remove(letter)
    donor = ctx.uow.donors.get(letter.donor_id)
    still_held = donor.returned_on == letter.returned_on and donor.address == letter.address
    if still_held:
        donor = ctx.uow.donors.save(replace(donor, returned_on=letter.held_since))
    return donor


@dataclass(frozen=True, slots=True)
class LiftReturns(Command[Donor]):
    """Say that a donor's address is good after all: mail goes out again."""

    permission: ClassVar[str] = Permission.DONORS_EDIT
    donor_id: int


@handles(LiftReturns)
def lift_returns(cmd: LiftReturns, ctx: Context) -> Donor:
    """Reopen the address the donor has now.

    Raises:
        Refused: When mail to the donor is not held.
    """
    donor = ctx.uow.donors.get(cmd.donor_id)
    if donor.returned_on is None:
        message = _("No mail to {name} is held: there is nothing to reopen.")
        raise Refused("returned.not_held", message.format(name=donor.display_name))
    for letter in ctx.uow.returned_letters.of_donor(donor.id):
        if letter.lifted_on is None and same_place(letter.address, donor.address):
            ctx.uow.returned_letters.save(replace(letter, lifted_on=ctx.clock.today()))
    return ctx.uow.donors.save(replace(donor, returned_on=None))


@dataclass(frozen=True, slots=True)
class NoGoodAddress(Query[Sequence[Unreachable]]):
    """Tell the donors no letter reaches, with the money at stake.

    Attributes:
        year: The year whose gifts are counted; the year before this one when None, which is the
            one receipts are issued for.
    """

    year: int | None = None


@handles(NoGoodAddress)
def no_good_address(query: NoGoodAddress, ctx: Context) -> Sequence[Unreachable]:
    """Return them, those with most money at stake first."""
    return ctx.uow.returned_letters.unreachable(query.year or ctx.clock.today().year - 1)


def closed_address(uow: UnitOfWork, donor: Donor, before: Donor) -> ReturnedLetter | None:
    """Return the letter that closed the address a donor is about to be given, or None."""
    if donor.address == before.address:
        return None
    return closing(uow.returned_letters.of_donor(donor.id), donor.address)
