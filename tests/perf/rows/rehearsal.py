# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An import of gifts rehearsed, against the same import for good: the one rolled back at the end.

A rehearsal of donors also looks for those who may be on file already; gifts of donors on file have
nobody to look for, so that the two do the same.
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
from tests.perf.rows.imports import fresh_dossiers, workbooks

_REAL = "the same import for good"


@contextmanager
def _prepare(folder: Path) -> Iterator[Contenders]:
    donors, gifts = workbooks(folder)
    with fresh_dossiers(folder) as fresh:
        begun = next(fresh)
    office = ShippedDoors().open(str(begun), clock=CLOCK)
    office.do(RunImport(ImportKind.DONORS, donors))
    office.close()
    ranks = count()

    def bring(*, dry_run: bool) -> None:
        path = copy(begun, folder / f"gifts-{next(ranks)}.obole")
        office = ShippedDoors().open(str(path), clock=CLOCK)
        office.do(RunImport(ImportKind.GIFTS, gifts, dry_run=dry_run))
        office.close()

    yield {"job": lambda: bring(dry_run=True), _REAL: lambda: bring(dry_run=False)}


ROW = Row(
    name="rehearsal",
    job="15 000 gifts rehearsed, all rolled back",
    baselines=(Baseline(_REAL, 1, slower=False),),
    prepare=_prepare,
    rounds=5,
)
