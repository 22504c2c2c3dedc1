# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One key of a mistyped name in « Qui est-ce ? » among 200 000 donors of 38 000 family names.

The scan with LIKE finds none of them: it is the time a program takes to find nothing.
"""

import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path

from PySide6.QtWidgets import QApplication
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from app.kernel.text import fold
from app.ui.kit.jobs import Lanes
from app.ui.kit.theme import Look, Theme
from app.usecases.donors import DonorLines, FindDonors
from app.usecases.ports.people import DonorLine
from app.wiring import ShippedDoors
from tests.perf.dossiers import CLOCK, named_dossier
from tests.perf.frame import Baseline, Contenders, Row
from tests.perf.rows.keystroke import Answers, Typist
from tests.perf.rows.search import LIKE, SCAN

_DONORS = 200_000
_ROUNDS = 300
_COMPARED = "every family name compared (Levenshtein in C)"
_FRAME = "a frame at 60 Hz"
_SCANNED = f"SELECT d.id FROM donor d {SCAN}"
_LEAST = 5


def slipped(word: str, chance: random.Random) -> str:
    """Return a word with one slip of the fingers: a letter more, less, other, or two swapped."""
    place = chance.randrange(len(word) - 1)
    before, after, letter = word[:place], word[place:], chance.choice("aeinorst")
    ways = (
        f"{letter}{after}",
        f"{letter}{after[1:]}",
        after[1:],
        f"{after[1]}{after[0]}{after[2:]}",
    )
    return before + chance.choice(ways)


@contextmanager
def _prepare(_folder: Path) -> Iterator[Contenders]:
    application = QApplication([])
    Theme(application).apply(Look.LIGHT, 100)
    path = named_dossier(_DONORS)
    office = ShippedDoors().open(str(path), clock=CLOCK)
    lanes, chance = Lanes(), random.Random(2026)
    with closing(sqlite3.connect(path, check_same_thread=False)) as plain:
        people = "SELECT id, last_name, first_name FROM donor WHERE id % 97 = 0"
        known = [
            (donor_id, f"{slipped(fold(last), chance)} {fold(first)}")
            for donor_id, last, first in plain.execute(people)
            if len(fold(last)) >= _LEAST
        ]

        def lines(ids: Sequence[int]) -> Sequence[DonorLine]:
            return office.ask(DonorLines(tuple(ids[:8])))

        def scan(query: FindDonors) -> Sequence[DonorLine]:
            part = f"%{query.text.split()[0]}%"
            return lines([row[0] for row in plain.execute(_SCANNED, (part,) * 6)])

        def compare(query: FindDonors) -> Sequence[DonorLine]:
            names = dict(plain.execute("SELECT id, lower(last_name) FROM donor").fetchall())
            near = extract(
                query.text.split()[0], names, scorer=OSA.distance, score_cutoff=1, limit=8
            )
            return lines([donor_id for _name, _distance, donor_id in near])

        def typist(answers: object) -> Callable[[], int]:
            hands, texts = Typist(application, lanes, answers), cycle(known)
            return lambda: hands.key(next(texts)[1])

        found = sum(
            any(line.id == donor_id for line in office.ask(FindDonors(text, 8)))
            for donor_id, text in known[:500]
        )
        assert found >= 500 * 0.95, f"{found} of 500 mistyped names found"
        yield {
            "job": typist(office),
            LIKE: typist(Answers(scan, office)),
            _COMPARED: typist(Answers(compare, office)),
            _FRAME: lambda: time.sleep(1 / 60),
        }
    lanes.close()
    office.close()


ROW = Row(
    name="finder",
    job="a key of a mistyped name, 200 000 donors, until the answers are painted",
    baselines=(
        Baseline(LIKE, 10, slower=True),
        Baseline(_COMPARED, 40, slower=True),
        Baseline(_FRAME, 1, slower=False, percentile=99),
    ),
    prepare=_prepare,
    rounds=_ROUNDS,
)
