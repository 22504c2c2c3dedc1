# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a value of a file is taken for, told before anything is: read, mended, or not understood."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum

from app.domain.addresses import countries, country_words
from app.domain.donors import looks_like_email
from app.domain.gifts import MONEY_MEANS, means_words
from app.domain.imports import values
from app.domain.imports.cells import Cell, text_of
from app.domain.imports.fields import CONSENT_FIELDS, Field
from app.domain.imports.repairs import AMOUNTS, DAYS
from app.domain.imports.values import AmountStyle, Conventions, DayOrder, Unreadable
from app.domain.organisation import is_siren
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount, format_number
from app.kernel.text import fold


class Finding(StrEnum):
    """What is to be told of a value."""

    UNREADABLE = "unreadable"
    """Its rows will be rejected."""
    NOTED = "noted"
    """It is not what its column holds: it goes to the donor's notes."""
    UNKNOWN = "unknown"
    """It is taken as it stands, though nothing like it is known."""
    VARIANT = "variant"
    """The same word stands otherwise on other rows."""
    MENDED = "mended"
    """It is read, otherwise than it is written."""
    LEFT = "left"
    """It would be mended, and somebody chose otherwise."""
    PLAIN = "plain"
    """It is read as it is written."""


NAMED = frozenset({Field.FUND, Field.APPEAL})
"""What is made on the way when nothing on file bears the name."""
SHAPED = DAYS | AMOUNTS | {Field.POSTAL_CODE, Field.SIREN}
"""Values mended alike are told together: they are all different."""
LOOKED_AT = SHAPED | NAMED | CONSENT_FIELDS | {
    Field.CIVILITY, Field.COUNTRY, Field.MEANS, Field.CITY, Field.EMAIL, Field.SIREN,
}  # fmt: skip

_PLAIN_AMOUNT = re.compile(r"\d+(?:[.,]\d{1,2})?")
_SLIPS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})
"""Letters keyed for the figures they look like."""
_ALIKE, _ALIKE_NAME = 0.6, 0.8
"""From which likeness on (0 to 1) a known word is proposed; a name wants more."""


def read_as(wanted: Field, cell: Cell, country: str, how: Conventions) -> str:
    """Return what a value is taken for, in words.

    Args:
        wanted: What its column holds.
        cell: As it stands.
        country: That of the row, in two letters.
        how: How the file writes days and amounts.

    Raises:
        Unreadable: When it is not understood.
    """
    text = text_of(cell)
    if wanted in DAYS:
        return format_day(values.read_day(cell, how))
    if wanted in AMOUNTS:
        read = values.read_worth if wanted is Field.BENEFIT else values.read_cents
        return format_amount(read(cell, how))
    if wanted is Field.POSTAL_CODE:
        return values.read_postal_code(text, country, how.codes_kept)
    return _READ.get(wanted, str)(text)


def _means(text: str) -> str:
    means = values.read_means(text)
    return means_words()[means] if means else ""


_READ: Mapping[Field, Callable[[str], str]] = {
    Field.MEANS: _means,
    Field.SIREN: values.read_siren,
    Field.COUNTRY: lambda text: country_words(values.read_country(text)),
    Field.CIVILITY: values.read_civility,
    **dict.fromkeys(
        CONSENT_FIELDS, lambda text: _("yes") if values.read_yes_or_no(text) else _("no")
    ),
}


_SOUND: Mapping[Field, Callable[[str], bool]] = {
    Field.EMAIL: looks_like_email,
    Field.SIREN: is_siren,
}
"""What a value must be to stand in its field."""


def finding_of(wanted: Field, cell: Cell, told: str) -> Finding:
    """Tell what is to be said of a value that was read as ``told``."""
    if wanted in DAYS and isinstance(cell, (date, datetime)):
        return Finding.PLAIN
    text = text_of(cell)
    if wanted in AMOUNTS:
        plain = not isinstance(cell, str) or _PLAIN_AMOUNT.fullmatch(text)
        return Finding.PLAIN if plain else Finding.MENDED
    if (sound := _SOUND.get(wanted)) is not None and not sound(told):
        return Finding.NOTED
    if wanted is Field.CIVILITY and told not in values.known_values()["civilities"]:
        return Finding.UNKNOWN
    if wanted in CONSENT_FIELDS | {Field.MEANS, Field.COUNTRY} and fold(told) == fold(text):
        return Finding.PLAIN
    return Finding.PLAIN if told == text else Finding.MENDED


def usual_words(wanted: Field, names: Iterable[str] = ()) -> tuple[str, ...]:
    """Return what a value of a field usually is; nothing where it can be anything.

    Args:
        wanted: The field.
        names: What is on file, for funds and appeals.
    """
    if wanted in CONSENT_FIELDS:
        return (_("yes"), _("no"))
    match wanted:
        case Field.MEANS:
            return tuple(text for means, text in means_words().items() if means in MONEY_MEANS)
        case Field.COUNTRY:
            return tuple(text for text, _code in countries())
        case Field.CIVILITY:
            return tuple(values.known_values()["civilities"])
    return tuple(names) if wanted in NAMED else ()


def proposed(wanted: Field, text: str, usual: Iterable[str], how: Conventions) -> str:
    """Return what somebody most likely meant, or nothing."""
    if wanted in DAYS:
        return _first_read(text, how, lambda cell, way: format_day(values.read_day(cell, way)))
    if wanted in AMOUNTS:
        return _first_read(text, how, lambda cell, way: format_number(values.read_cents(cell, way)))
    folded = {fold(word): word for word in usual}
    known: Mapping[str, str] = folded
    if wanted is Field.MEANS:
        words = values.known_values()["means"]
        told = means_words()
        known = folded | {fold(w): told[m] for m in MONEY_MEANS for w in words[m.value]}
    likeness = _ALIKE_NAME if wanted in NAMED else _ALIKE
    found = get_close_matches(fold(text), known, n=1, cutoff=likeness)
    return known[found[0]] if found else ""


def _first_read(text: str, how: Conventions, read: Callable[[Cell, Conventions], str]) -> str:
    """Return a value read with its slips mended, or in the other usual way of writing it."""
    month_first = how.order is DayOrder.MONTH_FIRST
    french = how.amounts is AmountStyle.FRENCH
    other = replace(
        how,
        order=DayOrder.DAY_FIRST if month_first else DayOrder.MONTH_FIRST,
        amounts=AmountStyle.ENGLISH if french else AmountStyle.FRENCH,
    )
    for told, way in ((text.translate(_SLIPS), how), (text, other)):
        try:
            return read(told, way)
        except Unreadable:
            continue
    return ""
