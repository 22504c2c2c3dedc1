# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The declaration by which a volunteer leaves expenses to the association, on paper."""

from dataclasses import dataclass
from datetime import date

from app.domain.gifts.expenses import Expense, Vehicle, vehicle_words
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
from app.kernel.formats import format_count, format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount

_LEFT, _RIGHT = 18.0, 192.0
_TOP, _NEXT_TOP, _END = 70.0, 32.0, 205.0


@dataclass(frozen=True, slots=True)
class Waiver:
    """What the declaration says.

    Attributes:
        address: Of the volunteer, line by line.
        waived_on: The day of the declaration.
    """

    association: str
    volunteer: str
    address: tuple[str, ...]
    waived_on: date
    expenses: tuple[Expense, ...]

    @property
    def cents(self) -> int:
        """What is waived in all."""
        return sum(expense.cents for expense in self.expenses)


def waiver_pages(waiver: Waiver) -> tuple[Page, ...]:
    """Lay out the sheet: the expenses, then the declaration and the place to sign.

    The words are those the administration asks for (service-public.fr, F1132).
    """
    table = _table(waiver)
    sheets = broken_over(table, _END - _TOP, _END - _NEXT_TOP)
    pages = []
    for index, rows in enumerate(sheets):
        top = _NEXT_TOP if index else _TOP
        items: list[Item] = [
            Text(_LEFT, 18, waiver.association, 11, bold=True, fit=130),
            Text(_RIGHT, 18, f"{index + 1} / {len(sheets)}", 9, align=Align.RIGHT, grey=0.35),
            Rule(_LEFT, 22, _RIGHT, 22, 0.8),
            *heading_of(table, _LEFT, top),
        ]
        if index == 0:
            items.extend(_head(waiver))
        body, end = rows_on(table, rows, _LEFT, top + table.row_height)
        items.extend(body)
        if index == len(sheets) - 1:
            items.extend(_foot(waiver, end))
        pages.append(Page(tuple(items)))
    return tuple(pages)


def _head(waiver: Waiver) -> list[Item]:
    items: list[Item] = [
        Text(_LEFT, 33, _("Expenses of a volunteer, refund waived"), 15, bold=True),
        Text(_LEFT, 42, waiver.volunteer, 10.5, bold=True, fit=_RIGHT - _LEFT),
    ]
    for place, line in enumerate(waiver.address):
        items.append(Text(_LEFT, 48 + 5 * place, line, 10, fit=_RIGHT - _LEFT))
    return items


def _table(waiver: Waiver) -> Table:
    columns = (
        Column(_("Date"), 24),
        Column(_("What for"), 66),
        Column(_("Vehicle"), 40),
        Column(_("Kilometres"), 20, Align.RIGHT),
        Column(_("Amount"), 24, Align.RIGHT),
    )
    return Table(columns, tuple(_row(expense) for expense in waiver.expenses))


def _row(expense: Expense) -> tuple[str, ...]:
    journey = expense.vehicle is not Vehicle.NONE
    return (
        format_day(expense.day),
        expense.purpose,
        vehicle_text(expense) if journey else "",
        format_count(expense.kilometres) if journey else "",
        format_amount(expense.cents),
    )


def vehicle_text(expense: Expense) -> str:
    """Say what was driven: the vehicle, its horsepower, and whether it is electric."""
    words = [vehicle_words()[expense.vehicle]]
    if expense.power:
        words.append(_("{power} hp").format(power=expense.power))
    if expense.electric:
        words.append(_("electric"))
    return ", ".join(words)


def _foot(waiver: Waiver, y: float) -> list[Item]:
    total = _("Total: {total}").format(total=format_amount(waiver.cents))
    declared = _(
        "I, the undersigned {volunteer}, certify that I waive the refund of the expenses above, "
        "incurred for the activity of the association {association}, and leave them to it as a "
        "gift."
    )
    told = declared.format(volunteer=waiver.volunteer, association=waiver.association)
    return [
        Text(_RIGHT - 1, y + 6, total, 11, bold=True, align=Align.RIGHT),
        Paragraph(_LEFT, y + 18, _RIGHT - _LEFT, told, 10.5),
        Text(_LEFT, y + 40, _("On {day}").format(day=format_day(waiver.waived_on)), 10),
        Text(_RIGHT - 80, y + 40, _("Signature of the volunteer"), 9, grey=0.35),
        Box(_RIGHT - 80, y + 43, 80, 28),
    ]
