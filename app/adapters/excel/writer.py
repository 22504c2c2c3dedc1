# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes long tables in bounded memory, whole or not at all."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TextIO

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from app.adapters.excel.ods import OdsSheet
from app.domain.exports import CellKind, Column, Conventions, Formula, harmless, totals_of
from app.domain.imports.cells import column_letters
from app.kernel.currency import current_currency, symbol_of
from app.kernel.errors import Refused, Trouble
from app.kernel.files import put_whole
from app.kernel.i18n import _
from app.kernel.money import CENTS, format_number
from app.usecases.ports.tables import Sheet

_FORMATS = {
    CellKind.DAY: "dd/mm/yyyy",
    CellKind.COUNT: "0",
    CellKind.TEXT: "@",
}
_MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""The same rows always give the same bytes."""
_LONGEST_CELL = 32_767
_FIRST_YEAR = 1900
"""Workbooks have no number for the days before it: they are written as text."""
_SHEET_NAME = 31
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
    with _xlsx(path, title) as book:
        return _fill(book, title, columns, rows)


def _write_xlsx_book(path: Path, sheets: Sequence[Sheet]) -> None:
    with _xlsx(path, sheets[0].title) as book:
        for sheet in sheets:
            _fill(book, sheet.title, sheet.columns, sheet.rows)


@contextmanager
def _xlsx(path: Path, title: str) -> Iterator[Any]:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with tempfile.TemporaryDirectory(prefix=".", dir=path.parent) as folder:
        book = xlsxwriter.Workbook(str(path), options | {"tmpdir": folder})
        try:
            book.set_properties({"title": title, "created": _MADE})
            yield book
        finally:
            try:
                book.close()
            finally:
                _let_go(book)


def _let_go(book: Any) -> None:  # noqa: ANN401 - XlsxWriter has no types
    """Close the rows kept aside: the library leaves them open when the disk is full."""
    for sheet in book.worksheets():
        if sheet.row_data_fh is not None:
            with suppress(OSError):
                sheet.row_data_fh.close()


def _fill(
    book: Any,  # noqa: ANN401 - XlsxWriter has no types
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
) -> int:
    sheet = book.add_worksheet(title[:_SHEET_NAME])
    head = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "text_wrap": True})
    money = f'#,##0.00 "{symbol_of(current_currency())}"'
    shown = [{"num_format": _FORMATS.get(column.kind, money)} for column in columns]
    formats = [book.add_format(one) for one in shown]
    bold = [book.add_format(one | {"bold": True, "top": 1}) for one in shown]
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(0, index, column.title, head)
    sheet.freeze_panes(1, 0)
    count, sums = 0, [0] * len(columns)
    for row in _summed(columns, rows, sums):
        count += 1
        _write_row(sheet, count, columns, row, formats)
    if count:
        sheet.autofilter(0, 0, count, len(columns) - 1)
    if any(column.total for column in columns):
        _write_row(sheet, count + 2, columns, _totals(columns, sums, count), bold)
    return count


def _totals(columns: Sequence[Column], sums: Sequence[int], count: int) -> list[object]:
    """Return sums the spreadsheet computes again, with their values for those that do not."""
    told = totals_of(columns, sums, _("Total"))
    for index, column in enumerate(columns):
        if column.total and count:
            letters = column_letters(index)
            told[index] = Formula(f"=SUM({letters}2:{letters}{count + 1})", sums[index])
    return told


def _write_row(
    sheet: Any,  # noqa: ANN401 - XlsxWriter has no types
    number: int,
    columns: Sequence[Column],
    row: Sequence[object],
    formats: Sequence[object],
) -> None:
    for index, (column, value) in enumerate(zip(columns, row, strict=True)):
        if value is None or value == "":
            continue
        match column.kind, value:
            case CellKind.MONEY, int():
                sheet.write_number(number, index, value / CENTS, formats[index])
            case CellKind.COUNT, int():
                sheet.write_number(number, index, value, formats[index])
            case _, Formula():
                told = value.value / CENTS if column.kind is CellKind.MONEY else value.value
                sheet.write_formula(number, index, value.text, formats[index], told)
            case CellKind.DAY, date() if value.year >= _FIRST_YEAR:
                sheet.write_datetime(number, index, value, formats[index])
            case _:
                sheet.write_string(number, index, _fitting(str(value)), formats[index])


def _fitting(text: str) -> str:
    """Return a text a cell holds; one that is cut says so by its last sign."""
    return text if len(text) <= _LONGEST_CELL else f"{text[: _LONGEST_CELL - 1]}…"


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
    for row in rows:
        count += 1
        told = zip(columns, row, strict=True)
        writer.writerow([_csv_text(column, value, french=french) for column, value in told])
    return count


def _csv_text(column: Column, value: object, *, french: bool) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, Formula):
        value = value.value
    match column.kind, value:
        case CellKind.MONEY, int():
            number = format_number(value, "en").replace(",", "")
            return number.replace(".", ",") if french else number
        case CellKind.DAY, date():
            return value.strftime("%d/%m/%Y") if french else value.isoformat()
        case _, int():
            return str(value)
    return harmless(str(value))


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
