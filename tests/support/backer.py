# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups under way, for tests that kill whoever makes or restores one.

Run as ``python -m tests.support.backer take DOSSIER FOLDER``: it stops in the middle of the copy,
says ``copying`` and waits; or as ``… swap DOSSIER A B``: it puts A and B back in turn for ever.
"""

import sys
from itertools import cycle
from pathlib import Path

from app.usecases.backups import TakeBackup
from app.wiring import ShippedDoors


class _Halt:
    def step(self, done: int, total: int, what: str = "") -> None:
        """Stop at the first pages copied."""
        print("copying", done, total, what, flush=True)
        sys.stdin.read()


def take(location: str, folder: str) -> None:
    """Begin a backup and wait in the middle."""
    ShippedDoors().open(location).ask(TakeBackup(Path(folder)), _Halt())


def swap(location: str, *backups: str) -> None:
    """Put backups back in turn."""
    for backup in cycle(backups):
        kept = ShippedDoors.backups.put_back(Path(backup), Path(location))
        kept.unlink()
        print("swapped", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "take":
        take(*sys.argv[2:])
    else:
        swap(*sys.argv[2:])
