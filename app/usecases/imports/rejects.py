# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows an import rejected, as a workbook to mend and to import."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar

from app.domain.exports import Column
from app.domain.imports.cells import Cell, column_letters, text_of
from app.domain.imports.fields import ImportKind
from app.domain.users import Permission
from app.kernel.command import Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.imports.choices import Choices
from app.usecases.imports.memory import choices_of, memories
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
    file = ctx.tools.tables.open(query.path, query.choices.form)
    try:
        return _write(file, query, ctx)
    finally:
        file.close()


@dataclass(frozen=True, slots=True)
class WriteRejectedAgain(Query[int]):
    """Write the rows a former import rejected, out of its own file.

    The dossier keeps which rows they are and why, not what stands in them: a file of persons is not
    kept twice.

    Attributes:
        run_id: The import.
        path: Its file, wherever it is now.
        target: Its ending tells the format: .xlsx, .ods or .csv.
    """

    permission: ClassVar[str] = Permission.DATA_IMPORT
    run_id: int
    path: Path
    target: Path


@handles(WriteRejectedAgain)
def write_rejected_again(query: WriteRejectedAgain, ctx: Context) -> int:
    """Write them, and return how many there are.

    Raises:
        Refused: When it is another file, when nothing was rejected, or when the ending is none of
            .xlsx, .ods, .csv.
        Trouble: When the file cannot be read any more, or the other not be written.
    """
    run = ctx.uow.imports.get(query.run_id)
    told: Mapping[str, Any] = json.loads(run.outcome) if run.outcome else {}
    rejected = tuple(RejectedRow(**one) for one in told.get("rejected", ()))
    if not rejected:
        message = _("Import {run} rejected no row: there is nothing to mend.")
        raise Refused("import.no_rejects", message.format(run=run.id))
    decided = choices_of(told.get("chosen") or {})
    file = ctx.tools.tables.open(query.path, decided.form)
    try:
        if file.sha256 != run.file_sha256:
            message = _("{file} is not the file of import {run}: choose {name} as it was then.")
            words = message.format(file=file.name, run=run.id, name=run.file_name)
            raise Refused("import.other_file", words, "path")
        choices = replace(
            decided,
            # A text table is called as its file is now.
            sheet=told["sheet"] if len(file.sheets) > 1 else "",
            header_row=told["header_row"],
        )
        wanted = WriteRejected(ImportKind(run.kind), query.path, rejected, query.target, choices)
        return _write(file, wanted, ctx)
    finally:
        file.close()


def _write(file: TableFile, query: WriteRejected, ctx: Context) -> int:
    known = memories(query.kind, ctx)
    plan = settle(file, query.kind, query.choices, ctx.clock.today().year, known)
    reasons = {one.row: _reason(one) for one in query.rejected}
    width = max((len(cells) for _number, cells in _rows(file, plan, reasons)), default=0)
    titles = [text_of(cell) for cell in plan.head]
    titles += [column_letters(place) for place in range(len(titles), width)]
    columns = [Column(title or column_letters(i), width=_WIDTH) for i, title in enumerate(titles)]
    columns.append(Column(_("To mend"), width=_WIDE))
    rows = (
        [*map(text_of, cells), *[""] * (len(titles) - len(cells)), reasons[number]]
        for number, cells in _rows(file, plan, reasons)
    )
    return ctx.tools.tables.write(query.target, _("Rejected rows"), columns, rows)


def _rows(
    file: TableFile, plan: Plan, wanted: Mapping[int, str]
) -> Iterator[tuple[int, list[Cell]]]:
    return (row for row in file.rows(plan.sheet.name) if row[0] in wanted)


def _reason(one: RejectedRow) -> str:
    told = _("row {row}, {column}: “{found}”; expected {expected}")
    column = one.column or _("whole row")
    return told.format(row=one.row, column=column, found=one.found, expected=one.expected)
