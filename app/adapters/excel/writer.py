# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes long tables in bounded memory, whole or not at all."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TextIO

from xlsxwriter.exceptions import XlsxWriterException

from app.adapters.excel.ods import OdsSheet
from app.adapters.excel.xlsx import write_sheets
from app.domain.exports import CellKind, Column, Conventions, Formula, harmless, totals_of
from app.domain.imports.cells import column_letters
from app.kernel.errors import Refused, Trouble
from app.kernel.files import put_whole
from app.kernel.i18n import _
from app.kernel.money import CENTS
from app.usecases.ports.tables import Sheet

_MOST_ROWS = 1_048_576 - 3
"""What a sheet holds besides its heads, a blank row and the totals."""


def write_table(
    path: Path,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    conventions: Conventions | None = None,
) -> int:
    """Write a table; its ending tells the format.

    Raises:
        Refused: When the ending is none of .xlsx, .ods, .csv; or a sheet cannot hold the rows.
        Trouble: When the folder or the disk does not take it.
    """
    ending = path.suffix.lower()
    if ending not in {".xlsx", ".ods", ".csv"}:
        message = _("{file}: choose a name that ends in .xlsx, .ods or .csv.")
        raise Refused("export.format", message.format(file=path.name), "path")
    try:
        with put_whole(path) as fresh:
            if ending == ".csv":
                with fresh.open("w", encoding="utf-8-sig", newline="") as file:
                    return write_text(file, columns, rows, conventions or Conventions.here())
            write = _write_xlsx if ending == ".xlsx" else _write_ods
            return write(fresh, title, columns, rows)
    except (OSError, XlsxWriterException) as error:
        raise _unwritable(path, error) from error


def write_book(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write a workbook of several sheets.

    Raises:
        Trouble: When the folder or the disk does not take it.
    """
    try:
        with put_whole(path) as fresh:
            _write_xlsx_book(fresh, sheets)
    except (OSError, XlsxWriterException) as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: Exception) -> Trouble:
    why = getattr(error, "strerror", None) or str(error)
    message = _(
        "{file} could not be written: {why}. Nothing was left half-written; "
        "close it elsewhere, free some space, or choose another folder."
    )
    return Trouble("export.unwritable", message.format(file=path, why=why))


def _write_xlsx(
    path: Path, title: str, columns: Sequence[Column], rows: Iterable[Sequence[object]]
) -> int:
    [count] = _write_xlsx_book(path, [Sheet(title, columns, rows)])
    return count


def _write_xlsx_book(path: Path, sheets: Sequence[Sheet]) -> list[int]:
    sums: list[int] = []

    def rows_of(sheet: Sheet) -> Iterator[Sequence[object]]:
        sums[:] = [0] * len(sheet.columns)
        return _summed(sheet.columns, sheet.rows, sums)

    def last_of(sheet: Sheet, count: int) -> Sequence[object]:
        if not any(column.total for column in sheet.columns):
            return ()
        return _totals(sheet.columns, sums, count)

    return write_sheets(path, sheets, rows_of, last_of)


def _totals(columns: Sequence[Column], sums: Sequence[int], count: int) -> list[object]:
    """Return sums the spreadsheet computes again, with their values for those that do not."""
    told = totals_of(columns, sums, _("Total"))
    for index, column in enumerate(columns):
        if column.total and count:
            letters = column_letters(index)
            told[index] = Formula(f"=SUM({letters}2:{letters}{count + 1})", sums[index])
    return told


def _write_ods(
    path: Path, title: str, columns: Sequence[Column], rows: Iterable[Sequence[object]]
) -> int:
    count, sums = 0, [0] * len(columns)
    with OdsSheet(path, title, columns) as sheet:
        for row in _summed(columns, rows, sums):
            count += 1
            sheet.write(row)
        if any(column.total for column in columns):
            sheet.write([""] * len(columns), record=False)
            sheet.write(totals_of(columns, sums, _("Total")), record=False, total=True)
    return count


def write_text(
    file: TextIO,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    conventions: Conventions,
) -> int:
    """Write text: in French with semicolons and decimal commas, as French spreadsheets read it."""
    french = conventions is Conventions.FRENCH
    count = 0
    writer = csv.writer(file, delimiter=";" if french else ",", lineterminator="\r\n")
    writer.writerow([harmless(column.title) for column in columns])
    told = [_teller(column.kind, french=french) for column in columns]
    for row in rows:
        count += 1
        writer.writerow(
            [
                "" if value is None or value == "" else tell(value)
                for tell, value in zip(told, row, strict=True)
            ]
        )
    return count


def _teller(kind: CellKind, *, french: bool) -> Callable[[object], str]:
    """Return what writes the cells of a column as text."""
    point = "," if french else "."

    def amount(value: object) -> str:
        if isinstance(value, int):
            units, cents = divmod(abs(value), CENTS)
            return f"{'-' if value < 0 else ''}{units}{point}{cents:02d}"
        return other(value)

    def on(value: object) -> str:
        if not isinstance(value, date):
            return other(value)
        return f"{value:%d/%m/%Y}" if french else value.isoformat()

    def other(value: object) -> str:
        if isinstance(value, str):
            return harmless(value)
        if isinstance(value, Formula):
            return tell(value.value)
        return str(value) if isinstance(value, int) else harmless(str(value))

    tell = {CellKind.MONEY: amount, CellKind.DAY: on}.get(kind, other)
    return tell


def _summed(
    columns: Sequence[Column], rows: Iterable[Sequence[object]], sums: list[int]
) -> Iterator[Sequence[object]]:
    """Pass rows on, adding up the columns that have a total."""
    added = [index for index, column in enumerate(columns) if column.total]
    for number, row in enumerate(rows, 1):
        if number > _MOST_ROWS:
            raise Refused("export.too_many", _too_many(), "path")
        for index in added:
            value = row[index]
            if isinstance(value, int):
                sums[index] += value
        yield row


def _too_many() -> str:
    message = _("A sheet of a workbook holds {count} rows, and there are more: choose .csv.")
    return message.format(count=f"{_MOST_ROWS:,}".replace(",", "\u202f"))
