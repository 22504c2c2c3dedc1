# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The large dossiers that rows are measured on, made once and kept between runs."""

import hashlib
import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

from app.kernel.clock import FixedClock
from app.usecases.demo import FillDemo, demo_organisation
from app.usecases.office import Office
from app.wiring import ShippedDoors
from db import migrations

CLOCK = FixedClock(date(2026, 1, 6))


def large_dossier(donors: int, gifts: int) -> Path:
    """Return a demonstration of this size; it is kept in the system's temporary folder."""
    folder = Path(os.environ.get("OBOLE_BENCH", tempfile.gettempdir()))
    path = folder / f"obole-bench-{_schema()}-{donors}-{gifts}.obole"
    if not path.exists():
        making = path.with_suffix(".making")
        making.unlink(missing_ok=True)
        office = ShippedDoors().create(str(making), demo_organisation(), clock=CLOCK)
        office.do(FillDemo(donors, gifts))
        office.close()
        making.rename(path)
    return path


def open_copy(path: Path, folder: Path) -> Office:
    """Open a copy, so that what a row writes is not kept."""
    copy = folder / "copy.obole"
    shutil.copy(path, copy)
    return ShippedDoors().open(str(copy), clock=CLOCK)


def _schema() -> str:
    """Return a word for the tables as the migrations make them."""
    folder = Path(migrations.__file__).parent / "versions"
    whole = b"".join(file.read_bytes() for file in sorted(folder.glob("v*.py")))
    return hashlib.sha256(whole).hexdigest()[:8]
