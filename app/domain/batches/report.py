# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pointing list of a batch: its lines in the order of the pile, to be read with a ruler."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.batches.tape import Tape
from app.domain.batches.values import BatchTotals, tell_difference
from app.domain.paper import (
    Align,
    Box,
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
from app.kernel.formats import format_instant
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A line as it is read beside its envelope."""

    position: int
    name: str
    bank: str
    cheque_number: str
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSnapshot:
    """Everything a pointing list prints.

    Attributes:
        title: The batch, its kind and the day it was received.
        state: A word; a difference posted all the same is told by ``reason``.
        facts: Who opened and posted it, as label and value.
        lines: In the order keyed, which is that of the pile.
    """

    association: str
    number: str
    title: str
    state: str
    facts: Sequence[tuple[str, str]]
    totals: BatchTotals
    lines: Sequence[ReportLine]
    reason: str = ""
    tape: Tape = field(default_factory=Tape)
    printed_at: datetime


_LEFT, _RIGHT = 15.0, 195.0
_TOP, _NEXT_TOP, _END = 54.0, 30.0, 246.0
_ROW_MM = 7.0
_TAPE_COLUMNS, _TAPE_TOP, _TAPE_ROW = 5, 46.0, 6.0
_TAPE_ROWS = 34


def report_pages(report: ReportSnapshot) -> tuple[Page, ...]:
    """Lay the list out: a box to tick and a running total on each line, then the comparison."""
    table = _table(report)
    sheets = broken_over(table, _END - _TOP, _END - _NEXT_TOP)
    tapes = _tape_sheets(report.tape)
    count = len(sheets) + len(tapes)
    pages = []
    for index, rows in enumerate(sheets):
        top = _NEXT_TOP if index else _TOP
        items = _running_head(report, index + 1, count)
        if index == 0:
            items.extend(_head(report))
        items.extend(heading_of(table, _LEFT, top))
        body, end = rows_on(table, rows, _LEFT, top + table.row_height)
        items.extend(body)
        items.extend(_boxes(len(rows), top + table.row_height))
        if index == len(sheets) - 1:
            items.extend(_foot(report, end))
        pages.append(Page(tuple(items)))
    for index, amounts in enumerate(tapes, len(sheets) + 1):
        items = _running_head(report, index, count)
        pages.append(Page((*items, *_tape_items(report.tape, amounts))))
    return tuple(pages)


def tape_pages(association: str, title: str, tape: Tape, printed_at: datetime) -> tuple[Page, ...]:
    """Lay a tape out by itself, before there is a batch."""
    sheets = _tape_sheets(tape)
    pages = []
    for amounts in sheets:
        items: list[Item] = [
            Text(_LEFT, 18, association, 11, bold=True, fit=110),
            Text(_RIGHT, 18, format_instant(printed_at), 9, align=Align.RIGHT, grey=0.35),
            Text(_LEFT, 32, title, 14, bold=True),
        ]
        pages.append(Page((*items, *_tape_items(tape, amounts))))
    return tuple(pages)


def _table(report: ReportSnapshot) -> Table:
    columns = (
        Column("", 9),
        Column(_("No."), 12, Align.RIGHT),
        Column(_("Donor"), 56),
        Column(_("Bank"), 22),
        Column(_("Cheque no."), 23),
        Column(_("Amount"), 28, Align.RIGHT),
        Column(_("Running total"), 30, Align.RIGHT),
    )
    rows, running = [], 0
    for line in report.lines:
        running += line.cents
        rows.append(
            (
                "",
                str(line.position),
                line.name,
                line.bank,
                line.cheque_number,
                format_amount(line.cents),
                format_amount(running),
            )
        )
    return Table(columns, tuple(rows), size=10, row_height=_ROW_MM)


def _boxes(count: int, top: float) -> list[Item]:
    return [Box(_LEFT + 2, top + place * _ROW_MM + 1.6, 3.8, 3.8) for place in range(count)]


def _running_head(report: ReportSnapshot, sheet: int, sheets: int) -> list[Item]:
    told = _("Sheet {index} of {sheets}").format(index=sheet, sheets=sheets)
    printed = _("printed on {instant}").format(instant=format_instant(report.printed_at))
    return [
        Text(_LEFT, 18, report.association, 11, bold=True, fit=100),
        Text(_RIGHT, 18, f"{report.number} · {told}", 10, bold=True, align=Align.RIGHT),
        Text(_RIGHT, 23, printed, 8, align=Align.RIGHT, grey=0.35),
        Rule(_LEFT, 25.5, _RIGHT, 25.5, 0.8),
    ]


def _head(report: ReportSnapshot) -> list[Item]:
    items: list[Item] = [
        Text(_LEFT, 35, report.title, 14, bold=True, fit=145),
        Text(_RIGHT, 35, report.state, 12, bold=True, align=Align.RIGHT),
    ]
    for index, (label, value) in enumerate(report.facts):
        x, y = _LEFT + 90 * (index % 2), 43 + 6 * (index // 2)
        items.append(Text(x, y, label, 9, grey=0.35))
        items.append(Text(x + 30, y, value or "—", 10, fit=58))
    return items


def _foot(report: ReportSnapshot, y: float) -> list[Item]:
    totals = report.totals
    keyed = _told(totals.count, totals.cents)
    items: list[Item] = [
        Box(_LEFT, y + 3, _RIGHT - _LEFT, 9, fill=0.95, thickness=0),
        Text(_LEFT + 2, y + 9, _("Keyed: {sum}").format(sum=keyed), 11, bold=True),
    ]
    if totals.controlled:
        expected = _told(totals.expected_count or 0, totals.expected_cents or 0)
        text = _("Expected: {sum}").format(sum=expected)
        items.append(Text(_RIGHT - 2, y + 9, text, 11, align=Align.RIGHT))
    items.append(Text(_LEFT + 2, y + 18, _verdict(totals), 11, bold=True, fit=176))
    if report.reason:
        told = _("Posted with a difference: {reason}").format(reason=report.reason)
        items.append(Paragraph(_LEFT + 2, y + 24, 176, told, 10, lines=2))
    items.append(Text(_LEFT, 283, _("Pointed by, on"), 9, grey=0.35))
    items.append(Rule(_LEFT + 30, 283, _LEFT + 110, 283, 0.4))
    return items


def _told(count: int, cents: int) -> str:
    message = ngettext("{count} gift, {amount}", "{count} gifts, {amount}", count)
    return message.format(count=count, amount=format_amount(cents))


def _verdict(totals: BatchTotals) -> str:
    if not totals.controlled:
        return _("No control total: nothing was counted before keying.")
    return _("Totals agree") if totals.agree else tell_difference(totals)


def _tape_sheets(tape: Tape) -> list[tuple[int, ...]]:
    room = _TAPE_COLUMNS * _TAPE_ROWS
    return [tape.amounts[at : at + room] for at in range(0, len(tape.amounts), room)]


def _tape_items(tape: Tape, amounts: Sequence[int]) -> list[Item]:
    told = _("Tape of the adding machine: {sum}").format(sum=_told(tape.count, tape.cents))
    items: list[Item] = [Text(_LEFT, 40, told, 11, bold=True, fit=178)]
    width = (_RIGHT - _LEFT) / _TAPE_COLUMNS
    for place, cents in enumerate(amounts):
        column, line = divmod(place, _TAPE_ROWS)
        x = _LEFT + (column + 1) * width - 4
        y = _TAPE_TOP + (line + 1) * _TAPE_ROW
        items.append(Text(x, y, format_amount(cents), 10, align=Align.RIGHT))
    return items
