# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The locks this process has on a dossier, as the system counts them."""

import os
import sys
from pathlib import Path

import pytest

_TABLE = Path("/proc/locks")

counted = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells the locks of a process"
)
"""Marks a test that needs them told."""


def locks_on(dossier: Path) -> dict[str, int]:
    """Count this process's locks on the file of a dossier and on the map of its log.

    Returns:
        As many as stand on each, by the name of the file.
    """
    told = [line.split() for line in _TABLE.read_text(encoding="ascii").splitlines()]
    mine = [words[5].rpartition(":")[2] for words in told if words[4] == str(os.getpid())]
    files = (dossier, dossier.with_name(f"{dossier.name}-shm"))
    return {file.name: mine.count(str(file.stat().st_ino)) for file in files}
