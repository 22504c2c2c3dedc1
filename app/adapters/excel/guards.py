# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a workbook must be before a reader may touch it.

The reader lays a sheet out as a full rectangle in memory, so two cells at opposite corners of a
sheet, or a few repeated ones, would exhaust the machine; so would an archive that swells a
thousandfold. Both are looked for here, in one streamed pass.
"""

import lzma
import re
import struct
import zipfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.parsers import expat

from app.kernel.errors import Trouble
from app.kernel.i18n import _

ODS_CONTENT = "content.xml"
"""The part of an open document that holds its cells."""
BINARY_BOOK = "xl/workbook.bin"
"""The part of an .xlsb that names its sheets."""
MAX_UNPACKED = 4 * 2**30
"""Bytes of an unpacked workbook no association's list comes near."""
MAX_CELLS = 30_000_000
"""A million rows of thirty columns."""
_BOMB_SIZE, _BOMB_RATIO = 100 * 2**20, 250
_BLOCK = 1 << 20
_LONGEST_TAG = 1 << 16
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=\"(\d{1,9})\"")
_WIDE = re.compile(rb"\br=\"([A-Z]{2,3})\d")
_UNNAMED = re.compile(rb"<(?:\w+:)?c(?:>| (?![^>]*\br=)[^>]*>)")
_LAST_COLUMN = 16_384
_ERROR = b' t="e"'
_PLACE = re.compile(rb"([A-Z]{1,3})(\d{1,9})")
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, lzma.LZMAError),
    *(NotImplementedError, RuntimeError, EOFError, ValueError, OSError, OverflowError),
    LookupError,
)
"""What an archive that lost bytes answers with, member by member, or an unknown encoding."""
_1904 = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904=\"(?:1|true)\"")

Place = tuple[int, int]
"""Row from 1, column from 0."""

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def not_a_workbook(path: Path) -> Trouble:
    """Return the refusal of a file that is no table."""
    message = _(
        "{file} is not a workbook: choose an .xlsx, .xls, .ods or .csv file, "
        "or save it again from the program that made it."
    )
    return Trouble("table.foreign", message.format(file=path.name))


def damaged(path: Path) -> Trouble:
    """Return the refusal of an archive that lost bytes."""
    message = _("{file} is damaged: it was not saved or copied whole. Save it again.")
    return Trouble("table.damaged", message.format(file=path.name))


def too_big(path: Path) -> Trouble:
    """Return the refusal of a file made to exhaust the machine."""
    message = _(
        "{file} would fill the memory of this computer: it is damaged or made to do harm. "
        "Open it in a spreadsheet, copy the useful rows to a new file, and import that one."
    )
    return Trouble("table.too_big", message.format(file=path.name))


@dataclass(frozen=True, slots=True)
class Checked:
    """What was seen of a workbook on the way.

    Attributes:
        epoch_1904: Its days count from 1904.
        faulty: Parts of its archive in which cells may hold an error.
        binary: It is an .xlsb, of which nothing was looked at yet.
        faults: The errors in the cells of an .xls or .xlsb, sheet after sheet.
    """

    epoch_1904: bool = False
    faulty: tuple[str, ...] = ()
    binary: bool = False
    faults: tuple[Mapping[Place, str], ...] = ()


def check_archive(path: Path) -> Checked:
    """Check a zipped workbook before it is read.

    Raises:
        Trouble: When it is no workbook, damaged, or would exhaust the machine.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _check_parts(path, archive)
    except BROKEN as error:
        raise damaged(path) from error


def _check_parts(path: Path, archive: zipfile.ZipFile) -> Checked:
    parts = {part.filename: part for part in archive.infolist()}
    unpacked = sum(part.file_size for part in parts.values())
    packed = max(1, sum(part.compress_size for part in parts.values()))
    if unpacked > MAX_UNPACKED or (unpacked > _BOMB_SIZE and unpacked > packed * _BOMB_RATIO):
        raise too_big(path)
    if "xl/workbook.xml" in parts:
        sheets = (n for n in parts if n.startswith("xl/worksheets/") and n.endswith(".xml"))
        faulty = tuple(name for name in sheets if _check_sheet(path, archive, name))
        with archive.open("xl/workbook.xml") as book:
            return Checked(_1904.search(book.read(_BLOCK)) is not None, faulty)
    if ODS_CONTENT in parts:
        area = _OdsArea(path)
        with archive.open(ODS_CONTENT) as content:
            area.check(content)
        return Checked(faulty=(ODS_CONTENT,) if area.faulty else ())
    if BINARY_BOOK in parts:
        return Checked(binary=True)
    raise not_a_workbook(path)


def _check_sheet(path: Path, archive: zipfile.ZipFile, name: str) -> bool:
    """Look at row numbers and wide columns first; count cell by cell only when they are many.

    Returns:
        Whether a formula of it ended in an error.
    """
    rows, columns, size, faulty = 0, 26, 0, False
    with archive.open(name) as sheet:
        for block in _overlapping(sheet):
            size += len(block)
            if size > MAX_UNPACKED:
                raise too_big(path)
            faulty = faulty or _ERROR in block
            rows = max(rows, max(map(int, _ROW.findall(block)), default=0))
            wide = _LAST_COLUMN if _UNNAMED.search(block) else 0
            columns = max(columns, wide, *map(_column_number, set(_WIDE.findall(block))), 0)
    if rows * columns > MAX_CELLS:
        with archive.open(name) as sheet:
            _XlsxArea(path).check(sheet)
    return faulty


def _overlapping(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield blocks that share the tag cut in two where they meet: each has it whole once."""
    tail = b""
    while block := stream.read(_BLOCK):
        whole = tail + block
        yield whole
        tail = whole[max(whole.rfind(b"<"), len(whole) - _LONGEST_TAG) :]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def cell_place(name: str) -> Place:
    """Return the row, from 1, and the column, from 0, of a cell such as ``AB12``; else zeros."""
    place = _PLACE.fullmatch(name.encode())
    return (int(place[2]), _column_number(place[1]) - 1) if place else (0, 0)


class _Area(ABC):
    """Walks the elements of a sheet and keeps the rectangle its filled cells span."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows = self._columns = 0

    def check(self, content: IO[bytes]) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.EntityDeclHandler = self._refuse
        size = 0
        try:
            while block := content.read(_BLOCK):
                size += len(block)
                if size > MAX_UNPACKED:
                    raise too_big(self._path)
                parser.Parse(block, False)  # noqa: FBT003 - expat's own way
            parser.Parse(b"", True)  # noqa: FBT003
        except expat.ExpatError as error:
            message = _("{file} is damaged at line {line} of its content. Save it again.")
            told = message.format(file=self._path.name, line=error.lineno)
            raise Trouble("table.damaged", told) from error

    def _refuse(self, *_entity: object) -> None:
        raise too_big(self._path)

    def _fill(self, row: int, column: int) -> None:
        self._rows = max(self._rows, row)
        self._columns = max(self._columns, column)
        if self._rows * self._columns > MAX_CELLS:
            raise too_big(self._path)

    @abstractmethod
    def _start(self, name: str, attributes: dict[str, str]) -> None:
        """Count what the element fills."""

    @abstractmethod
    def _end(self, name: str) -> None:
        """Count what is known only where the element ends."""


class _XlsxArea(_Area):
    _row = _column = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self._row = int(attributes.get("r", self._row + 1))
                self._column = 0
            case "c":
                place = _PLACE.fullmatch(attributes.get("r", "").encode())
                self._column = _column_number(place[1]) if place else self._column + 1
                self._row = int(place[2]) if place else self._row
            case "v" | "is":
                self._fill(self._row, self._column)

    def _end(self, name: str) -> None:
        """Everything is counted where it begins."""


class _OdsArea(_Area):
    """Repeated rows and cells count as often as they are repeated.

    Attributes:
        faulty: A cell of it may hold an error.
    """

    _row = _repeat = _column = _filled = 0
    faulty = False

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "table:table":
                self._row = self._rows = self._columns = 0
            case "table:table-row":
                self._repeat = repeated(attributes, "rows")
                self._column = self._filled = 0
            case "table:table-cell" | "table:covered-table-cell":
                self._column += repeated(attributes, "columns")
                self.faulty = self.faulty or maybe_error(attributes)
                if "office:value-type" in attributes or "calcext:value-type" in attributes:
                    self._filled = self._column

    def _end(self, name: str) -> None:
        if name == "table:table-row":
            self._row += self._repeat
            if self._filled:
                self._fill(self._row, self._filled)


def repeated(attributes: Mapping[str, str], what: str) -> int:
    """Return how many ``rows`` or ``columns`` an element of an open document stands for."""
    text = attributes.get(f"table:number-{what}-repeated")
    return int(text) if text and text.isdecimal() else 1


def said_error(attributes: Mapping[str, str]) -> bool:
    """Tell whether a cell of an open document says by itself that it holds an error."""
    return attributes.get("calcext:value-type") == "error"


def maybe_error(attributes: Mapping[str, str]) -> bool:
    """Tell whether a cell of an open document may hold an error.

    LibreOffice says so. Others leave a formula without a result, or with zero, and tell the error
    in what is shown alone.
    """
    if said_error(attributes):
        return True
    if "table:formula" not in attributes:
        return False
    result = attributes.get("office:value") or attributes.get("office:string-value") or "0"
    return not result.strip("0.")
