# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One keystroke of the finder among 200 000 donors, fifty rows shown."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path

from app.kernel.text import fold
from app.usecases.donors import FindDonors
from app.wiring import ShippedDoors
from tests.perf.dossiers import CLOCK, large_dossier
from tests.perf.frame import Baseline, Contenders, Row

_SHOWN = 50
_ROUNDS = 200
LIKE = "everything LIKE '%x%'"
_BY_KEY = "50 rows by key"
_ROW = """
SELECT d.id, d.number, d.kind, d.last_name, d.first_name, d.organisation_name, d.street,
  d.postal_code, d.city, d.phone, d.email, d.returned_on, d.deceased_on, d.archived_on,
  t.gifts, t.cents, t.last_on, t.last_cents, t.last_means
FROM donor d LEFT JOIN donor_total t ON t.donor_id = d.id
"""
SCAN = (
    "WHERE d.last_name LIKE ? OR d.first_name LIKE ? OR d.organisation_name LIKE ?"
    " OR d.city LIKE ? OR d.postal_code LIKE ? OR d.phone LIKE ?"
    " ORDER BY d.last_name, d.first_name LIMIT 50"
)
_KEYS = f"WHERE d.id IN ({', '.join('?' * _SHOWN)})"


def typed(names: list[tuple[str, str]]) -> Iterator[str]:
    """Yield what the box holds after each key: a surname, a space, three letters of the rest."""
    for surname, first_name in cycle(names):
        surname, first_name = fold(surname), fold(first_name)  # noqa: PLW2901 - as typed
        whole = f"{surname} {first_name[:3]}".strip()
        for length in (*range(1, min(7, len(surname)) + 1), len(surname) + 2, len(whole)):
            yield whole[:length].strip()


@contextmanager
def _prepare(_folder: Path) -> Iterator[Contenders]:
    path = large_dossier(200_000, 1_000_000)
    office = ShippedDoors().open(str(path), clock=CLOCK)
    chance = random.Random(2026)
    with closing(sqlite3.connect(path)) as plain:
        ids = [row[0] for row in plain.execute("SELECT id FROM donor")]
        people = "SELECT last_name || organisation_name, first_name FROM donor WHERE id % 977 = 0"
        names = chance.sample(plain.execute(people).fetchall(), 100)
        ours, theirs = typed(names), typed(names)

        def find() -> None:
            text = next(ours)
            lines = office.ask(FindDonors(text, _SHOWN))
            assert any(fold(line.name).startswith(text) for line in lines), text

        def like() -> None:
            part = f"%{next(theirs).split()[0]}%"
            plain.execute(_ROW + SCAN, (part,) * 6).fetchall()

        def by_key() -> None:
            assert len(plain.execute(_ROW + _KEYS, chance.sample(ids, _SHOWN)).fetchall()) == _SHOWN

        yield {"job": find, LIKE: like, _BY_KEY: by_key}
    office.close()


ROW = Row(
    name="search",
    job="a keystroke of the finder, 200 000 donors",
    baselines=(
        Baseline(LIKE, 50, slower=True),
        Baseline(LIKE, 20, slower=True, percentile=95),
        Baseline(_BY_KEY, 1.5, slower=False, percentile=95),
    ),
    prepare=_prepare,
    rounds=_ROUNDS,
)
