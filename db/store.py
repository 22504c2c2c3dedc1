# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens units of work on one dossier: one writer at a time, several readers."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from app.kernel.files import hold, let_go
from db.engine import is_server, make_engines, shown
from db.sentences import told_in_words
from db.unit_of_work import SqlUnitOfWork
from db.watch import Watch
from db.wiping import waits, wipe
from db.work import Work


class SqlStore:
    """The store of one dossier, a file or a database on a server.

    Args:
        location: The path of the file, or the address of the database.
    """

    def __init__(self, location: str) -> None:
        """Prepare the two engines; nothing is opened yet."""
        self._location = location
        self._writer, self._reader = make_engines(location)
        self._watch = Watch(self._reader)
        self._open = not is_server(location)
        if self._open:
            hold(Path(location))

    @property
    def location(self) -> str:
        """Where the dossier is, without any password."""
        return shown(self._location)

    @contextmanager
    def write(
        self, *, actor: str, at: datetime, command: str, alone: bool = True
    ) -> Iterator[SqlUnitOfWork]:
        """Open a writing transaction, committed when the block ends without an exception."""
        with told_in_words(), self._writer.connect() as connection:
            work = Work(connection, actor=actor, at=at, command=command, alone=alone)
            transaction = connection.begin()
            try:
                work.take_turn()
                yield SqlUnitOfWork(work)
                if work.abandoned:
                    transaction.rollback()
                    return
                work.write_trail()
                transaction.commit()
                if work.wipe and not work.on_postgresql:
                    wipe(connection, at)
                if work.entries:
                    self._watch.wrote(work.found_newest, work.entries)
            except BaseException:
                if transaction.is_active:
                    transaction.rollback()
                raise

    @contextmanager
    def read(self) -> Iterator[SqlUnitOfWork]:
        """Open a reading transaction; the database refuses any writing in it."""
        with told_in_words(), self._reader.connect() as connection, connection.begin():
            yield SqlUnitOfWork(Work(connection))

    def wipe_left(self, at: datetime) -> None:
        """Wipe the file of who was erased, where a crash or another program forbade it."""
        if is_server(self._location):
            return
        with told_in_words(), self._reader.connect() as reading, reading.begin():
            if not waits(reading):
                return
        with told_in_words(), self._writer.connect() as connection:
            wipe(connection, at)

    def elsewhere(self) -> frozenset[str]:
        """Return the rooms somebody else wrote in since this was last asked."""
        with told_in_words():
            return self._watch.look()

    def close(self) -> None:
        """Let go of the dossier."""
        self._watch.close()
        self._reader.dispose()
        self._writer.dispose()
        if self._open:
            let_go(Path(self._location))
            self._open = False

    @property
    def engine(self) -> sa.Engine:
        """The writing engine, for migrations and the doctor."""
        return self._writer
