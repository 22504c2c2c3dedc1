# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs that bring tables in, and take them back."""

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from app.cli.console import Console, table
from app.cli.imports.decided import read_mapping, read_people, read_repairs
from app.cli.main import Verbs
from app.domain.gifts import MONEY_MEANS, Means
from app.domain.imports.fields import ImportKind
from app.domain.imports.matching import UpdatePolicy
from app.domain.imports.profiles import profiles
from app.kernel.formats import format_instant
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.imports import ListImports, RunImport
from app.usecases.imports.choices import Choices
from app.usecases.imports.groups import GroupValues, ValueGroup, finding_words
from app.usecases.imports.likely import FindLikely
from app.usecases.imports.rejects import WriteRejected, WriteRejectedAgain
from app.usecases.imports.report import ImportReport, LikelyDouble
from app.usecases.imports.undoing import UndoImport, held_words, why_held
from app.usecases.office import Office
from app.usecases.ports.imports import ImportRun
from app.usecases.ports.tables import ENCODINGS, SEPARATORS, TextForm

_SHOWN = 20
"""How many rows of each kind are told one by one on a terminal; JSON has them all."""


def add_verbs(verbs: Verbs) -> None:
    """Add ``import donors``, ``import gifts``, ``import history`` and ``import undo``."""
    imports = verbs.group("import", _("tables brought in"))
    for kind, told in (
        (ImportKind.DONORS, _("bring donors in from a table")),
        (ImportKind.GIFTS, _("bring gifts in from a table, and donors they name")),
    ):
        verb = imports.add(kind.value, told, _import)
        verb.set_defaults(kind=kind)
        verb.add_argument("source", type=Path, metavar=_("FILE"))
        verb.add_argument("--sheet", default="", help=_("the sheet to read"))
        _add_form(verb)
        layout = verb.add_mutually_exclusive_group()
        layout.add_argument("--profile", default="", help=_("a known layout, or none"))
        layout.add_argument("--mapping", type=Path, help=_("a JSON file: which column is which"))
        _add_strictness(verb, kind)
        if kind is ImportKind.GIFTS:
            _add_gift_choices(verb)
        verb.add_argument(
            "--repairs", type=Path, help=_("a JSON file: what values are taken for, by field")
        )
        verb.add_argument(
            "--people", type=Path, help=_("a JSON file: whom rows speak of, by row number")
        )
        policies = [policy.value for policy in UpdatePolicy]
        verb.add_argument("--update", choices=policies, default=UpdatePolicy.FILL.value)
        verb.add_argument(
            "--rejected", type=Path, metavar=_("TABLE"), help=_("write the rejected rows there")
        )
        verb.add_argument("--dry-run", action="store_true", help=_("tell, and write nothing"))
        verb.add_argument(
            "--values", action="store_true", help=_("only tell the values that want a look")
        )
    imports.add("profiles", _("list the layouts that are known"), _profiles)
    imports.add("history", _("list the imports"), _history)
    rejected = imports.add("rejected", _("write the rows a former import rejected"), _rejected)
    rejected.add_argument("run", type=int, metavar=_("RUN"))
    rejected.add_argument("source", type=Path, metavar=_("FILE"), help=_("the file it read"))
    rejected.add_argument("target", type=Path, metavar=_("TABLE"))
    undo = imports.add("undo", _("take an import back"), _undo)
    undo.add_argument("run", type=int, metavar=_("RUN"))
    undo.add_argument(
        "--rest", action="store_true", help=_("leave what something done since rests on")
    )


def _add_form(verb: argparse.ArgumentParser) -> None:
    told = _("of a text table, where what is found out is wrong")
    verb.add_argument("--encoding", choices=ENCODINGS, default="", help=told)
    verb.add_argument("--separator", choices=tuple(SEPARATORS), default="", help=told)


def _add_strictness(verb: argparse.ArgumentParser, kind: ImportKind) -> None:
    told = _("bring nothing in while a row is rejected")
    verb.add_argument("--all-or-nothing", action="store_true", help=told)
    if kind is ImportKind.DONORS:
        told = _("reject new donors without address, telephone or e-mail")
        verb.add_argument("--contact-needed", action="store_true", help=told)


def _add_gift_choices(verb: argparse.ArgumentParser) -> None:
    means = [one.value for one in Means if one in MONEY_MEANS]
    verb.add_argument(
        "--means", choices=means, help=_("how the gifts were paid that do not say it")
    )
    verb.add_argument(
        "--receipted",
        action="store_true",
        help=_("the program used before issued the receipts of these gifts"),
    )
    verb.add_argument(
        "--asked",
        action="store_true",
        help=_("take the rows too that the layout leaves to you to decide on"),
    )


def _import(office: Office, options: argparse.Namespace, console: Console) -> None:
    choices = (
        read_mapping(options.mapping, options.sheet)
        if options.mapping
        else Choices(sheet=options.sheet, profile=options.profile)
    )
    if options.kind is ImportKind.GIFTS:
        means = Means(options.means) if options.means else None
        told = {"means": means, "receipted": options.receipted, "asked": options.asked}
        choices = replace(choices, **told)
    else:
        choices = replace(choices, contact_needed=options.contact_needed)
    form = TextForm(options.encoding, SEPARATORS.get(options.separator, ""))
    choices = replace(choices, all_or_nothing=options.all_or_nothing, form=form)
    if options.repairs:
        repairs, left = read_repairs(options.repairs)
        choices = replace(choices, repairs=repairs, unmended=left)
    if options.people:
        choices = replace(choices, people=read_people(options.people))
    if options.values:
        _tell_values(office, options, choices, console)
        return
    command = RunImport(
        kind=options.kind,
        path=options.source,
        choices=choices,
        policy=UpdatePolicy(options.update),
        dry_run=options.dry_run,
    )
    report = office.do(command, console.progress)
    if options.dry_run:
        report.likely[:] = office.ask(FindLikely(report.arrivals), console.progress)
    if options.rejected and report.rejected:
        rejected = tuple(report.rejected)
        office.ask(WriteRejected(options.kind, options.source, rejected, options.rejected, choices))
    console.answer(report.as_json(), _sentences(report))


def _tell_values(
    office: Office, options: argparse.Namespace, choices: Choices, console: Console
) -> None:
    found = office.ask(GroupValues(options.kind, options.source, choices))
    rows = [
        (g.column, g.found, g.rows, finding_words(g.finding), g.told, _decided(g))
        for g in found.groups
    ]
    heads = (_("Column"), _("Found"), _("Rows"), _("State"), _("Taken for"), _("To be taken for"))
    told = [asdict(replace(group, usual=())) for group in found.groups]
    console.answer({"values": told}, table(heads, rows))


def _decided(group: ValueGroup) -> str:
    return group.proposed if group.repaired is None else group.repaired


def _sentences(report: ImportReport) -> list[str]:
    lines = [f"{report.file} — {report.sheet} ({report.conventions})"]
    if report.profile:
        lines.append(_("Recognised layout: {profile}").format(profile=report.profile))
    if report.already_imported:
        lines.append(report.already_imported)
    columns = [(c.column, c.field or _("left out"), c.confidence) for c in report.columns]
    lines += ["", *table((_("Column"), _("Taken for"), _("Confidence")), columns), ""]
    told = (
        (_("Rows read"), report.read),
        (_("Donors created"), report.created_donors),
        (_("Gifts created"), report.created_gifts),
        (_("Donors updated"), report.updated),
        (_("Donors unchanged"), report.unchanged),
        (_("Gifts set aside, already on file"), report.duplicates),
        (_("Rows rejected"), len(report.rejected)),
        (_("Donors perhaps on file already"), len(report.likely)),
    )
    lines += [f"{label}: {count}" for label, count in told]
    sums = _("File {file} = imported {imported} + rejected {rejected} + set aside {aside}")
    if report.other_cents:
        sums = _(
            "File {file} = imported {imported} + rejected {rejected} + set aside {aside} + no gift"
            " {other}"
        )
    lines.append(
        sums.format(
            other=format_amount(report.other_cents),
            file=format_amount(report.file_cents),
            imported=format_amount(report.imported_cents),
            rejected=format_amount(report.rejected_cents),
            aside=format_amount(report.duplicate_cents),
        )
    )
    tally = [
        (_("Donors"), report.before.donors, report.after.donors),
        (_("Gifts"), report.before.gifts, report.after.gifts),
        (_("Total"), format_amount(report.before.cents), format_amount(report.after.cents)),
    ]
    lines += ["", *table(("", _("Before"), _("After")), tally), *_details(report), ""]
    lines += _shares(report)
    if report.dry_run:
        lines.append(_("This was a rehearsal: nothing was written."))
    elif not report.already_imported:
        lines.append(_("To take it back: import undo {run}").format(run=report.run))
    return lines


def _shares(report: ImportReport) -> list[str]:
    """Tell the sums that changed, by year, payment method and fund."""
    changed = [
        (one.name, format_amount(one.cents_before), format_amount(one.cents_after))
        for one in report.shares
        if one.cents_before != one.cents_after
    ]
    return [*table((_("By"), _("Before"), _("After")), changed), ""] if changed else []


def _details(report: ImportReport) -> list[str]:
    rejected = [
        _("Row {row} rejected, {column}: “{found}”; expected {expected}").format(
            row=r.row, column=r.column or _("whole row"), found=r.found, expected=r.expected
        )
        for r in report.rejected
    ]
    ignored = [
        _("Row {row} left out: {why}").format(row=r.row, why=r.why) for r in report.ignored_rows
    ]
    doubts = [
        _("Row {row}, {column}: “{found}” — {told}").format(
            row=d.row, column=d.column, found=d.found, told=d.told
        )
        for d in report.doubts
    ]
    likely = [
        _("Row {row}, {name}: surely {other} ({reasons})").format(**_double(one))
        if one.sure
        else _("Row {row}, {name}: perhaps {other} ({reasons})").format(**_double(one))
        for one in report.likely
    ]
    lines = []
    for group in (rejected, ignored, doubts, likely):
        lines += group[:_SHOWN]
        if (more := len(group) - _SHOWN) > 0:
            told = ngettext("… and {count} more row", "… and {count} more rows", more)
            lines.append(told.format(count=more))
    return ["", *lines] if lines else []


def _double(one: LikelyDouble) -> dict[str, object]:
    told = {"row": one.row, "name": one.name, "other": one.other}
    return {**told, "reasons": ", ".join(one.reasons)}


def _profiles(_office: Office, _options: argparse.Namespace, console: Console) -> None:
    known = sorted(profiles(), key=lambda one: one.id)
    rows = [(one.id, one.name, ", ".join(one.heads or one.titles[:4])) for one in known]
    told = [{"profile": one.id, "name": one.name, "heads": list(one.heads)} for one in known]
    heads = (_("Profile"), _("Program"), _("Recognised by"))
    console.answer({"profiles": told}, table(heads, rows))


def _history(office: Office, _options: argparse.Namespace, console: Console) -> None:
    runs = office.ask(ListImports())
    rows = [
        (
            run.id,
            format_instant(run.at),
            run.kind,
            run.file_name,
            run.by,
            format_instant(run.undone_at) if run.undone_at else "",
        )
        for run in runs
    ]
    heads = (_("Run"), _("When"), _("Kind"), _("File"), _("By"), _("Undone"))
    console.answer({"imports": [_told(run) for run in runs]}, table(heads, rows))


def _told(run: ImportRun) -> dict[str, Any]:
    outcome = json.loads(run.outcome) if run.outcome else {}
    keys = ("read", "created", "updated", "unchanged", "duplicates", "imported_cents")
    return {
        "run": run.id,
        "kind": run.kind,
        "file": run.file_name,
        "sha256": run.file_sha256,
        "at": run.at.isoformat(),
        "by": run.by,
        "undone_at": run.undone_at.isoformat() if run.undone_at else None,
        **{key: outcome.get(key) for key in keys},
        "rejected": len(outcome.get("rejected", ())),
    }


def _rejected(office: Office, options: argparse.Namespace, console: Console) -> None:
    count = office.ask(WriteRejectedAgain(options.run, options.source, options.target))
    told = ngettext("{count} row written: {file}", "{count} rows written: {file}", count)
    line = told.format(count=count, file=options.target)
    console.answer({"run": options.run, "rows": count, "file": str(options.target)}, [line])


def _undo(office: Office, options: argparse.Namespace, console: Console) -> None:
    undone = office.do(UndoImport(options.run, rest=options.rest))
    gone = undone.removed
    message = _("Import {run} is undone. Removed: donors {donors}, gifts {gifts}, total {sum}.")
    told = message.format(
        run=undone.run, donors=gone.donors, gifts=gone.gifts, sum=format_amount(gone.cents)
    )
    removed = {"donors": gone.donors, "gifts": gone.gifts, "cents": gone.cents}
    left = [{"what": held_words(one), "why": why_held(one)} for one in undone.left]
    lines = [told, *(_("Left: {what}: {why}").format(**one) for one in left)]
    answer = {"run": undone.run, "undone": not left, "removed": removed, "left": left}
    console.answer(answer, lines)
