# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every table as it is, for whoever leaves with the whole dossier."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from app.domain.deposits import DepositState
from app.domain.exports.dictionary import ColumnFacts, DataKind, TableFacts
from app.domain.gifts import GiftState
from app.usecases.ports.exports import KeptDocument, Measure, NamedBy, YearSum
from db.base import UtcDateTime, metadata
from db.tables.desk import deposit, gift
from db.tables.documents import document
from db.tables.receipts import tax_receipt
from db.work import Work

_KINDS: tuple[tuple[type[Any], DataKind], ...] = (
    (sa.Boolean, DataKind.YES_NO),
    (sa.Integer, DataKind.NUMBER),
    (UtcDateTime, DataKind.INSTANT),
    (sa.Date, DataKind.DAY),
    (sa.LargeBinary, DataKind.BYTES),
    (sa.String, DataKind.TEXT),
)
_WORDS = re.compile(r"(?P<column>\w+) IN \((?P<words>.*)\)")
_BLOCK = {"yield_per": 1000}


class SqlEverything:
    """The tables, read one after the other."""

    def __init__(self, work: Work) -> None:
        """Read inside one transaction."""
        self._work = work

    def schema(self) -> str:
        """Return the version of the tables."""
        told = "SELECT version_num FROM alembic_version"
        return str(self._work.connection.exec_driver_sql(told).scalar_one())

    def tables(self) -> list[TableFacts]:
        """Return every table, those it points at before it."""
        return [facts_of(table) for table in metadata.sorted_tables]

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        counted = sa.select(sa.func.count()).select_from(metadata.tables[table])
        return int(self._work.connection.execute(counted).scalar_one())

    def rows(self, facts: TableFacts) -> Iterator[Sequence[object]]:
        """Yield the values of the columns told, by key."""
        table = metadata.tables[facts.name]
        wanted = sa.select(*(table.c[one.name] for one in facts.columns))
        ordered = wanted.order_by(*table.primary_key.columns)
        yield from self._work.connection.execute(ordered, execution_options=_BLOCK)

    def sums(self) -> list[YearSum]:
        """Return what each year has of gifts, deposits and receipts."""
        posted = gift.c.state == GiftState.POSTED.value
        made = deposit.c.state != DepositState.CANCELLED.value
        asked = (
            (Measure.GIFTS, sa.extract("year", gift.c.received_on), gift.c.cents, posted),
            (Measure.DEPOSITS, sa.extract("year", deposit.c.made_on), deposit.c.cents, made),
            (Measure.RECEIPTS, tax_receipt.c.year, tax_receipt.c.cents, sa.true()),
        )
        found = []
        for measure, year, cents, counted in asked:
            summed = sa.select(year, sa.func.count(), sa.func.sum(cents)).where(counted)
            rows = self._work.connection.execute(summed.group_by(year).order_by(year))
            found += [YearSum(measure, *map(int, row)) for row in rows]
        return found

    def documents(self) -> Iterator[KeptDocument]:
        """Yield every document by its fingerprint, with the rows that name it."""
        naming = sa.union_all(*_naming()).subquery()
        told = (document.c.sha256, document.c.media_type, document.c.size, document.c.created_at)
        wanted = (
            sa.select(*told, naming)
            .outerjoin(naming, naming.c.named == document.c.sha256)
            .order_by(document.c.sha256, naming.c.place, naming.c.key)
        )
        rows = self._work.connection.execute(wanted, execution_options=_BLOCK)
        for _sha256, lines in groupby(rows, key=lambda row: row.sha256):
            found = list(lines)
            first = found[0]
            named = [
                NamedBy(row.place, row.key, row.by, row.label, (row.year, row.rank))
                for row in found
                if row.place is not None
            ]
            about = (first.sha256, first.media_type, first.size, first.created_at)
            yield KeptDocument(*about, named)


def facts_of(table: sa.Table) -> TableFacts:
    """Return what the schema says of a table."""
    found = (
        _WORDS.fullmatch(str(rule.sqltext))
        for rule in table.constraints
        if isinstance(rule, sa.CheckConstraint)
    )
    words = {one["column"]: re.findall(r"'(\w+)'", one["words"]) for one in found if one}
    return TableFacts(
        table.name,
        [_column_facts(column, tuple(words.get(column.name, ()))) for column in table.columns],
    )


def _column_facts(column: sa.Column[Any], words: tuple[str, ...]) -> ColumnFacts:
    kind = next(kind for type_, kind in _KINDS if isinstance(column.type, type_))
    refers = next(iter(column.foreign_keys), None)
    return ColumnFacts(
        name=column.name,
        kind=kind,
        key=column.primary_key,
        refers=refers.target_fullname if refers else "",
        empty=bool(column.nullable),
        words=words,
    )


def _naming() -> Iterator[sa.Select[Any]]:
    """Select each row that names a document, whichever its table."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if not column.name.endswith("sha256") or table is document:
                continue
            (key,) = table.primary_key.columns
            numbered = {"year", "sequence"} <= set(table.c.keys())
            label = table.c.get("file_name", table.c.get("name"))
            yield sa.select(
                column.label("named"),
                sa.literal(table.name).label("place"),
                sa.cast(key, sa.String).label("key"),
                sa.literal(column.name).label("by"),
                (sa.literal("") if label is None else label).label("label"),
                (table.c.year if numbered else sa.literal(0)).label("year"),
                (table.c.sequence if numbered else sa.literal(0)).label("rank"),
            ).where(column != "", column.is_not(None))
