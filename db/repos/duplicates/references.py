# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every row that names a donor, whatever its table: moved to another donor, and given back.

The columns are read off the metadata, so that a table added tomorrow is moved too; and the record
put away is deleted, so that the database itself refuses a merge that forgot one.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from db.base import metadata
from db.tables.donors import donor, donor_finder, donor_total, donor_year
from db.work import Work

DERIVED = frozenset({donor_finder, donor_total, donor_year})
"""Tables made anew from the others: their rows are forgotten, not moved."""

_ROOMS = {
    "gift": "gifts",
    "returned_letter": "addresses",
    "tax_receipt": "receipts",
}
_CHUNK = 400

Moved = dict[str, Any]
"""For ``table.column`` the keys of the rows moved; under ``left`` whole rows that had no place."""


def referring() -> Iterator[sa.Column[Any]]:
    """Yield every column that points at a donor, in the order of names."""
    for table in sorted(metadata.tables.values(), key=lambda one: one.name):
        if table not in DERIVED:
            for column in table.columns:
                if column.references(donor.c.id):
                    yield column


class References:
    """The rows that name a donor."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work

    def move(self, source: int, target: int) -> Moved:
        """Make every row that names ``source`` name ``target``; return which they were.

        A row that would say a second time what ``target`` has already is kept apart, whole.
        """
        moved: Moved = {"left": {}}
        for column in referring():
            self._set_apart(column, source, target, moved)
            keys = self._keys(column, source)
            if keys:
                moved[name_in(column)] = keys
                self._point(column, source, target, keys)
        return moved

    def give_back(self, moved: Moved, holder: int, owner: int) -> None:
        """Undo ``move``: the rows that ``holder`` still has name ``owner`` again."""
        for column in referring():
            self._point(column, holder, owner, moved.get(name_in(column), []))
        for name, rows in moved["left"].items():
            table = metadata.tables[name]
            if rows:
                values = [typed(table, row) for row in rows]
                self._work.connection.execute(table.insert(), values)

    def _keys(self, column: sa.Column[Any], source: int) -> list[Any]:
        others = key_besides(column)
        found = self._work.connection.execute(sa.select(column, *others).where(column == source))
        return [[told(value) for value in row[1:]] for row in found]

    def _point(
        self, column: sa.Column[Any], source: int, target: int, keys: list[list[Any]]
    ) -> None:
        table, others = table_of(column), key_besides(column)
        values: dict[str, Any] = {column.name: target}
        if "version" in table.c:
            values["version"] = table.c.version + 1
        for start in range(0, len(keys), _CHUNK):
            chunk = keys[start : start + _CHUNK]
            mine = _among(others, chunk)
            self._work.connection.execute(
                table.update().where(column == source, mine).values(**values)
            )
            if room := _ROOMS.get(table.name):
                self._work.touch(room, *(key[0] for key in chunk))

    def _set_apart(self, column: sa.Column[Any], source: int, target: int, moved: Moved) -> None:
        """Take out of their table the rows that would be there twice, and keep them whole."""
        table = table_of(column)
        for names in _unique_with(column):
            twin = table.alias("twin")
            same = [table.c[n] == twin.c[n] for n in names if n != column.name]
            exists = sa.exists().where(twin.c[column.name] == target, *same)
            twice = sa.select(table).where(column == source, exists)
            for row in self._work.connection.execute(twice).mappings().all():
                image = {name: told(value) for name, value in row.items()}
                moved["left"].setdefault(table.name, []).append(image)
                key = [table.c[part.name] == row[part.name] for part in table.primary_key]
                self._work.connection.execute(table.delete().where(*key))


def _unique_with(column: sa.Column[Any]) -> Iterator[tuple[str, ...]]:
    """Yield the names of columns that together are unique and hold ``column``."""
    table = table_of(column)
    for constraint in table.constraints:
        if isinstance(constraint, sa.PrimaryKeyConstraint | sa.UniqueConstraint):
            names = tuple(one.name for one in constraint.columns)
            if column.name in names:
                yield names


def key_besides(column: sa.Column[Any]) -> list[sa.Column[Any]]:
    """Return the key of a row, but the column itself when it is part of it."""
    key = table_of(column).primary_key
    return [one for one in key if one.name != column.name]


def table_of(column: sa.Column[Any]) -> sa.Table:
    """Return the table a column stands in."""
    return column.table


def _among(others: list[sa.Column[Any]], keys: list[list[Any]]) -> sa.ColumnElement[bool]:
    """Return the condition that a row's key is one of these."""
    if not others:
        return sa.true()
    if len(others) == 1:
        return others[0].in_([_typed(others[0], key[0]) for key in keys])
    return sa.or_(
        *(
            sa.and_(*(one == _typed(one, value) for one, value in zip(others, key, strict=True)))
            for key in keys
        )
    )


def name_in(column: sa.Column[Any]) -> str:
    """Return the name of a column with its table's, as merges keep it."""
    return f"{table_of(column).name}.{column.name}"


def told(value: object) -> object:
    """Return a value as JSON keeps it."""
    return value.isoformat() if isinstance(value, date | datetime) else value


def typed(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a row kept as JSON; columns that are no more are left out."""
    return {n: _typed(table.c[n], value) for n, value in row.items() if n in table.c}


def _typed(column: sa.Column[Any], value: Any) -> Any:  # noqa: ANN401 - of any column
    if not isinstance(value, str):
        return value
    kind = column.type.python_type
    if kind is datetime:
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if kind is date else value
