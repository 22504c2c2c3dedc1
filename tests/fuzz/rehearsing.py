# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound tables to break, and the rehearsal that a broken one must come through.

A reader may refuse with a sentence; anything else is a fault, and leaves the file that did it.
"""

import faulthandler
from collections import Counter
from datetime import date
from pathlib import Path

from app.domain.exports import CellKind, Column
from app.domain.imports.fields import ImportKind
from app.kernel.clock import FixedClock
from app.kernel.errors import OboleError
from app.usecases.demo import demo_organisation
from app.usecases.imports import RunImport
from app.usecases.office import Office
from app.wiring import ShippedDoors
from tests.support.tables import OTHERS, text, workbook

_HANG = 60
"""Seconds a single file may take."""
_FAULTS = ("import.sums", "constraint.")
"""Refusals that no file may bring about: the rows at fault are to be rejected one by one."""
_ERRORS = Path(__file__).parents[1] / "adapters" / "files"
"""Workbooks whose cells hold errors."""
_ROWS: list[list[object]] = [
    ["Titre de la liste", "", "", ""],
    ["Nom", "Date", "Montant", "Mode"],
    ["ABRICOT Marie", date(2025, 12, 3), 50.0, "CHQ"],
    ["Bleuet Jean", "04/12/2025", "1 234,50 €", "CB"],
    ["Total", "", 1284.5, ""],
]
_TEXT = "\n".join(";".join(map(str, row)) for row in _ROWS) + "\n"


def seeds(folder: Path) -> list[tuple[str, bytes]]:
    """Return sound tables: the ending of their name, and their bytes."""
    workbook(folder / "own.xlsx", {"Dons": _ROWS})
    for name, encoding in (("a.csv", "utf-8"), ("b.csv", "cp1252"), ("c.csv", "utf-16")):
        text(folder / name, _TEXT, encoding)
    from app.adapters.excel import ExcelTables  # noqa: PLC0415 - as the program imports it

    columns = [Column("Nom"), Column("Date", CellKind.DAY), Column("Montant", CellKind.MONEY)]
    rows = [["ABRICOT", date(2025, 12, 3), 5000], ["BLEUET", date(2025, 12, 4), 1]]
    ExcelTables().write(folder / "own.ods", "Dons", columns, rows)
    own = [path for place in (folder, _ERRORS) for path in sorted(place.iterdir())]
    theirs = [
        path
        for part in ("exports", "spreadsheets")
        for path in sorted(OTHERS.joinpath(part).rglob("*"))
        if path.is_file() and path.suffix != ".md"
    ]
    return [(path.suffix, path.read_bytes()) for path in (*own, *theirs)]


class Rehearsals:
    """Rehearses broken files one after the other in a dossier of their own, and counts the ends.

    Args:
        folder: Where the dossier is made.
        out: Where the file at fault is left.
    """

    def __init__(self, folder: Path, out: Path) -> None:
        """Make the dossier."""
        out.mkdir(parents=True, exist_ok=True)
        clock = FixedClock(date(2026, 12, 31))
        self._office = ShippedDoors().create(
            str(folder / "a.obole"), demo_organisation(), clock=clock
        )
        self._out = out
        self._outcomes: Counter[str] = Counter()

    def rehearse(self, ending: str, body: bytes, kind: ImportKind) -> None:
        """Rehearse the import of a file; the file stays when it does not end as it may."""
        path = self._out / f"fuzz-last{ending}"
        path.write_bytes(body)
        faulthandler.dump_traceback_later(_HANG, exit=True)
        self._outcomes[_end(self._office, path, kind)] += 1
        faulthandler.cancel_dump_traceback_later()
        path.unlink()

    def told(self) -> str:
        """Say what came of them all."""
        ends = ", ".join(f"{code} {count}" for code, count in self._outcomes.most_common())
        return f"{self._outcomes.total()} broken files, no fault: {ends}"


def _end(office: Office, path: Path, kind: ImportKind) -> str:
    """Return how a rehearsal ended; a sum that does not meet is a fault."""
    try:
        told = office.do(RunImport(kind, path, dry_run=True))
    except OboleError as refused:
        if refused.code.startswith(_FAULTS) or not refused.message:
            raise
        return refused.code
    parts = told.imported_cents + told.rejected_cents + told.duplicate_cents + told.other_cents
    assert parts == told.file_cents
    return "read"
