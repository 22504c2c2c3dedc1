# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What checks look at of a donor, and where a check writes what it proposes."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from app.domain.donors import Donor


class Facts(NamedTuple):
    """What checks look at of a donor.

    Attributes:
        name: As lists show it.
        cents, last_on: What was given in all, and the day of the last gift.
        accounts: Fingerprints of the accounts whose cheques were the donor's.
    """

    id: int
    number: int
    kind: str
    name: str
    civility: str
    first_name: str
    street: str
    locality: str
    postal_code: str
    city: str
    country: str
    phone: str
    email: str
    siren: str
    receipt_wish: str
    deceased_on: date | None
    returned_on: date | None
    cents: int
    last_on: date | None
    accounts: tuple[str, ...] = ()


_OF_ADDRESS = frozenset({"postal_code", "city", "street"})


def field_of(donor: Donor, field: str) -> str:
    """Return what a donor's record says in one of the fields checks mend."""
    return str(getattr(donor.address if field in _OF_ADDRESS else donor, field))


def with_field(donor: Donor, field: str, value: str) -> Donor:
    """Return a donor with another value in one of the fields checks mend."""
    if field in _OF_ADDRESS:
        return replace(donor, address=replace(donor.address, **{field: value}))
    changed: dict[str, str] = {field: value}
    return replace(donor, **changed)  # type: ignore[arg-type]
