# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The accountant's package: one archive with controls, entries, lists and bank slips of a year."""

import tempfile
import zipfile
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

from app.domain.exports.fec import description, fec_name, write_fec
from app.domain.exports.fec_rules import blocking, examine
from app.domain.exports.ledger import chart_on, entries_of, totals
from app.domain.organisation import HOME
from app.domain.users import Permission
from app.kernel.command import LongCommand, handles
from app.kernel.errors import Refused, Trouble
from app.kernel.files import put_whole
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.context import LongContext
from app.usecases.exports.books import read_books
from app.usecases.exports.controls import Control, Told, controls
from app.usecases.exports.sheets import workbook
from app.usecases.ports import UnitOfWork
from app.usecases.ports.tools import Tools

_MADE = (1980, 1, 1, 0, 0, 0)
"""The same year always gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What a package holds.

    Attributes:
        files: Names inside the archive, the controls first.
        entries, lines: How many entries, and lines of entries.
        final: The year is over; else what is told may still change.
    """

    path: Path
    files: tuple[str, ...]
    entries: int
    lines: int
    debit_cents: int
    credit_cents: int
    controls: Sequence[Control]
    final: bool

    @property
    def ok(self) -> bool:
        """Whether every control agrees."""
        return all(one.ok for one in self.controls)


@dataclass(frozen=True, slots=True)
class ExportAccountant(LongCommand[Packed]):
    """Write the accountant's package of the twelve months that end on a day.

    Attributes:
        path: Ends in .zip.
        closing: The last day of the fiscal year, whichever month the association closes in.
        names: Name the donors in the lists; by default no person is told.
    """

    permission: ClassVar[str] = Permission.DATA_EXPORT
    path: Path
    closing: date
    names: bool = False


def packed_sentence(packed: Packed) -> str:
    """Say what was written, and whether its sums agree."""
    written = ngettext(
        "{count} entry of {amount} was written in {file}.",
        "{count} entries of {amount} in all were written in {file}.",
        packed.entries,
    )
    amount = format_amount(packed.debit_cents)
    sentence = written.format(count=packed.entries, amount=amount, file=packed.path.name)
    wrong = [one.name for one in packed.controls if not one.ok]
    if not wrong:
        return f"{sentence} {_('All its controls agree.')}"
    differs = _("These controls differ, look at the first sheet: {names}.")
    return f"{sentence} {differs.format(names='; '.join(wrong))}"


def provisional_sentence() -> str:
    """Say that the year may still change."""
    return _("The year is not over: these figures are provisional, the entries are not final.")


def first_day(closing: date) -> date:
    """Return the first of the twelve months that end on a day."""
    after = closing + timedelta(days=1)
    leap_day = (after.month, after.day) == (2, 29)
    return after.replace(year=after.year - 1, day=28 if leap_day else after.day)


@handles(ExportAccountant)
def export_accountant(cmd: ExportAccountant, ctx: LongContext) -> Generator[None, None, Packed]:
    """Write it from one consistent reading, whole or not at all.

    Raises:
        Refused: When the name does not end in .zip, or the law is not that of French associations.
        Trouble: When the folder or the disk does not take it, or a kept slip is damaged.
    """
    if cmd.path.suffix.lower() != ".zip":
        message = _("“{name}” does not end in .zip: the accountant's package is one archive.")
        raise Refused("accountant.ending", message.format(name=cmd.path.name), "path")
    final = cmd.closing < ctx.clock.today()
    with ctx.read() as uow:
        if uow.organisation.get().receipt_country != HOME:
            message = _("The chart of accounts is that of French associations: export the gifts.")
            raise Refused("accountant.french", message)
        told = _read(cmd, uow)
        try:
            files = _write(cmd, told, uow, ctx.tools, final=final)
        except OSError as error:
            message = _(
                "{path} cannot be written: {why}. Choose another folder, or free some space."
            )
            sentence = message.format(path=cmd.path, why=error.strerror or error)
            raise Trouble("file.unwritable", sentence) from error
    debits, credits_ = totals(told.entries)
    with ctx.begin() as uow:
        noted = {"closing": [None, cmd.closing.isoformat()], "names": [None, cmd.names]}
        uow.audit.note("exports", 0, "exported", {"list": [None, "accountant"], **noted})
    yield
    return Packed(
        path=cmd.path,
        files=files,
        entries=len(told.entries),
        lines=sum(len(entry.lines) for entry in told.entries),
        debit_cents=debits,
        credit_cents=credits_,
        controls=controls(told),
        final=final,
    )


def _read(cmd: ExportAccountant, uow: UnitOfWork) -> Told:
    first, last = first_day(cmd.closing), cmd.closing
    books, chart = read_books(uow, first, last), chart_on(last)
    years = range(first.year, last.year + 1)
    return Told(
        books=books,
        entries=entries_of(books.postings, chart),
        chart=chart,
        funds=uow.funds.all(),
        register=[
            line
            for year in years
            for line in uow.receipts.register(year)
            if first <= line.issued_on <= last
        ],
        received_cents=uow.gifts.sum_between(first, last)[1],
        names=cmd.names,
    )


def _write(
    cmd: ExportAccountant, told: Told, uow: UnitOfWork, tools: Tools, *, final: bool
) -> tuple[str, ...]:
    with put_whole(cmd.path, mode=0o600) as fresh, zipfile.ZipFile(fresh, "w") as archive:
        for name, body in _files(cmd, told, uow, tools, final=final):
            entry = zipfile.ZipInfo(name, _MADE)
            archive.writestr(entry, body, zipfile.ZIP_DEFLATED)
        return tuple(archive.namelist())


def _files(
    cmd: ExportAccountant, told: Told, uow: UnitOfWork, tools: Tools, *, final: bool
) -> Iterator[tuple[str, bytes]]:
    """Yield the names and the bytes of the archive, the controls first."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "controls.xlsx"
        tools.tables.write_book(path, workbook(told))
        yield f"1-{_('controls')}-{cmd.closing:%Y-%m-%d}.xlsx", path.read_bytes()
    name = fec_name(uow.organisation.get().siren, cmd.closing)
    body = write_fec(told.entries, told.chart, cmd.closing if final else None)
    if broken := blocking(examine(body, (told.books.first, told.books.last))):
        rules = ", ".join(sorted(broken))
        message = _("The file of entries breaks rule {rules}: nothing was written. Tell us of it.")
        raise Trouble("accountant.fec", message.format(rules=rules))
    yield name, body
    lines = sum(len(entry.lines) for entry in told.entries)
    words = description(name, told.chart, lines)
    yield f"{name.removesuffix('.txt')}-description.txt", words.encode("utf-8")
    for deposit in told.books.deposits:
        if sha256 := uow.deposits.get(deposit.id).document_sha256:
            yield f"{_('slips')}/{deposit.number}.pdf", uow.documents.read(sha256)
