# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A list of donors written as a text table, against the driver and ``csv`` with nothing between.

The baseline reads raw columns; the job also tells key digits, cents and what is no formula.
"""

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.perf.exporting import DONORS, dossier, exporting
from tests.perf.frame import Baseline, Contenders, Row

_BARE = "sqlite3 and csv.writer, columns as they are stored"
_SELECT = """
SELECT number, civility, last_name, first_name, organisation_name, building, street, locality,
       postal_code, city, country, phone, email, former_number, archived_on, gifts, cents, last_on,
       notes, language
FROM donor LEFT JOIN donor_total ON donor_total.donor_id = donor.id ORDER BY number
"""


@contextmanager
def _prepare(folder: Path) -> Iterator[Contenders]:
    def bare() -> None:
        path = folder / "bare.csv"
        with (
            closing(sqlite3.connect(dossier())) as connection,
            path.open("w", encoding="utf-8-sig", newline="") as file,
        ):
            csv.writer(file).writerows(connection.execute(_SELECT))
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert sum(1 for _row in csv.reader(file)) == DONORS

    with exporting(folder / "donors.csv") as exported:
        yield {"job": exported, _BARE: bare}


ROW = Row(
    name="exportcsv",
    job="a list of 100 000 donors of 20 columns saved as a text table",
    baselines=(Baseline(_BARE, 2.5, slower=False),),
    prepare=_prepare,
    rounds=5,
)
