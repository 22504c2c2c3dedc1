# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which towns a French postal code serves.

The table holds the communes of today and those that were joined to another, whose names mail still
bears. It knows neither CEDEX codes nor those of Monaco and some overseas places: of a code it does
not know, nothing is said.

Source: communes and their postal codes, Code officiel géographique (INSEE) and Base officielle des
codes postaux (La Poste), edition of 2026, Licence Ouverte 2.0; made by ``installer/communes.py``.
"""

import gzip
import re
from functools import cache, lru_cache

from app.kernel.assets import asset_path
from app.kernel.text import fold

_SHORT = {"st": "saint", "ste": "sainte", "s": "sur", "ss": "sous"}
_NO_PART = re.compile(r" (?:cedex.*|\d{1,2}(?:er|e|eme)?(?: arrondissement)?)$")
"""What follows the name of a town on an envelope: Paris 12, Lyon 3e arrondissement, Lille CEDEX."""
_ARTICLES = frozenset({"l", "la", "le", "les"})
_ALIKE = 75.0


def towns_of(code: str) -> tuple[str, ...]:
    """Return the towns a postal code serves, as they are officially written; none if unknown."""
    return _towns().get(code.strip(), ())


@lru_cache(maxsize=1 << 16)
def agrees(code: str, town: str) -> bool:
    """Tell whether a code serves a town, or nothing is known against it."""
    served = towns_of(code)
    key = town_key(town)
    if not served or not key or "cedex" in fold(town):
        return True
    return any(key == town_key(one) for one in served)


def nearest_town(code: str, town: str) -> str:
    """Return the town of a code that a name misspells; empty when none is near."""
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - the window starts without it

    key = town_key(town)
    near = [(ratio(key, town_key(one)), one) for one in towns_of(code)]
    likeness, name = max(near, default=(0.0, ""))
    return name if likeness >= _ALIKE else ""


def codes_of(town: str) -> tuple[str, ...]:
    """Return the postal codes of every town of a name, in order."""
    return _codes().get(town_key(town), ())


def town_key(town: str) -> str:
    """Return a town's name as two spellings of it share it: St is Saint, articles left out."""
    words = [_SHORT.get(word, word) for word in _NO_PART.sub("", fold(town)).split()]
    return " ".join(word for word in words if word not in _ARTICLES) or " ".join(words)


@cache
def _towns() -> dict[str, tuple[str, ...]]:
    table = gzip.decompress(asset_path("data", "fr_communes.txt.gz").read_bytes()).decode("utf-8")
    return {code: tuple(names.split("|")) for code, _tab, names in _parted(table)}


def _parted(table: str) -> list[tuple[str, str, str]]:
    return [line.partition("\t") for line in table.split("\n")]


@cache
def _codes() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for code, towns in _towns().items():
        for key in {town_key(one) for one in towns}:
            found.setdefault(key, []).append(code)
    return {key: tuple(codes) for key, codes in found.items()}
