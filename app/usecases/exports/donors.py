# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of donors as it leaves the dossier, without those who oppose what it is for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from app.domain.addresses import Address, postal_lines
from app.domain.consents import CHANNELS, Channel, Purpose, opposes, opposition_words
from app.domain.donors import (
    ContactKind,
    Details,
    Donor,
    mailing_address,
    number_text,
    phone_words,
    salutation_of,
)
from app.domain.exports import CellKind, Column
from app.kernel.i18n import _
from app.kernel.progress import Progress
from app.kernel.text import clean
from app.usecases.context import LongContext
from app.usecases.ports import UnitOfWork
from app.usecases.ports.people import DonorLine

_SHOWN_EVERY = 1_000
_EMPTY = Details()


@dataclass(frozen=True, slots=True)
class Solicitation:
    """What a list of donors is for, when it is to ask or to tell them something.

    Attributes:
        channel: By which way they will be reached; ``ALL`` when any will do.
    """

    purpose: Purpose
    channel: Channel = Channel.ALL


def donor_columns() -> list[Column]:
    """Return the columns of the list of donors."""
    return [
        Column(_("Donor number"), width=14, key="number"),
        Column(_("Civility"), width=12, key="civility"),
        Column(_("Last name"), width=22, key="last_name"),
        Column(_("First name"), width=18, key="first_name"),
        Column(_("Organisation"), width=28, key="organisation"),
        Column(_("Address complement"), width=24, key="complement"),
        Column(_("Building"), width=22, key="building"),
        Column(_("Street"), width=32, key="street"),
        Column(_("Locality"), width=20, key="locality"),
        Column(_("Postal code"), width=11, key="postal_code"),
        Column(_("City"), width=24, key="city"),
        Column(_("Country"), width=8, key="country"),
        Column(_("Telephone"), width=18, key="phone"),
        Column(_("E-mail"), width=28, key="email"),
        Column(_("SIREN"), width=12, key="siren"),
        Column(_("Former number"), width=14, key="former_number"),
        Column(_("Mail returned on"), CellKind.DAY, 14, key="returned_on"),
        Column(_("Deceased on"), CellKind.DAY, 12, key="deceased_on"),
        Column(_("Archived on"), CellKind.DAY, 12, key="archived_on"),
        Column(_("Number of gifts"), CellKind.COUNT, 10, total=True, key="gifts"),
        Column(_("Total given"), CellKind.MONEY, 14, total=True, key="total"),
        Column(_("Last gift on"), CellKind.DAY, 12, key="last_gift"),
        Column(_("Notes"), width=40, key="notes"),
        Column(_("Other telephones"), width=28, key="other_phones"),
        Column(_("Other e-mails"), width=28, key="other_emails"),
        Column(_("Tags"), width=28, key="tags"),
        Column(_("Numbers in other programs"), width=28, key="numbers"),
        Column(_("Mail goes to"), width=40, key="mail_goes_to"),
        Column(_("Salutation"), width=24, key="salutation"),
        Column(_("Language"), width=8, key="language"),
        Column(_("Correspondent"), width=20, key="correspondent"),
        Column(_("Legal form"), width=16, key="legal_form"),
        Column(_("Year ends on"), width=10, key="year_end"),
        Column(_("Refuses solicitations"), width=40, key="opposition"),
    ]


class _Known(NamedTuple):
    """What is known of a donor, as far as the columns asked need it."""

    donor: Donor
    details: Details
    lines: Mapping[int, DonorLine]
    today: date

    @property
    def line(self) -> DonorLine:
        """What the donor gave."""
        return self.lines[self.donor.id]

    def ways(self, kind: ContactKind) -> list[str]:
        """Return the other telephones or e-mails."""
        return [one.value for one in self.details.contacts if one.kind is kind]


_STORED = {
    "number": "donor.number",
    "civility": "donor.civility",
    "last_name": "donor.last_name",
    "first_name": "donor.first_name",
    "organisation": "donor.organisation_name",
    "complement": "donor.address.complement",
    "building": "donor.address.building",
    "street": "donor.address.street",
    "locality": "donor.address.locality",
    "postal_code": "donor.address.postal_code",
    "city": "donor.address.city",
    "country": "donor.address.country",
    "phone": "donor.phone",
    "email": "donor.email",
    "siren": "donor.siren",
    "former_number": "donor.former_number",
    "returned_on": "donor.returned_on",
    "deceased_on": "donor.deceased_on",
    "archived_on": "donor.archived_on",
    "gifts": "line.gifts",
    "total": "line.cents",
    "last_gift": "line.last_on",
    "notes": "donor.notes",
    "language": "donor.language",
    "correspondent": "donor.correspondent",
    "legal_form": "donor.legal_form",
    "year_end": "donor.fiscal_year_end",
}
"""Columns that hold what is stored, and where it is; the last word is its name in storage."""
_Cells: TypeAlias = Mapping[str, Callable[[_Known], object]]
_SHEET: _Cells = {
    "other_phones": lambda one: ", ".join(map(phone_words, one.ways(ContactKind.PHONE))),
    "other_emails": lambda one: ", ".join(one.ways(ContactKind.EMAIL)),
    "tags": lambda one: ", ".join(tag.name for tag in one.details.tags),
    "numbers": lambda one: ", ".join(
        clean(f"{other.source} {other.number}") for other in one.details.numbers
    ),
    "mail_goes_to": lambda one: ", ".join(
        postal_lines("", mailing_address(one.donor, one.details.addresses, one.today))
    ),
    "opposition": lambda one: opposition_words(one.details.consents),
}
"""What a sheet holds besides the record, each kind in one cell."""
_MADE: _Cells = {
    **_SHEET,
    "number": lambda one: one.donor.number_text,
    "salutation": lambda one: salutation_of(one.donor),
}
"""Columns made of what is stored."""


def donor_rows(
    keys: Sequence[str],
    uow: UnitOfWork,
    ctx: LongContext,
    solicit: Solicitation | None,
    ids: Sequence[int] | None = None,
) -> Iterator[Sequence[object]]:
    """Yield a row for each donor, or each of ``ids``, but for those who oppose what it is for.

    It has the columns of these keys in their order; what none of them shows is not even read.
    """
    if ids is None and solicit is None and _STORED.keys() >= set(keys):
        yield from _stored_rows(keys, uow, ctx.progress)
        return
    total, done, today = uow.donors.count() if ids is None else len(ids), 0, ctx.clock.today()
    cells = [_MADE.get(key) or attrgetter(_STORED[key]) for key in keys]
    summed = any(_STORED.get(key, "").startswith("line.") for key in keys)
    detailed = solicit is not None or not _SHEET.keys().isdisjoint(keys)
    for block in _blocks(uow, ids):
        some = [donor.id for donor in block]
        lines = {line.id: line for line in uow.donors.lines(some)} if summed else {}
        sheets = uow.details.of_donors(some) if detailed else {}
        for donor in block:
            known = _Known(donor, sheets.get(donor.id, _EMPTY), lines, today)
            allowed = known if solicit is None else _as_allowed(known, solicit)
            if allowed is not None:
                yield [cell(allowed) for cell in cells]
        done += len(block)
        ctx.progress.step(done, total, _("donors"))


def _blocks(uow: UnitOfWork, ids: Sequence[int] | None) -> Iterator[Sequence[Donor]]:
    if ids is None:
        donors = uow.donors.stream()
        while block := list(islice(donors, _SHOWN_EVERY)):
            yield block
        return
    for start in range(0, len(ids), _SHOWN_EVERY):
        yield [row.donor for row in uow.donors.listed(ids[start : start + _SHOWN_EVERY])]


def _stored_rows(
    keys: Sequence[str], uow: UnitOfWork, progress: Progress
) -> Iterator[Sequence[object]]:
    """Yield the rows of columns that are all stored: no donor is put together for them."""
    names = [_STORED[key].rpartition(".")[2] for key in keys]
    numbers = names.index("number") if "number" in names else None
    total = uow.donors.count()
    for done, row in enumerate(uow.donors.told(names), 1):
        if done % _SHOWN_EVERY == 0:
            progress.step(done, total, _("donors"))
        if numbers is None:
            yield row
        else:
            yield (*row[:numbers], number_text(row[numbers]), *row[numbers + 1 :])


def _as_allowed(known: _Known, solicit: Solicitation) -> _Known | None:
    """Return a donor without the ways to reach them that they oppose for what is solicited.

    None when they oppose what is solicited itself.
    """
    donor, details = known.donor, known.details
    if opposes(details.consents, solicit.purpose, solicit.channel):
        return None
    refused = {way for way in CHANNELS if opposes(details.consents, solicit.purpose, way)}
    # One number serves calls and messages: it is left only for what it may be used for.
    spoken = {Channel.SMS} if solicit.channel is Channel.SMS else {Channel.PHONE}
    blank = {
        ContactKind.PHONE: bool(refused & spoken),
        ContactKind.EMAIL: Channel.EMAIL in refused,
    }
    address = Address() if Channel.POST in refused else donor.address
    kept = replace(
        donor,
        address=address,
        phone="" if blank[ContactKind.PHONE] else donor.phone,
        email="" if blank[ContactKind.EMAIL] else donor.email,
    )
    left = replace(
        details,
        contacts=[one for one in details.contacts if not blank[one.kind]],
        addresses=() if Channel.POST in refused else details.addresses,
    )
    return known._replace(donor=kept, details=left)
