# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amounts spelt in words, as tax receipts print them."""

import re

from num2words import num2words

from app.kernel.money import CENTS


def spell_amount(cents: int, language: str = "fr") -> str:
    """Spell a positive amount in euros, as a receipt must.

    French keeps the traditional hyphens, the agreement of *vingt* and *cent*, and the *de* after
    a whole *million* (rules in force at the Imprimerie nationale; 1990 spelling not used).

    Raises:
        ValueError: When ``cents`` is negative.
    """
    if cents < 0:
        message = "a negative amount has no spelling"
        raise ValueError(message)
    euros, rest = divmod(cents, CENTS)
    parts = []
    if euros or not rest:
        parts.append(_spell_unit(euros, "euro", language))
    if rest:
        parts.append(_spell_unit(rest, "centime" if language == "fr" else "cent", language))
    return (" et " if language == "fr" else " and ").join(parts)


def _spell_unit(count: int, noun: str, language: str) -> str:
    spelt = num2words(count, lang=language)
    plural = count >= 2 or (language != "fr" and count == 0)  # noqa: PLR2004 - grammar
    noun = f"{noun}s" if plural else noun
    if language == "fr" and re.search(r"(million|milliard)s?$", spelt):
        link = "d'" if noun[0] in "aeiou" else "de "
        return f"{spelt} {link}{noun}"
    return f"{spelt} {noun}"
