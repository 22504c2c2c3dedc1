# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which sheet, which head, which columns: what is settled before the first row is read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from app.domain.imports.cells import Cell
from app.domain.imports.fields import ColumnMap, Field, ImportKind, map_columns
from app.domain.imports.headers import find_head, head_score, named_head, plain_head
from app.domain.imports.rows import RowReader, conventions_of, missing_fields
from app.domain.imports.values import Conventions, DayOrder
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.ports.tables import SheetHead, TableFile

_SAMPLES = 60


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person decided about a file, in place of what would be guessed.

    Attributes:
        sheet: Its name; the likeliest by default.
        header_row: Its number, from 1.
        columns: Fields by head; None leaves a column out.
        order: How days are written.
    """

    sheet: str = ""
    header_row: int = 0
    columns: Mapping[str, Field | None] = field(default_factory=dict)
    order: DayOrder | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file will be read."""

    sheet: SheetHead
    head: Sequence[Cell]
    columns: ColumnMap
    how: Conventions
    reader: RowReader


def make_plan(file: TableFile, kind: ImportKind, choices: Choices, this_year: int) -> Plan:
    """Settle how a file is read.

    Raises:
        Refused: When there is no such sheet, nothing in it, or a column that must be is not.
    """
    sheet = _sheet(file, kind, choices.sheet)
    first = list(islice(file.rows(sheet.name), _SAMPLES))
    if not first:
        message = _("{file}: the sheet “{sheet}” is empty.")
        raise Refused("import.empty", message.format(file=file.name, sheet=sheet.name))
    place = _place_of_head(first, kind, choices)
    number, head = first[place] if place is not None else (0, [])
    samples = [cells for _number, cells in first[(place or 0) + 1 :]]
    columns = map_columns(number, head, samples, kind, choices.columns)
    if missing := missing_fields(columns, gifts=kind is ImportKind.GIFTS):
        message = _(
            "{file}, sheet “{sheet}”: no column was recognised for {missing}. "
            "The heads are {heads}: say which is which with --mapping."
        )
        heads = ", ".join(column.title for column in columns.columns) or "—"
        told = message.format(
            file=file.name, sheet=sheet.name, missing=", ".join(missing), heads=heads
        )
        raise Refused("import.columns", told)
    how = conventions_of(
        columns,
        data_rows(file, sheet.name, number),
        epoch_1904=file.epoch_1904,
        this_year=this_year,
        order=choices.order,
    )
    return Plan(sheet, head, columns, how, RowReader(columns, how, kind))


def _place_of_head(
    rows: Sequence[tuple[int, Sequence[Cell]]], kind: ImportKind, choices: Choices
) -> int | None:
    """Return the place of the head: as chosen, as its chosen words say, as guessed."""
    if choices.header_row:
        return next((i for i, row in enumerate(rows) if row[0] == choices.header_row), None)
    if choices.columns:
        return named_head(rows, choices.columns)
    found = find_head(rows, kind)
    return found if found is not None else plain_head(rows)


def data_rows(file: TableFile, sheet: str, header_row: int) -> Iterator[Sequence[Cell]]:
    """Yield the rows below the head."""
    return (cells for number, cells in file.rows(sheet) if number > header_row)


def _promise(file: TableFile, sheet: SheetHead, kind: ImportKind) -> float:
    """Return how much a sheet's head says of ``kind``; little when what must be there is not."""
    rows = list(islice(file.rows(sheet.name), _SAMPLES))
    place = find_head(rows, kind)
    if place is None:
        return bool(rows) / 100
    number, head = rows[place]
    columns = map_columns(number, head, (), kind)
    whole = not missing_fields(columns, gifts=kind is ImportKind.GIFTS)
    return head_score(head, kind) if whole else head_score(head, kind) / 100


def _sheet(file: TableFile, kind: ImportKind, wanted: str) -> SheetHead:
    """Return the sheet asked for, else the visible one whose head says the most."""
    if wanted:
        for sheet in file.sheets:
            if sheet.name.casefold() == wanted.casefold():
                return sheet
        message = _("{file} has no sheet “{sheet}”; it has {sheets}.")
        names = ", ".join(sheet.name for sheet in file.sheets)
        raise Refused(
            "import.sheet", message.format(file=file.name, sheet=wanted, sheets=names), "sheet"
        )
    best, most = None, -1.0
    for sheet in file.sheets:
        score = _promise(file, sheet, kind)
        if sheet.visible and score > most:
            best, most = sheet, score
    if best is None:
        message = _("{file} has no sheet with rows.")
        raise Refused("import.sheet", message.format(file=file.name))
    return best
