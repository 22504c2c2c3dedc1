# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The accountant's package: one archive with controls, entries, lists and bank slips of a year."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from app.domain.accounting import FiscalYear
from app.domain.exports.ledger import totals
from app.domain.users import Permission
from app.kernel.command import LongCommand, handles
from app.kernel.errors import Refused, Trouble
from app.kernel.files import put_whole
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.context import LongContext
from app.usecases.exports.controls import Control, Told, controls
from app.usecases.exports.package import (
    Period,
    add_slips,
    first_on,
    read_told,
    refuse_elsewhere,
    write_archive,
    write_kept,
)


@dataclass(frozen=True, slots=True)
class Packed:
    """What a package holds.

    Attributes:
        files: Names inside the archive, the controls first.
        entries, lines: How many entries, and lines of entries.
        final: The year is closed; else what is told may still change.
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
    """Write the accountant's package of the fiscal year that ends on a day.

    That of a closed year is the one kept when it was closed, to the byte.

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
    return _("The year is not closed: these figures are provisional, the entries are not final.")


@handles(ExportAccountant)
def export_accountant(cmd: ExportAccountant, ctx: LongContext) -> Generator[None, None, Packed]:
    """Write it from one consistent reading, whole or not at all.

    Raises:
        Refused: When the name does not end in .zip, or the law is not that of French associations.
        Trouble: When the folder or the disk does not take it, or a kept document is damaged.
    """
    if cmd.path.suffix.lower() != ".zip":
        message = _("“{name}” does not end in .zip: the accountant's package is one archive.")
        raise Refused("accountant.ending", message.format(name=cmd.path.name), "path")
    with ctx.read() as uow:
        refuse_elsewhere(uow)
        year = uow.years.ending(cmd.closing)
        period = Period(first=first_on(uow, cmd.closing), last=cmd.closing, names=cmd.names)
        told = read_told(period, uow)
        kept = uow.documents.read(year.package_sha256) if year and year.closed else b""
        try:
            with put_whole(cmd.path, mode=0o600) as fresh:
                if kept:
                    write_kept(fresh, kept, told, ctx.tools)
                else:
                    write_archive(fresh, period, told, uow, ctx.tools)
                files = add_slips(fresh, told, uow)
        except OSError as error:
            message = _(
                "{path} cannot be written: {why}. Choose another folder, or free some space."
            )
            sentence = message.format(path=cmd.path, why=error.strerror or error)
            raise Trouble("file.unwritable", sentence) from error
    with ctx.begin() as uow:
        noted = {"closing": [None, cmd.closing.isoformat()], "names": [None, cmd.names]}
        uow.audit.note("exports", 0, "exported", {"list": [None, "accountant"], **noted})
    yield
    return _as_closed(cmd, files, year, told) if year and kept else _packed(cmd, files, told)


def _packed(cmd: ExportAccountant, files: tuple[str, ...], told: Told) -> Packed:
    debits, credits_ = totals(told.entries)
    return Packed(
        path=cmd.path,
        files=files,
        entries=len(told.entries),
        lines=sum(len(entry.lines) for entry in told.entries),
        debit_cents=debits,
        credit_cents=credits_,
        controls=controls(told),
        final=False,
    )


def _as_closed(
    cmd: ExportAccountant, files: tuple[str, ...], year: FiscalYear, told: Told
) -> Packed:
    return Packed(
        path=cmd.path,
        files=files,
        entries=year.entries,
        lines=year.lines,
        debit_cents=year.debit_cents,
        credit_cents=year.debit_cents,
        controls=[
            Control(
                _("Gifts booked when the year was closed = gifts booked now"),
                year.cents,
                sum(one.line.cents for one in told.books.booked),
                _("By fund"),
            )
        ],
        final=True,
    )
