# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dossier as one thing: counted, copied, re-read, put back."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import sqlalchemy as sa

from app.domain.backups import Tally
from app.kernel.errors import Trouble
from app.kernel.files import put_whole, sync_folder
from app.kernel.i18n import _
from app.kernel.progress import Progress
from app.usecases.ports.backups import Checked
from db import schema
from db.copying import cannot_write, copy_file, copy_whole, sound_pages
from db.doctor import examine
from db.engine import make_examiner
from db.sentences import told_in_words
from db.tables.desk import gift
from db.tables.donors import donor
from db.tables.receipts import tax_receipt
from db.tables.records import audit_entry
from db.work import Work

_MARK = 8
_PRIVATE = 0o600


class SqlWhole:
    """The open dossier, as one unit of work reads it."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work

    @property
    def copies(self) -> bool:
        """Whether it is a file."""
        return not self._work.on_postgresql

    @property
    def name(self) -> str:
        """The name of its file, without folder and suffix."""
        return Path(self._work.connection.engine.url.database or "").stem

    def mark(self) -> str:
        """Return the beginning of its trail; copies of a dossier share it, no other has it."""
        first = sa.select(audit_entry.c.chain).order_by(audit_entry.c.id).limit(1)
        chain: str = self._work.connection.execute(first).scalar_one()
        return chain[:_MARK]

    def tally(self) -> Tally:
        """Return what it holds."""
        counted = sa.select(
            sa.select(sa.func.count()).select_from(donor).scalar_subquery(),
            sa.select(sa.func.count()).select_from(gift).scalar_subquery(),
            sa.select(sa.func.coalesce(sa.func.sum(gift.c.cents), 0)).scalar_subquery(),
            sa.select(sa.func.count()).select_from(tax_receipt).scalar_subquery(),
            sa.select(sa.func.max(audit_entry.c.at)).scalar_subquery(),
        )
        donors, gifts, cents, receipts, last = self._work.connection.execute(counted).one()
        return Tally(int(donors), int(gifts), int(cents), int(receipts), last)

    def copy_to(self, path: Path, prove: Callable[[Path], None], progress: Progress) -> None:
        """Write a copy of what this transaction reads."""
        raw = cast("sqlite3.Connection", self._work.connection.connection.driver_connection)
        copy_whole(raw, path, prove, progress)


class SqlBackups:
    """Copies as files."""

    def check(self, path: Path, *, doctor: bool = True) -> Checked:
        """Re-read a copy; the doctor looks over those of today's schema."""
        version = schema.read_version(path)
        schema.refuse_newer(version)
        with told_in_words():
            sound_pages(path)
        with told_in_words(), _reading(path) as work:
            whole = SqlWhole(work)
            problems = examine(work)[1] if doctor and version == int(schema.HEAD) else ()
            return Checked(whole.mark(), whole.tally(), tuple(problems))

    def restore(self, path: Path, to: Path) -> Checked:
        """Write a copy of a backup as a new dossier."""
        wanted = self.check(path)
        if to.exists():
            message = _("There is already a file named {path}: choose another name.")
            raise Trouble("dossier.exists", message.format(path=to))

        def prove(fresh: Path) -> None:
            if self.check(fresh).tally != wanted.tally:
                message = _("The copy does not hold what {path} holds: check the disk.")
                raise Trouble("backup.differs", message.format(path=path))

        copy_file(path, to, prove)
        return wanted

    def put_back(self, path: Path, location: Path) -> Path:
        """Restore beside the dossier, keep the former one under another name, change over."""
        stamp = datetime.now(UTC).astimezone().strftime("%Y%m%d-%H%M%S")
        kept = location.with_name(f"{location.stem}-{stamp}-before-restore{location.suffix}")
        copy = location.with_name(f"{location.stem}-{stamp}-restored{location.suffix}")
        self.restore(path, copy)
        try:
            if location.exists():
                _empty_log(location)
                _keep_under(location, kept)
            copy.replace(location)
            sync_folder(location.parent)
        except OSError as error:
            raise cannot_write(location.parent, error) from error
        finally:
            copy.unlink(missing_ok=True)
        return kept


@contextmanager
def _reading(path: Path) -> Iterator[Work]:
    engine = make_examiner(path)
    try:
        with engine.connect() as connection:
            yield Work(connection)
    finally:
        engine.dispose()


def _empty_log(location: Path) -> None:
    """Bring what stands in the write-ahead log into the file, and prove that we are alone.

    A log left beside the file would be taken for the restored one's.
    """
    try:
        with closing(sqlite3.connect(location, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in {
            sqlite3.SQLITE_BUSY,
            sqlite3.SQLITE_LOCKED,
        }:
            message = _("{path} is open in another program: close it there, then restore again.")
            raise Trouble("backup.in_use", message.format(path=location)) from error
        # Damaged: that is why a backup is wanted. It is kept as it is, its log beside it.


def _keep_under(location: Path, kept: Path) -> None:
    """Give the former dossier its second name; the first is never without a file."""
    for suffix in ("-wal", "-shm", "-journal"):
        log = Path(f"{location}{suffix}")
        if log.exists():
            log.replace(f"{kept}{suffix}")
    try:
        os.link(location, kept)
    except OSError:
        # A file system without second names, such as a key's.
        with put_whole(kept, mode=_PRIVATE) as fresh:
            shutil.copyfile(location, fresh)
