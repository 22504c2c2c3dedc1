# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every table shares: metadata, names of constraints, column types."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

BigId = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""Row ids: SQLite's own rowid, PostgreSQL's bigint."""

Text = sa.String
"""Text of any length on both databases."""

SortKey = sa.String().with_variant(sa.String(collation="C"), "postgresql")
"""Folded text, ordered by its bytes on both databases whatever the server's language."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, kept in UTC and given back in UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive instant; keep the rest in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a naive instant cannot be stored"
            raise TypeError(message)
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Give back an aware instant."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def identity() -> sa.Column[Any]:
    """Return the ``id`` column, given by the database."""
    return sa.Column("id", BigId, primary_key=True, autoincrement=True)


def version() -> sa.Column[Any]:
    """Return the ``version`` column, by which a stale write is recognised."""
    return sa.Column("version", sa.Integer, nullable=False, server_default="1")


def text(name: str) -> sa.Column[Any]:
    """Return a text column that is never null."""
    return sa.Column(name, Text, nullable=False, server_default="")


def refers(name: str, target: str, *, optional: bool = False) -> sa.Column[Any]:
    """Return a column that points at the id of ``target``."""
    return sa.Column(name, BigId, sa.ForeignKey(f"{target}.id"), nullable=optional)


def one_of(column: str, words: type) -> sa.CheckConstraint:
    """Return the rule that ``column`` holds a word of the enumeration ``words``."""
    allowed = ", ".join(f"'{word}'" for word in words)  # type: ignore[attr-defined]
    return sa.CheckConstraint(f"{column} IN ({allowed})", name=column)
