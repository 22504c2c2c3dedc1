# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An import is told and can be stopped while the file is looked through, no row written yet."""

from pathlib import Path

import pytest

from app.domain.imports.fields import ImportKind
from app.kernel.progress import Cancelled
from app.usecases.imports import ListImports, RunImport
from app.usecases.office import Office
from tests.support.tables import text

_ROWS = 4_100


class _StopsAt:
    """Stops at the second report, and keeps what was told."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int, str]] = []

    def step(self, done: int, total: int, what: str = "") -> None:
        self.told.append((done, total, what))
        if len(self.told) > 1:
            raise Cancelled


def test_a_long_look_at_a_file_is_told_and_stopped(office: Office, tmp_path: Path) -> None:
    rows = "".join(f"ABRICOT Marie;03/12/2025;{place + 1},00\n" for place in range(_ROWS))
    path = text(tmp_path / "a.csv", f"Nom;Date;Montant\n{rows}")
    stop = _StopsAt()
    with pytest.raises(Cancelled):
        office.do(RunImport(ImportKind.GIFTS, path), stop)
    lines = _ROWS + 2  # its head, and what follows the last end of a line
    assert stop.told == [(2_000, lines, "rows looked at"), (4_000, lines, "rows looked at")]
    assert office.ask(ListImports()) == []
