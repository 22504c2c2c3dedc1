# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of a donor of five hundred gifts, all that the page shows of it, read at once.

A run in which it takes more than a tenth of a second fails.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path

from app.domain.donors import Donor
from app.usecases.donors import CreateDonor, ShowDonor, ShowTimeline
from tests.perf.dossiers import large_dossier, open_copy
from tests.perf.frame import Baseline, Contenders, Row
from tests.support.giving import give

_GIFTS, _BATCHES = 500, 10
_LIMIT_S = 0.1
_SCANNED = "the same gifts, looked for without their index"
_WHOLE = "SELECT * FROM gift WHERE +donor_id = ? ORDER BY received_on DESC"


@contextmanager
def _prepare(folder: Path) -> Iterator[Contenders]:
    office = open_copy(large_dossier(200_000, 1_000_000), folder)
    donor = office.do(CreateDonor(Donor(last_name="Assidu", first_name="Zoé")))
    for turn in range(_BATCHES):
        day = date(2024, 1, 1) + timedelta(days=30 * turn)
        give(office, *((donor, 10_00) for _gift in range(_GIFTS // _BATCHES)), day=day)
    with closing(sqlite3.connect(folder / "copy.obole")) as plain:

        def opened() -> None:
            begun = time.perf_counter()
            sheet = office.ask(ShowDonor(donor.id))
            moments = office.ask(ShowTimeline(donor.id))
            assert time.perf_counter() - begun <= _LIMIT_S
            assert len(sheet.gifts) == _GIFTS <= len(moments)

        def scanned() -> None:
            assert len(plain.execute(_WHOLE, (donor.id,)).fetchall()) == _GIFTS

        yield {"job": opened, _SCANNED: scanned}
    office.close()


ROW = Row(
    name="sheet",
    job="a sheet of 500 gifts among 200 000 donors, with its timeline",
    baselines=(Baseline(_SCANNED, 3, slower=True),),
    prepare=_prepare,
)
