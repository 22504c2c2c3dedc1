# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A PostgreSQL server on the same machine: what a line costs, alone and beside a colleague."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.domain.donors import Donor
from app.usecases.batches import OpenBatch
from app.usecases.demo import demo_organisation
from app.usecases.donors import CreateDonor
from app.usecases.gifts import AddGift, GiftDraft
from app.usecases.office import Office
from app.wiring import ShippedDoors
from db.store import SqlStore
from tests.perf.dossiers import CLOCK
from tests.perf.frame import Baseline, Contenders, Row, Work
from tests.support.postgres import Cluster, find_binaries

_EACH = 20


def _keying(office: Office) -> Work:
    office.do(CreateDonor(Donor(last_name="Essai")))
    batch = office.do(OpenBatch())

    def key() -> None:
        for cents in range(1, _EACH + 1):
            office.do(AddGift(batch.id, GiftDraft(donor_id=1, cents=cents * 100)))

    return key


@contextmanager
def _prepare(folder: Path) -> Iterator[Contenders]:
    binaries = find_binaries()
    if binaries is None:
        message = "this row needs PostgreSQL: install the package postgresql"
        raise RuntimeError(message)
    cluster = Cluster(binaries, durable=True)
    cluster.start()
    doors = ShippedDoors()
    location = cluster.new_database()
    server = doors.create(location, demo_organisation(), clock=CLOCK)
    file = doors.create(str(folder / "dossier.obole"), demo_organisation(), clock=CLOCK)
    key = _keying(server)
    colleague = SqlStore(location)
    held = server.do(OpenBatch()).id

    def beside() -> None:
        """Key while a colleague's line is under way in another batch, from end to end."""
        with colleague.write(actor="", at=CLOCK.now(), command="", alone=False) as uow:
            uow.batches.hold(held)
            key()

    try:
        yield {"job": beside, "nobody else writes": key, "the same in a file": _keying(file)}
    finally:
        colleague.close()
        server.close()
        file.close()
        cluster.stop()


ROW = Row(
    name="server",
    job="twenty gifts saved on a server while a colleague's line is under way",
    baselines=(
        Baseline("nobody else writes", 1.2, slower=False),
        Baseline("the same in a file", 5, slower=False),
    ),
    prepare=_prepare,
    rounds=15,
)
