# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an .xlsb must be before a reader may touch it, and the errors in its cells.

A part is one record after the other, kind and length in seven bits a byte ([MS-XLSB], sections
2.1.4 and 2.4). The reader lays a sheet out as a full rectangle, and leaves errors blank.
"""

import io
import struct
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from app.adapters.excel.faults import relations
from app.adapters.excel.guards import BINARY_BOOK, BROKEN, MAX_CELLS, Place, damaged, too_big
from app.adapters.excel.records import error_text

_ROW, _ERROR, _FORMULA_ERROR, _RICH_TEXT = 0, 3, 11, 62
_BEGIN, _END, _SHEET = 145, 146, 156
_FILLED = frozenset({*range(2, _FORMULA_ERROR + 1), _RICH_TEXT})
_PLACE, _CODE = struct.Struct("<I"), struct.Struct("<8xB")
_TWO_BYTES, _SEVEN_BITS, _BITS = 0x80, 0x7F, 7
_LENGTH_BYTES = 4
_RELATIONS = "xl/_rels/workbook.bin.rels"
_BUFFER = 1 << 20


def binary_errors(path: Path) -> tuple[Mapping[Place, str], ...]:
    """Return the errors that stand in cells, such as ``#N/A``, by place, sheet after sheet.

    Raises:
        Trouble: When it is damaged, or would exhaust the machine.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            targets = relations(archive, _RELATIONS)
            with archive.open(BINARY_BOOK) as book:
                sheets = [body for kind, body in _records(book) if kind == _SHEET]
            return tuple(_errors(path, archive, targets.get(_named(one), "")) for one in sheets)
    except BROKEN as error:
        raise damaged(path) from error


def _named(sheet: bytes) -> str:
    """Return by which relation a sheet is found."""
    (length,) = _PLACE.unpack_from(sheet, 8)
    return sheet[12 : 12 + 2 * min(length, len(sheet))].decode("utf-16-le", "replace")


def _errors(path: Path, archive: zipfile.ZipFile, part: str) -> dict[Place, str]:
    found: dict[Place, str] = {}
    if part not in archive.namelist():
        return found
    row = rows = columns = 0
    begun = False
    with archive.open(part) as sheet:
        for kind, body in _records(sheet):
            if kind == _END:
                break
            begun = begun or kind == _BEGIN
            if not begun:
                continue
            if kind == _ROW:
                row = _PLACE.unpack_from(body)[0] + 1
            elif kind in _FILLED:
                (column,) = _PLACE.unpack_from(body)
                rows, columns = max(rows, row), max(columns, column + 1)
                if rows * columns > MAX_CELLS:
                    raise too_big(path)
                if kind in {_ERROR, _FORMULA_ERROR}:
                    found[row, column] = error_text(_CODE.unpack_from(body)[0])
    return found


def _records(part: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield kind and content; IndexError where the part ends within one."""
    stream = io.BufferedReader(part, _BUFFER)  # type: ignore[type-var] # a member reads as raw
    while first := stream.read(1):
        kind = first[0]
        if kind & _TWO_BYTES:
            kind = (kind & _SEVEN_BITS) | (stream.read(1)[0] & _SEVEN_BITS) << _BITS
        length = 0
        for place in range(_LENGTH_BYTES):
            more = stream.read(1)[0]
            length |= (more & _SEVEN_BITS) << _BITS * place
            if not more & _TWO_BYTES:
                break
        yield kind, stream.read(length)
