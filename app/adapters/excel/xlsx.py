# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A workbook whose rows are written as a stream (Office Open XML, ECMA-376 part 1, 18.3).

XlsxWriter draws the workbook with its heads and, on each sheet, one blank row of each dress; all
it made is kept, and rows go between in the same dress. Nothing but its documented output is used:
it writes four times as slowly cell by cell (ADR 0032).
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import xlsxwriter

from app.domain.exports import CellKind, Column, Formula
from app.domain.imports.cells import column_letters
from app.kernel.currency import current_currency, symbol_of
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import CENTS
from app.usecases.ports.tables import Sheet

_FORMATS = {
    CellKind.DAY: "dd/mm/yyyy",
    CellKind.COUNT: "0",
    CellKind.TEXT: "@",
}
_MADE = (2000, 1, 1, 0, 0, 0)
"""The same rows always give the same bytes."""
_LONGEST_CELL = 32_767
_FIRST_YEAR = 1900
"""Workbooks have no number for the days before it: they are written as text."""
_DAY_ZERO = date(1899, 12, 31).toordinal()
_LEAP = 59
"""Excel counts a 29 February 1900, which was not: later days are one more."""
_SHEET_NAME = 31
_MOST_BYTES = 2_000_000_000
"""Of one sheet before it is compressed: beyond 2 GiB Excel wants to repair the archive."""
_CHUNK = 400
"""Rows compressed at once."""
_KINDS_FIRST = "[Content_Types].xml"
"""By its first part the system tells a workbook from another archive."""
_ROW = re.compile(r"<row .*?</row>", re.DOTALL)
_STYLE = re.compile(r' s="(\d+)"')
_DIMENSION = re.compile(r"<dimension [^>]*/>")
_SPECIAL = re.compile("[&<>\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}

_Cell: TypeAlias = Callable[[object, int], str]
"""Writes a value of one column in the row of a number, counted from 1; nothing for none."""
_Rows: TypeAlias = Iterable[Sequence[object]]


class _Line(NamedTuple):
    """What writes a row.

    Attributes:
        cells: One for each column.
        last: How the cell of the last column begins.
    """

    cells: Sequence[_Cell]
    last: str


class _Frame(NamedTuple):
    """What the library drew of a sheet.

    Attributes:
        before: All that comes before the rows.
        head: The row of heads.
        plain: The number of each column's style, and in ``bold`` of its total.
        after: All that follows the rows, filter included.
    """

    before: str
    head: str
    plain: Sequence[str]
    bold: Sequence[str]
    after: str


def write_sheets(
    path: Path,
    sheets: Sequence[Sheet],
    rows_of: Callable[[Sheet], Iterator[Sequence[object]]],
    totals_of: Callable[[Sheet, int], Sequence[object]],
) -> list[int]:
    """Write sheets one after the other, in bounded memory.

    Args:
        path: Of the workbook.
        sheets: In their order.
        rows_of: Gives the rows of a sheet, once.
        totals_of: Gives the row of totals, told how many rows there were; empty for none.

    Returns:
        How many rows each has.

    Raises:
        Refused: When a sheet is longer than a workbook holds.
    """
    drawn = _drawn(sheets, [0] * len(sheets))
    counts = []
    with zipfile.ZipFile(path, "w") as archive:
        _put(archive, _KINDS_FIRST, drawn[_KINDS_FIRST])
        for place, sheet in enumerate(sheets):
            frame = _frame(drawn[_part(place)])
            stream = _Stream(archive, _part(place), frame, sheet.columns)
            counts.append(stream.write(sheet, rows_of(sheet), totals_of))
        for name, body in _drawn(sheets, counts).items():
            if name not in archive.namelist():
                _put(archive, name, body)
    return counts


def _part(place: int) -> str:
    return f"xl/worksheets/sheet{place + 1}.xml"


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _MADE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _put(archive: zipfile.ZipFile, name: str, body: bytes) -> None:
    archive.writestr(_entry(name), body)


def _drawn(sheets: Sequence[Sheet], counts: Sequence[int]) -> dict[str, bytes]:
    """Return the parts of a workbook of these sheets, as if each had so many rows."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
        made = datetime(*_MADE, tzinfo=UTC)
        book.set_properties({"title": sheets[0].title, "created": made})
        for sheet, count in zip(sheets, counts, strict=True):
            _draw(book, sheet, count)
    with zipfile.ZipFile(memory) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def _draw(book: Any, sheet: Sheet, count: int) -> None:  # noqa: ANN401 - XlsxWriter has no types
    page = book.add_worksheet(sheet.title[:_SHEET_NAME])
    head = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "text_wrap": True})
    money = f'#,##0.00 "{symbol_of(current_currency())}"'
    for index, column in enumerate(sheet.columns):
        shown = {"num_format": _FORMATS.get(column.kind, money)}
        page.set_column(index, index, column.width)
        page.write_string(0, index, column.title, head)
        page.write_blank(1, index, None, book.add_format(shown))
        page.write_blank(2, index, None, book.add_format(shown | {"bold": True, "top": 1}))
    page.freeze_panes(1, 0)
    if count:
        page.autofilter(0, 0, count, len(sheet.columns) - 1)


def _frame(drawn: bytes) -> _Frame:
    before, _opened, rest = drawn.decode().partition("<sheetData>")
    rows, _closed, after = rest.partition("</sheetData>")
    head, plain, bold = _ROW.findall(rows)
    # How far the sheet goes is not known before its rows: readers do without.
    before = _DIMENSION.sub("", before)
    return _Frame(before, head, _STYLE.findall(plain), _STYLE.findall(bold), after)


class _Stream:
    """The rows of one sheet on their way."""

    def __init__(
        self, archive: zipfile.ZipFile, name: str, frame: _Frame, columns: Sequence[Column]
    ) -> None:
        self._archive, self._name, self._frame = archive, name, frame
        self._columns = columns
        self._size = 0

    def write(
        self, sheet: Sheet, rows: _Rows, totals_of: Callable[[Sheet, int], Sequence[object]]
    ) -> int:
        frame, count = self._frame, 0
        with self._archive.open(_entry(self._name), "w") as file:
            file.write(f"{frame.before}<sheetData>{frame.head}".encode())
            for chunk, count in self._chunks(rows):  # noqa: B007 - the last one is returned
                self._size += len(chunk)
                if self._size > _MOST_BYTES:
                    raise Refused("export.too_long", _too_long(), "path")
                file.write(chunk)
            if total := totals_of(sheet, count):
                # A blank row keeps the totals out of the filter.
                file.write(_row(_line(self._columns, frame.bold), total, count + 3).encode())
            after = _frame(_drawn([sheet], [count])[_part(0)]).after
            file.write(f"</sheetData>{after}".encode())
        return count

    def _chunks(self, rows: _Rows) -> Iterator[tuple[bytes, int]]:
        """Yield rows as they are written, and how many there were up to there."""
        line, lines, number = _line(self._columns, self._frame.plain), [], 1
        for number, row in enumerate(rows, 2):
            lines.append(_row(line, row, number))
            if len(lines) == _CHUNK:
                yield "".join(lines).encode(), number - 1
                lines.clear()
        if lines:
            yield "".join(lines).encode(), number - 1


def _too_long() -> str:
    return _(
        "This list is longer than a workbook holds (2 GB unpacked): choose .csv, or fewer columns."
    )


def _row(line: _Line, row: Sequence[object], number: int) -> str:
    told = [
        write(value, number)
        for write, value in zip(line.cells, row, strict=True)
        if value is not None and value != ""
    ]
    if row[-1] is None or row[-1] == "":
        # It is there even when blank: a stream does not say beforehand how wide it is.
        told.append(f'{line.last}{number}"/>')
    return f'<row r="{number}">{"".join(told)}</row>'


def _line(columns: Sequence[Column], styles: Sequence[str]) -> _Line:
    """Return what writes rows: all that does not change from one to the next is ready."""
    makers = {
        CellKind.MONEY: _amounts,
        CellKind.COUNT: _counts,
        CellKind.DAY: _days,
        CellKind.TEXT: _texts,
    }
    begun = [f'<c r="{column_letters(index)}' for index in range(len(columns))]
    cells = [
        makers[column.kind](begin, f'" s="{style}"')
        for column, style, begin in zip(columns, styles, begun, strict=True)
    ]
    return _Line(cells, begun[-1])


def _texts(begun: str, styled: str) -> _Cell:
    opened = f'{styled} t="inlineStr"><is><t xml:space="preserve">'
    special = _SPECIAL.search

    def write(value: object, number: int) -> str:
        if isinstance(value, Formula):
            return _formula(f"{begun}{number}{styled}", value, value.value)
        text = value if isinstance(value, str) else str(value)
        if len(text) > _LONGEST_CELL:
            text = f"{text[: _LONGEST_CELL - 1]}…"
        if special(text):
            text = _SPECIAL.sub(_escaped, text)
        return f"{begun}{number}{opened}{text}</t></is></c>"

    return write


def _escaped(found: re.Match[str]) -> str:
    """Return a sign as sheets write it; an underscore that would begin such a sign too."""
    sign = found[0]
    return _ENTITIES.get(sign) or f"_x{ord(sign):04X}_"


def _amounts(begun: str, styled: str) -> _Cell:
    texts = _texts(begun, styled)

    def write(value: object, number: int) -> str:
        if isinstance(value, int):
            return f"{begun}{number}{styled}><v>{value / CENTS}</v></c>"
        if isinstance(value, Formula):
            return _formula(f"{begun}{number}{styled}", value, value.value / CENTS)
        return texts(value, number)

    return write


def _counts(begun: str, styled: str) -> _Cell:
    texts = _texts(begun, styled)

    def write(value: object, number: int) -> str:
        if isinstance(value, int):
            return f"{begun}{number}{styled}><v>{value:d}</v></c>"
        return texts(value, number)

    return write


def _days(begun: str, styled: str) -> _Cell:
    texts = _texts(begun, styled)

    def write(value: object, number: int) -> str:
        if isinstance(value, date) and value.year >= _FIRST_YEAR:
            days = value.toordinal() - _DAY_ZERO
            return f"{begun}{number}{styled}><v>{days + (days > _LEAP)}</v></c>"
        return texts(value, number)

    return write


def _formula(begun: str, formula: Formula, value: float) -> str:
    text = _SPECIAL.sub(_escaped, formula.text.removeprefix("="))
    return f"{begun}><f>{text}</f><v>{value}</v></c>"
