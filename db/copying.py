# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy of a dossier's file, whole or none, made while others go on writing."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from app.kernel.errors import Trouble
from app.kernel.files import NO_ROOM, put_whole, sync_folder
from app.kernel.i18n import _
from app.kernel.progress import NO_PROGRESS, Progress
from db.sentences import sentence_for

_PAGES = 2_000
"""Copied between two reports: 8 MB."""
_PRIVATE = 0o600

Prove = Callable[[Path], None]


def copy_whole(
    source: sqlite3.Connection, path: Path, prove: Prove, progress: Progress = NO_PROGRESS
) -> None:
    """Copy what a connection reads; the copy bears its name once it is proved.

    Raises:
        Trouble: When the folder cannot be written in, or has no room; or the source is damaged.
    """
    try:
        with put_whole(path, mode=_PRIVATE) as fresh:
            _fill(source, fresh, progress)
            _to_the_disk(fresh)
            prove(fresh)
        sync_folder(path.parent)
    except OSError as error:
        raise cannot_write(path.parent, error) from error
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
            raise _no_room(path.parent) from error
        raise sentence_for(error) or error from error


def copy_file(source: Path, path: Path, prove: Prove | None = None) -> None:
    """Copy a dossier nobody has open here, or one of its copies; as ``copy_whole``."""
    with closing(sqlite3.connect(source)) as connection:
        copy_whole(connection, path, prove or sound_pages)


def sound_pages(path: Path) -> None:
    """Read a file from its first page to its last.

    Raises:
        Trouble: When a page is damaged.
    """
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        except sqlite3.Error as error:
            raise sentence_for(error) or error from error
    if answer != "ok":
        message = _("The file is damaged ({what}): restore the last backup.")
        raise Trouble("store.damaged", message.format(what=answer))


def cannot_write(folder: Path, error: OSError) -> Trouble:
    """Return what is told when a copy cannot be written in a folder."""
    if error.errno in NO_ROOM:
        return _no_room(folder)
    message = _("{folder} cannot be written in: {why}. Plug the key in, or choose another folder.")
    return Trouble("backup.folder", message.format(folder=folder, why=error.strerror or error))


def _no_room(folder: Path) -> Trouble:
    message = _(
        "There is no room left in {folder}: free some space, or choose another folder for backups."
        " The dossier itself is as it was."
    )
    return Trouble("store.full", message.format(folder=folder))


def _fill(source: sqlite3.Connection, fresh: Path, progress: Progress) -> None:
    def told(_status: int, remaining: int, total: int) -> None:
        progress.step(total - remaining, total, _("Copying"))

    with closing(sqlite3.connect(fresh)) as copy:
        # The disk is asked once, at the end; a copy that was cut off is thrown away.
        copy.execute("PRAGMA synchronous = OFF")
        source.backup(copy, pages=_PAGES, progress=told)
    with closing(sqlite3.connect(fresh)) as copy:
        # One file, that a read-only key can show: no log beside it.
        copy.execute("PRAGMA journal_mode = DELETE")


def _to_the_disk(fresh: Path) -> None:
    """Have the disk keep the copy, and forget it in memory: what is re-read is what is there."""
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
