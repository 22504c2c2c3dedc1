# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the sheets of all countries are drawn with: margins, titles, boxes, list of payments."""

from collections.abc import Mapping
from dataclasses import replace

from app.domain.paper import Box, Item, Table, Text, Tick, broken_over, heading_of, rows_on
from app.domain.receipts import ReceiptLine

LEFT, RIGHT = 18.0, 192.0
WIDTH = RIGHT - LEFT
SOFT = 0.35
"""The grey of what names a field."""
_NEXT_TOP, _NEXT_END = 48.0, 275.0


def labels(placed: tuple[tuple[float, float, str], ...]) -> list[Item]:
    """Return the names of fields, each at its place in mm."""
    return [Text(x, y, text, 8, grey=SOFT) for x, y, text in placed]


def band(title: str, y: float) -> list[Item]:
    """Return the title of a part of the form, across the sheet."""
    return [
        Box(LEFT, y, WIDTH, 6.2, fill=0.9, thickness=0),
        Text(LEFT + 2, y + 4.4, title, 10, bold=True),
    ]


def ticks(
    texts: Mapping[str, str], ticked: set[str], places: tuple[float, ...], y: float
) -> list[Item]:
    """Return boxes in a row, each ticked or not.

    Args:
        texts: What stands beside each box, by code.
        ticked: The codes ticked.
        places: Where each box stands, in mm from the left edge.
        y: The baseline, in mm.
    """
    items: list[Item] = []
    ends = (*places[1:], WIDTH)
    for (code, text), place, end in zip(texts.items(), places, ends, strict=True):
        x, room = LEFT + place, end - place - 6
        items.append(Tick(x, y, on=code in ticked))
        items.append(Text(x + 4.5, y, text, 7.8, bold=code in ticked, fit=room))
    return items


def listing(table: Table, rows: tuple[tuple[str, ...], ...], title: str, y: float) -> list[Item]:
    """Return some rows of the list of payments under a title whose baseline is at ``y`` mm."""
    body, _end = rows_on(table, rows, LEFT, y + 3 + table.row_height)
    return [Text(LEFT, y + 0.8, title, 9, bold=True), *heading_of(table, LEFT, y + 3), *body]


def payments_of(lines: tuple[ReceiptLine, ...]) -> list[ReceiptLine]:
    """Return one line for each payment: the shares of several funds are one to its donor."""
    payments: dict[int, ReceiptLine] = {}
    for line in lines:
        key = line.payment or line.gift_id
        first = payments.get(key)
        payments[key] = replace(first, cents=first.cents + line.cents) if first else line
    return list(payments.values())


def annexed(table: Table) -> list[tuple[tuple[str, ...], ...]]:
    """Return the rows of each further sheet a list of payments takes."""
    return broken_over(table, _NEXT_END - _NEXT_TOP, _NEXT_END - _NEXT_TOP)
