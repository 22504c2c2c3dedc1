# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text as people type it, and as a search engine must see it."""

import re
import unicodedata
from functools import lru_cache

_LETTERS = {
    "ł": "l", "ø": "o", "œ": "oe", "æ": "ae", "ß": "ss", "đ": "d", "ð": "d", "þ": "th",
    "ħ": "h", "\u0131": "i", "ĸ": "k", "ŋ": "n", "ŧ": "t", "ŀ": "l", "ĳ": "ij", "\u017f": "s",
    "ə": "e", "ɛ": "e", "ƒ": "f",
}  # fmt: skip
"""Letters that Unicode decomposition leaves whole: "Łukasz" must answer to "lukasz"."""

_FOLDS = str.maketrans(_LETTERS)
_BREAKS = re.compile(r"[^0-9a-z]+")
_REMEMBERED = 16_384
"""Texts whose folding is kept: towns, first names and heads come back with every row of a table."""


@lru_cache(maxsize=_REMEMBERED)
def fold(text: str) -> str:
    """Return ``text`` in small unaccented letters and digits, words parted by one space.

    >>> fold("L'Hôtellier-d'Arcy, Œuvre")
    'l hotellier d arcy oeuvre'
    """
    lowered = text.lower()
    if not lowered.isascii():
        decomposed = unicodedata.normalize("NFKD", lowered.translate(_FOLDS))
        lowered = "".join(c for c in decomposed if not unicodedata.combining(c)).lower()
        lowered = lowered.translate(_FOLDS)
    return _BREAKS.sub(" ", lowered).strip()


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of ``text``, in order."""
    return tuple(fold(text).split())


def digits(text: str) -> str:
    """Return the decimal digits of ``text``, nothing else."""
    if text.isascii() and text.isdecimal():
        return text
    return "".join(character for character in text if "0" <= character <= "9")


def clean(text: str) -> str:
    """Return ``text`` trimmed, its runs of white space (no-break ones too) made one space."""
    return " ".join(text.split())
