# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cells as a workbook gives them."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from app.kernel.formats import format_day
from app.kernel.text import clean

F = TypeVar("F")
Cell = str | float | bool | date | datetime | time | timedelta

_GAPS = ("", " ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}")
_ENGLISH = ("#DIV/0!", "#NAME?", "#VALUE!", "#NULL!", "#REF!", "#NUM!")
_FRENCH = ("#NOM?", "#VALEUR!", "#NUL!", "#NOMBRE!")
ERRORS = frozenset(
    {"#N/A", "#N/D", "#GETTING_DATA"}
    | {f"{name[:-1]}{gap}{name[-1]}" for name in (*_ENGLISH, *_FRENCH) for gap in _GAPS}
    | {f"Err{gap}:{code}" for code in range(501, 541) for gap in _GAPS}
)
"""What a spreadsheet shows for a formula without a value.

In English (ECMA-376, part 1, 18.17.3), in French, and by the codes of LibreOffice.
"""


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell shows nothing."""
    return cell == "" or (isinstance(cell, str) and cell.isspace())


def text_of(cell: Cell) -> str:
    """Return what a person reads in a cell, on one line: whole numbers without decimals."""
    match cell:
        case str():
            return clean(cell)
        case bool():
            return "1" if cell else "0"
        case float() | int():
            return str(int(cell)) if cell == int(cell) else repr(cell)
        case datetime():
            return format_day(cell.date())
        case date():
            return format_day(cell)
    return str(cell)


def texts_of(cells: Sequence[Cell], places: Iterable[tuple[F, int]]) -> dict[F, str]:
    """Return the text of each field that a row fills, the first filled column of each.

    Args:
        cells: The row.
        places: Each field with each of its columns.
    """
    width, told = len(cells), dict[F, str]()
    for wanted, place in places:
        if place >= width or (cell := cells[place]) == "" or wanted in told:
            continue
        text = " ".join(cell.split()) if isinstance(cell, str) else text_of(cell)
        if text:
            told[wanted] = text
    return told


def column_letters(index: int) -> str:
    """Return the letters a spreadsheet gives to a column counted from 0: ``A``, ``AB``."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def shape_of(text: str) -> str:
    """Return how a value is written, whatever it says: ``03/12/25`` is ``00/00/00``."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d", "0", text))
