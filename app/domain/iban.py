# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""IBAN: the number of a bank account, with its key (ISO 13616, ISO 7064 mod 97-10)."""

from app.kernel.errors import Refused
from app.kernel.i18n import _


def read_iban(text: str) -> str:
    """Return an IBAN in capitals without spaces.

    Raises:
        Refused: When its length, country or key is wrong.
    """
    # Imported at first use: no start of the window reads an IBAN.
    from stdnum import iban  # noqa: PLC0415
    from stdnum.exceptions import ValidationError  # noqa: PLC0415

    try:
        return str(iban.validate(text))
    except ValidationError as error:
        message = _("IBAN “{iban}” is miscopied: check it on the bank's statement.")
        raise Refused("iban", message.format(iban=text.strip()), "iban") from error


def format_iban(text: str) -> str:
    """Write an IBAN by groups of four, as on paper."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
