# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A clerk who imports and undoes without end, telling each act once the office confirmed it.

Run as ``python -m tests.support.importer DOSSIER PEOPLE GIFTS``; the tests cut the power under it.
"""

import sys
from pathlib import Path

from app.domain.imports.fields import ImportKind
from app.domain.imports.matching import UpdatePolicy
from app.usecases.imports import RunImport
from app.usecases.imports.undoing import UndoImport
from app.usecases.office import Office
from app.wiring import ShippedDoors


def work(office: Office, people: Path, gifts: Path) -> None:
    """Bring in people, over what is on file, then gifts; undo both; for ever."""
    files = ((ImportKind.DONORS, people), (ImportKind.GIFTS, gifts))
    while True:
        runs = []
        for kind, path in files:
            _tell("ready")
            runs.append(office.do(RunImport(kind, path, policy=UpdatePolicy.REPLACE)).run)
            _tell("imported", runs[-1])
        for run in reversed(runs):
            office.do(UndoImport(run))
            _tell("undone", run)


def _tell(*words: object) -> None:
    print(*words, flush=True)


if __name__ == "__main__":
    work(ShippedDoors().open(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
