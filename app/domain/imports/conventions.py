# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sheet must have, and how it writes its days and amounts."""

from collections.abc import Iterable, Sequence

from app.domain.imports import values
from app.domain.imports.cells import Cell
from app.domain.imports.fields import NAMES, ColumnMap, Field
from app.domain.imports.values import Conventions, DayOrder
from app.kernel.i18n import _


def missing_fields(columns: ColumnMap, *, gifts: bool) -> list[str]:
    """Return what must be in the file and is not, in the reader's words."""
    missing = []
    if gifts and not columns.has(Field.AMOUNT):
        missing.append(_("the amount"))
    if gifts and not columns.has(Field.DAY):
        missing.append(_("the day of the gift"))
    if not columns.has(*NAMES) and not (gifts and columns.has(Field.NUMBER)):
        missing.append(_("the donor's name or number") if gifts else _("the donor's name"))
    return missing


def conventions_of(
    columns: ColumnMap,
    rows: Iterable[Sequence[Cell]],
    *,
    epoch_1904: bool,
    this_year: int,
    order: DayOrder | None = None,
) -> Conventions:
    """Find out how a sheet writes its days and amounts, from all its rows.

    Args:
        columns: What its columns hold.
        rows: Its rows, the head left out.
        epoch_1904: Whether day numbers count from 1904.
        this_year: To place two-digit years.
        order: How days are written, when a person decided.
    """
    days: set[str] = set()
    amounts: set[str] = set()
    told = [
        (one, into)
        for one, into in ((Field.DAY, days), (Field.AMOUNT, amounts))
        if columns.has(one)
    ]
    for cells in rows if told else ():
        for wanted, found in told:
            cell = columns.cell(cells, wanted)
            if isinstance(cell, str) and cell:
                found.add(cell)
    return Conventions(
        order=order or values.find_day_order(days),
        proved=order is not None or values.proves_day_order(days),
        amounts=values.find_amount_style(amounts),
        epoch_1904=epoch_1904,
        this_year=this_year,
    )
