# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Countries: what they are called, and in which order their post reads an address.

The names and the orders are dated data with their sources: ``resources/data/countries.json``, made
by ``installer/countries.py``.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from app.kernel.assets import asset_path
from app.kernel.home import current_home
from app.kernel.i18n import current_language
from app.kernel.text import clean, fold

_POSTED_IN = "fr"
"""What countries are told in on an envelope: the language of the post between countries."""
_STEP = re.compile(r"([^%]*)%([ACDZ])")
_FIELDS = {"A": "street", "C": "city", "D": "locality", "Z": "postal_code"}
_USUAL = {"lines": "%A%n%D%n%Z %C", "upper": "C"}
"""For a code that no country bears: the order most countries share."""


def country_words(code: str, language: str = "") -> str:
    """Name a country, in the language spoken here unless another is asked for.

    A code that no country bears is told as it is.
    """
    names = _countries().get(code, {})
    return str(names.get(language or current_language(), code))


def countries() -> tuple[tuple[str, str], ...]:
    """Return every country as (name, code): the home country, then the others by their names."""
    home = current_home()
    named = [(country_words(code), code) for code in _countries() if code != home]
    return ((country_words(home), home), *sorted(named, key=lambda one: fold(one[0])))


def country_code(text: str) -> str:
    """Return the code of a country by its name or its two letters; empty when there is none."""
    if text.strip().upper() in _countries():
        return text.strip().upper()
    return _codes().get(fold(text), "")


def lines_abroad(country: str, fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (field, line) in the order of a country, empty ones too, its name last unless at home.

    Args:
        country: Its code.
        fields: The parts of an address by their names.
    """
    form = _countries().get(country, _USUAL)
    upper = {_FIELDS[letter] for letter in form["upper"]}
    told = {
        name: clean(text).upper() if name in upper else clean(text)
        for name, text in fields.items()
        if name != "country"
    }
    for line in form["lines"].split("%n"):
        if "%A" in line:
            yield from ((name, told[name]) for name in ("complement", "building"))
        letters = [letter for _literal, letter in _STEP.findall(line)]
        if letters:
            name = "city" if "C" in letters else _FIELDS[letters[0]]
            yield name, _filled(line, told)
        else:
            yield "city", line
    if country != current_home():
        yield "country", country_words(country, _POSTED_IN).upper()


def _filled(line: str, told: Mapping[str, str]) -> str:
    """Put the parts into a line; what stands between two is left out with either of them."""
    made = ""
    for literal, letter in _STEP.findall(line):
        text = told[_FIELDS[letter]]
        if not text:
            continue
        mark = literal.strip(" ,-")
        if mark and text.upper().startswith(mark):
            # The code was typed with the letters of its country: L-1234.
            text = text[len(mark) :].lstrip(" -")
        made += f"{literal}{text}" if made or mark else text
    return clean(made)


@cache
def _countries() -> dict[str, Any]:
    path = asset_path("data", "countries.json")
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["countries"]
    return told


@cache
def _codes() -> dict[str, str]:
    return {
        fold(one[language]): code for code, one in _countries().items() for language in ("fr", "en")
    }
