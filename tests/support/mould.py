# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""New files copied from one that went through every migration."""

import secrets
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from db.engine import is_server
from tests.support.recycling import migrate_or_put_back


class Mould:
    """What every migration makes of an empty file, once.

    It does not depend on who asks, but for the dossier's secret: each copy draws its own. Older
    dossiers go through the migrations themselves. A server takes as long to copy a database as to
    make its tables: there, databases are given out again instead.

    Args:
        folder: Where the file is kept.
        migrate: What brings a dossier through the migrations.
    """

    def __init__(self, folder: Path, migrate: Callable[[str], None]) -> None:
        """Have nothing made yet."""
        self._file = folder / "empty.obole"
        self._migrate = migrate

    def cast(self, location: str) -> None:
        """Make the tables of a new dossier; bring an older one up to date."""
        if is_server(location):
            migrate_or_put_back(location, self._migrate)
            return
        if Path(location).stat().st_size:
            self._migrate(location)
            return
        if not self._file.exists():
            raw = self._file.with_suffix(".raw")
            raw.write_bytes(b"")
            self._migrate(str(raw))
            raw.rename(self._file)
        Path(location).write_bytes(self._file.read_bytes())
        _draw_secret(Path(location))


def _draw_secret(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE dossier_secret SET value = ?", [secrets.token_hex(32)])
