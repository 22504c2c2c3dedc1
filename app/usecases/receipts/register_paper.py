# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of a year on paper: every number, the cancelled ones with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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
from app.kernel.command import Query, handles
from app.kernel.errors import Refused
from app.kernel.formats import format_count, format_day
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.context import Context
from app.usecases.ports.receipts import RegisterLine

_LEFT, _RIGHT = 14.0, 196.0
_TOP, _END, _NEXT_TOP = 38.0, 280.0, 24.0
_CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class RegisterToPrint(Query[bytes]):
    """Give the register of a year as one document."""

    year: int


@handles(RegisterToPrint)
def register_to_print(query: RegisterToPrint, ctx: Context) -> bytes:
    """Return its PDF.

    Raises:
        Refused: When no receipt was issued for the year.
    """
    lines = list(ctx.uow.receipts.register(query.year))
    if not lines:
        message = _("No receipt was issued for {year}: there is nothing to print.")
        raise Refused("receipts.none", message.format(year=query.year))
    title = _("Register of receipts {year}").format(year=query.year)
    association = ctx.uow.organisation.get().name
    pages = _pages(association, title, lines, ctx.clock.today())
    return ctx.tools.printer.render(pages, title=title)


def _pages(association: str, title: str, lines: Sequence[RegisterLine], today: date) -> list[Page]:
    table = Table(_columns(), tuple(_row(line) for line in lines), 7.5, 5.0)
    sheets = broken_over(table, _END - _TOP, _END - _NEXT_TOP)
    pages = []
    for index, rows in enumerate(sheets):
        sheet = _("Sheet {index} of {sheets}").format(index=index + 1, sheets=len(sheets))
        right = f"{format_day(today)} · {sheet}"
        top = _NEXT_TOP if index else _TOP
        items: list[Item] = [
            Text(_LEFT, 14, association, 10, bold=True, fit=120),
            Text(_RIGHT, 14, right, 8, align=Align.RIGHT, grey=0.35),
            Rule(_LEFT, 17, _RIGHT, 17, 0.8),
        ]
        if not index:
            items.append(Text(_LEFT, 24, title, 13, bold=True))
            items.append(Paragraph(_LEFT, 31, _RIGHT - _LEFT, _summary(lines), 9, grey=0.35))
        items.extend(heading_of(table, _LEFT, top))
        body, _end = rows_on(table, rows, _LEFT, top + table.row_height)
        pages.append(Page((*items, *body)))
    return pages


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("No."), 22, Align.LEFT),
        Column(_("Issued on"), 19, Align.LEFT),
        Column(_("Donor"), 62, Align.LEFT),
        Column(_("Amount"), 22, Align.RIGHT),
        Column(_("State"), 57, Align.LEFT),
    )


def _row(line: RegisterLine) -> tuple[str, ...]:
    return (
        line.number,
        format_day(line.issued_on),
        line.donor_name,
        format_amount(line.cents),
        _state(line),
    )


def _state(line: RegisterLine) -> str:
    told = []
    if line.state == _CANCELLED:
        told.append(_("cancelled, {reason}").format(reason=line.reason))
    if line.replaced_by:
        told.append(_("replaced by {number}").format(number=line.replaced_by))
    if line.replaces:
        told.append(_("replaces {number}").format(number=line.replaces))
    if line.copies:
        copies = ngettext("{count} duplicate", "{count} duplicates", line.copies)
        told.append(copies.format(count=line.copies))
    return "; ".join(told) or _("issued")


def _summary(lines: Sequence[RegisterLine]) -> str:
    live = [line for line in lines if line.state != _CANCELLED]
    total = format_amount(sum(line.cents for line in live))
    text = ngettext("{count} receipt that stands, {total}", "{count} receipts that stand, {total}",
                    len(live))  # fmt: skip
    told = text.format(count=format_count(len(live)), total=total)
    cancelled = ngettext("{count} cancelled", "{count} cancelled", len(lines) - len(live))
    return f"{told} · {cancelled.format(count=format_count(len(lines) - len(live)))}"
