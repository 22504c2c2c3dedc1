# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One gift saved for good: the line, its trail, and the disk's own word."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.usecases.batches import OpenBatch
from app.usecases.gifts import AddGift, GiftDraft
from db.tables.desk import gift
from tests.perf.dossiers import large_dossier, open_copy
from tests.perf.frame import Baseline, Contenders, Row

_EACH = 20
_PAGE = b"\0" * 4096


@contextmanager
def _prepare(folder: Path) -> Iterator[Contenders]:
    office = open_copy(large_dossier(20_000, 20_000), folder)
    batch = office.do(OpenBatch())
    naive_path = folder / "naive.db"
    with closing(sqlite3.connect(naive_path)) as plain:
        plain.execute("PRAGMA journal_mode = DELETE")
    naive = sa.create_engine(f"sqlite:///{naive_path}")
    sa.MetaData().create_all(naive)
    kept = sa.Table(
        "line",
        sa.MetaData(),
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(c.name, c.type) for c in gift.c if c.name != "id"),
    )
    kept.metadata.create_all(naive)
    record = type("Record", (), {})
    sa.orm.registry().map_imperatively(record, kept)
    file = os.open(folder / "synced", os.O_CREAT | os.O_WRONLY)

    def add() -> None:
        for cents in range(1, _EACH + 1):
            office.do(AddGift(batch.id, GiftDraft(donor_id=cents, cents=cents * 100)))

    def orm() -> None:
        for cents in range(1, _EACH + 1):
            with Session(naive) as session:
                line = record()
                line.cents, line.batch_id, line.clue = cents, 1, ""
                session.add(line)
                session.commit()

    def synced() -> None:
        for _line in range(_EACH):
            os.pwrite(file, _PAGE, 0)
            os.fdatasync(file)

    yield {"job": add, "ORM, default journal": orm, "write + fdatasync": synced}
    os.close(file)
    naive.dispose()
    office.close()


ROW = Row(
    name="gift",
    job="twenty gifts saved one by one, each durable with its trail",
    baselines=(
        Baseline("ORM, default journal", 3, slower=True),
        Baseline("write + fdatasync", 1.67, slower=False),
    ),
    prepare=_prepare,
)
