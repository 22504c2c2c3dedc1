# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Telephone calls: the number that calls, as telephones and links write it."""

from urllib.parse import unquote

SCHEMES = ("tel", "callto")
"""What links that are called begin with (RFC 3966, and the older way)."""


def number_in(text: str) -> str:
    """Return the number in a link such as ``tel:+33-6-12-34-56-78;ext=2``, or the text itself."""
    scheme, colon, rest = text.strip().partition(":")
    number = unquote(rest if colon and scheme.lower() in SCHEMES else text)
    return number.removeprefix("//").partition(";")[0].partition("?")[0].strip()


def is_link(text: str) -> bool:
    """Tell whether a word is a link to call somebody."""
    scheme, colon, _rest = text.partition(":")
    return bool(colon) and scheme.lower() in SCHEMES
