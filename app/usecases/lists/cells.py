# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each column of a list holds of a donor, as a value and as a text."""

from collections.abc import Callable
from datetime import date

from app.domain.addresses import country_words
from app.domain.donors import kind_words, number_text, phone_words, wish_words
from app.domain.exports import CellKind
from app.domain.lists import COLUMNS, ListColumn
from app.kernel.formats import format_day
from app.kernel.money import format_amount
from app.kernel.text import clean
from app.usecases.ports.people import ListRow

_C = ListColumn
_CELLS: dict[ListColumn, Callable[[ListRow], object]] = {
    _C.NAME: lambda row: row.line.name,
    _C.NUMBER: lambda row: number_text(row.line.number),
    _C.KIND: lambda row: kind_words()[row.donor.kind],
    _C.CIVILITY: lambda row: row.donor.civility,
    _C.STREET: lambda row: row.line.street,
    _C.PLACE: lambda row: clean(f"{row.line.postal_code} {row.line.city}"),
    _C.POSTAL_CODE: lambda row: row.line.postal_code,
    _C.CITY: lambda row: row.line.city,
    _C.COUNTRY: lambda row: country_words(row.donor.address.country),
    _C.PHONE: lambda row: phone_words(row.line.phone) if row.line.phone else "",
    _C.EMAIL: lambda row: row.line.email,
    _C.LAST_GIFT: lambda row: row.line.last_on,
    _C.LAST_AMOUNT: lambda row: row.line.last_cents if row.line.last_on else None,
    _C.GIFTS: lambda row: row.line.gifts or None,
    _C.TOTAL: lambda row: row.line.cents if row.line.gifts else None,
    _C.TAGS: lambda row: ", ".join(row.tags),
    _C.RECEIPT: lambda row: wish_words()[row.donor.receipt_wish],
    _C.CORRESPONDENT: lambda row: row.donor.correspondent,
    _C.FORMER_NUMBER: lambda row: row.donor.former_number,
    _C.RETURNED: lambda row: row.line.returned_on,
    _C.ARCHIVED: lambda row: row.line.archived_on,
}


def cell(column: ListColumn, row: ListRow) -> object:
    """Return what a column holds of a donor: text, a day, a count, cents; None for nothing."""
    return _CELLS[column](row)


def cell_text(column: ListColumn, row: ListRow) -> str:
    """Return what a column holds of a donor as a person reads it; empty for nothing."""
    value = cell(column, row)
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, int):
        return format_amount(value) if COLUMNS[column].kind is CellKind.MONEY else str(value)
    return str(value or "")
