# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables that leave the dossier: their columns, and text no spreadsheet will run."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.kernel.i18n import current_language

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""First characters by which spreadsheets take text of a .csv for a formula (OWASP)."""


class CellKind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    DAY = "day"
    COUNT = "count"
    MONEY = "money"


class Conventions(StrEnum):
    """How a .csv is written, which says nothing of itself."""

    FRENCH = "french"
    """Semicolons, decimal commas, days as 31/12/2025: what a French spreadsheet opens."""
    INTERNATIONAL = "international"
    """Commas, decimal points, days as 2025-12-31 (RFC 4180, ISO 8601)."""

    @classmethod
    def here(cls) -> "Conventions":
        """Return those of the language spoken."""
        return cls.FRENCH if current_language() == "fr" else cls.INTERNATIONAL


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table that leaves the dossier.

    Attributes:
        width: In characters.
        total: Whether the last row adds it up.
        key: The word a model keeps it by, where columns can be chosen.
    """

    title: str
    kind: CellKind = CellKind.TEXT
    width: int = 16
    total: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """What a spreadsheet computes by itself.

    Attributes:
        text: As workbooks write it, in English, the equals sign first.
        value: What it comes to: a count or cents, as the column says.
    """

    text: str
    value: int


def harmless(text: str) -> str:
    """Return ``text`` so that no spreadsheet opening a .csv takes it for a formula.

    An apostrophe goes before it, and before a text that looks as if one had: taking off one
    apostrophe before such a text gives back what it was. A telephone number in international form
    is left as it is: it computes nothing.
    """
    if text.lstrip("'").startswith(_DANGEROUS) and not _is_phone(text):
        return f"'{text}"
    return text


def _is_phone(text: str) -> bool:
    return text.startswith("+") and text[1:].replace(" ", "").isdecimal()


def totals_of(columns: Sequence[Column], sums: Sequence[int], label: str) -> list[object]:
    """Return the last row of a table: a label, and the sum of each column that has one."""
    row: list[object] = [
        total if column.total else "" for column, total in zip(columns, sums, strict=True)
    ]
    if row and not columns[0].total:
        row[0] = label
    return row
