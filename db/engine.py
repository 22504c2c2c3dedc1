# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the address of a dossier to a writing engine and a reading engine."""

import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import NullPool, QueuePool

APPLICATION_ID = 0x4F424F4C
"""``OBOL`` in the header of the file, by which a dossier is told from any other database."""

_CACHE_KIB = 32_000
BUSY_MS = 5_000
_READERS = 4


def is_server(location: str) -> bool:
    """Tell whether a dossier lives on a database server rather than in a file."""
    return location.startswith(("postgresql://", "postgres://", "postgresql+psycopg://"))


def shown(location: str) -> str:
    """Return the location without any password."""
    if not is_server(location):
        return location
    return sa.make_url(location).render_as_string(hide_password=True)


def make_engines(location: str) -> tuple[sa.Engine, sa.Engine]:
    """Return the writing and the reading engine of a dossier."""
    if is_server(location):
        return _server(location)
    return _file(Path(location))


def make_examiner(path: Path) -> sa.Engine:
    """Return an engine that reads a copy and leaves nothing beside it."""

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)

    return sa.create_engine("sqlite://", creator=connect, poolclass=NullPool)


def _server(location: str) -> tuple[sa.Engine, sa.Engine]:
    url = sa.make_url(location).set(drivername="postgresql+psycopg")
    patience = {"options": f"-c lock_timeout={BUSY_MS}"}
    writer = sa.create_engine(url, pool_pre_ping=True, connect_args=patience)
    reader = sa.create_engine(
        url,
        pool_pre_ping=True,
        isolation_level="REPEATABLE READ",
        connect_args={"options": "-c default_transaction_read_only=on"},
    )
    return writer, reader


def _file(path: Path) -> tuple[sa.Engine, sa.Engine]:
    return _opened(path, writer=True), _opened(path, writer=False)


def _opened(path: Path, *, writer: bool) -> sa.Engine:
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        poolclass=QueuePool,
        pool_size=1 if writer else _READERS,
        max_overflow=0,
        connect_args={"check_same_thread": False, "timeout": BUSY_MS / 1000},
    )

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        _set_pragmas(connection, writer=writer)

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")

    return engine


def _set_pragmas(connection: sqlite3.Connection, *, writer: bool) -> None:
    pragmas: dict[str, Any] = {
        "foreign_keys": "ON",
        "cache_size": -_CACHE_KIB,
        "temp_store": "MEMORY",
    }
    if writer:
        # A confirmed gift survives a power cut: the log is synced at every commit.
        pragmas |= {"journal_mode": "WAL", "synchronous": "FULL"}
    else:
        pragmas["query_only"] = "ON"
    for name, value in pragmas.items():
        connection.execute(f"PRAGMA {name} = {value}").close()
