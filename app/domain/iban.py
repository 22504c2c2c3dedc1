# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""IBAN: the number of a bank account, with its key (ISO 13616, ISO 7064 mod 97-10)."""

from typing import NamedTuple

from app.kernel.errors import Refused
from app.kernel.i18n import _

_FRENCH_LENGTH = 27


def read_iban(text: str) -> str:
    """Return an IBAN in capitals without spaces.

    Raises:
        Refused: When its length, country or key is wrong.
    """
    # Imported at first use: no start of the window reads an IBAN.
    from stdnum import iban  # noqa: PLC0415
    from stdnum.exceptions import ValidationError  # noqa: PLC0415

    try:
        # Not by country: the library's lists of banks age, and would refuse those founded since.
        return str(iban.validate(text, check_country=False))
    except ValidationError as error:
        message = _("IBAN “{iban}” is miscopied: check it on the bank's statement.")
        raise Refused("iban", message.format(iban=text.strip()), "iban") from error


def format_iban(text: str) -> str:
    """Write an IBAN by groups of four, as on paper."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


class Rib(NamedTuple):
    """The parts of a French account number (*relevé d'identité bancaire*)."""

    bank: str
    branch: str
    account: str
    key: str


def rib_of(iban: str) -> Rib | None:
    """Return the parts of a French IBAN; None for any other account.

    After the country and the key come bank (5), branch (5), account (11) and RIB key (2), as
    registered for France with SWIFT, the keeper of ISO 13616.
    """
    bare = iban.replace(" ", "").upper()
    if not (bare.startswith("FR") and len(bare) == _FRENCH_LENGTH):
        return None
    return Rib(bare[4:9], bare[9:14], bare[14:25], bare[25:27])
