# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rows on exports share: the same donors, the same columns, the memory they take."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.domain.exports import Conventions
from app.usecases.exports import ExportKind, ExportTable
from app.usecases.office import Office
from app.wiring import ShippedDoors
from tests.perf.dossiers import CLOCK, large_dossier
from tests.perf.frame import Work, peak_mib

DONORS = 100_000
COLUMNS = (
    *("number", "civility", "last_name", "first_name", "organisation", "building", "street"),
    *("locality", "postal_code", "city", "country", "phone", "email", "former_number"),
    *("archived_on", "gifts", "total", "last_gift", "notes", "language"),
)
_MOST_MIB = 60
"""What an export may hold beyond the dossier open and idle, in MiB."""


def dossier() -> Path:
    """Return the dossier exported."""
    return large_dossier(DONORS, DONORS)


@contextmanager
def exporting(path: Path) -> Iterator[Work]:
    """Give the job that writes a list to ``path``, once it has shown the memory it takes."""
    with multiprocessing.get_context("spawn").Pool(1) as apart:
        held = apart.apply(_held, (path,))
    assert held <= _MOST_MIB, f"{held:.0f} MiB beyond idle"
    office = _open()

    def exported() -> None:
        _export(office, path)

    yield exported
    office.close()


def _open() -> Office:
    return ShippedDoors().open(str(dossier()), clock=CLOCK)


def _export(office: Office, path: Path) -> None:
    convention = Conventions.INTERNATIONAL
    command = ExportTable(ExportKind.DONORS, path, columns=COLUMNS, conventions=convention)
    assert office.do(command).rows == DONORS


def _held(path: Path) -> float:
    """Export in a process of its own and return by how much its peak rose, in MiB."""
    office = _open()
    idle = peak_mib()
    _export(office, path)
    office.close()
    return peak_mib() - idle
