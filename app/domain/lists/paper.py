# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A list of donors on paper: the columns that fit, page numbers, what it is made by."""

from dataclasses import dataclass, replace
from datetime import date

from app.domain.exports import CellKind
from app.domain.lists.columns import COLUMNS, ListColumn
from app.domain.paper import (
    Align,
    Column,
    Item,
    Page,
    Paragraph,
    Rule,
    Table,
    Text,
    broken_over,
    heading_of,
    rows_on,
)
from app.kernel.formats import format_count, format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount

_LEFT, _RIGHT = 14.0, 196.0
_PER_CHARACTER = 1.75
"""Millimetres a character takes in the size of the table."""
_TOP, _END, _NEXT_TOP = 50.0, 280.0, 24.0
_SIZE, _ROW_MM = 8.0, 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedList:
    """What is printed.

    Attributes:
        told: The conditions in words, empty for all donors.
        rows: For each donor one text a column.
        cents: What the donors gave in all.
    """

    association: str
    told: str
    made_on: date
    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    cents: int


def fitting(columns: tuple[ListColumn, ...]) -> tuple[ListColumn, ...]:
    """Return the columns a sheet has room for, the first ones; always one."""
    kept: list[ListColumn] = []
    room = (_RIGHT - _LEFT) / _PER_CHARACTER
    for column in columns:
        room -= COLUMNS[column].width
        if kept and room < 0:
            break
        kept.append(column)
    return tuple(kept)


def list_pages(printed: PrintedList) -> list[Page]:
    """Lay the list out; every sheet says which it is of how many."""
    table = _table(printed)
    sheets = broken_over(table, _END - _TOP, _END - _NEXT_TOP)
    pages = []
    for index, rows in enumerate(sheets):
        sheet = _("Sheet {index} of {sheets}").format(index=index + 1, sheets=len(sheets))
        top = _NEXT_TOP if index else _TOP
        items = _running_head(printed, sheet)
        if not index:
            items.extend(_head(printed))
        items.extend(heading_of(table, _LEFT, top))
        body, _end = rows_on(table, rows, _LEFT, top + table.row_height)
        pages.append(Page((*items, *body)))
    return pages


def _table(printed: PrintedList) -> Table:
    kept = fitting(printed.columns)
    wide = sum(COLUMNS[column].width for column in kept)
    scale = (_RIGHT - _LEFT) / wide
    columns = []
    for column in kept:
        told = COLUMNS[column]
        align = Align.LEFT if told.kind is CellKind.TEXT else Align.RIGHT
        columns.append(Column(_(told.title), told.width * scale, align))
    rows = tuple(row[: len(kept)] for row in printed.rows)
    return Table(tuple(columns), rows, _SIZE, _ROW_MM)


def _running_head(printed: PrintedList, sheet: str) -> list[Item]:
    day = format_day(printed.made_on)
    return [
        Text(_LEFT, 14, printed.association, 10, bold=True, fit=120),
        Text(_RIGHT, 14, f"{day} · {sheet}", 8, align=Align.RIGHT, grey=0.35),
        Rule(_LEFT, 17, _RIGHT, 17, 0.8),
    ]


def _head(printed: PrintedList) -> list[Item]:
    count = len(printed.rows)
    message = ngettext("{count} donor, {total}.", "{count} donors, {total}.", count)
    summary = message.format(count=format_count(count), total=format_amount(printed.cents))
    left_out = printed.columns[len(fitting(printed.columns)) :]
    if left_out:
        names = ", ".join(_(COLUMNS[column].title) for column in left_out)
        summary += " " + _("Without room on the sheet: {columns}.").format(columns=names)
    told = Paragraph(_LEFT, 30, _RIGHT - _LEFT, printed.told or _("all donors"), 9, lines=3)
    return [
        Text(_LEFT, 24, _("Donors"), 13, bold=True),
        told,
        replace(told, y=44, text=summary, lines=1, grey=0.35),
    ]
