# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One gift saved for good: the line, its trail, and the disk's own word."""

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.usecases.batches import OpenBatch
from app.usecases.gifts import AddGift, GiftDraft
from db.tables.desk import gift, gift_batch
from db.tables.donors import donor
from db.tables.records import audit_entry
from tests.perf.dossiers import large_dossier, open_copy
from tests.perf.frame import Baseline, Contenders, Row

_EACH = 20
_PAGE = b"\0" * 4096
_NOW = datetime(2026, 1, 6, 10, tzinfo=UTC)


def _by_orm(path: Path, batch_id: int) -> tuple[sa.Engine, Callable[[], None]]:
    """Return what saves the same line, with the same look-ups and trail, as an ORM usually does."""
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("PRAGMA journal_mode = DELETE")
    engine = sa.create_engine(f"sqlite:///{path}")
    registry = sa.orm.registry()
    mapped: dict[sa.Table, Any] = {
        table: type(table.name, (), {}) for table in (gift_batch, donor, gift, audit_entry)
    }
    for table, kind in mapped.items():
        registry.map_imperatively(kind, table)

    def put(session: Session, table: sa.Table, values: dict[str, object]) -> int:
        record = mapped[table]()
        for name, value in values.items():
            setattr(record, name, value)
        session.add(record)
        session.flush()
        return int(record.id)

    def job() -> None:
        for cents in range(1, _EACH + 1):
            with Session(engine) as session:
                batch = session.get_one(mapped[gift_batch], batch_id)
                giver = session.get_one(mapped[donor], cents)
                mine = gift.c.batch_id == batch_id
                last = session.scalar(sa.select(sa.func.max(gift.c.position)).where(mine))
                kept = {
                    "batch_id": batch_id, "position": (last or 0) + 1, "donor_id": giver.id,
                    "cents": cents * 100, "received_on": batch.received_on, "means": "cheque",
                    "fund_id": batch.fund_id, "state": "draft", "keyed_by": "Anne",
                    "keyed_at": _NOW,
                }  # fmt: skip
                put(session, audit_entry, _entry(session, put(session, gift, kept), kept))
                session.commit()

    return engine, job


def _entry(session: Session, line_id: int, kept: dict[str, Any]) -> dict[str, object]:
    newest = sa.select(audit_entry.c.chain).order_by(audit_entry.c.id.desc()).limit(1)
    previous = session.scalar(newest)
    values = json.dumps({name: [None, str(value)] for name, value in kept.items()})
    digest = hashlib.sha256(values.encode()).hexdigest()
    return {
        "at": _NOW, "by": "Anne", "command": "AddGift", "room": "gifts", "subject_id": line_id,
        "action": "created", "salt": os.urandom(16).hex(), "values": values, "digest": digest,
        "chain": hashlib.sha256(f"{previous}{digest}".encode()).hexdigest(),
    }  # fmt: skip


@contextmanager
def _prepare(folder: Path) -> Iterator[Contenders]:
    source = large_dossier(20_000, 20_000)
    office = open_copy(source, folder)
    batch = office.do(OpenBatch())
    apart = folder / "naive"
    apart.mkdir()
    other = open_copy(source, apart)
    naive_batch = other.do(OpenBatch())
    other.close()
    naive, orm = _by_orm(apart / "copy.obole", naive_batch.id)
    log = (folder / "appended").open("ab", buffering=0)

    def add() -> None:
        for cents in range(1, _EACH + 1):
            office.do(AddGift(batch.id, GiftDraft(donor_id=cents, cents=cents * 100)))

    def synced() -> None:
        for _line in range(_EACH):
            log.write(_PAGE)
            os.fdatasync(log.fileno())

    yield {"job": add, "the same by an ORM, default journal": orm, "4 KiB appended, synced": synced}
    log.close()
    naive.dispose()
    office.close()


ROW = Row(
    name="gift",
    job="twenty gifts saved one by one, each durable with its trail",
    baselines=(
        Baseline("the same by an ORM, default journal", 3, slower=True),
        Baseline("4 KiB appended, synced", 1.67, slower=False),
    ),
    prepare=_prepare,
    rounds=15,
)
