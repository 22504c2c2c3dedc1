# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Postal addresses: their parts, and the lines that go on an envelope."""

import re
import unicodedata
from dataclasses import asdict, dataclass, field

from app.domain.addresses.abroad import lines_abroad
from app.domain.addresses.norm import fitted
from app.kernel.home import FRANCE, current_home
from app.kernel.text import clean

_KEPT = re.compile(r"[^A-Z0-9 ]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where mail goes, by the lines of the French postal norm.

    Attributes:
        complement: Line 2, inside the building: flat, floor, care of.
        building: Line 3, outside it: entrance, building, residence.
        street: Line 4: number and street.
        locality: Line 5: place name, PO box.
        country: ISO 3166 code of two letters.
    """

    complement: str = ""
    building: str = ""
    street: str = ""
    locality: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = field(default_factory=current_home)

    @property
    def is_complete(self) -> bool:
        """Tell whether a letter would arrive: a street or a place, a postal code, a city."""
        place = self.street.strip() or self.locality.strip()
        needs_code = self.country == FRANCE
        return bool(place and self.city.strip() and (self.postal_code.strip() or not needs_code))


def postal_lines(recipient: str, address: Address) -> tuple[str, ...]:
    """Return the lines of an envelope, none empty: at most six, more abroad.

    French lines are capitals without accents or punctuation, as norm NF Z10-011 asks.
    """
    return tuple(line for _part, line in envelope_lines(recipient, address) if line)


def envelope_lines(recipient: str, address: Address) -> tuple[tuple[str, str], ...]:
    """Return (part, line) for the six lines of an envelope, each in its place, empty ones too.

    Inland words are shortened, as the norm has it, where a line is too long; nothing is cut off.
    Elsewhere the lines are in the order of that country, and the country's name ends them, in
    French, unless mail is posted there.
    """
    if address.country != FRANCE or current_home() != FRANCE:
        parts = lines_abroad(address.country, asdict(address))
        return (("recipient", clean(recipient)), *parts)
    lines = (
        ("recipient", recipient),
        ("complement", address.complement),
        ("building", address.building),
        ("street", address.street),
        ("locality", address.locality),
        ("city", f"{address.postal_code} {address.city}"),
    )
    return tuple((part, fitted(_capitals(line))) for part, line in lines)


def _capitals(line: str) -> str:
    plain = line.upper()
    if not plain.isascii():
        spelt = plain.replace("Œ", "OE").replace("Æ", "AE")
        plain = "".join(
            character
            for character in unicodedata.normalize("NFD", spelt)
            if not unicodedata.combining(character)
        )
    return clean(_KEPT.sub(" ", plain))
