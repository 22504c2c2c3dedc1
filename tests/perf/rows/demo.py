# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A demonstration written whole, against the same rows through a bare ``executemany``."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from app.domain.organisation import Organisation
from app.usecases.demo import FillDemo
from app.wiring import ShippedDoors
from tests.perf.dossiers import CLOCK
from tests.perf.frame import Baseline, Contenders, Row

_DONORS, _GIFTS = 4_000, 20_000


@contextmanager
def _prepare(folder: Path) -> Iterator[Contenders]:
    ranks = count()

    def fill() -> None:
        path = str(folder / f"{next(ranks)}.obole")
        office = ShippedDoors().create(path, Organisation(name="Bench"), clock=CLOCK)
        office.do(FillDemo(_DONORS, _GIFTS))
        office.close()

    def bare() -> None:
        with closing(sqlite3.connect(folder / f"{next(ranks)}.db")) as plain:
            plain.execute("CREATE TABLE d (id INTEGER PRIMARY KEY, a, b, c, d, e, f, g, h, i)")
            plain.execute("CREATE TABLE g (id INTEGER PRIMARY KEY, a, b, c, d, e, f, g, h, i)")
            line = ("a",) * 9
            for name, rows in (("d", _DONORS), ("g", _GIFTS)):
                statement = f"INSERT INTO {name}(a,b,c,d,e,f,g,h,i) VALUES (?,?,?,?,?,?,?,?,?)"
                plain.executemany(statement, (line for _row in range(rows)))
            plain.commit()

    yield {"job": fill, "bare executemany": bare}


ROW = Row(
    name="demo",
    job="a dossier of 4 000 donors and 20 000 gifts, indexed and summed",
    baselines=(Baseline("bare executemany", 60, slower=False),),
    prepare=_prepare,
    rounds=5,
)
