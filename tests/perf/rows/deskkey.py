# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One key in the finder of a batch among 200 000 donors, until the donors are painted."""

import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, cast

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.domain.batches import GiftBatch
from app.ui.kit.feed import Feed
from app.ui.kit.jobs import Jobs, Lanes
from app.ui.kit.screen import Services
from app.ui.kit.state import State
from app.ui.kit.theme import Look, Theme
from app.ui.kit.toast import Toast
from app.ui.screens.batches.finder import ASKED
from app.ui.screens.batches.line import EntryLine
from app.ui.screens.batches.linebox import LineBox
from app.usecases.donors import DonorLines, FindDonors
from app.usecases.office import Office
from app.usecases.ports.people import DonorLine
from app.wiring import ShippedDoors
from tests.perf.dossiers import CLOCK, large_dossier
from tests.perf.frame import Baseline, Contenders, Row
from tests.perf.rows.keystroke import SAME_ROWS, Answer, Answers
from tests.perf.rows.search import LIKE, SCAN, typed

_ROUNDS = 200
_FRAME_S = 0.016
FRAME = "one frame of the screen, 16 ms"
_SCANNED = f"SELECT d.id FROM donor d {SCAN}"


class Clerk:
    """Keys in the line of a batch, in a window of its own, and waits for the paint."""

    def __init__(self, application: QApplication, lanes: Lanes, services: Services) -> None:
        """Begin a line."""
        self._application, self._lanes = application, lanes
        self._window = QWidget()
        self._window.resize(1366, 728)
        self._box = LineBox(services, lambda _donor: ())
        layout = QVBoxLayout(self._window)
        layout.addWidget(self._box)
        layout.addStretch()
        day = CLOCK.today()
        self._box.begin(EntryLine(GiftBatch(year=day.year, received_on=day, fund_id=1), day))
        self._window.show()
        self._window.activateWindow()

    def leave(self) -> None:
        """Close the window; the box no longer watches the keys."""
        self._window.close()

    def key(self, text: str) -> int:
        """Have the last letter of a text typed, the others being there; return the rows shown."""
        self._box.finder.setFocus()
        self._box.finder.put(text[:-1])
        QTest.keyClicks(self._box.finder, text[-1])
        while self._lanes.busy:
            self._application.processEvents()
            # As the event loop does: the reading thread must not wait for this one to look again.
            time.sleep(0.0001)
        self._application.processEvents()
        return self._box.popup.rows_model.rowCount() if self._box.popup.isVisible() else 0


def serving(office: Office, jobs: Jobs, folder: Path, host: QWidget) -> Services:
    """Return what the line of a batch is given."""
    return Services(
        office=office,
        jobs=jobs,
        feed=Feed(),
        navigator=cast("Any", None),
        state=State(folder / "state.ini"),
        toast=Toast(host),
    )


@contextmanager
def _prepare(folder: Path) -> Iterator[Contenders]:
    application = QApplication([])
    Theme(application).apply(Look.LIGHT, 100)
    path = large_dossier(200_000, 1_000_000)
    office = ShippedDoors().open(str(path), clock=CLOCK)
    lanes, host = Lanes(), QWidget()
    shown = office.ask(FindDonors("a", ASKED))
    with closing(sqlite3.connect(path, check_same_thread=False)) as plain:

        def scan(query: FindDonors) -> Sequence[DonorLine]:
            part = f"%{query.text.split()[0]}%"
            ids = [row[0] for row in plain.execute(_SCANNED, (part,) * 6)]
            return office.ask(DonorLines(tuple(ids[: query.limit])))

        people = "SELECT last_name || organisation_name, first_name FROM donor WHERE id % 977 = 0"
        names = random.Random(2026).sample(plain.execute(people).fetchall(), 100)
        answers = Answers(office.ask, office)
        services = serving(office, Jobs(lanes, cast("Office", answers)), folder, host)
        # One window for all: going from one to the next would paint both, at every key.
        clerk = Clerk(application, lanes, services)

        def keyed(answer: Answer) -> Callable[[], int]:
            texts = typed(names)

            def key() -> int:
                answers.answer = answer
                return clerk.key(next(texts))

            return key

        ours = keyed(office.ask)

        def job() -> None:
            assert ours(), "every text is the beginning of a name, and is answered"

        yield {
            "job": job,
            LIKE: keyed(scan),
            SAME_ROWS: keyed(lambda _query: shown),
            FRAME: lambda: time.sleep(_FRAME_S),
        }
        clerk.leave()
    lanes.close()
    office.close()


ROW = Row(
    name="deskkey",
    job="a key in the finder of a batch, 200 000 donors, until the donors are painted",
    baselines=(
        Baseline(LIKE, 8, slower=True),
        Baseline(SAME_ROWS, 1.5, slower=False),
        Baseline(FRAME, 1, slower=False, percentile=99),
    ),
    prepare=_prepare,
    rounds=_ROUNDS,
)
