# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What exports ask of storage: models of lists, and every table as it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from app.domain.exports.dictionary import TableFacts
from app.domain.exports.models import ExportKind, ExportModel


class NamedBy(NamedTuple):
    """A row that names a document.

    Attributes:
        key: The key of the row, as text.
        column: The column that names it.
        label: A file name, or nothing.
        number: Year and rank, where the row has a number; zeros otherwise.
    """

    table: str
    key: str
    column: str
    label: str
    number: tuple[int, int]


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document of the vault, with the rows that name it."""

    sha256: str
    media_type: str
    size: int
    created_at: datetime
    named: Sequence[NamedBy]


class Measure(StrEnum):
    """What sums per year are made of."""

    GIFTS = "gifts"
    DEPOSITS = "deposits"
    RECEIPTS = "receipts"


@dataclass(frozen=True, slots=True)
class YearSum:
    """How many of something a year has, and the cents they make."""

    measure: Measure
    year: int
    count: int
    cents: int


class Everything(Protocol):
    """Every table of the dossier, as it is."""

    def schema(self) -> str:
        """Return the version of the tables."""

    def tables(self) -> Sequence[TableFacts]:
        """Return every table, those it points at before it."""

    def count(self, table: str) -> int:
        """Return how many rows a table has."""

    def rows(self, facts: TableFacts) -> Iterator[Sequence[object]]:
        """Yield the values of the columns told, by key, in bounded memory."""

    def sums(self) -> Sequence[YearSum]:
        """Return posted gifts by day of receipt, deposits by day unless cancelled, and receipts."""

    def documents(self) -> Iterator[KeptDocument]:
        """Yield every document by its fingerprint, in bounded memory."""


class ExportModelRepo(Protocol):
    """Models of lists that leave."""

    def of(self, kind: ExportKind) -> Sequence[ExportModel]:
        """Return those of a list, by name."""

    def named(self, kind: ExportKind, folded: str) -> ExportModel | None:
        """Return the one of a list and of a folded name."""

    def add(self, model: ExportModel) -> ExportModel:
        """Write a new one and return it with its id."""

    def save(self, model: ExportModel) -> ExportModel:
        """Write a changed one; raise ``Conflict`` when it is stale."""

    def remove(self, model: ExportModel) -> None:
        """Remove one; raise ``Conflict`` when it is stale."""
