# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files written whole or not at all."""

import errno
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.kernel.errors import Trouble
from app.kernel.i18n import _

NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""What the system answers when a disk, a quota or a file may not grow."""
_BESIDE = ("", "-wal", "-shm")
"""A database and what stands beside it while it is open."""

_held: Counter[str] = Counter()


def hold(database: Path) -> None:
    """Keep every hand off a database this process opens, until it is let go as many times.

    A process that opens the file by another way and closes it again loses all its locks on it
    (fcntl(2), POSIX.1): whoever opens it next believes to be alone and discards the log, with
    what was just confirmed. See *How To Corrupt An SQLite Database File*, 2.2.
    """
    _held[os.fspath(database.absolute())] += 1


def let_go(database: Path) -> None:
    """Say that this process has closed a database."""
    name = os.fspath(database.absolute())
    _held[name] -= 1
    if not _held[name]:
        del _held[name]


def refuse_held(path: Path) -> None:
    """Refuse a file of a dossier this process has open, before it is touched.

    Raises:
        Trouble: When it is one.
    """
    if any(_same(path, Path(name + ending)) for name in tuple(_held) for ending in _BESIDE):
        message = _("{path} is the dossier open here: choose another file.")
        raise Trouble("file.held", message.format(path=path))


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return False


def read_whole(path: Path) -> bytes:
    """Read a file.

    Raises:
        Trouble: When it is not there, may not be read, or is the dossier open here.
    """
    refuse_held(path)
    try:
        return path.read_bytes()
    except OSError as error:
        message = _("{path} cannot be read: {why}. Check that you may open this file.")
        told = message.format(path=path, why=error.strerror or error)
        raise Trouble("file.unreadable", told) from error


def write_whole(path: Path, body: bytes) -> None:
    """Put ``body`` at ``path`` at once: a reader, or a power cut, meets the old or the new.

    Raises:
        OSError: When the folder is missing, full or not ours to write in; ``path`` is untouched.
        Trouble: When ``path`` is the dossier open here.
    """
    with put_whole(path) as fresh:
        fresh.write_bytes(body)


@contextmanager
def put_whole(path: Path, *, mode: int | None = None) -> Iterator[Path]:
    """Give an empty file beside ``path`` to write in; it takes its place if all went well.

    Args:
        path: Where it will be.
        mode: Its rights; by default those of the file it replaces, or the usual ones.

    Raises:
        OSError: When the folder is missing, full or not ours to write in; ``path`` is untouched.
        Trouble: When ``path`` is the dossier open here.
    """
    refuse_held(path)
    handle, name = tempfile.mkstemp(prefix=".", suffix=f".{path.name}", dir=path.parent)
    os.close(handle)
    fresh = Path(name)
    try:
        yield fresh
        with fresh.open("rb+") as file:
            os.fsync(file.fileno())
        fresh.chmod(_usual_mode(path) if mode is None else mode)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


_NEW_FILE = 0o644


def _usual_mode(path: Path) -> int:
    """Return the rights of the file replaced, or those of a new one."""
    return path.stat().st_mode & 0o777 if path.exists() else _NEW_FILE


def sync_folder(folder: Path) -> None:
    """Have the disk keep the names in a folder, where the system can be asked."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
