# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Statements compiled once, and run on the driver's own cursor.

A line saved at the keys is a handful of small statements. Building each anew out of columns and
wrapping its one row costs several times what the database itself takes; here both are paid once
for the life of the program. Types convert on the way in and out exactly as in the slow way.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

_Convert = Callable[[Any], Any]
_Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Form:
    """A statement as one database takes it.

    Attributes:
        order: The names of the values in the order asked; None where they go by name.
        fixed: Values the statement itself brings.
        inward, outward: What converts a value on its way in, by name, and out, by place.
    """

    sql: str
    order: tuple[str, ...] | None
    fixed: _Values
    inward: Mapping[str, _Convert]
    outward: Sequence[tuple[int, _Convert]]

    def arguments(self, values: _Values) -> "Sequence[Any] | _Values":
        """Return the values as the driver wants them."""
        bound = {**self.fixed, **values}
        for name, convert in self.inward.items():
            bound[name] = convert(bound[name])
        return bound if self.order is None else [bound[name] for name in self.order]

    def columns(
        self, names: Sequence[str], rows: Sequence[Sequence[Any]]
    ) -> Iterator[Sequence[Any]]:
        """Yield the rows as the driver wants them, made column by column."""
        given = dict(zip(names, zip(*rows, strict=True), strict=True))
        bound = []
        for name in self.order or ():
            column: Iterable[Any] = given[name] if name in given else repeat(self.fixed[name])
            convert = self.inward.get(name)
            bound.append(column if convert is None else _each(convert, column))
        return zip(*bound, strict=False)

    def converted(self, row: Sequence[Any]) -> Sequence[Any]:
        """Return a row of the driver as Python's own values."""
        if not self.outward:
            return row
        values = list(row)
        for place, convert in self.outward:
            values[place] = convert(values[place])
        return values


def _each(convert: _Convert, column: Iterable[Any]) -> Iterator[Any]:
    """Convert a column; neighbours in it are often the very same value."""
    last, made = object(), None
    for value in column:
        if value is not last:
            last, made = value, convert(value)
        yield made


class Prepared:
    """One statement, ready for whichever database it meets.

    Args:
        statement: A select with named parameters, or a write.
        columns: What an insert or an update sets, each from the value of its own name.
    """

    def __init__(self, statement: sa.Executable, columns: Iterable[str] | None = None) -> None:
        """Keep the statement; it is compiled when first run."""
        self._statement = statement
        self._columns = None if columns is None else list(columns)
        self._forms: dict[str, _Form] = {}

    def first(self, connection: sa.Connection, **values: object) -> Sequence[Any] | None:
        """Run it and return its first row, or None."""
        form = self._form(connection.dialect)
        cursor = self._run(connection, form.sql, form.arguments(values))
        try:
            row = cursor.fetchone()
        finally:
            cursor.close()
        return None if row is None else form.converted(row)

    def all(self, connection: sa.Connection, **values: object) -> list[Sequence[Any]]:
        """Run it and return its rows."""
        form = self._form(connection.dialect)
        cursor = self._run(connection, form.sql, form.arguments(values))
        try:
            rows = cursor.fetchall()
        finally:
            cursor.close()
        return [form.converted(row) for row in rows] if form.outward else rows

    def count(self, connection: sa.Connection, **values: object) -> int:
        """Run it and return how many rows it wrote."""
        form = self._form(connection.dialect)
        cursor = self._run(connection, form.sql, form.arguments(values))
        written: int = cursor.rowcount
        cursor.close()
        return written

    def many(self, connection: sa.Connection, rows: Sequence[_Values]) -> int:
        """Run it once for each row of values, and return how many rows it wrote in all."""
        form = self._form(connection.dialect)
        arguments = [form.arguments(values) for values in rows]
        cursor = self._run(connection, form.sql, arguments, many=True)
        written: int = cursor.rowcount
        cursor.close()
        return written

    def many_values(
        self, connection: sa.Connection, names: Sequence[str], rows: Sequence[Sequence[Any]]
    ) -> None:
        """Run it once for each row of the values of ``names``, in their order."""
        form = self._form(connection.dialect)
        if form.order is None:
            self.many(connection, [dict(zip(names, row, strict=True)) for row in rows])
            return
        self._run(connection, form.sql, form.columns(names, rows), many=True).close()

    def _form(self, dialect: Dialect) -> _Form:
        form = self._forms.get(dialect.name)
        if form is None:
            form = self._forms[dialect.name] = _compile(self._statement, self._columns, dialect)
        return form

    @staticmethod
    def _run(connection: sa.Connection, sql: str, arguments: object, *, many: bool = False) -> Any:  # noqa: ANN401 - a cursor of whichever driver
        driver = cast("Any", connection.dialect.loaded_dbapi)
        cursor: Any = connection.connection.cursor()
        try:
            (cursor.executemany if many else cursor.execute)(sql, arguments)
        except driver.Error as error:
            cursor.close()
            # One vocabulary of failures, whichever way a statement was run.
            raise DBAPIError.instance(
                sql, None, error, driver.Error, hide_parameters=True, dialect=connection.dialect
            ) from error
        return cursor


def _compile(statement: sa.Executable, columns: list[str] | None, dialect: Dialect) -> _Form:
    compiled = cast(
        "SQLCompiler",
        cast("sa.ClauseElement", statement).compile(dialect=dialect, column_keys=columns),
    )
    inward = {}
    for bind, name in compiled.bind_names.items():
        convert = bind.type.dialect_impl(dialect).bind_processor(dialect)
        if convert is not None:
            inward[name] = convert
    kinds = _kinds_told(statement)
    outward = []
    for place, kind in enumerate(kinds):
        convert = kind.dialect_impl(dialect).result_processor(dialect, None)
        if convert is not None:
            outward.append((place, convert))
    fixed = {n: v for n, v in compiled.params.items() if v is not None}
    order = None if compiled.positiontup is None else tuple(compiled.positiontup)
    return _Form(str(compiled), order, fixed, inward, outward)


def _kinds_told(statement: sa.Executable) -> list[sa.types.TypeEngine[Any]]:
    """Return the types of the columns the statement answers with."""
    if isinstance(statement, sa.Select):
        return [column.type for column in statement.selected_columns]
    returning = getattr(statement, "exported_columns", ())
    return [column.type for column in returning]
