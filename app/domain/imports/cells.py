# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cells as a workbook gives them."""

from datetime import date, datetime, time, timedelta

from app.kernel.formats import format_day
from app.kernel.text import clean

Cell = str | float | bool | date | datetime | time | timedelta


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


def column_letters(index: int) -> str:
    """Return the letters a spreadsheet gives to a column counted from 0: ``A``, ``AB``."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
