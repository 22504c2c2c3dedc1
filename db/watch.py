# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What others wrote in the dossier since one looked last: another window, another computer.

Whoever writes lengthens the trail, so its last entry is the counter of changes on both databases.
On a file SQLite's ``data_version`` says for next to nothing that nobody committed, and the trail is
not even read.
"""

from threading import Lock
from typing import Any

import sqlalchemy as sa

from db.tables.records import audit_entry

_DERIVED = frozenset({"donors", "gifts", "batches", "deposits"})
"""What sums and bulk writes touch without naming each row in the trail."""
_PLAIN = frozenset({"organisation", "users", "campaigns", "donors"})
"""Rooms whose entries touch nothing but themselves."""
_NEWEST = sa.select(sa.func.coalesce(sa.func.max(audit_entry.c.id), 0))


class Watch:
    """Remembers how long the trail was.

    Args:
        reader: The reading engine.
    """

    def __init__(self, reader: sa.Engine) -> None:
        """Look at nothing yet."""
        self._reader = reader
        self._raw: Any = None
        self._version = -1
        self._seen = -1
        self._lock = Lock()

    def look(self) -> frozenset[str]:
        """Return the rooms others wrote in since the last look; none at the first one."""
        with self._lock:
            if not self._may_have_changed():
                return frozenset()
            with self._reader.connect() as connection:
                newest = int(connection.execute(_NEWEST).scalar_one())
                seen, self._seen = self._seen, newest
                if seen < 0 or newest <= seen:
                    return frozenset()
                written = sa.select(audit_entry.c.room).where(audit_entry.c.id > seen).distinct()
                rooms = frozenset(connection.execute(written).scalars())
        return rooms if rooms <= _PLAIN else rooms | _DERIVED

    def wrote(self, before: int, entries: int) -> None:
        """Count entries of one's own, told already, if nobody wrote since the last look."""
        with self._lock:
            if self._seen == before:
                self._seen = before + entries

    def close(self) -> None:
        """Let go of the connection kept."""
        if self._raw is not None:
            self._raw.close()
            self._raw = None

    def _may_have_changed(self) -> bool:
        if self._reader.dialect.name != "sqlite":
            return True
        if self._raw is None:
            self._raw = self._reader.raw_connection()
        (version,) = self._raw.driver_connection.execute("PRAGMA data_version").fetchone()
        before, self._version = self._version, int(version)
        return self._version != before
