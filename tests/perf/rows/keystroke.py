# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One key in « Qui est-ce ? » among 200 000 donors, until its answers are painted."""

import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, cast

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.kernel.command import Query
from app.kernel.progress import Progress
from app.ui.kit.jobs import Jobs, Lanes
from app.ui.kit.theme import Look, Theme
from app.ui.shell.palette import Palette
from app.usecases.donors import DonorLines, FindDonors
from app.usecases.office import Office
from app.usecases.ports.people import DonorLine
from app.wiring import ShippedDoors
from tests.perf.dossiers import CLOCK, large_dossier
from tests.perf.frame import Baseline, Contenders, Row
from tests.perf.rows.search import LIKE, SCAN, typed

_ROUNDS = 200
SAME_ROWS = "the same rows painted, nothing looked up"
_SCANNED = f"SELECT d.id FROM donor d {SCAN}"
Answer = Callable[[FindDonors], Sequence[DonorLine]]


class Answers:
    """An office that answers the finder in another way, and the rest as it is."""

    def __init__(self, answer: Answer, office: Office) -> None:
        """Find with ``answer``; ``office`` tells the rest."""
        self.answer = answer
        self._office = office

    def ask(self, query: Query[Any], progress: Progress) -> Any:  # noqa: ANN401 - any query's
        """Answer as told."""
        if isinstance(query, FindDonors):
            return self.answer(query)
        return self._office.ask(query, progress)


class Typist:
    """Types into a palette and waits for the paint."""

    def __init__(self, application: QApplication, lanes: Lanes, office: object) -> None:
        """Open the palette over a window of its own."""
        self._application = application
        self._lanes = lanes
        self._window = QWidget()
        self._window.resize(1366, 728)
        self._window.show()
        self._palette = Palette(self._window)
        jobs = Jobs(lanes, cast("Office", office))
        self._palette.serve(jobs, cast("Any", self._window), ())
        self._palette.ask()

    def key(self, text: str) -> int:
        """Have the last letter of a text typed, the others being there; return the answers."""
        self._palette.box.setText(text[:-1])
        QTest.keyClicks(self._palette.box, text[-1])
        while self._lanes.busy:
            self._application.processEvents()
            # As the event loop does: the reading thread must not wait for this one to look again.
            time.sleep(0.0001)
        self._palette.repaint()
        return self._palette.list.count()


@contextmanager
def _prepare(_folder: Path) -> Iterator[Contenders]:
    application = QApplication([])
    Theme(application).apply(Look.LIGHT, 100)
    path = large_dossier(200_000, 1_000_000)
    office = ShippedDoors().open(str(path), clock=CLOCK)
    lanes = Lanes()
    shown = office.ask(FindDonors("a", 8))
    with closing(sqlite3.connect(path, check_same_thread=False)) as plain:

        def scan(query: FindDonors) -> Sequence[DonorLine]:
            part = f"%{query.text.split()[0]}%"
            ids = [row[0] for row in plain.execute(_SCANNED, (part,) * 6)]
            return office.ask(DonorLines(tuple(ids[: query.limit])))

        people = "SELECT last_name || organisation_name, first_name FROM donor WHERE id % 977 = 0"
        names = random.Random(2026).sample(plain.execute(people).fetchall(), 100)

        def typist(answers: object) -> Callable[[], int]:
            hands, texts = Typist(application, lanes, answers), typed(names)
            return lambda: hands.key(next(texts))

        ours = typist(office)

        def job() -> None:
            assert ours(), "every text is the beginning of a name: the naive way misses accents"

        yield {
            "job": job,
            LIKE: typist(Answers(scan, office)),
            SAME_ROWS: typist(Answers(lambda _query: shown, office)),
        }
    lanes.close()
    office.close()


ROW = Row(
    name="keystroke",
    job="a key in « Qui est-ce ? », 200 000 donors, until the answers are painted",
    baselines=(
        Baseline(LIKE, 20, slower=True),
        Baseline(LIKE, 18, slower=True, percentile=95),
        Baseline(SAME_ROWS, 1.5, slower=False),
    ),
    prepare=_prepare,
    rounds=_ROUNDS,
)
