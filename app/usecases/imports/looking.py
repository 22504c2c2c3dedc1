# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a file would be read, before any of it is: sheets, head, columns with examples."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import ClassVar

from app.domain.imports.cells import text_of
from app.domain.imports.conventions import missing_fields
from app.domain.imports.fields import Field, FoundColumn, ImportKind
from app.domain.imports.matching import UpdatePolicy
from app.domain.imports.values import DayOrder
from app.domain.users import Permission
from app.kernel.command import Query, handles
from app.usecases.context import Context
from app.usecases.imports.choices import Choices
from app.usecases.imports.memory import memories
from app.usecases.imports.plan import Plan, data_rows, settle
from app.usecases.ports.tables import TableFile, TextForm

_EXAMPLES, _LOOKED_AT = 3, 60
_HEADS, _SHORT = 15, 48


@dataclass(frozen=True, slots=True)
class LookedColumn:
    """A column, and what stands in it.

    Attributes:
        examples: The first values, each once.
        policy: What it may change of what is on file.
    """

    column: FoundColumn
    examples: tuple[str, ...]
    policy: UpdatePolicy = UpdatePolicy.FILL


@dataclass(frozen=True, slots=True)
class TableLook:
    """How a file would be read.

    Attributes:
        choices: What was decided, now or for a former file with the same heads.
        heads: The first rows, by number and in short: one of them is the head.
        layout: The known layout or former file it was recognised as, or empty.
        order, proved: How days are written, and whether that is more than a guess.
        missing: What must be in the file and is not, in words.
        form: How a text table is written; None for a workbook.
    """

    choices: Choices
    sheets: tuple[str, ...]
    sheet: str
    header_row: int
    heads: tuple[tuple[int, str], ...]
    layout: str
    order: DayOrder
    proved: bool
    columns: Sequence[LookedColumn]
    missing: tuple[str, ...]
    form: TextForm | None = None

    def chosen_columns(self) -> dict[str, Field | None]:
        """Return what every column is taken for, by title."""
        return {one.column.title: one.column.field for one in self.columns}


@dataclass(frozen=True, slots=True)
class LookAtTable(Query[TableLook]):
    """Tell how a file would be read."""

    permission: ClassVar[str] = Permission.DATA_IMPORT
    kind: ImportKind
    path: Path
    choices: Choices = field(default_factory=Choices)


@handles(LookAtTable)
def look_at_table(query: LookAtTable, ctx: Context) -> TableLook:
    """Look at its first rows.

    Raises:
        Refused: When there is no such sheet, or nothing in it.
        Trouble: When the file cannot be read.
    """
    with table_read(query.path, query.kind, query.choices, ctx) as (file, plan):
        return TableLook(
            choices=plan.choices,
            sheets=tuple(sheet.name for sheet in file.sheets),
            sheet=plan.sheet.name,
            header_row=plan.columns.header_row,
            heads=_heads(file, plan),
            layout=plan.layout,
            order=plan.how.order,
            proved=plan.how.proved,
            columns=_columns(file, plan),
            missing=tuple(missing_fields(plan.columns, gifts=query.kind is ImportKind.GIFTS)),
            form=file.form,
        )


@contextmanager
def table_read(
    path: Path, kind: ImportKind, choices: Choices, ctx: Context
) -> Iterator[tuple[TableFile, Plan]]:
    """Open a file, settle how it is read with what is remembered, and close it at the end.

    Raises:
        Refused: When there is no such sheet, or nothing in it.
        Trouble: When the file cannot be read.
    """
    file = ctx.tools.tables.open(path, choices.form)
    try:
        yield file, settle(file, kind, choices, ctx.clock.today().year, memories(kind, ctx))
    finally:
        file.close()


def _heads(file: TableFile, plan: Plan) -> tuple[tuple[int, str], ...]:
    found = []
    for number, cells in islice(file.rows(plan.sheet.name), _HEADS):
        text = " · ".join(filter(None, map(text_of, cells)))
        found.append((number, text if len(text) <= _SHORT else f"{text[:_SHORT]}…"))
    return tuple(found)


def _columns(file: TableFile, plan: Plan) -> list[LookedColumn]:
    rows = list(islice(data_rows(file, plan.sheet.name, plan.columns.header_row), _LOOKED_AT))
    found = []
    for column in plan.columns.columns:
        texts = (text_of(cells[column.index]) for cells in rows if column.index < len(cells))
        examples = tuple(dict.fromkeys(text for text in texts if text))[:_EXAMPLES]
        found.append(LookedColumn(column, examples, _policy(column.field, plan.choices)))
    return found


def _policy(wanted: Field | None, choices: Choices) -> UpdatePolicy:
    if wanted in choices.replaced:
        return UpdatePolicy.REPLACE
    return UpdatePolicy.KEEP if wanted in choices.untouched else UpdatePolicy.FILL
