# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One transaction in progress, as the repositories share it."""

import secrets
from array import array
from collections import defaultdict
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa

from app.domain.audit import GENESIS, AuditEntry, canonical, chain_of, digest_of
from app.kernel.changes import Changes
from db.prepared import Prepared
from db.tables.records import audit_entry

if TYPE_CHECKING:
    from collections.abc import Iterator

_TURN = 0x4F424F4C
"""What the writers of a dossier on a server queue for; each dossier is a database."""

_TRAIL = _TURN + 1
"""What those who write side by side queue for, to lengthen the trail one after the other."""


@dataclass(slots=True)
class Work:
    """The connection of one unit of work, and what it will leave in the trail.

    Attributes:
        actor, at, command: For the trail; an empty command leaves none.
        alone: Whether nobody else writes meanwhile.
        wipe: Whether what is deleted is to leave the file itself once it is committed.
        found_newest: The last entry of the trail when this work lengthened it.
    """

    connection: sa.Connection
    actor: str = ""
    at: datetime | None = None
    command: str = ""
    alone: bool = True
    abandoned: bool = False
    wipe: bool = False
    found_newest: int = 0
    _entries: list[tuple[str, int, str, str]] = field(default_factory=list)
    _touched: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    @property
    def on_postgresql(self) -> bool:
        """Tell which of the two databases this is."""
        return self.connection.dialect.name == "postgresql"

    @property
    def changes(self) -> Changes:
        """What was written so far."""
        ids = {room: frozenset(touched) for room, touched in self._touched.items()}
        return Changes(MappingProxyType(ids))

    def touch(self, room: str, *ids: int) -> None:
        """Say that rows of a room were written; no id means the room as a whole."""
        self._touched[room].update(ids)

    def record(self, room: str, subject_id: int, action: str, values: Mapping[str, object]) -> None:
        """Leave an entry in the trail when the work is committed."""
        self.touch(room, subject_id)
        if self.command:
            self._entries.append((room, subject_id, action, canonical(values)))

    def take_turn(self) -> None:
        """Wait until nobody writes who must not, and keep those waiting until the commit.

        SQLite has one writer at a time. On a server whoever decides on the whole dossier writes
        alone, so that nothing that was read for a decision can change before it is written; those
        who each decide on one batch write side by side, and hold that batch.

        Locks are always taken in this order, so that no two wait for each other: the turn, one
        batch, the trail (ADR 0014).
        """
        if self.on_postgresql:
            (_ALONE if self.alone else _SIDE_BY_SIDE).first(self.connection, turn=_TURN)

    @contextmanager
    def bulk(self) -> "Iterator[Any]":
        """Give the driver's own cursor, for many rows at once."""
        cursor = self.connection.connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    def ids(self, statement: sa.Select[Any]) -> "array[int]":
        """Return the one column of ids a statement selects, read straight off the driver.

        A list of a million rows is opened by its ids: what wraps each row would cost more than
        reading it.
        """
        with self.connection.execute(statement) as result:
            rows: Iterator[tuple[int]] = iter(cast("Any", result.cursor))
            return array("q", (row[0] for row in rows))

    @property
    def entries(self) -> int:
        """How many entries it leaves in the trail."""
        return len(self._entries)

    def write_trail(self) -> None:
        """Chain and write the entries; called once, just before the commit."""
        if not self._entries:
            return
        if self.at is None:
            message = "a trail needs an instant"
            raise ValueError(message)
        if self.on_postgresql and not self.alone:
            _ALONE.first(self.connection, turn=_TRAIL)
        found = _NEWEST.first(self.connection)
        previous, self.found_newest = (found[0], int(found[1])) if found else (GENESIS, 0)
        rows = []
        for room, subject_id, action, values in self._entries:
            salt = secrets.token_hex(16)
            entry = AuditEntry(
                at=self.at,
                by=self.actor,
                command=self.command,
                room=room,
                subject_id=subject_id,
                action=action,
                salt=salt,
                values=values,
                digest=digest_of(salt, values),
                chain="",
            )
            previous = chain_of(previous, entry)
            row = {name: getattr(entry, name) for name in _ENTRY_FIELDS}
            rows.append({**row, "chain": previous})
        _APPEND.many(self.connection, rows)


_ENTRY_FIELDS = (
    "at", "by", "command", "room", "subject_id", "action", "salt", "values", "digest", "chain",
)  # fmt: skip
_ALONE = Prepared(sa.select(sa.func.pg_advisory_xact_lock(sa.bindparam("turn", type_=sa.Integer))))
_SIDE_BY_SIDE = Prepared(
    sa.select(sa.func.pg_advisory_xact_lock_shared(sa.bindparam("turn", type_=sa.Integer)))
)
_NEWEST = Prepared(
    sa.select(audit_entry.c.chain, audit_entry.c.id).order_by(audit_entry.c.id.desc()).limit(1)
)
_APPEND = Prepared(audit_entry.insert(), _ENTRY_FIELDS)
