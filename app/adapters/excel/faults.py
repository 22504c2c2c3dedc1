# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Formulas of an .xlsx that ended in an error: the reader leaves them blank, which says nothing."""

import posixpath
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.parsers import expat

from app.adapters.excel.guards import BROKEN, cell_place, damaged

Place = tuple[int, int]
"""Row from 1, column from 0."""

_BLOCK = 1 << 20
_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def error_cells(path: Path, parts: tuple[str, ...]) -> Mapping[str, Mapping[Place, str]]:
    """Return the errors that stand in cells, such as ``#N/A``, by sheet and place.

    Args:
        path: The workbook, checked before.
        parts: The parts of its archive in which errors were seen.

    Raises:
        Trouble: When the archive lost bytes.
    """
    if not parts:
        return {}
    try:
        with zipfile.ZipFile(path) as archive:
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


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield each part that holds a sheet, and the sheet's name."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "Relationship":
            target = posixpath.join("/xl", attributes.get("Target", ""))
            targets[attributes.get("Id", "")] = posixpath.normpath(target).lstrip("/")

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet":
            ids = (told for key, told in attributes.items() if key.rpartition(":")[2] == "id")
            sheets.append((next(ids, ""), attributes.get("name", "")))

    _walk(archive, _RELATIONS, relation)
    _walk(archive, _BOOK, sheet)
    return ((targets[key], name) for key, name in sheets if key in targets)


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
