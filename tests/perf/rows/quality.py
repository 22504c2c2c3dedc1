# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole file looked over by every check, against merely reading what the checks look at."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app.usecases.quality import LookOver
from app.wiring import ShippedDoors
from tests.perf.dossiers import CLOCK, large_dossier
from tests.perf.frame import Baseline, Contenders, Row

_DONORS = 200_000
_READ = "the same columns, read and left alone"
_COLUMNS = """
SELECT d.id, d.number, d.kind, d.last_name, d.first_name, d.organisation_name, d.civility,
  d.street, d.locality, d.postal_code, d.city, d.country, d.phone, d.email, d.siren,
  d.receipt_wish, d.deceased_on, d.returned_on, t.cents, t.last_on
FROM donor d LEFT JOIN donor_total t ON t.donor_id = d.id
WHERE d.archived_on IS NULL ORDER BY d.id
"""


@contextmanager
def _prepare(_folder: Path) -> Iterator[Contenders]:
    path = large_dossier(_DONORS, 1_000_000)
    office = ShippedDoors().open(str(path), clock=CLOCK)
    with closing(sqlite3.connect(path)) as plain:

        def look() -> None:
            found = {one.check.id: len(one.findings) for one in office.ask(LookOver())}
            assert found["deceased"], found

        def read() -> None:
            assert sum(1 for _row in plain.execute(_COLUMNS)) > _DONORS // 2

        yield {"job": look, _READ: read}
    office.close()


ROW = Row(
    name="quality",
    job="200 000 donors looked over by every check",
    baselines=(Baseline(_READ, 6, slower=False),),
    prepare=_prepare,
    rounds=3,
)
