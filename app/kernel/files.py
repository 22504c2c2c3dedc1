# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files written whole or not at all."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.kernel.errors import Trouble
from app.kernel.i18n import _

NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""What the system answers when a disk, a quota or a file may not grow."""


def read_whole(path: Path) -> bytes:
    """Read a file.

    Raises:
        Trouble: When it is not there or may not be read.
    """
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
    """
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
