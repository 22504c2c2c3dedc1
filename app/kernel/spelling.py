# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amounts spelt in words, as tax receipts print them."""

import re

from num2words import num2words

from app.kernel.currency import current_currency
from app.kernel.money import CENTS

_AND = {"fr": "et", "fr-BE": "et", "en": "and", "de": "und", "nl": "en"}
_NOUNS = {
    ("fr", "EUR"): (("euro", "euros"), ("centime", "centimes")),
    ("fr", "CHF"): (("franc", "francs"), ("centime", "centimes")),
    ("fr", "USD"): (("dollar", "dollars"), ("cent", "cents")),
    ("fr", "CAD"): (("dollar", "dollars"), ("cent", "cents")),
    ("fr", "GBP"): (("livre", "livres"), ("penny", "pence")),
    ("en", "EUR"): (("euro", "euros"), ("cent", "cents")),
    ("en", "CHF"): (("franc", "francs"), ("centime", "centimes")),
    ("en", "USD"): (("dollar", "dollars"), ("cent", "cents")),
    ("en", "CAD"): (("dollar", "dollars"), ("cent", "cents")),
    ("en", "GBP"): (("pound", "pounds"), ("penny", "pence")),
    ("de", "EUR"): (("Euro", "Euro"), ("Cent", "Cent")),
    ("de", "CHF"): (("Franken", "Franken"), ("Rappen", "Rappen")),
    ("nl", "EUR"): (("euro", "euro"), ("cent", "cent")),
}
"""The unit and its hundredth, of one and of several, by language and currency."""

_SEVENTY = re.compile(
    r"(soixante|quatre-vingt)(?: et |-)(dix|onze|douze|treize|quatorze|quinze|seize)"
)
_TENS = {"soixante": "septante", "quatre-vingt": "nonante"}
_UNITS = {
    "dix": "",
    "onze": " et un",
    "douze": "-deux",
    "treize": "-trois",
    "quatorze": "-quatre",
    "quinze": "-cinq",
    "seize": "-six",
}
"""What 70 to 76 and 90 to 96 become in Belgium; « -sept » and what follows stay behind « dix »."""


def spell_amount(cents: int, language: str = "fr", currency: str = "") -> str:
    """Spell a positive amount, as a receipt must.

    French keeps the traditional hyphens, the agreement of *vingt* and *cent*, and the *de* after
    a whole *million* (rules in force at the Imprimerie nationale; 1990 spelling not used). The
    French of Belgium, Luxembourg and Switzerland (``fr-BE``) says *septante* and *nonante*.

    Args:
        cents: The amount.
        language: ``fr``, ``fr-BE``, ``en``, ``de`` or ``nl``.
        currency: Its code; that in force by default.

    Raises:
        ValueError: When ``cents`` is negative.
    """
    if cents < 0:
        message = "a negative amount has no spelling"
        raise ValueError(message)
    units, hundredths = _NOUNS[language.partition("-")[0], currency or current_currency()]
    whole, rest = divmod(cents, CENTS)
    parts = []
    if whole or not rest:
        parts.append(_spell_unit(whole, units, language))
    if rest:
        parts.append(_spell_unit(rest, hundredths, language))
    return f" {_AND[language]} ".join(parts)


def _spell_unit(count: int, nouns: tuple[str, str], language: str) -> str:
    spoken = language.partition("-")[0]
    spelt = "ein" if (spoken, count) == ("de", 1) else num2words(count, lang=spoken)
    if language == "fr-BE":
        spelt = _septante(spelt)
    plural = count >= 2 or (spoken != "fr" and count == 0)  # noqa: PLR2004 - grammar
    noun = nouns[plural]
    if spoken == "fr" and re.search(r"(million|milliard)s?$", spelt):
        link = "d'" if noun[0] in "aeiou" else "de "
        return f"{spelt} {link}{noun}"
    return f"{spelt} {noun}"


def _septante(spelt: str) -> str:
    """Return a French number with the names Belgium and Switzerland give 70 to 99."""
    return _SEVENTY.sub(lambda found: _TENS[found[1]] + _UNITS[found[2]], spelt)
