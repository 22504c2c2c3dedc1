# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An import rehearsed, against the same import for good: the one rolled back at the end.

Looking for those who may be on file already is no part of it: the page and the command line do that
afterwards, by itself.
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
        empty, begun = next(fresh), next(fresh)
    office = ShippedDoors().open(str(begun), clock=CLOCK)
    office.do(RunImport(ImportKind.DONORS, donors))
    office.close()
    ranks = count()

    def bring(*, dry_run: bool) -> None:
        for kind, table, dossier in (
            (ImportKind.DONORS, donors, empty),
            (ImportKind.GIFTS, gifts, begun),
        ):
            path = copy(dossier, folder / f"{kind}-{next(ranks)}.obole")
            office = ShippedDoors().open(str(path), clock=CLOCK)
            office.do(RunImport(kind, table, dry_run=dry_run))
            office.close()

    yield {"job": lambda: bring(dry_run=True), _REAL: lambda: bring(dry_run=False)}


ROW = Row(
    name="rehearsal",
    job="3 000 donors, then 15 000 gifts rehearsed, all rolled back",
    baselines=(Baseline(_REAL, 1, slower=False),),
    prepare=_prepare,
    rounds=5,
)
