# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The receipts of a year rehearsed for 200 000 donors, against merely reading their gifts."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app.usecases.receipts.preview import PreviewReceipts
from app.wiring import ShippedDoors
from tests.perf.dossiers import CLOCK, large_dossier
from tests.perf.frame import Baseline, Contenders, Row

_DONORS, _GIFTS, _YEAR = 200_000, 1_000_000, 2025
_READ = "gifts and names of the year, read and left alone"
_EACH = "a query for each donor, and for each gift"
_GIFTS_OF_YEAR = """
SELECT g.id, g.donor_id, g.cents, g.received_on, g.means, d.last_name, d.first_name, d.street,
  d.postal_code, d.city
FROM gift g LEFT JOIN donor d ON d.id = g.donor_id
WHERE g.state = 'posted' AND g.received_on BETWEEN ? AND ? ORDER BY g.donor_id, g.received_on
"""
_DONORS_OF_YEAR = """
SELECT DISTINCT donor_id FROM gift WHERE received_on BETWEEN ? AND ? AND donor_id IS NOT NULL
"""
_OF_ONE = "SELECT * FROM donor WHERE id = ?"
_GIFTS_OF_ONE = """
SELECT * FROM gift WHERE donor_id = ? AND state = 'posted' AND received_on BETWEEN ? AND ?
"""
_RECEIPTED = "SELECT 1 FROM tax_receipt_line WHERE gift_id = ? AND live"
_REVERSED = "SELECT 1 FROM gift WHERE reverses_id = ?"


@contextmanager
def _prepare(_folder: Path) -> Iterator[Contenders]:
    path = large_dossier(_DONORS, _GIFTS)
    office = ShippedDoors().open(str(path), clock=CLOCK)
    year = (f"{_YEAR}-01-01", f"{_YEAR}-12-31")
    with closing(sqlite3.connect(path)) as plain:

        def rehearse() -> None:
            assert office.ask(PreviewReceipts(_YEAR)).count

        def read() -> None:
            assert sum(1 for _row in plain.execute(_GIFTS_OF_YEAR, year))

        def each() -> None:
            for (donor_id,) in plain.execute(_DONORS_OF_YEAR, year).fetchall():
                plain.execute(_OF_ONE, (donor_id,)).fetchone()
                for gift in plain.execute(_GIFTS_OF_ONE, (donor_id, *year)).fetchall():
                    plain.execute(_RECEIPTED, gift[:1]).fetchone()
                    plain.execute(_REVERSED, gift[:1]).fetchone()

        yield {"job": rehearse, _READ: read, _EACH: each}
    office.close()


ROW = Row(
    name="preview",
    job="a year's receipts rehearsed for 200 000 donors",
    baselines=(Baseline(_READ, 8, slower=False), Baseline(_EACH, 1, slower=True)),
    prepare=_prepare,
    rounds=3,
)
