# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Errors in the cells of an .xls: the reader leaves them blank, which says nothing.

The stream is one record after the other, each with its kind and its length ([MS-XLS], sections
2.1.4, 2.4.24, 2.4.127 and 2.5.198.2); a cell holds an error by itself or as the last result of
its formula.
"""

import re
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.adapters.excel.guards import Place, damaged

_HEAD = 4
_FORMULA, _END, _SHEET, _ERROR = 0x0006, 0x000A, 0x0085, 0x0205
_BEGINS = frozenset({0x0009, 0x0209, 0x0409, 0x0809})
_FORMULA_LEAST, _ERROR_LEAST, _SHEET_LEAST = 14, 8, 4
_ERROR_RESULT = 2
_SPECIAL = 0xFFFF
_ANY = re.compile(rb"\x05\x02\x08\0.{7}\x01|\x06\0.{8}\x02.{5}\xff\xff", re.DOTALL)
"""What a stream without a single error does not hold: most are not gone over."""
_TEXTS: Mapping[int, str] = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def error_text(code: int) -> str:
    """Return what is shown for an error, by its code in the binary formats."""
    return _TEXTS.get(code, "#N/A")


def old_errors(path: Path, stream: bytes) -> tuple[Mapping[Place, str], ...]:
    """Return the errors that stand in cells, such as ``#N/A``, by place, sheet after sheet.

    Args:
        path: The workbook, for the refusal.
        stream: Its records.

    Raises:
        Trouble: When its sheets lie within each other: going over them would not end in time.
    """
    if _ANY.search(stream) is None:
        return ()
    left = len(stream) // _HEAD
    found = []
    for _at, data in _records(stream, 0, _SHEET):
        (start,) = struct.unpack_from("<I", data) if len(data) >= _SHEET_LEAST else (len(stream),)
        errors: dict[Place, str] = {}
        for kind, body in _records(stream, start):
            left -= 1
            if left < 0:
                raise damaged(path)
            errors.update(_error(kind, body))
        found.append(errors)
    return tuple(found)


def _records(stream: bytes, start: int, only: int | None = None) -> Iterator[tuple[int, bytes]]:
    """Yield kind and content of the records of the part that begins here, up to its end."""
    begun = False
    while start + _HEAD <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        if kind == _END or (kind in _BEGINS) == begun:
            return  # what a chart within the sheet keeps is none of its cells
        begun = True
        start += _HEAD
        if only is None or kind == only:
            yield kind, stream[start : start + length]
        start += length


def _error(kind: int, body: bytes) -> Iterator[tuple[Place, str]]:
    if kind == _ERROR and len(body) >= _ERROR_LEAST:
        row, column, code, is_error = struct.unpack_from("<HH2xBB", body)
        if is_error:
            yield (row + 1, column), error_text(code)
    elif kind == _FORMULA and len(body) >= _FORMULA_LEAST:
        row, column, result, code, special = struct.unpack_from("<HH2xBxB3xH", body)
        if special == _SPECIAL and result == _ERROR_RESULT:
            yield (row + 1, column), error_text(code)
