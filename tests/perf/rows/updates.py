# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors on file of whom a file says more, against as many donors brought in anew.

Who is on file is read, compared, kept as it was for an undoing, written to the trail and indexed
anew; whoever is new is written once. The one must stay near the other, whatever their number.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from shutil import copy

from app.domain.imports.fields import ImportKind
from app.usecases.imports import RunImport
from app.wiring import ShippedDoors
from tests.perf.dossiers import CLOCK
from tests.perf.frame import Baseline, Contenders, Row
from tests.perf.rows.imports import fresh_dossiers
from tests.perf.workbooks import donors_workbook, known_donors_workbook

DONORS = 3_000
_NEW = "as many donors brought in anew"


@contextmanager
def _prepare(folder: Path) -> Iterator[Contenders]:
    first, more = folder / "donors.xlsx", folder / "more.xlsx"
    donors_workbook(first, DONORS)
    known_donors_workbook(more, DONORS)
    with fresh_dossiers(folder) as fresh:
        begun, empty = next(fresh), next(fresh)
    office = ShippedDoors().open(str(begun), clock=CLOCK)
    office.do(RunImport(ImportKind.DONORS, first))
    office.close()
    ranks = count()

    def bring(dossier: Path, table: Path) -> None:
        path = copy(dossier, folder / f"more-{next(ranks)}.obole")
        office = ShippedDoors().open(str(path), clock=CLOCK)
        told = office.do(RunImport(ImportKind.DONORS, table))
        assert told.updated + told.created_donors == DONORS
        office.close()

    yield {"job": lambda: bring(begun, more), _NEW: lambda: bring(empty, first)}


ROW = Row(
    name="updates",
    job="3 000 donors on file completed from a file of 25 columns",
    baselines=(Baseline(_NEW, 2.5, slower=False),),
    prepare=_prepare,
    rounds=3,
)
