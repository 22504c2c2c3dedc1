# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the import pages say; no Qt."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.imports.decisions import Decisions
from app.domain.imports.fields import ImportKind
from app.kernel.formats import format_instant
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount
from app.usecases.imports.report import (
    Axis,
    ImportReport,
    LikelyDouble,
    ShareLine,
    rejected_words,
)
from app.usecases.imports.undoing import Undone
from app.usecases.ports.imports import ImportRun
from app.usecases.ports.tables import SEPARATORS

_NARROW = "\u202f"
ENDINGS = (".xlsx", ".xls", ".ods", ".csv", ".txt", ".zip")
"""Files that can be dropped on the page."""
_PRINT = 6


def is_table(text: str) -> bool:
    """Tell whether a text is rows of cells, as a spreadsheet copies them: a head and a row."""
    rows = [line for line in text.splitlines() if line.strip()]
    return len(rows) > 1 and any(sign in rows[0] for sign in SEPARATORS.values())


def pasted_name(text: str) -> str:
    """Return the name of the file a pasted table is kept in: the same table, the same name."""
    print_ = hashlib.sha256(text.encode()).hexdigest()[:_PRINT]
    return _("pasted table {print}.txt").format(print=print_)


@dataclass(frozen=True, slots=True)
class Tally:
    """One line of the totals before and after."""

    what: str
    before: str
    after: str
    gap: str


def step_names() -> list[str]:
    """Name the steps, in order."""
    return [_("File"), _("Columns"), _("Values"), _("Dry run"), _("Import")]


def kind_words() -> dict[ImportKind, str]:
    """Name what can be brought in."""
    return {
        ImportKind.DONORS: _("&Donors"),
        ImportKind.GIFTS: _("Gifts, with &their donors"),
    }


def count_text(count: int) -> str:
    """Write a count with thin spaces."""
    return f"{count:,}".replace(",", _NARROW)


def tallies(report: ImportReport) -> list[Tally]:
    """Return the totals before and after."""
    before, after = report.before, report.after
    return [
        _counted(_("Donors"), before.donors, after.donors),
        _counted(_("Gifts"), before.gifts, after.gifts),
        Tally(
            _("Total"),
            format_amount(before.cents),
            format_amount(after.cents),
            _more(after.cents - before.cents, format_amount(after.cents - before.cents)),
        ),
    ]


def _counted(what: str, before: int, after: int) -> Tally:
    added = after - before
    return Tally(what, count_text(before), count_text(after), _more(added, count_text(added)))


def axis_words(line: ShareLine) -> str:
    """Say by what a line sums."""
    words = {Axis.YEAR: _("Year"), Axis.MEANS: _("Payment method"), Axis.FUND: _("Fund")}
    return words[line.axis]


def share_gifts(line: ShareLine) -> str:
    """Say how many gifts a line has, and how many more than before."""
    added = line.gifts_after - line.gifts_before
    return (
        f"{count_text(line.gifts_after)} (+{count_text(added)})"
        if added
        else count_text(line.gifts_after)
    )


def share_gap(line: ShareLine) -> str:
    """Say what an import adds to a line."""
    gap = line.cents_after - line.cents_before
    return _more(gap, format_amount(gap))


def _more(number: int, text: str) -> str:
    """Give what was added its sign; nothing added has none."""
    return f"+{text}" if number > 0 else text


def file_sentence(report: ImportReport) -> str:
    """Say how the file was understood."""
    text = _("{file}, sheet “{sheet}”, head on row {row}; {conventions}.")
    if report.profile:
        text = _("{file}, layout “{profile}”, head on row {row}; {conventions}.")
    return text.format(
        profile=report.profile,
        file=report.file,
        sheet=report.sheet,
        row=report.header_row,
        conventions=report.conventions,
    )


def outcome_sentence(report: ImportReport) -> str:
    """Say what the rows become."""
    parts = [
        _part(
            ngettext("{count} donor created", "{count} donors created", report.created_donors),
            report.created_donors,
        ),
        _part(
            ngettext("{count} gift created", "{count} gifts created", report.created_gifts),
            report.created_gifts,
        ),
        _part(ngettext("{count} updated", "{count} updated", report.updated), report.updated),
        _part(
            ngettext("{count} unchanged", "{count} unchanged", report.unchanged), report.unchanged
        ),
        _part(
            ngettext("{count} already on file", "{count} already on file", report.duplicates),
            report.duplicates,
        ),
        _part(
            ngettext("{count} rejected", "{count} rejected", len(report.rejected)),
            len(report.rejected),
        ),
    ]
    read = ngettext("{count} row read", "{count} rows read", report.read)
    told = ", ".join(part for part in parts if part)
    head = read.format(count=count_text(report.read))
    return _("{rows}: {outcome}.").format(rows=head, outcome=told) if told else f"{head}."


def _part(text: str, count: int) -> str:
    return text.format(count=count_text(count)) if count else ""


def money_sentence(report: ImportReport) -> str:
    """Say where each cent of the file went, or nothing for a file without amounts."""
    if not report.file_cents:
        return ""
    text = _("File {file} = imported {imported} + rejected {rejected} + already there {known}.")
    if report.other_cents:
        text = _(
            "File {file} = imported {imported} + rejected {rejected} + already there {known}"
            " + no gift {other}."
        )
    return text.format(
        other=format_amount(report.other_cents),
        file=format_amount(report.file_cents),
        imported=format_amount(report.imported_cents),
        rejected=format_amount(report.rejected_cents),
        known=format_amount(report.duplicate_cents),
    )


def done_sentence(report: ImportReport) -> str:
    """Say what was brought in."""
    donors = ngettext("{count} donor", "{count} donors", report.created_donors)
    gifts = ngettext("{count} gift", "{count} gifts", report.created_gifts)
    text = _("Imported: {donors} and {gifts} added. It can be undone whole.")
    if report.updated:
        text = _("Imported: {donors} and {gifts} added, {sheets}. It can be undone whole.")
    sheets = ngettext("{count} sheet completed", "{count} sheets completed", report.updated)
    return text.format(
        donors=donors.format(count=count_text(report.created_donors)),
        gifts=gifts.format(count=count_text(report.created_gifts)),
        sheets=sheets.format(count=count_text(report.updated)),
    )


def likely_sentence(report: ImportReport) -> str:
    """Say how many donors would be made who are perhaps on file already, or nothing."""
    count = len({one.row for one in report.likely})
    sure = len({one.row for one in report.likely if one.sure})
    if not count:
        return ""
    text = ngettext(
        "{count} donor to be made looks like another, {sure} surely: decide under “On file?”.",
        "{count} donors to be made look like others, {sure} surely: decide under “On file?”.",
        count,
    )
    return text.format(count=count_text(count), sure=count_text(sure))


def piles_sentence(report: ImportReport, decisions: Decisions) -> str:
    """Say how many donors are recognised, to be decided on, and new; and what was decided."""
    doubtful = len({one.row for one in report.likely})
    text = _("Recognised: {known}. To look at: {doubtful}. New: {new}. Decided: {decided}.")
    return text.format(
        known=count_text(report.updated + report.unchanged),
        doubtful=count_text(doubtful),
        new=count_text(max(report.created_donors - doubtful, 0)),
        decided=count_text(len(decisions.rows)),
    )


def decided_sentence(count: int) -> str:
    """Say that the rehearsal is to be made again."""
    if not count:
        return _("Nothing is decided any more: rehearse again to import.")
    text = ngettext(
        "{count} row decided: rehearse again, then import.",
        "{count} rows decided: rehearse again, then import.",
        count,
    )
    return text.format(count=count_text(count))


def likely_words(one: LikelyDouble) -> str:
    """Say how alike two donors are."""
    return _("sure") if one.sure else _("possible")


def why_not_import(report: ImportReport) -> str:
    """Say why the import itself is closed, or nothing."""
    if report.already_imported:
        return report.already_imported
    if report.all_or_nothing and report.rejected:
        return rejected_words(report)
    if report.dry_run and report.means_untold:
        return _(
            "Gifts do not say how they were paid: choose their payment method under "
            "“Columns and choices”."
        )
    if not (report.created_donors or report.created_gifts or report.updated):
        return _("This file brings nothing new: there is nothing to import.")
    return ""


@dataclass(frozen=True, slots=True)
class PastImport:
    """An import as a row of the history.

    Attributes:
        why_not: Why it cannot be undone, or empty.
        rejected: How many of its rows were rejected.
        why_no_rejects: Why they cannot be saved, or empty.
    """

    run: int
    when: str
    who: str
    file: str
    donors: str
    gifts: str
    state: str
    why_not: str
    rejected: str
    why_no_rejects: str


def past_of(run: ImportRun) -> PastImport:
    """Return the row of an import."""
    told: Mapping[str, Any] = json.loads(run.outcome) if run.outcome else {}
    created: Mapping[str, int] = told.get("created", {})
    rejected = len(told.get("rejected", ()))
    donors, gifts = created.get("donors", 0), created.get("gifts", 0)
    undone = run.undone_at
    state = _("Undone, some stays") if told.get("left") else _("In place")
    if undone:
        state = _("Undone on {day}").format(day=format_instant(undone))
    return PastImport(
        run=run.id,
        when=format_instant(run.at),
        who=run.by,
        file=run.file_name,
        donors=_more(donors, count_text(donors)),
        gifts=_more(gifts, count_text(gifts)),
        state=state,
        why_not=_("This import is undone already.") if undone else "",
        rejected=count_text(rejected) if rejected else "",
        why_no_rejects="" if rejected else _("This import rejected no row."),
    )


def undone_sentence(done: Undone) -> str:
    """Say what undoing removed."""
    donors = ngettext("{count} donor", "{count} donors", done.removed.donors)
    gifts = ngettext("{count} gift", "{count} gifts", done.removed.gifts)
    text = _("Import undone: {donors} and {gifts} removed.")
    if done.left:
        text = _("Rest of the import undone: {donors} and {gifts} removed.")
    return text.format(
        donors=donors.format(count=count_text(done.removed.donors)),
        gifts=gifts.format(count=count_text(done.removed.gifts)),
    )
