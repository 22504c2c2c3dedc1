# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tables and columns of a dossier mean, and which of them never leave it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from app.kernel.assets import asset_path
from app.kernel.currency import current_currency
from app.kernel.i18n import _, current_language


class DataKind(StrEnum):
    """What a column of a table holds."""

    NUMBER = "number"
    TEXT = "text"
    YES_NO = "yes_no"
    DAY = "day"
    INSTANT = "instant"
    BYTES = "bytes"


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """A column, as the schema has it.

    Attributes:
        key: Whether it is the key of the row, or part of it.
        refers: The column it points at, such as ``donor.id``; empty when it points at none.
        empty: Whether nothing may stand there.
        words: The words it may hold; none when any value may stand there.
    """

    name: str
    kind: DataKind
    key: bool = False
    refers: str = ""
    empty: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table, as the schema has it."""

    name: str
    columns: Sequence[ColumnFacts]


class Left(StrEnum):
    """Why something does not leave the dossier as a table."""

    SECRET = "secret"  # noqa: S105 - the reason, not the secret
    DERIVED = "derived"
    ELSEWHERE = "elsewhere"


def left_words() -> dict[Left, str]:
    """Say why something does not leave."""
    return {
        Left.SECRET: _("left out: a secret"),
        Left.DERIVED: _("left out: made again from the rest"),
        Left.ELSEWHERE: _("not in the table: in the folder of documents"),
    }


def left_out(table: str, column: str = "") -> Left | None:
    """Tell why a table, or one of its columns, does not leave; None when it does."""
    told = _told()
    if why := told["tables"][table].get("left_out"):
        return Left(why)
    name = f"{table}.{column}"
    return next((why for why in (Left.SECRET, Left.ELSEWHERE) if name in told[why.value]), None)


def tells_secret(values: str) -> bool:
    """Tell whether the values of an entry of the trail hold a secret of the table it is about."""
    columns = (name.partition(".")[2] for name in _told()[Left.SECRET.value])
    return any(f'"{column}"' in values for column in columns)


def leaving(facts: TableFacts) -> TableFacts:
    """Return a table without the columns that do not leave."""
    return TableFacts(facts.name, [c for c in facts.columns if not left_out(facts.name, c.name)])


def table_meaning(table: str) -> str:
    """Say what the rows of a table are.

    Raises:
        KeyError: When nobody said it.
    """
    return _spoken(_told()["tables"][table]["what"])


def column_meaning(table: str, column: str) -> str:
    """Say what a column holds.

    Raises:
        KeyError: When nobody said it.
    """
    told = _told()
    own = told["tables"][table].get("columns", {})
    return _spoken(own[column] if column in own else told["usual"][column])


def unit_of(column: ColumnFacts) -> str:
    """Return what the numbers of a column count; empty when they count nothing."""
    if column.name == "cents" or column.name.endswith("_cents"):
        return _("hundredths of {currency}").format(currency=current_currency())
    units = _told()["units"]
    return _spoken(units[column.name]) if column.name in units else ""


def kind_of_data_words() -> dict[DataKind, str]:
    """Say how each kind of value is written."""
    return {
        DataKind.NUMBER: _("whole number"),
        DataKind.TEXT: _("text"),
        DataKind.YES_NO: _("1 for yes, 0 for no"),
        DataKind.DAY: _("day (ISO 8601)"),
        DataKind.INSTANT: _("instant in universal time (ISO 8601)"),
        DataKind.BYTES: _("bytes"),
    }


def _spoken(told: Mapping[str, str]) -> str:
    return told["fr" if current_language() == "fr" else "en"]


@cache
def _told() -> dict[str, Any]:
    path = asset_path("data", "dictionary.json")
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told
