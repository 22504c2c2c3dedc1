# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values as people and programs write them, mended into ours, or refused with what was expected."""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from app.domain.addresses import country_code
from app.domain.gifts import Means
from app.domain.imports.cells import Cell, shape_of, text_of
from app.kernel.assets import asset_path
from app.kernel.errors import Refused
from app.kernel.home import current_home
from app.kernel.i18n import _
from app.kernel.money import CENTS, MAX_CENTS, parse_amount
from app.kernel.text import clean, digits, fold


class Unreadable(Exception):  # noqa: N818 - a verdict, caught where the row is told
    """A value that cannot be mended.

    Attributes:
        expected: What should have stood there, in the reader's language.
    """

    def __init__(self, expected: str) -> None:
        """Tell what was expected."""
        super().__init__(expected)
        self.expected = expected


class DayOrder(StrEnum):
    """How a file writes its days."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


class AmountStyle(StrEnum):
    """How a file groups the thousands of its amounts."""

    FRENCH = "french"
    ENGLISH = "english"


@dataclass(frozen=True, slots=True)
class Conventions:
    """How a file writes its days and amounts.

    Attributes:
        epoch_1904: Whether its bare day numbers count from 1904.
        proved: Whether the order of its days is decided, shown by one of them, or of no matter.
        this_year: To place two-digit years.
        codes_kept: How the postal codes are written that stay as they stand.
    """

    order: DayOrder = DayOrder.DAY_FIRST
    amounts: AmountStyle = AmountStyle.FRENCH
    epoch_1904: bool = False
    this_year: int = 2000
    proved: bool = True
    codes_kept: frozenset[str] = frozenset()


_SLASHED = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?:[ T].*)?")
_ISO = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[ T].*)?")
_NO_AMOUNT = re.compile(r"(?i)(?:0+(?:[.,]0*)?|-|—)\s*(?:euros?|eur|€)?")
_COMPACT = re.compile(r"(?:19|20)\d{6}")
_IN_WORDS = re.compile(r"(?:[a-z]+ )?(\d{1,2})(?:er|st|nd|rd|th)? ([a-z]+) (\d{4})")
_WORDS_MONTH_FIRST = re.compile(r"([a-z]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})")
_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_SERIALS = range(10_000, 80_000)
"""Day numbers from 1927 to 2119: anything else is no day."""
_OLDEST = 1900
_FRENCH_AMOUNT = re.compile(r"-?\d{1,3}(?:\.\d{3})+,\d{1,2}\b.*")
_ENGLISH_AMOUNT = re.compile(r"-?\d{1,3}(?:,\d{3})+\.\d{1,2}\b.*")
_IDLE_ZEROS = re.compile(r"(?<=\d)([.,]\d{2})0{2,}$")
"""Of four decimals and more: no thousands are written so."""
_HUNDREDTHS = Decimal("0.000001")
_LAST_MONTH = 12
_CODE = 5
_PHONE_WITHOUT_ZERO = 9
_SIREN, _SIRET = 9, 14


@cache
def known_values() -> Mapping[str, Any]:
    """Return the words of ``resources/data/import_values.json``."""
    told: dict[str, Any] = json.loads(
        asset_path("data", "import_values.json").read_text(encoding="utf-8")
    )
    return told


@cache
def _meanings(name: str) -> Mapping[str, str]:
    return {fold(word): value for value, words in known_values()[name].items() for word in words}


def proves_day_order(cells: Iterable[Cell]) -> bool:
    """Tell whether the order of days shows, or is of no matter: no day can be read two ways."""
    found = [_SLASHED.fullmatch(clean(cell)) for cell in cells if isinstance(cell, str)]
    pairs = [(int(match[1]), int(match[2])) for match in found if match]
    return any(max(pair) > _LAST_MONTH for pair in pairs) or all(a == b for a, b in pairs)


def find_day_order(cells: Iterable[Cell]) -> DayOrder:
    """Return how a column writes its days: month first only if nothing says the contrary."""
    found = [_SLASHED.fullmatch(clean(cell)) for cell in cells if isinstance(cell, str)]
    pairs = [(int(match[1]), int(match[2])) for match in found if match]
    day_first = any(first > _LAST_MONTH for first, _second in pairs)
    month_first = any(second > _LAST_MONTH for _first, second in pairs)
    return DayOrder.MONTH_FIRST if month_first and not day_first else DayOrder.DAY_FIRST


def find_amount_style(cells: Iterable[Cell]) -> AmountStyle:
    """Return how a column groups thousands: English only if nothing says the contrary."""
    texts = [clean(cell) for cell in cells if isinstance(cell, str)]
    french = any(_FRENCH_AMOUNT.fullmatch(text) for text in texts)
    english = any(_ENGLISH_AMOUNT.fullmatch(text) for text in texts)
    return AmountStyle.ENGLISH if english and not french else AmountStyle.FRENCH


def read_day(cell: Cell, how: Conventions) -> date:
    """Read a day: a true date, a day number, or text in any usual form.

    Raises:
        Unreadable: When it is none, or one no calendar has.
    """
    if type(cell) is date and cell.year >= _OLDEST:
        return cell
    expected = _("a day such as 31/12/2025")
    match cell:
        case datetime():
            found = cell.date()
        case date():
            found = cell
        case bool():
            raise Unreadable(expected)
        case float() | int() if int(cell) in _SERIALS:
            epoch = _EPOCH_1904 if how.epoch_1904 else _EPOCH_1900
            found = epoch + timedelta(days=int(cell))
        case _:
            found = _read_day_text(text_of(cell), how, expected)
    if found.year < _OLDEST:
        raise Unreadable(expected)
    return found


def _read_day_text(text: str, how: Conventions, expected: str) -> date:
    try:
        found = _day_in_figures(text, how) or _day_in_words(fold(text))
    except (ValueError, KeyError) as error:
        raise Unreadable(expected) from error
    if found is None:
        raise Unreadable(expected)
    return found


def _day_in_figures(text: str, how: Conventions) -> date | None:
    if match := _ISO.fullmatch(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if _COMPACT.fullmatch(text):
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    if match := _SLASHED.fullmatch(text):
        first, second, year = int(match[1]), int(match[2]), _whole_year(match[3], how)
        month_first = how.order is DayOrder.MONTH_FIRST
        return date(year, first, second) if month_first else date(year, second, first)
    if text.isdecimal() and int(text) in _SERIALS:
        return read_day(float(text), how)
    return None


def _day_in_words(folded: str) -> date | None:
    if match := _IN_WORDS.fullmatch(folded):
        return date(int(match[3]), int(_meanings("months")[match[2]]), int(match[1]))
    if match := _WORDS_MONTH_FIRST.fullmatch(folded):
        return date(int(match[3]), int(_meanings("months")[match[1]]), int(match[2]))
    return None


def _whole_year(text: str, how: Conventions) -> int:
    if len(text) > 2:  # noqa: PLR2004 - 25, not 2025
        return int(text)
    century = how.this_year - how.this_year % 100
    year = century + int(text)
    return year if year <= how.this_year + 1 else year - 100


def read_cents(cell: Cell, how: Conventions) -> int:
    """Read what was given, in cents.

    Raises:
        Unreadable: Not an amount, zero, negative, of more than two decimals, or ambiguous.
    """
    match cell:
        case bool():
            raise Unreadable(_("an amount such as 50 or 12,50"))
        case float() | int():
            return _exact_cents(cell)
        case str():
            return _read_cents_text(clean(cell), how)
    raise Unreadable(_("an amount such as 50 or 12,50"))


def read_worth(cell: Cell, how: Conventions) -> int:
    """Read what was given in return is worth, in cents; nothing is zero.

    Raises:
        Unreadable: Not an amount, negative, of more than two decimals, or ambiguous.
    """
    if cell == 0 or not text_of(cell) or _NO_AMOUNT.fullmatch(text_of(cell)):
        return 0
    return read_cents(cell, how)


def _exact_cents(number: float) -> int:
    value = Decimal(repr(number))
    if not value.is_finite():
        raise Unreadable(_("an amount such as 50 or 12,50"))
    if value <= 0:
        raise Unreadable(_("an amount above zero: refunds and corrections are not imported"))
    cents = (value * CENTS).to_integral_value()
    if abs(value * CENTS - cents) > _HUNDREDTHS * CENTS:
        raise Unreadable(_("an amount in whole cents"))
    if cents > MAX_CENTS:
        raise Unreadable(_("an amount a gift can have"))
    return int(cents)


def _read_cents_text(text: str, how: Conventions) -> int:
    foreign = _ENGLISH_AMOUNT if how.amounts is AmountStyle.FRENCH else _FRENCH_AMOUNT
    if foreign.fullmatch(text):
        raise Unreadable(_("an amount written as the others of the column"))
    if text.startswith("-") and any(character.isdecimal() for character in text):
        raise Unreadable(_("an amount above zero: refunds and corrections are not imported"))
    bare = re.sub(r"(?i)\s*(?:euros?|eur|€)\.?$", "", text)
    bare = _IDLE_ZEROS.sub(r"\1", bare)
    try:
        return parse_amount(bare)
    except Refused as refused:
        raise Unreadable(_("an amount such as 50 or 12,50")) from refused


def read_means(text: str) -> Means | None:
    """Read how a gift was paid; None when nothing is said.

    Raises:
        Unreadable: When the word is not known.
    """
    if not text:
        return None
    folded = fold(text)
    found = _meanings("means").get(folded) or _meanings("means").get(folded.split(" ")[0])
    if found is None:
        raise Unreadable(_("cheque, cash, transfer, card or direct debit"))
    return Means(found)


def read_postal_code(text: str, country: str, kept: Collection[str] = ()) -> str:
    """Return a postal code; a French one gets back the zero a spreadsheet took from it.

    Args:
        text: As it stands.
        country: That of the row, in two letters.
        kept: How codes are written that stay as they stand; see ``cells.shape_of``.
    """
    if country != "FR" or (kept and shape_of(text) in kept):
        return text
    bare = text.upper().removeprefix("F-").replace(" ", "")
    if bare.isdecimal() and bare.isascii() and len(bare) == _CODE - 1:
        return f"0{bare}"
    return bare if bare.isdecimal() else text


def read_country(text: str) -> str:
    """Return the two letters of a country; the home country when nothing is said.

    Raises:
        Unreadable: When the country is not known.
    """
    if not text:
        return current_home()
    found = _meanings("countries").get(fold(text)) or country_code(text)
    if found:
        return found
    raise Unreadable(_("a country such as France, or its two letters"))


def read_phone(cell: Cell) -> str:
    """Return a telephone number; a French one gets back the zero a spreadsheet took from it."""
    text = text_of(cell)
    if not isinstance(cell, str) and len(digits(text)) == _PHONE_WITHOUT_ZERO:
        return f"0{text}"
    return text


def read_civility(text: str) -> str:
    """Return a civility in its usual form, or as it was written when it is not known."""
    return _meanings("civilities").get(fold(text), text)


def read_siren(text: str) -> str:
    """Return a SIREN number, out of that of an establishment too; else the text as it stands."""
    bare = digits(text)
    return bare[:_SIREN] if len(bare) in {_SIREN, _SIRET} else text


def read_yes_or_no(text: str) -> bool | None:
    """Return what a box ticked or not says; None for an empty cell.

    Raises:
        Unreadable: When it says neither yes nor no.
    """
    folded = fold(text)
    if not folded and not text:
        return None
    said = _meanings("yes_or_no").get(folded or text)
    if said is None:
        raise Unreadable(_("yes or no"))
    return said == "yes"


def is_unknown_donor(text: str) -> bool:
    """Tell whether a name says that the donor is not known."""
    return fold(text) in _unknown_words()


@cache
def _unknown_words() -> frozenset[str]:
    return frozenset(fold(word) for word in known_values()["unknown"])
