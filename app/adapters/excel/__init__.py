# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks and text tables, in and out."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from app.domain.exports import Column, Conventions
from app.usecases.ports.tables import FOUND_OUT, Sheet, TableFile, TextForm


class ExcelTables:
    """Reads and writes tables; the libraries are imported when first needed."""

    def open(self, path: Path, form: TextForm = FOUND_OUT) -> TableFile:
        """Open a file of rows and columns; see ``app.usecases.ports.tables``."""
        from app.adapters.excel.reader import open_table  # noqa: PLC0415 - start-up reads none

        return open_table(path, form)

    def write(
        self,
        path: Path,
        title: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[object]],
        conventions: Conventions | None = None,
    ) -> int:
        """Write a table whole or not at all; see ``app.usecases.ports.tables``."""
        from app.adapters.excel.writer import write_table  # noqa: PLC0415 - start-up writes none

        return write_table(path, title, columns, rows, conventions)

    def write_book(self, path: Path, sheets: Sequence[Sheet]) -> None:
        """Write a workbook of several sheets; see ``app.usecases.ports.tables``."""
        from app.adapters.excel.writer import write_book  # noqa: PLC0415 - start-up writes none

        write_book(path, sheets)

    def write_text(
        self,
        file: TextIO,
        columns: Sequence[Column],
        rows: Iterable[Sequence[object]],
        conventions: Conventions,
    ) -> int:
        """Write a text table into an open file; see ``app.usecases.ports.tables``."""
        from app.adapters.excel.writer import write_text  # noqa: PLC0415 - start-up writes none

        return write_text(file, columns, rows, conventions)
