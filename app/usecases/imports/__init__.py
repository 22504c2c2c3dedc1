# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors and gifts out of somebody's table: tried, brought in, told, undone."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar

from app.domain.imports.fields import ImportKind
from app.domain.imports.matching import UpdatePolicy
from app.domain.users import Permission
from app.kernel.collecting import collected_rarely
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.formats import format_instant
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.imports.bringing import Bringing
from app.usecases.imports.choices import Choices
from app.usecases.imports.memory import chosen, memories
from app.usecases.imports.plan import Plan, make_plan
from app.usecases.imports.report import ImportReport, is_repeat, rejected_words
from app.usecases.imports.shares import tell_shares
from app.usecases.imports.watched import WatchedTable
from app.usecases.ports.imports import ImportRun, Totals
from app.usecases.ports.tables import TableFile


@dataclass(frozen=True, slots=True)
class RunImport(Command[ImportReport]):
    """Bring in a table, in one transaction: all of it, or nothing.

    Attributes:
        choices: What a person decided in place of what would be guessed.
        policy: What may change of donors on file.
        dry_run: Do it all, tell it all, and roll it back.
    """

    permission: ClassVar[str] = Permission.DATA_IMPORT
    kind: ImportKind
    path: Path
    choices: Choices = field(default_factory=Choices)
    policy: UpdatePolicy = UpdatePolicy.FILL
    dry_run: bool = False

    @property
    def copied_first(self) -> bool:
        """A rehearsal writes nothing."""
        return not self.dry_run


@handles(RunImport)
def run_import(cmd: RunImport, ctx: Context) -> ImportReport:
    """Read, recognise, write, and compare the dossier before and after.

    Raises:
        Refused: When a column that must be there is not recognised, or a row is rejected where all
            of them were wanted.
        Trouble: When the file cannot be read.
    """
    file = ctx.tools.tables.open(cmd.path, cmd.choices.form)
    try:
        known = memories(cmd.kind, ctx)
        watched = WatchedTable(file, ctx.progress)
        plan = make_plan(watched, cmd.kind, cmd.choices, ctx.clock.today().year, known)
        earlier = _earlier(file, cmd, plan.sheet.name, ctx)
        report = _blank_report(cmd, file, plan, ctx)
        held = ctx.uow.imports.shares()
        run = earlier or ctx.uow.imports.start(_new_run(cmd, file, ctx))
        bringing = Bringing(run, cmd.kind, plan, report, ctx, cmd.policy, repeat=bool(earlier))
        with collected_rarely():
            bringing.bring_all(file)
            report.tell_untold()
            tell_shares(report, held, bringing.shares, ctx)
            report.arrivals = bringing.arrivals
    finally:
        file.close()
    report.after = ctx.uow.imports.totals()
    _check_sums(report)
    if report.all_or_nothing and report.rejected and not cmd.dry_run:
        raise Refused("import.rejected", rejected_words(report))
    if earlier is not None:
        message = _("{file} was already imported on {when}: nothing was added.")
        when = format_instant(earlier.at)
        report.already_imported = message.format(file=file.name, when=when)
    if cmd.dry_run or earlier is not None:
        report.run = earlier.id if earlier else 0
        ctx.uow.undo_all()
        return report
    report.run = run.id
    outcome = json.dumps(report.as_json(), ensure_ascii=False)
    ctx.uow.imports.finish(replace(run, outcome=outcome))
    brought = {
        "file": [None, file.name],
        "donors": [report.before.donors, report.after.donors],
        "gifts": [report.before.gifts, report.after.gifts],
        "cents": [report.before.cents, report.after.cents],
    }
    ctx.uow.audit.note("imports", run.id, "imported", brought)
    return report


def _blank_report(cmd: RunImport, file: TableFile, plan: Plan, ctx: Context) -> ImportReport:
    report = ImportReport(
        dry_run=cmd.dry_run,
        file=file.name,
        sheet=plan.sheet.name,
        other_sheets=tuple(s.name for s in file.sheets if s.name != plan.sheet.name),
        merged=plan.sheet.merged,
        conventions=_conventions(file, plan),
        profile=plan.layout,
        asked=cmd.choices.asked,
        all_or_nothing=plan.choices.all_or_nothing,
        chosen=chosen(plan.choices, plan.head),
        before=ctx.uow.imports.totals(),
    )
    report.tell_columns(plan.columns)
    return report


def _conventions(file: TableFile, plan: Plan) -> str:
    if plan.how.proved:
        return file.conventions
    # Only a choice of the person, or a day past the twelfth, tells 03/04 from 04/03.
    told = _("{conventions}; days taken for day, month, year: nothing in the file proves it")
    return told.format(conventions=file.conventions)


def _new_run(cmd: RunImport, file: TableFile, ctx: Context) -> ImportRun:
    return ImportRun(
        kind=cmd.kind.value,
        file_name=file.name,
        file_sha256=file.sha256,
        at=ctx.clock.now(),
        by=ctx.actor.name,
    )


def _earlier(file: TableFile, cmd: RunImport, sheet: str, ctx: Context) -> ImportRun | None:
    """Return the import of the same sheet of the same file that still stands."""
    asked = cmd.choices.asked
    for run in ctx.uow.imports.all():
        same = run.file_sha256 == file.sha256 and run.kind == cmd.kind.value
        if same and run.undone_at is None and is_repeat(run.outcome, sheet, asked=asked):
            return run
    return None


def _check_sums(report: ImportReport) -> None:
    """Refuse an import whose sums do not meet, to the cent: nothing of it is then kept."""
    grown = Totals(
        report.before.donors + report.created_donors,
        report.before.gifts + report.created_gifts,
        report.before.cents + report.imported_cents,
    )
    parts = report.imported_cents + report.rejected_cents + report.duplicate_cents
    parts += report.other_cents
    if grown != report.after or parts != report.file_cents:
        message = _("The sums of the import do not meet: nothing was written. Report this fault.")
        raise Refused("import.sums", message)


@dataclass(frozen=True, slots=True)
class ListImports(Query[Sequence[ImportRun]]):
    """Tell every import, the latest first."""


@handles(ListImports)
def list_imports(_query: ListImports, ctx: Context) -> Sequence[ImportRun]:
    """Return the runs."""
    return ctx.uow.imports.all()
