# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an import tells: every row is somewhere, every cent is somewhere."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any

from app.domain.donors import Donor
from app.domain.imports.fields import ColumnMap
from app.domain.imports.rows import Doubt
from app.kernel.i18n import _, ngettext
from app.kernel.text import fold
from app.usecases.ports.imports import Totals


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that was not brought in, and why."""

    row: int
    column: str
    found: str
    expected: str
    cents: int = 0


@dataclass(frozen=True, slots=True)
class IgnoredRow:
    """A row that is no donor and no gift, or one already on file."""

    row: int
    why: str


@dataclass(frozen=True, slots=True)
class DoubtfulValue:
    """A value that was not taken as it stands, though its row was."""

    row: int
    column: str
    found: str
    told: str


@dataclass(frozen=True, slots=True)
class Side:
    """What two donors that may be one say of the same thing, side by side.

    Attributes:
        what: Its name.
        row, other: What the row says, and the one it may be; empty when nothing.
    """

    what: str
    row: str
    other: str

    @property
    def differs(self) -> bool:
        """Tell whether both say something, and not the same."""
        return bool(self.row and self.other) and fold(self.row) != fold(self.other)


@dataclass(frozen=True, slots=True)
class LikelyDouble:
    """A row that would make a donor who may be one with another.

    Attributes:
        name: Whom the row names.
        other: Whom it may be, with the number on file or the row in the file.
        whom: The same, as a decision has it: that number, or minus that row.
        score, sure: As on the desk of duplicates.
        reasons: What the two have in common, in words.
        sides: What each of the two says.
    """

    row: int
    name: str
    other: str
    whom: int
    score: float
    sure: bool
    reasons: tuple[str, ...]
    sides: tuple[Side, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The donors a rehearsal would make, to be compared with those on file once it is over.

    Attributes:
        rows: The row each of them stands on.
        apart: Rows whose donor was decided to be somebody new.
    """

    rows: Sequence[int] = ()
    donors: Sequence[Donor] = ()
    apart: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ToldColumn:
    """A column of the file, and what it was taken for; an empty field is left out."""

    column: str
    field: str
    confidence: str


class Axis(StrEnum):
    """By what gifts are summed."""

    YEAR = "year"
    MEANS = "means"
    FUND = "fund"


@dataclass(frozen=True, slots=True)
class ShareLine:
    """The posted gifts of a year, a payment method or a fund, before and after; in cents."""

    axis: Axis
    name: str
    gifts_before: int
    cents_before: int
    gifts_after: int
    cents_after: int


@dataclass(slots=True)
class ImportReport:
    """The tally of an import, filled as it runs.

    Attributes:
        run: The number of the import; of the earlier one when the file came before; 0 when dry.
        already_imported: When the same file came before, as a sentence; else empty.
        read: Rows of donors or gifts: created + updated + unchanged + rejected + duplicates.
        duplicates: Gifts set aside because they are on file already.
        arrivals: The donors a rehearsal would make.
        likely: Those of them who may be on file already, once they were looked for.
        means_untold: Gifts taken for cheques because nobody says how they were paid.
        shares: The posted gifts before and after, by year, payment method and fund.
        profile: The known layout, or the former file, it was recognised as; or empty.
        chosen: What a person decided about the file, for the next with the same heads.
        asked: The rows were taken too that the layout leaves to a person.
        all_or_nothing: Nothing is brought in while a row is rejected.
        other_cents: Of its payments, what is no gift: memberships, tickets.
        file_cents: imported_cents + rejected_cents + duplicate_cents + other_cents.
    """

    run: int = 0
    dry_run: bool = False
    already_imported: str = ""
    file: str = ""
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    conventions: str = ""
    profile: str = ""
    asked: bool = False
    all_or_nothing: bool = False
    chosen: dict[str, Any] = field(default_factory=dict)
    header_row: int = 0
    columns: list[ToldColumn] = field(default_factory=list)
    read: int = 0
    created_donors: int = 0
    created_gifts: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    means_untold: int = 0
    rejected: list[RejectedRow] = field(default_factory=list)
    ignored_rows: list[IgnoredRow] = field(default_factory=list)
    doubts: list[DoubtfulValue] = field(default_factory=list)
    arrivals: Arrivals = field(default_factory=Arrivals)
    likely: list[LikelyDouble] = field(default_factory=list)
    before: Totals = field(default_factory=lambda: Totals(0, 0, 0))
    after: Totals = field(default_factory=lambda: Totals(0, 0, 0))
    shares: list[ShareLine] = field(default_factory=list)
    file_cents: int = 0
    imported_cents: int = 0
    rejected_cents: int = 0
    duplicate_cents: int = 0
    other_cents: int = 0

    def tell_columns(self, columns: ColumnMap) -> None:
        """Tell what each column was taken for."""
        self.header_row = columns.header_row
        self.columns = [
            ToldColumn(c.title, c.field.value if c.field else "", c.confidence.value)
            for c in columns.columns
        ]

    def reject(self, row: RejectedRow) -> None:
        """Set a row aside with its amount."""
        self.rejected.append(row)
        self.rejected_cents += row.cents
        self.file_cents += row.cents

    def leave(self, cents: int) -> None:
        """Count what of a payment is no gift."""
        self.other_cents += cents
        self.file_cents += cents

    def ignore(self, row: int, why: str) -> None:
        """Leave a row out that is none, and say why."""
        self.ignored_rows.append(IgnoredRow(row, why))

    def set_aside(self, row: int, cents: int, why: str) -> None:
        """Leave a gift out that is on file already."""
        self.duplicates += 1
        self.duplicate_cents += cents
        self.file_cents += cents
        self.ignore(row, why)

    def tell_untold(self) -> None:
        """Say first that gifts were taken for cheques because nothing told otherwise."""
        if not self.means_untold:
            return
        told = ngettext(
            "{count} gift does not say how it was paid: taken for a cheque. Choose the payment"
            " method of such gifts before importing.",
            "{count} gifts do not say how they were paid: taken for cheques. Choose the payment"
            " method of such gifts before importing.",
            self.means_untold,
        ).format(count=self.means_untold)
        self.doubts.insert(0, DoubtfulValue(0, _("Payment method"), _("nothing"), told))

    def doubt(self, row: int, doubt: Doubt) -> None:
        """Tell a value that was not taken as it stands."""
        self.doubts.append(DoubtfulValue(row, doubt.column, doubt.found, doubt.told))

    def as_json(self) -> dict[str, Any]:
        """Return the report as the command line's contract has it."""
        names = (one.name for one in fields(self) if one.name != "arrivals")
        told = {name: getattr(self, name) for name in names}
        for name in ("rejected", "ignored_rows", "doubts", "likely", "columns", "shares"):
            told[name] = [asdict(row) for row in told[name]]
        told["created"] = {
            "donors": told.pop("created_donors"),
            "gifts": told.pop("created_gifts"),
        }
        told["before"], told["after"] = asdict(self.before), asdict(self.after)
        return told


def rejected_words(report: ImportReport) -> str:
    """Say that rejected rows keep the others out, and what the first of them lacks."""
    first = report.rejected[0]
    told = ngettext(
        "{count} row cannot be brought in, and all or nothing was wanted: nothing is written."
        " Row {row}, {column}: “{found}”; expected {expected}.",
        "{count} rows cannot be brought in, and all or nothing was wanted: nothing is written."
        " The first is row {row}, {column}: “{found}”; expected {expected}.",
        len(report.rejected),
    )
    column = first.column or _("whole row")
    return told.format(
        count=len(report.rejected),
        row=first.row,
        column=column,
        found=first.found,
        expected=first.expected,
    )


def is_repeat(outcome: str, sheet: str, *, asked: bool) -> bool:
    """Tell whether a kept outcome is of this sheet, brought something, and asked as much.

    An import of which only some stays is none: what was taken back may come in again.
    """
    told: Mapping[str, Any] = json.loads(outcome) if outcome else {}
    created: Mapping[str, int] = told.get("created", {})
    brought = sum(created.values()) + told.get("updated", 0) + told.get("unchanged", 0)
    same = told.get("sheet", "") == sheet and bool(told.get("asked")) is asked
    return same and brought > 0 and not told.get("left")
