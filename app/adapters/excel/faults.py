# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Errors in the cells of an .xlsx or .ods: the reader leaves them blank, which says nothing."""

import posixpath
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.parsers import expat

from app.adapters.excel.guards import (
    BROKEN,
    ODS_CONTENT,
    Place,
    cell_place,
    damaged,
    maybe_error,
    repeated,
    said_error,
    too_big,
)
from app.domain.imports.cells import ERRORS

_BLOCK = 1 << 20
_MOST = 1_000_000
"""Errors no list of an association comes near; each takes its place in memory."""
_UNNAMED = "#N/A"
"""An error shown in words that are not known."""
_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def error_cells(path: Path, parts: tuple[str, ...]) -> Mapping[str, Mapping[Place, str]]:
    """Return the errors that stand in cells, such as ``#N/A``, by sheet and place.

    Args:
        path: The workbook, checked before.
        parts: The parts of its archive in which errors were seen.

    Raises:
        Trouble: When the archive lost bytes, or was filled with errors to exhaust the machine.
    """
    if not parts:
        return {}
    try:
        with zipfile.ZipFile(path) as archive:
            if parts == (ODS_CONTENT,):
                found = _Shown(path)
                _walk(archive, ODS_CONTENT, found.start, found.text, found.end)
                return found.errors
            names = dict(_sheet_parts(archive))
            return {names[part]: _errors(archive, part) for part in parts if part in names}
    except BROKEN as error:
        raise damaged(path) from error


def _errors(archive: zipfile.ZipFile, part: str) -> dict[Place, str]:
    found: dict[Place, str] = {}
    here: list[Place] = []
    inside: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c" and attributes.get("t") == "e":
            here[:] = [cell_place(attributes.get("r", ""))]
        inside[:] = [tag] if tag == "v" and here else []

    def text(told: str) -> None:
        if inside and here:
            found[here[0]] = found.get(here[0], "") + told

    def end(name: str) -> None:
        inside.clear()
        if name.rpartition(":")[2] == "c":
            here.clear()

    _walk(archive, part, start, text, end)
    return found


class _Shown:
    """Keeps the errors shown in the cells of an open document, by sheet and place."""

    def __init__(self, path: Path) -> None:
        self.errors: dict[str, dict[Place, str]] = {}
        self._path = path
        self._sheet: dict[Place, str] = {}
        self._row = self._rows = self._column = self._columns = self._count = 0
        self._said = False
        self._within: list[str] = []
        self._line: list[str] = []
        self._errors_of_row: dict[int, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "table:table":
                self._sheet = self.errors.setdefault(attributes.get("table:name", ""), {})
                self._row = 0
            case "table:table-row":
                self._rows, self._column = repeated(attributes, "rows"), 0
                self._errors_of_row = {}
            case _ if name in _CELLS:
                self._columns = repeated(attributes, "columns")
                self._said = said_error(attributes)
                self._within = [name] if maybe_error(attributes) else []
                self._line = []
                return
        if self._within:
            self._within.append(name)

    def text(self, told: str) -> None:
        if self._within and "office:annotation" not in self._within:
            self._line.append(told)

    def end(self, name: str) -> None:
        if self._within:
            self._within.pop()
        if name in _CELLS:
            shown = "".join(self._line).strip()
            if shown in ERRORS or self._said:
                self._keep(shown if shown in ERRORS else _UNNAMED)
            self._line = []
            self._column += self._columns
        elif name == "table:table-row":
            for row in range(self._row + 1, self._row + 1 + self._rows * bool(self._errors_of_row)):
                self._sheet |= {(row, place): told for place, told in self._errors_of_row.items()}
            self._row += self._rows

    def _keep(self, shown: str) -> None:
        self._count += self._columns * self._rows
        if self._count > _MOST:
            raise too_big(self._path)
        for place in range(self._column, self._column + self._columns):
            self._errors_of_row[place] = shown


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield each part that holds a sheet, and the sheet's name."""
    targets = relations(archive, _RELATIONS)
    sheets: list[tuple[str, str]] = []

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet":
            ids = (told for key, told in attributes.items() if key.rpartition(":")[2] == "id")
            sheets.append((next(ids, ""), attributes.get("name", "")))

    _walk(archive, _BOOK, sheet)
    return ((targets[key], name) for key, name in sheets if key in targets)


def relations(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Return the parts a workbook's list of relations names, by their ids there."""
    targets: dict[str, str] = {}

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "Relationship":
            target = posixpath.join("/xl", attributes.get("Target", ""))
            targets[attributes.get("Id", "")] = posixpath.normpath(target).lstrip("/")

    _walk(archive, part, relation)
    return targets


def _walk(
    archive: zipfile.ZipFile,
    part: str,
    start: Callable[[str, dict[str, str]], None],
    text: Callable[[str], None] | None = None,
    end: Callable[[str], None] | None = None,
) -> None:
    """Go over a part; what is damaged is told by the reader itself."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    if text is not None:
        parser.CharacterDataHandler = text
    if end is not None:
        parser.EndElementHandler = end
    try:
        with archive.open(part) as content:
            while block := content.read(_BLOCK):
                parser.Parse(block, False)  # noqa: FBT003 - expat's own way
    except (expat.ExpatError, KeyError):
        return
