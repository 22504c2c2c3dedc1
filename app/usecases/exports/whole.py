# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole dossier in open formats: nobody is captive of this program."""

import tempfile
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from app.domain.exports import CellKind, Column, Conventions
from app.domain.exports.dictionary import DataKind, TableFacts, leaving, left_out, tells_secret
from app.domain.users import Permission
from app.kernel.command import LongCommand, handles
from app.kernel.errors import Refused, Trouble
from app.kernel.files import put_whole
from app.kernel.i18n import _, ngettext
from app.kernel.progress import Progress
from app.usecases.context import LongContext
from app.usecases.exports.bundle import Bundle
from app.usecases.exports.told import controls_sheet, dictionary_sheet, read_me
from app.usecases.exports.vault import documents_sheet
from app.usecases.ports import UnitOfWork
from app.usecases.ports.tables import Sheet, Tables

_SHOWN_EVERY = 1_000
_LONGEST_CELL = 32_767
"""What a cell of a workbook holds (Office Open XML, ECMA-376)."""
_TRAIL = "audit_entry"
_WIDTHS = {CellKind.COUNT: 12, CellKind.DAY: 12}
_KINDS = {
    DataKind.NUMBER: CellKind.COUNT,
    DataKind.YES_NO: CellKind.COUNT,
    DataKind.DAY: CellKind.DAY,
}


class WholeForm(StrEnum):
    """How the tables are written."""

    CSV = "csv"
    """One text table each."""
    WORKBOOK = "workbook"
    """One sheet each of a workbook."""


@dataclass(frozen=True, slots=True)
class WholeOut:
    """What left.

    Attributes:
        files: How many are in the archive, its manifest besides.
        missing: Documents that could not be read, in sentences.
    """

    path: Path
    tables: int
    rows: int
    documents: int
    files: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportWhole(LongCommand[WholeOut]):
    """Write every table and every document of the dossier into one archive.

    Secrets stay: passphrases, the key of the seal, the key of the fingerprints of accounts.

    Attributes:
        path: Of the archive, which ends in .zip.
    """

    permission: ClassVar[str] = Permission.DATA_EXPORT
    path: Path
    form: WholeForm = WholeForm.CSV


def whole_sentence(out: WholeOut) -> str:
    """Say what left, and which documents could not."""
    written = ngettext(
        "{rows} row of {tables} tables and {documents} documents written in {file}.",
        "{rows} rows of {tables} tables and {documents} documents written in {file}.",
        out.rows,
    )
    counts = {"rows": out.rows, "tables": out.tables, "documents": out.documents}
    shown = {name: f"{count:,}".replace(",", "\u202f") for name, count in counts.items()}
    sentence = written.format(**shown, file=out.path.name)
    if not out.missing:
        return sentence
    lacking = _("These documents could not be read: {names}. Restore them from a backup.")
    return f"{sentence} {lacking.format(names='; '.join(out.missing))}"


@handles(ExportWhole)
def export_whole(cmd: ExportWhole, ctx: LongContext) -> Generator[None, None, WholeOut]:
    """Write it from one consistent reading, whole or not at all.

    Raises:
        Refused: When the name does not end in .zip, or a sheet cannot hold the rows of a table.
        Trouble: When the folder or the disk does not take it.
    """
    if cmd.path.suffix.lower() != ".zip":
        message = _("“{name}” does not end in .zip: the whole dossier is one archive.")
        raise Refused("whole.ending", message.format(name=cmd.path.name), "path")
    with ctx.read() as uow:
        try:
            out = _write(cmd, uow, ctx)
        except OSError as error:
            message = _(
                "{path} cannot be written: {why}. Choose another folder, or free some space."
            )
            sentence = message.format(path=cmd.path, why=error.strerror or error)
            raise Trouble("file.unwritable", sentence) from error
    with ctx.begin() as uow:
        noted = {"rows": [None, out.rows], "documents": [None, out.documents]}
        told = {"list": [None, "whole"], "form": [None, cmd.form.value], **noted}
        uow.audit.note("exports", 0, "exported", told)
    yield
    return out


def _write(cmd: ExportWhole, uow: UnitOfWork, ctx: LongContext) -> WholeOut:
    tables = [leaving(one) for one in uow.everything.tables() if not left_out(one.name)]
    counts = {one.name: uow.everything.count(one.name) for one in tables}
    meter = _Meter(ctx.progress, sum(counts.values()) + counts["document"])
    with (
        put_whole(cmd.path, mode=0o600) as fresh,
        tempfile.TemporaryDirectory(prefix=".", dir=cmd.path.parent) as aside,
        Bundle(fresh) as bundle,
    ):
        bundle.put(f"{_('READ ME')}.txt", read_me(uow, ctx.clock.now()).encode("utf-8-sig"))
        documents, stored = documents_sheet(uow, bundle, meter.one)
        head = [
            dictionary_sheet(uow.everything.tables()),
            controls_sheet(tables, counts, uow.everything.sums()),
        ]
        if cmd.form is WholeForm.CSV:
            for sheet in (*head, documents):
                _put_text(sheet, sheet.title, Path(aside), bundle, ctx.tools.tables)
            for one in tables:
                sheet = _sheet(one, _rows(one, uow, meter))
                _put_text(sheet, f"tables/{one.name}", Path(aside), bundle, ctx.tools.tables)
        else:
            book = Path(aside) / "dossier.xlsx"
            sheets = [_sheet(t, _fitting(t, _rows(t, uow, meter), bundle)) for t in tables]
            ctx.tools.tables.write_book(book, [*head, *sheets, documents])
            bundle.take(book.name, book)
    return WholeOut(
        path=cmd.path,
        tables=len(tables),
        rows=sum(counts.values()),
        documents=stored.count,
        files=bundle.files,
        missing=tuple(stored.missing),
    )


def _put_text(sheet: Sheet, name: str, aside: Path, bundle: Bundle, tables: Tables) -> None:
    path = aside / f"{sheet.title}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        tables.write_text(file, sheet.columns, sheet.rows, Conventions.INTERNATIONAL)
    bundle.take(f"{name}.csv", path)


class _Meter:
    """Counts what is done, and tells it now and then."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def one(self) -> None:
        """Count one more."""
        self._done += 1
        if self._done % _SHOWN_EVERY == 0:
            self._progress.step(self._done, self._total, _("rows"))


def _sheet(facts: TableFacts, rows: Iterator[Sequence[object]]) -> Sheet:
    kinds = [_KINDS.get(column.kind, CellKind.TEXT) for column in facts.columns]
    columns = [
        Column(column.name, kind, _WIDTHS.get(kind, 20))
        for column, kind in zip(facts.columns, kinds, strict=True)
    ]
    return Sheet(facts.name, columns, rows)


def _rows(facts: TableFacts, uow: UnitOfWork, meter: _Meter) -> Iterator[Sequence[object]]:
    names = [column.name for column in facts.columns]
    for row in uow.everything.rows(facts):
        meter.one()
        cells = [_plain(value) for value in row]
        if facts.name == _TRAIL:
            cells = _without_secrets(names, cells)
        yield cells


def _without_secrets(names: Sequence[str], cells: list[object]) -> list[object]:
    """Take values and salt from an entry that tells a secret; the chain, of digests, verifies."""
    if not tells_secret(str(cells[names.index("values")])):
        return cells
    return ["" if name in {"salt", "values"} else cells[i] for i, name in enumerate(names)]


def _plain(value: object) -> object:
    match value:
        case bool():
            return int(value)
        case datetime():
            return value.isoformat()
    return value


def _fitting(
    facts: TableFacts, rows: Iterator[Sequence[object]], bundle: Bundle
) -> Iterator[Sequence[object]]:
    """Put texts no cell can hold beside the workbook, whole, and name the file in the cell."""
    keys = [index for index, column in enumerate(facts.columns) if column.key]
    for row in rows:
        cells = list(row)
        for index, value in enumerate(cells):
            if isinstance(value, str) and len(value) > _LONGEST_CELL:
                key = "-".join(str(row[one]) for one in keys)
                name = f"texts/{facts.name}-{key}-{facts.columns[index].name}.txt"
                bundle.put(name, value.encode())
                cells[index] = name
        yield cells
