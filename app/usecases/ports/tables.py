# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the use cases ask of workbooks and text tables."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TextIO

from app.domain.exports import Column, Conventions
from app.domain.imports.cells import Cell

ENCODINGS = ("utf-8", "cp1252", "iso8859-15", "mac_roman", "cp850", "utf-16")
"""Those a person can choose: of today, of Windows, Unix and Macintosh of old, of DOS, of Excel."""

SEPARATORS = {"semicolon": ";", "comma": ",", "tab": "\t", "bar": "|"}


@dataclass(frozen=True, slots=True)
class TextForm:
    """How a text table is written; what is empty is found out.

    Attributes:
        encoding: Its name, as Python has it.
        separator: The sign between two cells.
    """

    encoding: str = ""
    separator: str = ""


FOUND_OUT = TextForm()


@dataclass(frozen=True, slots=True)
class SheetHead:
    """A sheet of a file, before it is read.

    Attributes:
        visible: False for hidden sheets, which a person may not know of.
        rows: How many rows it spans, blank ones counted.
        merged: Its merged ranges, such as ``B2:D2``; the value is in the first cell only.
    """

    name: str
    visible: bool
    rows: int
    merged: tuple[str, ...] = ()


class TableFile(Protocol):
    """A file of rows and columns, open for reading."""

    @property
    def name(self) -> str:
        """The file's name, without its folder."""

    @property
    def sha256(self) -> str:
        """The fingerprint of its bytes, by which the same file is recognised."""

    @property
    def sheets(self) -> Sequence[SheetHead]:
        """Its sheets that can hold rows, in order; a text table has one."""

    @property
    def conventions(self) -> str:
        """How it was understood: encoding and separator of a text table, else the format."""

    @property
    def form(self) -> TextForm | None:
        """How a text table is written; None for a workbook."""

    @property
    def epoch_1904(self) -> bool:
        """Whether its day numbers count from 1904, as old Macintosh workbooks do."""

    def rows(self, sheet: str) -> Iterator[tuple[int, list[Cell]]]:
        """Yield row number (from 1, as a person counts) and cells; blank rows are left out.

        Raises:
            Trouble: When the file is damaged; the message names the line where known.
        """

    def close(self) -> None:
        """Let go of the file."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook to be written; ``rows`` are read once, in the order of the columns."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]


class Tables(Protocol):
    """Reads and writes .xlsx, .ods and .csv; reads .xls too."""

    def open(self, path: Path, form: TextForm = FOUND_OUT) -> TableFile:
        """Open a file of rows and columns.

        Args:
            path: Where it is; its bytes, not its name, tell what it is.
            form: How it is written, should it be text and somebody know better.

        Raises:
            Trouble: Missing, unreadable, protected, no table, or built to exhaust the machine.
        """

    def write(
        self,
        path: Path,
        title: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[object]],
        conventions: Conventions | None = None,
    ) -> int:
        """Write a table whole or not at all, and return how many rows it has.

        Args:
            path: Its ending tells the format.
            title: The name of the sheet.
            columns: Their heads, kinds and widths.
            rows: Values in the order of the columns: text, days, counts, amounts in cents.
            conventions: Of a .csv; by default those of the language spoken.

        Raises:
            Refused: When the ending is none of .xlsx, .ods, .csv; or a sheet cannot hold the rows.
            Trouble: When the folder or the disk does not take it.
        """

    def write_book(self, path: Path, sheets: Sequence[Sheet]) -> None:
        """Write a workbook of several sheets, in their order, whole or not at all.

        Raises:
            Refused: When a sheet cannot hold the rows.
            Trouble: When the folder or the disk does not take it.
        """

    def write_text(
        self,
        file: TextIO,
        columns: Sequence[Column],
        rows: Iterable[Sequence[object]],
        conventions: Conventions,
    ) -> int:
        """Write a text table into an open file, and return how many rows it has."""
