# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amounts of money: plain integers of cents, parsed and written.

A dossier has one currency, so an amount is an ``int`` of cents and sums are exact everywhere,
in SQL too. ``Decimal`` appears at the edges only.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from app.kernel.currency import current_currency, symbol_of
from app.kernel.errors import Refused
from app.kernel.i18n import _, current_language

CENTS = 100
MAX_CENTS = 10**13 - 1
"""The largest amount accepted, one cent below a hundred thousand million."""

_NARROW = "\u202f"
_NO_BREAK = "\u00a0"
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
_PLAIN = re.compile(r"\d+(?:[.,]\d{1,2})?|[.,]\d{1,2}")
_FRENCH_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}")
_ENGLISH_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+\.\d{1,2}")
_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u202f\u2009']\d{3})+(?:[.,]\d{1,2})?")
_SPACED = re.compile(r"[ \u00a0\u202f\u2009']")


def parse_amount(text: str, *, zero: bool = False) -> int:
    """Read an amount as a person types it, and return its cents.

    Accepts ``50``, ``12,5``, ``12.50``, ``50 €`` (the sign or the code of the currency in force),
    ``1 234,50`` (any space), ``1.234,50`` and ``1,234.50``. A lone group such as ``1.234`` could
    mean two things, so it is refused.

    Args:
        text: What was typed.
        zero: Whether nothing at all is an answer too, as with what was spent of a fund.

    Raises:
        Refused: When the text is no amount, zero where that is no answer, negative, or beyond
            ``MAX_CENTS``.
    """
    currency = current_currency()
    bare = text.strip()
    for sign in dict.fromkeys((symbol_of(currency), currency)):
        bare = bare.removeprefix(sign).removesuffix(sign).strip()
    cents = _read(bare)
    if cents is None:
        if re.fullmatch(r"[-\u2212].*\d.*", bare):
            raise Refused("amount.negative", _("For a correction, use Correct."), "amount")
        message = _("Unreadable amount “{text}”: type for example 50 or 12.50.")
        raise Refused("amount.unreadable", message.format(text=text.strip()), "amount")
    if cents == 0 and not zero:
        raise Refused("amount.zero", _("The amount is zero: type what was given."), "amount")
    if cents > MAX_CENTS:
        raise Refused("amount.huge", _("The amount is too large to be a gift."), "amount")
    return cents


def _read(bare: str) -> int | None:
    if not bare.isascii() and any(c.isdigit() and not c.isascii() for c in bare):
        return None
    if _SPACED.search(bare):
        if not _GROUPED.fullmatch(bare):
            return None
        bare = _SPACES.sub("", bare)
    if _FRENCH_GROUPS.fullmatch(bare):
        bare = bare.replace(".", "")
    elif _ENGLISH_GROUPS.fullmatch(bare):
        bare = bare.replace(",", "")
    elif not _PLAIN.fullmatch(bare):
        return None
    return to_cents(Decimal(bare.replace(",", ".")))


def to_cents(value: Decimal) -> int:
    """Return the cents of a decimal number of euros, half a cent rounded away from zero."""
    return int((value * CENTS).to_integral_value(ROUND_HALF_UP))


def format_amount(cents: int, language: str | None = None, symbol: str = "") -> str:
    """Write an amount with its currency: ``1 234,50 €`` in French, ``€1,234.50`` in English.

    Args:
        cents: The amount.
        language: ``fr``, ``en``, ``de``, ``nl`` or ``de-CH``; that in force by default.
        symbol: What the currency is written as; by default that of the one in force.
    """
    language = language or current_language()
    symbol = symbol or symbol_of(current_currency())
    number = format_number(cents, language)
    if language in _SIGN_AFTER:
        return f"{number}{_NO_BREAK}{symbol}"
    sign, figure = ("-", number[1:]) if cents < 0 else ("", number)
    gap = _NO_BREAK if symbol[-1].isalpha() or language != "en" else ""
    return f"{sign}{symbol}{gap}{figure}"


_SIGN_AFTER = frozenset({"fr", "de"})
_MARKS = {
    "fr": (_NARROW, ","),
    "en": (",", "."),
    "de": (".", ","),
    "nl": (".", ","),
    "de-CH": ("\u2019", "."),
}
"""What parts the thousands and the cents in each language."""


def format_number(cents: int, language: str | None = None) -> str:
    """Write an amount without currency: ``1 234,50`` in French, ``1,234.50`` in English."""
    whole, rest = divmod(abs(cents), CENTS)
    sign = "-" if cents < 0 else ""
    thousands, point = _MARKS[language or current_language()]
    return f"{sign}{whole:,}".replace(",", thousands) + f"{point}{rest:02d}"
