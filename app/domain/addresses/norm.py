# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines of an envelope shortened as norm NF Z10-011 has it: only when, and as far as, needed.

The steps, each on the words of the line from left to right until it is short enough: the kind of
way (AVENUE, AV), parts of buildings (BATIMENT, BAT), titles and usual words (MARECHAL, MAL), first
names (JEAN, J), small words (DE, LA). The last word is what the postman reads, and stays. What is
still too long is left so, for a person to see: nothing is ever cut off.

The abbreviations are dated data: ``resources/data/fr_postal_norm.json``.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from app.kernel.assets import asset_path

LINE_LENGTH = 38
"""Characters on a line of a French address (norm NF Z10-011)."""

_COMMA = re.compile(r"\s*,\s*")
_GLUED = re.compile(r"^(\d+)\s*(bis|ter|quater)\b\.?", re.IGNORECASE)
_DASHED = re.compile(r"^(\d+)\s*[-/]\s*(?=[^\W\d])")


def fitted(line: str, limit: int = LINE_LENGTH) -> str:
    """Return a line in capitals, shortened step by step until it holds in ``limit`` characters."""
    if len(line) <= limit:
        return line
    for step in _steps():
        for shorter in step(line):
            if len(line) <= limit:
                return line
            line = shorter
    return line


def tidy_street(street: str) -> str:
    """Return a street as the norm writes it, whatever its letters: no comma, ``6 bis`` apart."""
    text = " ".join(_COMMA.sub(" ", street).split()).strip(" .;")
    text = _GLUED.sub(lambda found: f"{found[1]} {found[2].lower()}", text)
    return _DASHED.sub(r"\1 ", text)


@cache
def _table() -> dict[str, Any]:
    path = asset_path("data", "fr_postal_norm.json")
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told


@cache
def _steps() -> tuple[Callable[[str], Iterator[str]], ...]:
    table = _table()
    initials = {name: name[0] for name in table["first_names"]}
    nothing = dict.fromkeys(table["small_words"], "")
    return tuple(_replacing(words) for words in (*table["steps"].values(), initials, nothing))


def _replacing(words: dict[str, str]) -> Callable[[str], Iterator[str]]:
    """Return a step that puts short words in the place of long ones, but never of the last."""
    longest_first = sorted(words, key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(longest_first)})(?= )")

    def step(line: str) -> Iterator[str]:
        at = 0
        while found := pattern.search(line, at):
            short = words[found.group()]
            at = found.start() + len(short)
            line = f"{line[: found.start()]}{short}{line[found.end() :]}"
            if not short:
                line = " ".join(line.split())
            yield line

    return step
