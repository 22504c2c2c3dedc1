# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Other ways a word may be written: Saint and St, joined or apart, with one slip of the fingers.

A slip is one letter more, one less, another one, or two swapped. Two words one slip apart are the
same once the right letter of each is taken out. Words are stored under what they are with each
letter taken out, so that a handful of look-ups by key find what a comparison with every word would
(symmetric deletion, W. Garbe's SymSpell, 2012).
"""

import re
from collections.abc import Iterator, Sequence

from app.kernel.text import fold

SHORTEST = 4
"""Letters of the shortest word a slip is forgiven in: below, every word resembles another."""
LEADING = 7
"""How many letters of a word its keys are made of."""
_FIRST_TOO = 5
"""From how many letters on the first one may be wrong."""

_SAINTS = {"st": "saint", "saint": "st", "ste": "sainte", "sainte": "ste"}
_PARTICLES = frozenset({
    "d", "l", "de", "du", "des", "la", "le", "les", "da", "di", "del", "della", "van", "von", "der",
    "den", "mac", "mc", "o", "ben", "el",
})  # fmt: skip
_WRITTEN_OTHERWISE = _PARTICLES.union(_SAINTS)
_PLAIN = re.compile(r"[0-9A-Za-z\s]*")
_JOINED_AT_MOST = 3


def written_too(text: str) -> Iterator[str]:
    """Yield the other words somebody may type for those of a name or a place.

    >>> sorted(set(written_too("L'Hôtellier de La Tour")))
    ['delatour', 'latour', 'lhotellier']
    >>> list(written_too("St-Malo"))
    ['saint', 'stmalo']
    """
    words = fold(text).split()
    if _WRITTEN_OTHERWISE.isdisjoint(words) and _PLAIN.fullmatch(text):
        return  # words that are typed one way only: most names and places
    yield from (_SAINTS[word] for word in words if word in _SAINTS)
    for chunk in text.split():
        if chunk.isascii() and chunk.isalnum():
            continue  # one word however it is typed: most are
        parts = fold(chunk).split()
        if len(parts) > 1:
            yield "".join(parts)
    run: list[str] = []
    for word in words:
        if word in _PARTICLES:
            run.append(word)
            continue
        yield from ("".join([*run[start:], word]) for start in range(len(run)))
        run.clear()


def joined(asked: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the words asked with some neighbours joined: ``de la tour`` may be ``delatour``."""
    return [
        (*asked[:start], "".join(asked[start:end]), *asked[end:])
        for length in range(2, _JOINED_AT_MOST + 1)
        for start in range(len(asked) - length + 1)
        for end in (start + length,)
    ]


def keys_of(word: str) -> set[str]:
    """Return what a word is stored under: its beginning, whole and with each letter taken out."""
    return {word[:LEADING], *_without_one(word[:LEADING])}


def keys_asked(typed: str) -> set[str]:
    """Return what to look under for the words one slip away from what was typed."""
    longer = (key[:LEADING] for key in _without_one(typed[: LEADING + 1]))
    return keys_of(typed) | set(longer)


def _without_one(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def is_near(typed: str, word: str) -> bool:
    """Tell whether one slip at most parts what was typed from a word, or from its beginning.

    A beginning needs seven letters to be told from the beginning of another word.
    """
    if len(typed) < _FIRST_TOO and typed[:1] != word[:1]:
        return False
    if one_slip(typed, word):
        return True
    around = range(len(typed) - 1, len(typed) + 2)
    return len(typed) >= LEADING and any(one_slip(typed, word[:length]) for length in around)


def one_slip(one: str, other: str) -> bool:
    """Tell whether one slip of the fingers, or none, makes one word of the other.

    >>> one_slip("dupond", "dupont"), one_slip("mratin", "martin"), one_slip("dupon", "dupuis")
    (True, True, False)
    """
    pairs = enumerate(zip(one, other, strict=False))
    start = next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
    left, right = one[start:], other[start:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return swapped or left[1:] in {right, right[1:]} or left == right[1:]
