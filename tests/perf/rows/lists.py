# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A list of donors by conditions and in order, all of it, against the two usual ways of making it.

Summed in the database, each gift is read again; read whole into the program, each donor is.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app.domain.lists import ListColumn, read_conditions
from app.usecases.donors import DonorIds
from app.wiring import ShippedDoors
from tests.perf.dossiers import CLOCK, large_dossier
from tests.perf.frame import Baseline, Contenders, Row

_DONORS, _GIFTS = 200_000, 1_000_000
_ASKED = "kind=person\ntotal@2025>=100\nlast_gift>=2025-06-01"
_SUMMED = "the gifts summed when the list is asked for"
_LOADED = "every donor read, then filtered and sorted"
_BY_SQL = """
SELECT d.id FROM donor d JOIN gift g ON g.donor_id = d.id AND g.state = 'posted'
WHERE d.kind = 'person' AND d.archived_on IS NULL
GROUP BY d.id HAVING max(g.received_on) >= '2025-06-01'
  AND sum(CASE WHEN g.received_on BETWEEN '2025-01-01' AND '2025-12-31' THEN g.cents END) >= 10000
ORDER BY sum(g.cents) DESC
"""
_ALL = """
SELECT d.id, d.kind, d.archived_on, d.last_name, d.first_name, d.postal_code, d.city,
  t.cents, t.last_on, y.cents FROM donor d LEFT JOIN donor_total t ON t.donor_id = d.id
LEFT JOIN donor_year y ON y.donor_id = d.id AND y.year = 2025
"""


@contextmanager
def _prepare(_folder: Path) -> Iterator[Contenders]:
    path = large_dossier(_DONORS, _GIFTS)
    office = ShippedDoors().open(str(path), clock=CLOCK)
    wanted = DonorIds(ListColumn.TOTAL, descending=True, conditions=read_conditions(_ASKED))
    known = len(office.ask(wanted))
    with closing(sqlite3.connect(path)) as plain:

        def listed() -> None:
            assert len(office.ask(wanted)) == known > 0

        def summed() -> None:
            assert len(plain.execute(_BY_SQL).fetchall()) == known

        def loaded() -> None:
            kept = [
                row for row in plain.execute(_ALL).fetchall()
                if row[1] == "person" and row[2] is None
                and (row[9] or 0) >= 100_00 and (row[8] or "") >= "2025-06-01"
            ]  # fmt: skip
            assert len(sorted(kept, key=lambda row: -row[7])) == known

        yield {"job": listed, _SUMMED: summed, _LOADED: loaded}
    office.close()


ROW = Row(
    name="lists",
    job="200 000 donors, those of three conditions, by what they gave",
    baselines=(Baseline(_SUMMED, 5, slower=True), Baseline(_LOADED, 2.5, slower=True)),
    prepare=_prepare,
    rounds=5,
)
