# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values of a file that want a look, each once for all the rows that bear it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar

from app.domain.imports import values
from app.domain.imports.cells import Cell, is_blank, shape_of, text_of
from app.domain.imports.fields import Field, ImportKind
from app.domain.imports.findings import (
    LOOKED_AT,
    NAMED,
    SHAPED,
    Finding,
    finding_of,
    proposed,
    read_as,
    usual_words,
)
from app.domain.imports.headers import is_remark, is_total, repeats_head
from app.domain.imports.profiles import Verdict
from app.domain.imports.repairs import meant
from app.domain.imports.unmended import SWITCHED
from app.domain.imports.values import Unreadable
from app.domain.users import Permission
from app.kernel.command import Query, handles
from app.kernel.home import current_home
from app.kernel.i18n import _
from app.kernel.text import fold
from app.usecases.context import Context
from app.usecases.imports.choices import Choices
from app.usecases.imports.looking import table_read
from app.usecases.imports.plan import Plan
from app.usecases.ports.tables import TableFile

_EXAMPLES = 10


@dataclass(frozen=True, slots=True)
class ValueGroup:
    """A value, or values written alike, and what becomes of it.

    Attributes:
        field, column: What it is, and the head it stands under.
        found: As it stands; the first of several written alike.
        rows, values: How many rows bear it, and how many values it stands for.
        told: What it is taken for, or what was expected when it is not understood.
        examples: Some of the values written alike, each with what it is taken for.
        proposed: What somebody most likely meant, or empty.
        repaired: What a person decided; None when nothing was.
        usual: What such a value usually is.
    """

    field: Field
    column: str
    found: str
    rows: int
    values: int
    finding: Finding
    told: str
    proposed: str = ""
    repaired: str | None = None
    usual: tuple[str, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()

    @property
    def switched(self) -> bool:
        """Tell whether its mending may be switched off, or on again."""
        return self.field in SWITCHED and self.finding in {Finding.MENDED, Finding.LEFT}


@dataclass(frozen=True, slots=True)
class FileValues:
    """The values to look at, those that are not understood first.

    Attributes:
        choices: What was decided, now or for a former file with the same heads.
    """

    choices: Choices
    groups: Sequence[ValueGroup]


@dataclass(frozen=True, slots=True)
class GroupValues(Query[FileValues]):
    """Group the values of a file that want a look."""

    permission: ClassVar[str] = Permission.DATA_IMPORT
    kind: ImportKind
    path: Path
    choices: Choices = field(default_factory=Choices)


@handles(GroupValues)
def group_values(query: GroupValues, ctx: Context) -> FileValues:
    """Read every row once, and write nothing.

    Raises:
        Refused: When there is no such sheet, or nothing in it.
        Trouble: When the file cannot be read.
    """
    with table_read(query.path, query.kind, query.choices, ctx) as (file, plan):
        names = {
            Field.FUND: tuple(one.name for one in ctx.uow.funds.all()),
            Field.APPEAL: tuple(one.name for one in ctx.uow.appeals.all()),
        }
        codes = {fold(one.code) for one in ctx.uow.funds.all()}
        codes |= {fold(one.code) for one in ctx.uow.appeals.all()}
        groups = _Groups(plan, names, codes)
        groups.count(file)
        return FileValues(plan.choices, groups.told())


class _Groups:
    """Counts the values of a file, then tells those to look at.

    Args:
        plan: How it is read.
        names: What is on file, by field.
        codes: Their codes, folded.
    """

    def __init__(self, plan: Plan, names: Mapping[Field, tuple[str, ...]], codes: set[str]) -> None:
        """Find the columns to look at."""
        self._plan, self._names, self._codes = plan, names, codes
        self._left = plan.choices.unmended
        # What a postal code would become is told even where it is left as it stands.
        self._how = replace(plan.how, codes_kept=frozenset())
        self._columns = [
            (column.index, column.field, column.title)
            for column in plan.columns.columns
            if column.field is not None and column.field in LOOKED_AT
        ]
        self._counts: Counter[tuple[Field, str, Cell, str]] = Counter()

    def count(self, file: TableFile) -> None:
        """Count every value of the rows that are records."""
        plan = self._plan
        for number, cells in file.rows(plan.sheet.name):
            if number <= plan.columns.header_row or is_remark(cells):
                continue
            sifted = plan.sieve.sift(cells)
            if sifted.verdict is Verdict.IGNORE or repeats_head(cells, plan.head):
                continue
            if is_total(sifted.cells, plan.columns, adds_up=False):
                continue
            country = self._country(sifted.cells)
            for index, wanted, title in self._columns:
                if index < len(cells) and not is_blank(cells[index]):
                    self._counts[wanted, title, cells[index], country] += 1

    def told(self) -> list[ValueGroup]:
        """Return the groups, the gravest first, then those with the most rows."""
        groups: dict[tuple[object, ...], ValueGroup] = {}
        usual_spelling = self._spellings()
        for (wanted, title, cell, country), rows in self._counts.items():
            group = self._group(wanted, title, cell, country, rows, usual_spelling)
            if group.finding is Finding.PLAIN and group.repaired is None:
                continue
            mended = group.finding in {Finding.MENDED, Finding.LEFT}
            alike = wanted in SHAPED and mended and group.repaired is None
            # A value that is repaired, or wants to be, stands alone whatever it looks like.
            key = (wanted, title, shape_of(group.found) if alike else group.found, alike)
            if (had := groups.get(key)) is not None:
                more = had.values + (had.found != group.found)
                seen = had.examples
                if len(seen) < _EXAMPLES:
                    seen = (*dict.fromkeys((*seen, *group.examples)),)
                group = replace(had, rows=had.rows + rows, values=more, examples=seen)
            groups[key] = group
        gravity = list(Finding)
        return sorted(
            groups.values(), key=lambda g: (gravity.index(g.finding), g.field, -g.rows, g.found)
        )

    def _group(
        self,
        wanted: Field,
        title: str,
        cell: Cell,
        country: str,
        rows: int,
        spelling: Mapping[tuple[Field, str], str],
    ) -> ValueGroup:
        text = text_of(cell)
        repaired = self._plan.choices.repairs.get(wanted, {}).get(text)
        year = self._plan.how.this_year
        stands = cell if repaired in {None, text} else meant(wanted, repaired or "", year)
        usual = usual_words(wanted, self._names.get(wanted, ()))
        group = ValueGroup(
            wanted, title, text, rows, 1, Finding.PLAIN, "", repaired=repaired, usual=usual
        )
        try:
            told = read_as(wanted, stands, country, self._how)
        except Unreadable as problem:
            likely = proposed(wanted, text, usual, self._plan.how)
            return replace(
                group, finding=Finding.UNREADABLE, told=problem.expected, proposed=likely
            )
        finding, likely = finding_of(wanted, stands, told), ""
        if finding is Finding.MENDED and shape_of(text) in self._left.get(wanted, ()):
            finding = Finding.LEFT
        if finding is Finding.UNKNOWN or (wanted in NAMED and self._is_new(wanted, told)):
            finding, likely = Finding.UNKNOWN, proposed(wanted, text, usual, self._plan.how)
        best = spelling.get((wanted, fold(told)), told)
        if finding is Finding.PLAIN and best != told:
            finding, likely = Finding.VARIANT, best
        examples = ((text, told),)
        return replace(group, finding=finding, told=told, proposed=likely, examples=examples)

    def _is_new(self, wanted: Field, told: str) -> bool:
        on_file = {fold(name) for name in self._names[wanted]} | self._codes
        return fold(told) not in on_file

    def _spellings(self) -> dict[tuple[Field, str], str]:
        """Return the spelling most rows have of each town."""
        seen: dict[tuple[Field, str], Counter[str]] = {}
        for (wanted, _title, cell, _country), rows in self._counts.items():
            if wanted is Field.CITY:
                text = text_of(cell)
                seen.setdefault((wanted, fold(text)), Counter())[text] += rows
        return {key: max(sorted(one), key=one.__getitem__) for key, one in seen.items()}

    def _country(self, cells: Sequence[Cell]) -> str:
        try:
            return values.read_country(self._plan.columns.text(cells, Field.COUNTRY))
        except Unreadable:
            return current_home()


def accepted(groups: Sequence[ValueGroup], choices: Choices) -> Choices:
    """Return the choices with every proposal taken."""
    for one in _proposals(groups):
        choices = choices.repairing(one.field, one.found, one.proposed)
    return choices


def _proposals(groups: Sequence[ValueGroup]) -> Iterator[ValueGroup]:
    return (one for one in groups if one.proposed and one.repaired is None)


def finding_words(finding: Finding) -> str:
    """Say what is to be told of a value."""
    return {
        Finding.UNREADABLE: _("not understood"),
        Finding.NOTED: _("to the notes"),
        Finding.UNKNOWN: _("new"),
        Finding.VARIANT: _("written otherwise"),
        Finding.MENDED: _("mended"),
        Finding.LEFT: _("left as it stands"),
        Finding.PLAIN: _("as written"),
    }[finding]
