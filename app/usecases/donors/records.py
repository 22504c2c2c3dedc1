# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors: finding them, reading their sheet, writing them."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from app.domain.addresses import Address, ReturnedLetter
from app.domain.audit import AuditEntry
from app.domain.donors import (
    Details,
    Donor,
    check_donor,
    mailing_address,
    number_text,
    read_number,
)
from app.domain.lists import Condition, ListColumn
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.problem import refuse_errors
from app.usecases.addresses import closed_address
from app.usecases.context import Context
from app.usecases.ports.desk import GiftLine
from app.usecases.ports.people import DonorLine


@dataclass(frozen=True, slots=True)
class FindDonors(Query[Sequence[DonorLine]]):
    """Answer the finder: words in any order, place, telephone or number; best first."""

    text: str
    limit: int = 50


@handles(FindDonors)
def find_donors(query: FindDonors, ctx: Context) -> Sequence[DonorLine]:
    """Return the donors that answer the text."""
    return ctx.uow.donors.find(query.text, ctx.clock.today(), query.limit)


@dataclass(frozen=True, slots=True)
class DonorSheet:
    """Everything about one donor.

    Attributes:
        gifts: The newest first, drafts included.
        history: The trail of the donor's own record and of those merged into it, oldest first.
        accounts: How many accounts cheque readers know the donor by.
        returned: Letters that came back, the newest first.
        details: What stands on the sheet besides the record.
        mail_to: Where mail goes today: a dated address in force, else the record's.
    """

    donor: Donor
    line: DonorLine
    gifts: Sequence[GiftLine]
    history: Sequence[AuditEntry]
    accounts: int = 0
    returned: Sequence[ReturnedLetter] = ()
    details: Details = field(default_factory=Details)
    mail_to: Address = field(default_factory=Address)


@dataclass(frozen=True, slots=True)
class ShowDonor(Query[DonorSheet]):
    """Tell everything about one donor."""

    donor_id: int


@handles(ShowDonor)
def show_donor(query: ShowDonor, ctx: Context) -> DonorSheet:
    """Return the sheet."""
    donor = ctx.uow.donors.get(query.donor_id)
    details = ctx.uow.details.of_donor(donor.id)
    return DonorSheet(
        donor=donor,
        line=ctx.uow.donors.lines([donor.id])[0],
        gifts=ctx.uow.gifts.donor_lines(donor.id),
        history=_history(donor.id, ctx),
        accounts=ctx.uow.drawers.count(donor.id),
        returned=ctx.uow.returned_letters.of_donor(donor.id),
        details=details,
        mail_to=mailing_address(donor, details.addresses, ctx.clock.today()),
    )


def _history(donor_id: int, ctx: Context) -> Sequence[AuditEntry]:
    records = [donor_id, *ctx.uow.duplicates.absorbed(donor_id)]
    entries = [entry for one in records for entry in ctx.uow.audit.of("donors", one)]
    return sorted(entries, key=lambda entry: entry.id)


@dataclass(frozen=True, slots=True)
class DonorByNumber(Query[Donor]):
    """Tell who bears a number typed with its key."""

    text: str


@handles(DonorByNumber)
def donor_by_number(query: DonorByNumber, ctx: Context) -> Donor:
    """Return the donor.

    Raises:
        Refused: When the number is miscopied or nobody bears it.
    """
    number = read_number(query.text)
    donor = ctx.uow.donors.by_number(number)
    if donor is None:
        _refuse_gone(number, ctx)
        message = _("No donor bears number {number}: look the donor up by name.")
        raise Refused("donor.unknown", message.format(number=query.text.strip()), "donor")
    return donor


def _refuse_gone(number: int, ctx: Context) -> None:
    erased = ctx.uow.privacy.erased(number)
    if erased is not None:
        message = _("The donor of number {number} was erased on {day}: nothing is left on file.")
        day = format_day(erased.at.astimezone().date())
        told = message.format(number=number_text(number), day=day)
        raise Refused("donor.erased", told, "donor")


@dataclass(frozen=True, slots=True)
class DonorIds(Query["array[int]"]):
    """Tell the ids of the whole list, in order.

    Attributes:
        text: Words the donors must answer; empty for all.
        conditions: What they must answer besides, every one.
        only: Ids the list is cut down to; empty for all.
    """

    order: ListColumn = ListColumn.NAME
    descending: bool = False
    text: str = ""
    conditions: tuple[Condition, ...] = ()
    only: tuple[int, ...] = ()


@handles(DonorIds)
def donor_ids(query: DonorIds, ctx: Context) -> "array[int]":
    """Return the ids of the list."""
    ids = ctx.uow.donors.ids(
        query.order,
        descending=query.descending,
        text=query.text,
        conditions=query.conditions,
    )
    if not query.only:
        return ids
    wanted = frozenset(query.only)
    return array("q", (donor_id for donor_id in ids if donor_id in wanted))


@dataclass(frozen=True, slots=True)
class DonorLines(Query[Sequence[DonorLine]]):
    """Tell the rows of these ids."""

    ids: tuple[int, ...]


@handles(DonorLines)
def donor_lines(query: DonorLines, ctx: Context) -> Sequence[DonorLine]:
    """Return the rows in the order asked."""
    return ctx.uow.donors.lines(query.ids)


@dataclass(frozen=True, slots=True)
class CreateDonor(Command[Donor]):
    """Put a donor on file; the number is given by the dossier."""

    permission: ClassVar[str] = Permission.DONORS_EDIT
    donor: Donor


@handles(CreateDonor)
def create_donor(cmd: CreateDonor, ctx: Context) -> Donor:
    """Check and write the donor."""
    refuse_errors(check_donor(cmd.donor))
    return ctx.uow.donors.add(cmd.donor)


@dataclass(frozen=True, slots=True)
class EditDonor(Command[Donor]):
    """Write a donor's record as a whole, from the version that was read."""

    permission: ClassVar[str] = Permission.DONORS_EDIT
    donor: Donor


@handles(EditDonor)
def edit_donor(cmd: EditDonor, ctx: Context) -> Donor:
    """Check and write the donor.

    A new address lets mail go out again, unless it is one that mail came back from.
    """
    refuse_errors(check_donor(cmd.donor))
    donor, before = cmd.donor, ctx.uow.donors.get(cmd.donor.id)
    if donor.address != before.address:
        closed = closed_address(ctx.uow, donor, before)
        donor = replace(donor, returned_on=closed.returned_on if closed else None)
    return ctx.uow.donors.save(donor)
