# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is compared of a donor, folded once so that a hundred comparisons need not do it again."""

from typing import NamedTuple

from app.domain.donors import Donor
from app.kernel.text import digits, fold

PHONE_TAIL = 9
"""Digits that tell two telephones apart: +33 6 … and 06 … share their last nine."""

_TITLES = {
    **dict.fromkeys(("m", "mr", "monsieur"), "m"),
    **dict.fromkeys(("mme", "mlle", "madame", "mademoiselle", "mrs", "ms", "miss"), "f"),
}


class Card(NamedTuple):
    """A donor as comparisons see it; every text folded, empty when unknown.

    Attributes:
        ref: The id of the donor.
        kind: Person or organisation: the two are never compared.
        name: The words of the name in alphabetical order, whatever field they stand in.
        last, first: The name as it stands in its fields; ``first`` is empty for organisations.
        title: Whether the civility is a man's or a woman's (``m``, ``f``), or unknown.
        phone: The last nine digits, or empty when there are fewer.
    """

    ref: int
    kind: str
    title: str
    name: str
    last: str
    first: str
    street: str
    postal_code: str
    city: str
    phone: str
    email: str


def make_card(  # noqa: PLR0913 - the columns of a row, read two hundred thousand at a time
    *,
    ref: int,
    kind: str,
    civility: str,
    last: str,
    first: str,
    street: str,
    postal_code: str,
    city: str,
    phone: str,
    email: str,
) -> Card:
    """Return the card of what a donor's record says."""
    last, first = fold(last), fold(first)
    tail = digits(phone)[-PHONE_TAIL:]
    return Card(
        ref,
        kind,
        _TITLES.get(fold(civility), ""),
        " ".join(sorted(f"{first} {last}".split())),
        last,
        first,
        fold(street),
        fold(postal_code),
        fold(city),
        tail if len(tail) == PHONE_TAIL else "",
        email.strip().lower(),
    )


def card_of(donor: Donor) -> Card:
    """Return the card of a donor."""
    address = donor.address
    return make_card(
        ref=donor.id,
        kind=donor.kind.value,
        civility=donor.civility,
        last=donor.last_name or donor.organisation_name,
        first=donor.first_name,
        street=address.street,
        postal_code=address.postal_code,
        city=address.city,
        phone=donor.phone,
        email=donor.email,
    )
