# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A list of donors written as a workbook, against libraries writing the very same cells.

They get the rows ready made; the job reads them from the dossier.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import xlsxwriter
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from tests.perf.exporting import exporting
from tests.perf.frame import Baseline, Contenders, Row

_BARE = "XlsxWriter writing the same cells in constant memory"
_OPENPYXL = "openpyxl writing the same cells, write-only"
_PART = 10
"""openpyxl is given one row in so many."""
_DAYS = "dd/mm/yyyy"


@contextmanager
def _prepare(folder: Path) -> Iterator[Contenders]:
    path = folder / "donors.xlsx"
    with exporting(path) as exported:
        exported()
        cells = list(CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows())

        def bare() -> None:
            _xlsxwriter(folder / "bare.xlsx", cells)

        def written() -> None:
            book = Workbook(write_only=True)
            sheet = book.create_sheet()
            for row in cells[::_PART]:
                sheet.append([None if value == "" else value for value in row])
            book.save(folder / "openpyxl.xlsx")

        yield {"job": exported, _BARE: bare, _OPENPYXL: written}


def _xlsxwriter(path: Path, cells: Sequence[Sequence[object]]) -> None:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    days = book.add_format({"num_format": _DAYS})
    for number, row in enumerate(cells):
        for index, value in enumerate(row):
            if isinstance(value, str):
                if value:
                    sheet.write_string(number, index, value)
            elif isinstance(value, date):
                sheet.write_datetime(number, index, value, days)
            else:
                sheet.write_number(number, index, value)
    book.close()


ROW = Row(
    name="export",
    job="a list of 100 000 donors of 20 columns saved as a workbook",
    baselines=(
        Baseline(_BARE, 2.2, slower=True),
        Baseline(_OPENPYXL, 3, slower=True, times=_PART),
    ),
    prepare=_prepare,
    rounds=3,
)
