# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One keystroke of the finder among 200 000 donors."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app.usecases.donors import FindDonors
from app.wiring import ShippedDoors
from tests.perf.dossiers import CLOCK, large_dossier
from tests.perf.frame import Baseline, Contenders, Row

TYPED = ("abr", "moine", "jean bel", "perce neige", "rennes", "063998", "solene", "hot")
_SHOWN = 8
_LIKE = (
    "SELECT id, last_name, first_name, city FROM donor WHERE last_name || ' ' || first_name || "
    "' ' || organisation_name || ' ' || city || ' ' || phone LIKE ? LIMIT 8"
)
_BY_KEY = "SELECT * FROM donor WHERE id IN ({})"


@contextmanager
def _prepare(_folder: Path) -> Iterator[Contenders]:
    path = large_dossier(200_000, 200_000)
    office = ShippedDoors().open(str(path), clock=CLOCK)
    with closing(sqlite3.connect(path)) as plain:
        keys = ",".join(str(1 + 3_991 * i) for i in range(50))

        def find() -> None:
            for text in TYPED:
                assert office.ask(FindDonors(text, _SHOWN))

        def like() -> None:
            for text in TYPED:
                plain.execute(_LIKE, (f"%{text}%x%",)).fetchall()

        def by_key() -> None:
            for _text in TYPED:
                assert len(plain.execute(_BY_KEY.format(keys)).fetchall()) == 50

        yield {"job": find, "LIKE '%x%' over the table": like, "50 rows by key": by_key}
    office.close()


ROW = Row(
    name="search",
    job="eight keystrokes of the finder, 200 000 donors",
    baselines=(
        Baseline("LIKE '%x%' over the table", 800, slower=True),
        Baseline("50 rows by key", 1.5, slower=False),
    ),
    prepare=_prepare,
    rounds=9,
)
