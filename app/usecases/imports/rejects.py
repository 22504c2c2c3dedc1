# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows an import rejected, as a workbook to mend and to import."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from app.domain.exports import Column
from app.domain.imports.cells import Cell, column_letters, text_of
from app.domain.imports.fields import ImportKind
from app.domain.users import Permission
from app.kernel.command import Query, handles
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.imports.choices import Choices
from app.usecases.imports.memory import memories
from app.usecases.imports.plan import Plan, settle
from app.usecases.imports.report import RejectedRow
from app.usecases.ports.tables import TableFile

_WIDTH, _WIDE = 18, 60


@dataclass(frozen=True, slots=True)
class WriteRejected(Query[int]):
    """Write the rejected rows of a file to another, under the same heads, each with its reason.

    Attributes:
        kind, path, choices: As the import was asked for.
        rejected: Its rejected rows.
        target: Its ending tells the format: .xlsx, .ods or .csv.
    """

    permission: ClassVar[str] = Permission.DATA_IMPORT
    kind: ImportKind
    path: Path
    rejected: tuple[RejectedRow, ...]
    target: Path
    choices: Choices = field(default_factory=Choices)


@handles(WriteRejected)
def write_rejected(query: WriteRejected, ctx: Context) -> int:
    """Write them, and return how many there are.

    Raises:
        Refused: When the ending is none of .xlsx, .ods, .csv.
        Trouble: When the file cannot be read any more, or the other not be written.
    """
    file = ctx.tools.tables.open(query.path)
    try:
        known = memories(query.kind, ctx)
        plan = settle(file, query.kind, query.choices, ctx.clock.today().year, known)
        reasons = {one.row: _reason(one) for one in query.rejected}
        width = max((len(cells) for _number, cells in _rows(file, plan, reasons)), default=0)
        titles = [text_of(cell) for cell in plan.head]
        titles += [column_letters(place) for place in range(len(titles), width)]
        columns = [
            Column(title or column_letters(i), width=_WIDTH) for i, title in enumerate(titles)
        ]
        columns.append(Column(_("To mend"), width=_WIDE))
        rows = (
            [*map(text_of, cells), *[""] * (len(titles) - len(cells)), reasons[number]]
            for number, cells in _rows(file, plan, reasons)
        )
        return ctx.tools.tables.write(query.target, _("Rejected rows"), columns, rows)
    finally:
        file.close()


def _rows(
    file: TableFile, plan: Plan, wanted: Mapping[int, str]
) -> Iterator[tuple[int, list[Cell]]]:
    return (row for row in file.rows(plan.sheet.name) if row[0] in wanted)


def _reason(one: RejectedRow) -> str:
    told = _("row {row}, {column}: “{found}”; expected {expected}")
    column = one.column or _("whole row")
    return told.format(row=one.row, column=column, found=one.found, expected=one.expected)
