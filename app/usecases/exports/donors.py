# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of donors as it leaves the dossier, without those who oppose what it is for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain.addresses import Address, postal_lines
from app.domain.consents import CHANNELS, Channel, Purpose, opposes, opposition_words
from app.domain.donors import (
    ContactKind,
    Details,
    Donor,
    mailing_address,
    phone_words,
    salutation_of,
)
from app.domain.exports import CellKind, Column
from app.kernel.i18n import _
from app.kernel.progress import Progress
from app.kernel.text import clean
from app.usecases.ports import UnitOfWork

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


def donor_rows(
    uow: UnitOfWork, today: date, progress: Progress, solicit: Solicitation | None
) -> Iterator[Sequence[object]]:
    """Yield a row for each donor, but for those who oppose what the list is for."""
    total, done = uow.donors.count(), 0
    block: list[Donor] = []
    for donor in uow.donors.stream():
        block.append(donor)
        if len(block) == _SHOWN_EVERY:
            yield from _donor_block(block, uow, today, solicit)
            done += len(block)
            progress.step(done, total, _("donors"))
            block = []
    yield from _donor_block(block, uow, today, solicit)


def _donor_block(
    donors: Sequence[Donor], uow: UnitOfWork, today: date, solicit: Solicitation | None
) -> Iterator[Sequence[object]]:
    ids = [donor.id for donor in donors]
    lines = {line.id: line for line in uow.donors.lines(ids)}
    sheets = uow.details.of_donors(ids)
    for whole in donors:
        details = sheets.get(whole.id, _EMPTY)
        if solicit is None:
            donor = whole
        elif opposes(details.consents, solicit.purpose, solicit.channel):
            continue
        else:
            donor, details = _as_allowed(whole, details, solicit)
        line, address = lines[donor.id], donor.address
        yield (
            donor.number_text,
            donor.civility,
            donor.last_name,
            donor.first_name,
            donor.organisation_name,
            address.complement,
            address.building,
            address.street,
            address.locality,
            address.postal_code,
            address.city,
            address.country,
            donor.phone,
            donor.email,
            donor.siren,
            donor.former_number,
            donor.returned_on,
            donor.deceased_on,
            donor.archived_on,
            line.gifts,
            line.cents,
            line.last_on,
            donor.notes,
            *_sheet_cells(donor, details, today),
            salutation_of(donor),
            donor.language,
            donor.correspondent,
            donor.legal_form,
            donor.fiscal_year_end,
            opposition_words(details.consents),
        )


def _as_allowed(donor: Donor, details: Details, solicit: Solicitation) -> tuple[Donor, Details]:
    """Return a donor without the ways to reach them that they oppose for what is solicited."""
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
    return kept, replace(
        details,
        contacts=[one for one in details.contacts if not blank[one.kind]],
        addresses=() if Channel.POST in refused else details.addresses,
    )


def _sheet_cells(donor: Donor, details: Details, today: date) -> tuple[str, ...]:
    """Return what a sheet holds besides the record, each kind in one cell."""
    ways = {kind: [c for c in details.contacts if c.kind is kind] for kind in ContactKind}
    told_in_one = (
        (phone_words(one.value) for one in ways[ContactKind.PHONE]),
        (one.value for one in ways[ContactKind.EMAIL]),
        (tag.name for tag in details.tags),
        (clean(f"{one.source} {one.number}") for one in details.numbers),
    )
    address = mailing_address(donor, details.addresses, today)
    return (*(", ".join(texts) for texts in told_in_one), ", ".join(postal_lines("", address)))
