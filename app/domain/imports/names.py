# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole names in one cell: civility, family name and first name told apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from app.domain.imports.values import known_values, read_civility
from app.kernel.text import clean, fold


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name in its parts; an organisation has only the last."""

    civility: str = ""
    last_name: str = ""
    first_name: str = ""
    organisation: str = ""


@cache
def _first_names() -> frozenset[str]:
    return frozenset(fold(name) for name in known_values()["first_names"])


@cache
def _organisation_words() -> tuple[str, ...]:
    return tuple(f" {fold(word)} " for word in known_values()["organisations"])


@cache
def _civilities() -> frozenset[str]:
    words = known_values()["civilities"].values()
    return frozenset(fold(word) for group in words for word in group)


def looks_like_organisation(text: str) -> bool:
    """Tell whether a name holds a word only organisations bear."""
    padded = f" {fold(text)} "
    return any(word in padded for word in _organisation_words())


def split_name(text: str, *, first_name_leads: bool | None = None) -> FoundName:
    """Tell civility, family name and first name apart.

    Capitals or a comma settle the order, then what the head of the column says, then known
    first names; in doubt the family name leads, as on French lists.

    Args:
        text: The whole name.
        first_name_leads: What the head of the column says of the order, or None.
    """
    civility, rest = _take_civility(clean(text))
    if not civility and looks_like_organisation(rest):
        return FoundName(organisation=rest)
    if "," in rest:
        last, _comma, first = rest.partition(",")
        first, _comma, title = first.partition(",")
        if fold(title) in _civilities():
            civility = civility or read_civility(clean(title))
            title = ""
        return FoundName(civility, clean(last), clean(f"{first} {title}"))
    parts = rest.split(" ")
    if len(parts) == 1:
        return FoundName(civility, rest)
    cut, leads = _cut_by_capitals(parts)
    if not cut:
        cut, leads = _cut_by_first_names(parts, leads=first_name_leads)
    head, tail = " ".join(parts[:cut]), " ".join(parts[cut:])
    return FoundName(civility, tail, head) if leads else FoundName(civility, head, tail)


def _take_civility(text: str) -> tuple[str, str]:
    """Split off the longest beginning that is a civility, such as ``M. et Mme``."""
    parts = text.split(" ")
    for count in range(min(3, len(parts) - 1), 0, -1):
        if fold(" ".join(parts[:count])) in _civilities():
            return read_civility(" ".join(parts[:count])), " ".join(parts[count:])
    return "", text


def _cut_by_capitals(parts: Sequence[str]) -> tuple[int, bool]:
    """Return where words in capitals meet others, and whether the first name leads; 0 if none."""
    capital = [_is_capital(part) for part in parts]
    if all(capital) or not any(capital):
        return 0, False
    cut = next(i for i in range(1, len(parts)) if capital[i] != capital[i - 1])
    if any(capital[i] != capital[cut] for i in range(cut, len(parts))):
        return 0, False
    return cut, not capital[0]


def _is_capital(part: str) -> bool:
    letters = [character for character in part if character.isalpha()]
    return len(letters) > 1 and part == part.upper()


def _cut_by_first_names(parts: Sequence[str], *, leads: bool | None) -> tuple[int, bool]:
    first, last = (fold(part).split(" ")[0] for part in (parts[0], parts[-1]))
    if leads is None:
        leads = first in _first_names() and last not in _first_names()
    if leads:
        return 1, True
    others = all(fold(part).split(" ")[0] in _first_names() for part in parts[1:])
    return 1 if others else len(parts) - 1, False


def name_order(title: str) -> bool | None:
    """Return whether a head such as ``Prénom Nom`` puts the first name first, if it says so."""
    words = fold(title).split()
    first = next((i for i, word in enumerate(words) if word in {"prenom", "prenoms", "first"}), -1)
    last = next((i for i, word in enumerate(words) if word in {"nom", "last", "surname"}), -1)
    return None if first < 0 or last < 0 else first < last
