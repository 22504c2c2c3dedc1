# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who calls, what one must have before one's eyes to answer, and the trace of the call."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from app.domain.addresses import Address
from app.domain.calls import number_in
from app.domain.consents import Channel, Purpose, opposes
from app.domain.donors import (
    ContactKind,
    Donor,
    DonorEvent,
    EventKind,
    check_detail,
    mailing_address,
    phone_words,
    read_phone,
)
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.problem import refuse_errors
from app.usecases.context import Context
from app.usecases.ports.people import DonorLine
from app.usecases.ports.receipts import RegisterLine

_MOST = 50
"""A switchboard may be many donors' number; nobody chooses among more."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who may be calling.

    Attributes:
        phone: The number in the form E.164.
        lines: The donors who have this very number, main or other.
    """

    phone: str
    lines: Sequence[DonorLine]

    @property
    def words(self) -> str:
        """The number as people read it."""
        return phone_words(self.phone)


@dataclass(frozen=True, slots=True)
class WhoCalls(Query[Caller]):
    """Tell whose a number is.

    Attributes:
        text: The number in any spacing, or a link such as ``tel:+33612345678``.
    """

    text: str


@handles(WhoCalls)
def who_calls(query: WhoCalls, ctx: Context) -> Caller:
    """Return the number and its donors; nobody when it is not on file.

    Raises:
        Refused: When it is no number, such as that of a caller who hides it.
    """
    phone = read_phone(number_in(query.text))
    found = ctx.uow.donors.find(phone, ctx.clock.today(), _MOST)
    sheets = ctx.uow.details.of_donors([line.id for line in found])
    exact = []
    for line in found:
        others = sheets[line.id].contacts if line.id in sheets else ()
        numbers = (one.value for one in others if one.kind is ContactKind.PHONE)
        if phone in _read((line.phone, *numbers)):
            exact.append(line)
    return Caller(phone, exact)


def _read(texts: Iterable[str]) -> set[str]:
    """Return numbers in one form; those nobody can read are left out."""
    read = set()
    for text in texts:
        try:
            read.add(read_phone(text))
        except Refused:
            continue
    return read


@dataclass(frozen=True, slots=True)
class DonorCard:
    """What one must have before one's eyes to answer a donor.

    Attributes:
        receipts: The latest first.
        mail_to: Where mail goes today.
        no_calls: Whether the donor opposes being called to be asked for gifts.
    """

    donor: Donor
    line: DonorLine
    receipts: Sequence[RegisterLine]
    mail_to: Address
    no_calls: bool


@dataclass(frozen=True, slots=True)
class ShowCard(Query[DonorCard]):
    """Tell what one must know to answer a donor."""

    donor_id: int


@handles(ShowCard)
def show_card(query: ShowCard, ctx: Context) -> DonorCard:
    """Return the card.

    Raises:
        Refused: When the donor is no longer on file.
    """
    donor = ctx.uow.donors.get(query.donor_id)
    details = ctx.uow.details.of_donor(donor.id)
    receipts = ctx.uow.receipts.of_donor(donor.id)
    return DonorCard(
        donor=donor,
        line=ctx.uow.donors.lines([donor.id])[0],
        receipts=sorted(receipts, key=lambda one: (one.issued_on, one.id), reverse=True),
        mail_to=mailing_address(donor, details.addresses, ctx.clock.today()),
        no_calls=opposes(details.consents, Purpose.APPEALS, Channel.PHONE),
    )


@dataclass(frozen=True, slots=True)
class LogCall(Command[DonorEvent]):
    """Keep on a donor's sheet that they called, why, and what came of it."""

    permission: ClassVar[str] = Permission.DONORS_EDIT
    donor_id: int
    reason: str
    outcome: str = ""


@handles(LogCall)
def log_call(cmd: LogCall, ctx: Context) -> DonorEvent:
    """Write it today.

    Raises:
        Refused: When no reason is said, or the donor is no longer on file.
    """
    ctx.uow.donors.get(cmd.donor_id)
    reason, outcome = cmd.reason.strip(), cmd.outcome.strip()
    text = _("{reason} — {outcome}").format(reason=reason, outcome=outcome)
    event = DonorEvent(
        donor_id=cmd.donor_id,
        kind=EventKind.CALL,
        on_day=ctx.clock.today(),
        text=text if reason and outcome else reason,
        by=ctx.actor.name,
    )
    refuse_errors(check_detail(event, ctx.clock.today()))
    return ctx.uow.details.add(event)
