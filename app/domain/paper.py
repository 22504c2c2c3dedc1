# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A printed page as a value: what stands where, before any printer or file format.

Positions are millimetres from the top left corner of an A4 sheet; sizes of letters are points.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

WIDTH_MM = 210.0
HEIGHT_MM = 297.0


class Align(StrEnum):
    """Which end of the text stands at its position."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Text:
    """One line; ``y`` is its baseline.

    Attributes:
        angle: Degrees counter-clockwise.
        grey: 0 is black, 1 is white.
        fit: Width in mm it is squeezed into, or 0.
        italic: Leaning, drawn from the upright letters.
    """

    x: float
    y: float
    text: str
    size: float = 9
    bold: bool = False
    align: Align = Align.LEFT
    grey: float = 0
    angle: float = 0
    fit: float = 0
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Several lines, broken to ``width`` mm; ``y`` is the first baseline.

    Attributes:
        leading: From one baseline to the next, in points; 0 for a fifth more than the size.
        lines: How many it may take: its letters shrink until it does; 0 for as many as needed.
    """

    x: float
    y: float
    width: float
    text: str
    size: float = 9
    bold: bool = False
    leading: float = 0
    grey: float = 0
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, ``thickness`` in points."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float = 0.5
    grey: float = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle from its top left corner.

    Attributes:
        fill: Grey of the inside, or None for none.
        thickness: Of the border in points, 0 for none.
    """

    x: float
    y: float
    width: float
    height: float
    fill: float | None = None
    thickness: float = 0.5


@dataclass(frozen=True, slots=True)
class Tick:
    """A small square, with a cross when ``on``; ``y`` is the baseline of the text beside it."""

    x: float
    y: float
    on: bool
    side: float = 3


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the vault, fitted into a rectangle from its top left corner."""

    x: float
    y: float
    width: float
    height: float
    sha256: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A Code 128 bar code from its top left corner; digits alone, as every reader sends them."""

    x: float
    y: float
    width: float
    height: float
    digits: str


Item = Text | Paragraph | Rule | Box | Tick | Picture | Bars


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet.

    Attributes:
        items: What is this sheet's own.
        background: What it shares with every other sheet of the same run; kept once.
    """

    items: tuple[Item, ...]
    background: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, ``width`` in mm."""

    title: str
    width: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a heading, broken over sheets; built into items by ``rows_on``."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    size: float = 9
    row_height: float = 5.5


_PAD = 1.0


def heading_of(table: Table, x: float, y: float) -> list[Item]:
    """Return the heading of a table whose top left corner is (x, y)."""
    width = sum(column.width for column in table.columns)
    items: list[Item] = [Box(x, y, width, table.row_height, fill=0.92, thickness=0)]
    titles = tuple(column.title for column in table.columns)
    items.extend(_cells(table, titles, x, y, bold=True))
    items.append(Rule(x, y + table.row_height, x + width, y + table.row_height, 0.8))
    return items


def rows_on(
    table: Table, rows: tuple[tuple[str, ...], ...], x: float, y: float
) -> tuple[list[Item], float]:
    """Return the items of some rows from (x, y) down, and where they end."""
    width = sum(column.width for column in table.columns)
    items: list[Item] = []
    for row in rows:
        items.extend(_cells(table, row, x, y, bold=False))
        y += table.row_height
        items.append(Rule(x, y, x + width, y, 0.25, grey=0.7))
    return items, y


def _cells(table: Table, texts: tuple[str, ...], x: float, y: float, *, bold: bool) -> list[Item]:
    items: list[Item] = []
    baseline = y + table.row_height * 0.7
    for column, text in zip(table.columns, texts, strict=True):
        at = x + _PAD
        if column.align is Align.RIGHT:
            at = x + column.width - _PAD
        elif column.align is Align.CENTRE:
            at = x + column.width / 2
        items.append(
            Text(
                at,
                baseline,
                text,
                table.size,
                bold=bold,
                align=column.align,
                fit=column.width - 2 * _PAD,
            )
        )
        x += column.width
    return items


def broken_over(table: Table, first_room: float, room: float) -> list[tuple[tuple[str, ...], ...]]:
    """Break the rows into sheets: ``first_room`` mm on the first, ``room`` mm on the others."""
    first = max(1, int(first_room / table.row_height))
    others = max(1, int(room / table.row_height))
    sheets = [table.rows[:first]]
    start = first
    while start < len(table.rows):
        sheets.append(table.rows[start : start + others])
        start += others
    return sheets


def stamped(page: Page, word: str) -> Page:
    """Return the page with a large grey word across it."""
    mark = Text(WIDTH_MM / 2, 165, word, 64, bold=True, align=Align.CENTRE, grey=0.8, angle=35)
    return replace(page, items=(mark, *page.items))
