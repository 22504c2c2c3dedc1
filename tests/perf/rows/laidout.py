# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sheet of a thousand rows laid out to its last, the 1 048 576th, against reading it barely.

A run in which it takes more than ten seconds fails.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from app.adapters.excel import ExcelTables
from tests.perf.frame import Baseline, Contenders, Row
from tests.perf.workbooks import DONOR_HEADS, donor_rows

_FILLED, _LAST = 1_000, 1_048_575
_LIMIT_S = 10
_BARE = "calamine alone going over the sheet"


@contextmanager
def _prepare(folder: Path) -> Iterator[Contenders]:
    path = folder / "laid-out.xlsx"
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, DONOR_HEADS)
    for number, row in enumerate(donor_rows(_FILLED), 1):
        sheet.write_row(number, 0, [cell if isinstance(cell, str) else "" for cell in row])
    sheet.write_string(_LAST, len(DONOR_HEADS) - 1, "fin")
    book.close()

    def opened() -> None:
        begun = time.perf_counter()
        table = ExcelTables().open(path)
        assert sum(1 for _row in table.rows(table.sheets[0].name)) == _FILLED + 2
        table.close()
        assert time.perf_counter() - begun <= _LIMIT_S

    def bare() -> None:
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        assert sum(1 for _row in sheet.iter_rows()) == _LAST + 1

    yield {"job": opened, _BARE: bare}


ROW = Row(
    name="laidout",
    job="a sheet of 1 000 rows laid out to the last there can be",
    baselines=(Baseline(_BARE, 3, slower=False),),
    prepare=_prepare,
    rounds=3,
)
