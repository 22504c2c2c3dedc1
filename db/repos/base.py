# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every repository does the same way: get, add, save with its version, remove."""

from collections.abc import Sequence
from typing import Any, ClassVar, Generic

import sqlalchemy as sa

from app.kernel.errors import Conflict, Refused
from app.kernel.formats import format_instant
from app.kernel.i18n import _
from db.mapping import Mapper, V, difference
from db.tables.records import audit_entry
from db.work import Work


class Repo(Generic[V]):
    """Values of one type in one table, every write in the trail.

    Attributes:
        mapper: The pair of value and table; set by the subclass.
        room: The room named in the trail and in changes; set by the subclass.
    """

    mapper: ClassVar[Mapper[Any]]
    room: ClassVar[str]

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work

    @property
    def _table(self) -> sa.Table:
        return self.mapper.table

    def _select(self) -> sa.Select[Any]:
        return sa.select(*self.mapper.columns)

    def _one(self, statement: sa.Select[Any]) -> V | None:
        row = self._work.connection.execute(statement).first()
        return None if row is None else self.mapper.from_values(row)

    def _many(self, statement: sa.Select[Any]) -> list[V]:
        rows = self._work.connection.execute(statement)
        return [self.mapper.from_values(row) for row in rows]

    def get(self, row_id: int) -> V:
        """Return the value of an id.

        Raises:
            Refused: When there is none.
        """
        row = self.mapper.by_id.first(self._work.connection, id=row_id)
        if row is None:
            message = _("It is no longer there: somebody removed it. Go back and refresh the list.")
            raise Refused(f"{self.room}.gone", message)
        value: V = self.mapper.from_values(row)
        return value

    def add(self, value: V) -> V:
        """Write a new value; return it with its id."""
        row = self.mapper.to_row(value)
        written = {**row, **self._extra(value), "version": 1}
        insertion = self.mapper.insertion(tuple(written))
        key = insertion.first(self._work.connection, **written)
        if key is None:
            message = f"the database gave {self._table.name} no id"
            raise RuntimeError(message)
        self._record(value, key[0], "created", difference(None, row))
        stored: V = self.mapper.stored(value, key[0], 1)
        return stored

    def _extra(self, _value: V) -> dict[str, object]:
        """Return columns the mapper does not know."""
        return {}

    def save(self, value: V) -> V:
        """Write a changed value; return it with its new version.

        Raises:
            Conflict: When it was written since ``value`` was read.
        """
        before = self.get(value.id)
        old, new = self.mapper.to_row(before), self.mapper.to_row(value)
        if before.version == value.version and old == new:
            return value
        rewriting, next_version = self.mapper.rewriting, value.version + 1
        found = {"key": value.id, "read": value.version}
        if rewriting.count(self._work.connection, **new, **found, version=next_version) != 1:
            raise self._conflict(value.id)
        self._record(value, value.id, "changed", difference(old, new))
        stored: V = self.mapper.stored(value, value.id, next_version)
        return stored

    def save_many(self, changes: Sequence[tuple[V, V]]) -> list[V]:
        """Write values as they were read and as they are to be; return them as they now are.

        Several changes of one row follow each other: the second starts from what the first made.

        Raises:
            Conflict: When one was written since it was read.
        """
        saved: list[V] = []
        rows: list[dict[str, Any]] = []
        for before, value in changes:
            old, new = self.mapper.to_row(before), self.mapper.to_row(value)
            if old == new:
                continue
            now = before.version + 1
            rows.append({**new, "key": before.id, "read": before.version, "version": now})
            self._record(value, value.id, "changed", difference(old, new))
            saved.append(self.mapper.stored(value, before.id, now))
        if rows and self.mapper.rewriting.many(self._work.connection, rows) != len(rows):
            raise self._conflict(saved[0].id)
        return saved

    def remove(self, value: V) -> None:
        """Remove a value; the trail keeps what it was.

        Raises:
            Conflict: When it was written since ``value`` was read.
        """
        table = self._table
        statement = table.delete().where(table.c.id == value.id, table.c.version == value.version)
        if self._work.connection.execute(statement).rowcount != 1:
            raise self._conflict(value.id)
        gone = difference(self.mapper.to_row(value), None)
        self._record(value, value.id, "removed", gone)

    def _record(
        self, _value: V, row_id: int, action: str, changes: dict[str, list[object]]
    ) -> None:
        """Leave an entry in the trail, under the value's own id."""
        self._work.record(self.room, row_id, action, changes)

    def _conflict(self, row_id: int) -> Conflict:
        newest = (
            sa.select(audit_entry.c.by, audit_entry.c.at)
            .where(audit_entry.c.room == self.room, audit_entry.c.subject_id == row_id)
            .order_by(audit_entry.c.id.desc())
            .limit(1)
        )
        last = self._work.connection.execute(newest).first()
        who, when = (last.by, format_instant(last.at)) if last else ("?", "?")
        message = _(
            "{who} changed it on {when}, after you opened it. "
            "Your version was not saved: reopen it and make your change again."
        )
        return Conflict(f"{self.room}.stale", message.format(who=who, when=when))
