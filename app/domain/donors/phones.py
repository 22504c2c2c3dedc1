# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Telephone numbers: read in any spacing, kept in one form, written as people read them.

The numbering plans of all countries come from ``phonenumbers``; importing them costs more than the
rest of a short command, so it is done by the first number only.
"""

from app.domain.donors.kinds import ContactUse
from app.kernel.errors import Refused
from app.kernel.home import current_home
from app.kernel.i18n import _

_NO_BREAK = "\u00a0"


def read_phone(text: str, country: str = "") -> str:
    """Return a telephone number as it is kept, in the form E.164 of the ITU: ``+33612345678``.

    Args:
        text: The number in any spacing, with its country code or without.
        country: Whose number it is without a country code, as two letters of ISO 3166; home by
            default.

    Raises:
        Refused: When no country gives such a number.
    """
    import phonenumbers  # noqa: PLC0415 - see above

    message = _("“{text}” is not a telephone number: type all its digits, such as 06 12 34 56 78.")
    refusal = Refused("donor.phone", message.format(text=text.strip()), "value")
    try:
        parsed = phonenumbers.parse(text, country or current_home())
    except phonenumbers.NumberParseException:
        raise refusal from None
    if not phonenumbers.is_valid_number(parsed):
        raise refusal
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def phone_words(kept: str) -> str:
    """Write a number as people read it: by pairs in France, with its country code abroad.

    What no country would give, an import's for instance, is returned as it was written.
    """
    import phonenumbers  # noqa: PLC0415 - see above

    try:
        parsed = phonenumbers.parse(kept, current_home())
    except phonenumbers.NumberParseException:
        return kept
    if not phonenumbers.is_valid_number(parsed):
        return kept
    at_home = parsed.country_code == phonenumbers.country_code_for_region(current_home())
    forms = phonenumbers.PhoneNumberFormat
    written = phonenumbers.format_number(parsed, forms.NATIONAL if at_home else forms.INTERNATIONAL)
    return str(written).replace(" ", _NO_BREAK)


def phone_use(kept: str) -> ContactUse:
    """Propose what a number is from its numbering plan: a mobile, or a line at home."""
    import phonenumbers  # noqa: PLC0415 - see above

    kind = phonenumbers.number_type(phonenumbers.parse(kept, current_home()))
    mobile = kind == phonenumbers.PhoneNumberType.MOBILE
    return ContactUse.MOBILE if mobile else ContactUse.HOME
