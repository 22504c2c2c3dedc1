# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a frozen value to the columns of a row, and back.

Where a value and a table have the same field names, this mapper is all there is. A field that is
itself a value (an address) is spread over columns of its own field names.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from functools import cached_property
from operator import attrgetter
from types import UnionType
from typing import Any, ClassVar, Generic, Protocol, TypeVar, get_args, get_type_hints

import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from db.prepared import Prepared


class Value(Protocol):
    """A frozen value that the database gives an id and counts the versions of."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> int:
        """The row's id; 0 while new."""

    @property
    def version(self) -> int:
        """How often it was written."""


V = TypeVar("V", bound=Value)
_BY_DATABASE = frozenset({"id", "version"})


class Mapper(Generic[V]):
    """Turns values of one type into rows of one table and back.

    Args:
        kind: The dataclass.
        table: Its table.
        derived: Columns computed from the value, by name of its property.
    """

    def __init__(self, kind: type[V], table: sa.Table, derived: tuple[str, ...] = ()) -> None:
        """Pair a value type with its table."""
        self.kind = kind
        self.table = table
        self._derived = derived
        self._insertions: dict[tuple[str, ...], Prepared] = {}
        self._appendings: dict[tuple[str, ...], Prepared] = {}

    @cached_property
    def columns(self) -> tuple[sa.Column[Any], ...]:
        """The columns a value is read from."""
        return tuple(self.table.c[name] for name in self._names)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        names = [name for name, _kind in self._plain]
        for _name, kind in self._nested:
            names.extend(field.name for field in fields(kind))
        return tuple(names)

    @cached_property
    def _words(self) -> tuple[tuple[str, type[Enum]], ...]:
        inner = (get_type_hints(kind).items() for _name, kind in self._nested)
        hinted = ((name, _enum_of(hint)) for hints in inner for name, hint in hints)
        return tuple((n, e) for n, e in (*self._plain, *hinted) if e is not None)

    @cached_property
    def by_id(self) -> Prepared:
        """Select the value whose id is ``id``."""
        return Prepared(sa.select(*self.columns).where(self.table.c.id == sa.bindparam("id")))

    def insertion(self, names: tuple[str, ...]) -> Prepared:
        """Insert a row of these columns; answer its id."""
        if names not in self._insertions:
            self._insertions[names] = Prepared(
                self.table.insert().returning(self.table.c.id), names
            )
        return self._insertions[names]

    def appending(self, names: tuple[str, ...]) -> Prepared:
        """Insert rows of these columns, many at a time."""
        if names not in self._appendings:
            self._appendings[names] = Prepared(self.table.insert(), names)
        return self._appendings[names]

    @cached_property
    def rewriting(self) -> Prepared:
        """Set all columns where the id is ``key`` and the version still the one ``read``."""
        table = self.table
        found = (table.c.id == sa.bindparam("key")) & (table.c.version == sa.bindparam("read"))
        names = [n for n in (*self._names, *self._derived) if n != "id"]
        return Prepared(table.update().where(found), names)

    @cached_property
    def _hints(self) -> dict[str, Any]:
        return get_type_hints(self.kind)

    @cached_property
    def _nested(self) -> tuple[tuple[str, Any], ...]:
        return tuple((n, k) for n, k in self._hints.items() if is_dataclass(k))

    @cached_property
    def _own(self) -> tuple[str, ...]:
        return tuple(name for name, _kind in self._plain if name not in _BY_DATABASE)

    @cached_property
    def _written(self) -> tuple[str, ...]:
        inner = (part for _name, parts in self._parts for part in parts)
        return (*self._own, *inner, *self._derived)

    @cached_property
    def _reading(self) -> Callable[[V], tuple[Any, ...]]:
        """Read all that is written of a value at once."""
        inner = (f"{name}.{part}" for name, parts in self._parts for part in parts)
        return attrgetter(*self._own, *inner, *self._derived)

    @cached_property
    def _parts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple((n, tuple(f.name for f in fields(kind))) for n, kind in self._nested)

    @cached_property
    def _plain(self) -> tuple[tuple[str, Any], ...]:
        return tuple(
            (n, _enum_of(self._hints[n]))
            for n in (field.name for field in fields(self.kind))
            if not is_dataclass(self._hints[n])
        )

    def to_row(self, value: V) -> dict[str, Any]:
        """Return the columns of a value, without id and version."""
        row: dict[str, Any] = dict(zip(self._written, self._reading(value), strict=True))
        for name, _kind in self._words:
            row[name] = _bare(row[name])
        return row

    @cached_property
    def written(self) -> tuple[str, ...]:
        """The columns a value is written to, without id and version."""
        return self._written

    @cached_property
    def _word_places(self) -> tuple[int, ...]:
        return tuple(self._written.index(name) for name, _kind in self._words)

    def to_values(self, value: V) -> list[Any]:
        """Return what ``to_row`` does, without the names: the values of ``written``."""
        values = list(self._reading(value))
        for place in self._word_places:
            values[place] = _bare(values[place])
        return values

    def from_row(self, row: RowMapping) -> V:
        """Return the value of a row that holds these columns, perhaps among others."""
        return self.from_values([row[name] for name in self._names])

    def from_values(self, row: Sequence[Any]) -> V:
        """Return the value of a row of exactly ``columns``, in their order."""
        values = dict(zip(self._names, row, strict=True))
        for name, enum in self._words:
            if values[name] is not None:
                values[name] = enum(values[name])
        for (name, kind), (_name, parts) in zip(self._nested, self._parts, strict=True):
            values[name] = kind(**{part: values.pop(part) for part in parts})
        return self.kind(**values)

    def stored(self, value: V, row_id: int, version: int) -> V:
        """Return the value as it now stands in the database."""
        return replace(value, id=row_id, version=version)


def _enum_of(hint: Any) -> type[Enum] | None:  # noqa: ANN401 - a type hint is any object
    kinds = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    return next((k for k in kinds if isinstance(k, type) and issubclass(k, Enum)), None)


def _bare(value: object) -> object:
    return value.value if isinstance(value, Enum) else value


def difference(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> dict[str, list[object]]:
    """Return ``{field: [before, after]}`` for what changed, ready for JSON.

    What was empty before it existed is left out.
    """
    names = (before or after or {}).keys()
    changed = {}
    for name in names:
        old = (before or {}).get(name)
        new = (after or {}).get(name)
        if old != new and not (before is None and new in ("", None)):
            changed[name] = [_told(old), _told(new)]
    return changed


def _told(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
