# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A year's receipts issued on a PostgreSQL server of the same machine, against a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from app.usecases.demo import FillDemo, demo_organisation
from app.usecases.office import Office
from app.usecases.receipts import IssueReceipts, PreviewReceipts
from app.wiring import ShippedDoors
from tests.perf.dossiers import CLOCK, large_dossier, open_copy
from tests.perf.frame import Baseline, Contenders, Row
from tests.support.postgres import Cluster, find_binaries

_YEAR = 2025
_DONORS = 100


def _issue(office: Office) -> None:
    due = office.ask(PreviewReceipts(_YEAR)).count
    assert office.do(IssueReceipts(_YEAR, due)).count == due > 0
    office.close()


@contextmanager
def _prepare(folder: Path) -> Iterator[Contenders]:
    binaries = find_binaries()
    if binaries is None:
        message = "this row needs PostgreSQL: install the package postgresql"
        raise RuntimeError(message)
    source = large_dossier(_DONORS, 4 * _DONORS)
    cluster = Cluster(binaries, durable=True)
    cluster.start()
    doors = ShippedDoors()
    filled = cluster.new_database()
    office = doors.create(filled, demo_organisation(), clock=CLOCK)
    office.do(FillDemo(_DONORS, 4 * _DONORS))
    office.close()
    ranks = count()

    def on_server() -> None:
        copy = cluster.new_database(template=filled.rpartition("/")[2])
        _issue(doors.open(copy, clock=CLOCK))

    def in_file() -> None:
        here = folder / str(next(ranks))
        here.mkdir()
        _issue(open_copy(source, here))

    try:
        yield {"job": on_server, "the same in a file": in_file}
    finally:
        cluster.stop()


ROW = Row(
    name="server_issue",
    job="a year's annual receipts issued on a server, from a fresh copy of the dossier",
    baselines=(Baseline("the same in a file", 5, slower=False),),
    prepare=_prepare,
    rounds=3,
)
