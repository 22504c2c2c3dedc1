# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of donors written as a workbook, against the library writing the very same cells.

It gets the rows ready made; the job reads them from the dossier, with what stands on each sheet.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from app.usecases.exports import ExportKind, ExportTable
from app.wiring import ShippedDoors
from tests.perf.dossiers import CLOCK, named_dossier
from tests.perf.frame import Baseline, Contenders, Row

_DONORS = 20_000
_BARE = "XlsxWriter writing the same cells in constant memory"


@contextmanager
def _prepare(folder: Path) -> Iterator[Contenders]:
    office = ShippedDoors().open(str(named_dossier(_DONORS)), clock=CLOCK)
    path = folder / "donors.xlsx"

    def exported() -> None:
        assert office.do(ExportTable(ExportKind.DONORS, path)).rows == _DONORS

    exported()
    cells = list(CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows())

    def bare() -> None:
        book = xlsxwriter.Workbook(str(folder / "bare.xlsx"), {"constant_memory": True})
        sheet = book.add_worksheet()
        for number, row in enumerate(cells):
            for index, value in enumerate(row):
                _put(sheet, number, index, value)
        book.close()

    yield {"job": exported, _BARE: bare}
    office.close()


def _put(sheet: xlsxwriter.worksheet.Worksheet, number: int, index: int, value: object) -> None:
    if isinstance(value, str):
        if value:
            sheet.write_string(number, index, value)
    elif isinstance(value, float):
        sheet.write_number(number, index, value)
    else:
        sheet.write_datetime(number, index, value)


ROW = Row(
    name="export",
    job="a list of 20 000 donors of 34 columns saved as a workbook",
    baselines=(Baseline(_BARE, 3, slower=False),),
    prepare=_prepare,
    rounds=3,
)
