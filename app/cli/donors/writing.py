# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Creating a donor, and changing fields of the record; what is not named stays as it is."""

import argparse
from dataclasses import fields, replace
from datetime import date
from typing import Any

from app.cli.console import Console
from app.cli.main import Verbs
from app.domain.addresses import Address, country_code
from app.domain.donors import LANGUAGES, Donor, DonorKind, ReceiptChannel, ReceiptWish
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.donors import CreateDonor, DonorByNumber, EditDonor
from app.usecases.office import Office

_ADDRESS = tuple(field.name for field in fields(Address))
_TEXTS = (
    *("civility", "last_name", "first_name", "organisation_name"),
    *("phone", "email", "siren", "legal_form", "former_number", "notes"),
    *("salutation", "correspondent", "fiscal_year_end"),
)
_OTHERS = ("language", "deceased_on")
_WORDS = {"receipt_wish": ReceiptWish, "receipt_channel": ReceiptChannel}


def add_verbs(donors: Verbs) -> None:
    """Add ``donors create`` and ``donors edit``."""
    create = donors.add("create", _("put a donor on file"), _create)
    edit = donors.add("edit", _("change fields of a donor's record"), _edit)
    edit.add_argument("number", metavar=_("NUMBER"))
    for verb in (create, edit):
        for name in (*_TEXTS, *_ADDRESS):
            verb.add_argument(f"--{name.replace('_', '-')}", dest=name, metavar=_("TEXT"))
        for name, words in _WORDS.items():
            choices = [word.value for word in words]
            verb.add_argument(f"--{name.replace('_', '-')}", dest=name, choices=choices)
        verb.add_argument("--language", choices=LANGUAGES)
        verb.add_argument("--deceased-on", type=date.fromisoformat, metavar="YYYY-MM-DD")


def _create(office: Office, options: argparse.Namespace, console: Console) -> None:
    kind = DonorKind.ORGANISATION if options.organisation_name else DonorKind.PERSON
    donor = office.do(CreateDonor(with_flags(Donor(kind=kind), options)))
    told = _("{donor} is on file under no. {number}.")
    sentence = told.format(donor=donor.display_name, number=donor.number_text)
    console.answer({"number": donor.number_text, "name": donor.display_name}, [sentence])


def _edit(office: Office, options: argparse.Namespace, console: Console) -> None:
    before = office.ask(DonorByNumber(options.number))
    donor = office.do(EditDonor(with_flags(before, options)))
    changed = donor.version != before.version
    told = _("The record of {donor} is changed.") if changed else _("Nothing changed for {donor}.")
    document = {"number": donor.number_text, "changed": changed}
    console.answer(document, [told.format(donor=donor.display_name)])


def with_flags(donor: Donor, options: argparse.Namespace) -> Donor:
    """Return the donor with what the flags say; an empty text empties a field."""
    given = {name: value for name, value in vars(options).items() if value is not None}
    own: dict[str, Any] = {name: given[name] for name in (*_TEXTS, *_OTHERS) if name in given}
    own |= {name: words(given[name]) for name, words in _WORDS.items() if name in given}
    return replace(donor, address=address_of(options, donor.address), **own)


def address_of(options: argparse.Namespace, base: Address) -> Address:
    """Return an address with what the flags say."""
    given = {name: getattr(options, name) for name in _ADDRESS}
    if given["country"]:
        given["country"] = _country(given["country"])
    return replace(base, **{name: value for name, value in given.items() if value is not None})


def _country(text: str) -> str:
    code = country_code(text)
    if code:
        return code
    message = _(
        "“{text}” is no country: type its name, in French or in English, or its two letters."
    )
    raise Refused("address.country", message.format(text=text), "country")


def add_address_flags(verb: argparse.ArgumentParser) -> None:
    """Add a flag for each part of an address."""
    for name in _ADDRESS:
        verb.add_argument(f"--{name.replace('_', '-')}", dest=name, metavar=_("TEXT"))
