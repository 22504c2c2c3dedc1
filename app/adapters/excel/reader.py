# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens .xlsx, .xls and .ods by calamine, and text tables, as one kind of file."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum
from python_calamine import SheetVisibleEnum as Shown

from app.adapters.excel.binary import binary_errors
from app.adapters.excel.compound import check_compound
from app.adapters.excel.faults import error_cells
from app.adapters.excel.guards import OLE, ZIP, Checked, check_archive, not_a_workbook
from app.adapters.excel.packed import PackedTable, lone_table
from app.adapters.excel.records import old_errors
from app.adapters.excel.text import TEXT_ENDINGS, TextTable
from app.domain.imports.cells import Cell, column_letters, is_blank
from app.kernel.errors import Trouble
from app.kernel.files import refuse_held
from app.kernel.i18n import _
from app.usecases.ports.tables import FOUND_OUT, SheetHead, TableFile, TextForm

_BOOK_ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".xlsb"})
_PACKED = ".zip"
_HEAD = 8
_MIDNIGHT = time()


def open_table(path: Path, form: TextForm = FOUND_OUT) -> TableFile:
    """Open a workbook or a text table; its bytes, not its name, tell which.

    Raises:
        Trouble: Missing, unreadable, protected, no table, the dossier open here, or built to
            exhaust the machine.
    """
    refuse_held(path)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            file.seek(0)
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        message = _("{file} cannot be read: {why}. Check the folder and the name.")
        told = message.format(file=path, why=error.strerror or error)
        raise Trouble("table.unreadable", told) from error
    if not head:
        message = _("{file} is empty: choose another file.")
        raise Trouble("table.empty", message.format(file=path.name))
    if head.startswith(ZIP):
        if path.suffix.lower() == _PACKED and (member := lone_table(path)):
            return PackedTable(path, sha256, member, form)
        checked = check_archive(path)
        if checked.binary:
            checked = replace(checked, faults=binary_errors(path))
        return Workbook(path, sha256, checked)
    if head.startswith(OLE):
        return Workbook(path, sha256, Checked(faults=old_errors(path, check_compound(path))))
    if path.suffix.lower() in _BOOK_ENDINGS or path.suffix.lower() not in TEXT_ENDINGS:
        raise not_a_workbook(path)
    return TextTable(path, sha256, form)


class Workbook:
    """A workbook, read by calamine: values as last computed, errors too; macros never run."""

    form = None

    def __init__(self, path: Path, sha256: str, checked: Checked) -> None:
        """Open it.

        Raises:
            Trouble: When it is protected, damaged, or none.
        """
        self.name = path.name
        self.sha256 = sha256
        self.conventions = path.suffix.lower().lstrip(".")
        self.epoch_1904 = checked.epoch_1904
        self._path = path
        self._last: tuple[str, Any] | None = None
        self._book: Any = self._guarded(lambda: CalamineWorkbook.from_path(str(path)))
        names = (told.name for told in self._book.sheets_metadata)
        self._faults = {
            **error_cells(path, checked.faulty),
            **dict(zip(names, checked.faults, strict=False)),
        }
        self.sheets = tuple(self._heads())

    def rows(self, sheet: str) -> Iterator[tuple[int, list[Cell]]]:
        """Yield row number and cells; blank rows are left out."""
        faults = self._faults.get(sheet, {})
        read = self._sheet(sheet)
        left = read.start[1] if read.start else 0  # rows begin at the first column in use
        for number, cells in enumerate(read.iter_rows(), 1):
            for place in range(len(cells)) if faults else ():
                cells[place] = faults.get((number, left + place), cells[place])
            if not any(cells) and cells.count("") == len(cells):
                continue  # a sheet laid out to its last row has a million of these
            plain = [_plain(cell) if cell else cell for cell in cells]
            if any(plain) or any(not is_blank(cell) for cell in plain):
                yield number, plain

    def close(self) -> None:
        """Let go of the file."""
        self._book.close()

    def _heads(self) -> Iterator[SheetHead]:
        for told in self._book.sheets_metadata:
            if told.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = self._sheet(told.name)
            merged = tuple(_range(*corners) for corners in sheet.merged_cell_ranges or ())
            end = sheet.end
            yield SheetHead(
                told.name, told.visible is Shown.Visible, end[0] + 1 if end else 0, merged
            )

    def _sheet(self, name: str) -> Any:  # noqa: ANN401 - calamine has no types
        """Return a sheet; the last one is kept, for reading it costs more than going over it."""
        if self._last is None or self._last[0] != name:
            self._last = None
            self._last = (name, self._guarded(lambda: self._book.get_sheet_by_name(name)))
        return self._last[1]

    def _guarded(self, read: Any) -> Any:  # noqa: ANN401 - calamine has no types
        try:
            return read()
        except PasswordError as error:
            message = _(
                "{file} is protected by a password: open it in its program, "
                "save it without the password, and choose that copy."
            )
            raise Trouble("table.protected", message.format(file=self.name)) from error
        except (CalamineError, OSError, ValueError) as error:
            raise not_a_workbook(self._path) from error
        except BaseException as error:
            # A fault inside the reader arrives as a bare BaseException of its own.
            if type(error).__name__ != "PanicException":
                raise
            raise not_a_workbook(self._path) from error


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return (cell.replace("\r\n", "\n") if "\r" in cell else cell).strip()
    if isinstance(cell, datetime) and cell.time() == _MIDNIGHT:
        return cell.date()
    return cell


def _range(first: tuple[int, int], last: tuple[int, int]) -> str:
    return f"{column_letters(first[1])}{first[0] + 1}:{column_letters(last[1])}{last[0] + 1}"
