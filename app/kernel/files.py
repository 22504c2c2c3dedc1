# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files written whole or not at all."""

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, body: bytes) -> None:
    """Put ``body`` at ``path`` at once: a reader, or a power cut, meets the old or the new.

    Raises:
        OSError: When the folder is missing, full or not ours to write in; ``path`` is untouched.
    """
    folder = path.parent
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_usual_mode(path))
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


_NEW_FILE = 0o644


def _usual_mode(path: Path) -> int:
    """Return the rights of the file replaced, or those of a new one."""
    return path.stat().st_mode & 0o777 if path.exists() else _NEW_FILE
