# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.upgrades.make``: writes the small dossier of the present schema.

Run once, when a schema is released; the file is then kept as it is.
"""

import gzip
import sqlite3
import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path

from app.kernel.clock import FixedClock
from app.kernel.i18n import use_language
from app.usecases.demo import FillDemo, demo_organisation
from app.usecases.receipts.issue import IssueReceipts
from app.usecases.receipts.preview import PreviewReceipts
from app.wiring import ShippedDoors
from db.schema import HEAD

HERE = Path(__file__).parent
DONORS, GIFTS, YEAR = 12, 40, 2025


def kept(version: str) -> Path:
    """Return where the dossier of a schema is kept."""
    return HERE / f"schema-{version}.obole.gz"


def main() -> None:
    """Make, fill and keep it."""
    with tempfile.TemporaryDirectory() as folder, use_language("fr"):
        path = Path(folder) / "dossier.obole"
        clock = FixedClock(date(2026, 1, 6))
        office = ShippedDoors().create(str(path), demo_organisation(), clock=clock)
        office.do(FillDemo(DONORS, GIFTS, year=YEAR))
        preview = office.ask(PreviewReceipts(YEAR))
        office.do(IssueReceipts(YEAR, preview.count))
        office.close()
        with closing(sqlite3.connect(path)) as plain:
            plain.execute("VACUUM")
            plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        kept(HEAD).write_bytes(gzip.compress(path.read_bytes(), mtime=0))


if __name__ == "__main__":
    main()
