# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.fuzz --minutes 10``: no crash, no hang, no sum that does not meet.

Sound tables of our own and, where they are at hand, those of others are broken over and over, then
rehearsed as an import. A reader may refuse with a sentence; anything else ends the run, and leaves
the file that did it under the folder given.
"""

import argparse
import faulthandler
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random
from time import monotonic

from app.domain.exports import CellKind, Column
from app.domain.imports.fields import ImportKind
from app.kernel.clock import FixedClock
from app.kernel.errors import OboleError
from app.usecases.demo import demo_organisation
from app.usecases.imports import RunImport
from app.usecases.office import Office
from app.wiring import ShippedDoors
from tests.fuzz.breaking import broken
from tests.support.tables import OTHERS, text, workbook

_HANG = 60
"""Seconds a single file may take."""
_FAULTS = ("import.sums", "constraint.")
"""Refusals that no file may bring about: the rows at fault are to be rejected one by one."""
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
    own = [path for path in sorted(folder.iterdir()) if path.is_file()]
    theirs = [
        path
        for part in ("exports", "spreadsheets")
        for path in sorted(OTHERS.joinpath(part).rglob("*"))
        if path.is_file() and path.suffix != ".md"
    ]
    return [(path.suffix, path.read_bytes()) for path in (*own, *theirs)]


def rehearse(office: Office, path: Path, kind: ImportKind) -> str:
    """Rehearse an import and return how it ended; a sum that does not meet is a fault."""
    try:
        told = office.do(RunImport(kind, path, dry_run=True))
    except OboleError as refused:
        if refused.code.startswith(_FAULTS) or not refused.message:
            raise
        return refused.code
    parts = told.imported_cents + told.rejected_cents + told.duplicate_cents + told.other_cents
    assert parts == told.file_cents
    return "read"


def main() -> None:
    """Break and rehearse until the time is over, and say what came of it."""
    parser = argparse.ArgumentParser(prog="tests.fuzz")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("out"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    chance, ends = Random(options.seed), monotonic() + options.minutes * 60
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "seeds").mkdir()
        sound = seeds(folder / "seeds")
        clock = FixedClock(date(2026, 12, 31))
        office = ShippedDoors().create(str(folder / "a.obole"), demo_organisation(), clock=clock)
        while monotonic() < ends:
            ending, body = chance.choice(sound)
            path = options.out / f"fuzz-last{ending}"
            path.write_bytes(broken(body, chance))
            faulthandler.dump_traceback_later(_HANG, exit=True)
            outcomes[rehearse(office, path, chance.choice(list(ImportKind)))] += 1
            faulthandler.cancel_dump_traceback_later()
            path.unlink()
        office.close()
    told = ", ".join(f"{code} {count}" for code, count in outcomes.most_common())
    print(f"{outcomes.total()} broken files, no fault: {told}")


if __name__ == "__main__":
    main()
