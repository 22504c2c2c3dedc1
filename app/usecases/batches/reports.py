# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers of a batch: the pointing list in the order of the pile, the tape of the machine."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.batches import BatchState, GiftBatch, Tape, kind_word, read_tape
from app.domain.batches.report import ReportLine, ReportSnapshot, report_pages, tape_pages
from app.kernel.command import Query, handles
from app.kernel.formats import format_instant, format_long_day
from app.kernel.i18n import _
from app.usecases.context import Context


@dataclass(frozen=True, slots=True)
class BatchReport(Query[bytes]):
    """Print the lines of a batch in the order of the pile, draft or posted: a PDF."""

    batch_id: int


@handles(BatchReport)
def batch_report(query: BatchReport, ctx: Context) -> bytes:
    """Return the PDF; nothing is kept of it."""
    batch = ctx.uow.batches.get(query.batch_id)
    lines = ctx.uow.gifts.batch_lines(batch.id)[::-1]
    snapshot = ReportSnapshot(
        association=ctx.uow.organisation.get().name,
        number=batch.number,
        title=_("Batch {number} · {kind} · received on {day}").format(
            number=batch.number,
            kind=kind_word(batch.kind),
            day=format_long_day(batch.received_on),
        ),
        state=_state(batch),
        facts=_facts(batch),
        totals=ctx.uow.batches.totals(batch),
        lines=[
            ReportLine(
                position=line.position,
                name=line.donor_name or f"{_('(to identify)')} {line.clue}".strip(),
                bank=line.cheque_bank,
                cheque_number=line.cheque_number,
                cents=line.cents,
            )
            for line in lines
        ],
        reason=batch.difference_reason,
        tape=read_tape(batch.tape),
        printed_at=ctx.clock.now(),
    )
    return ctx.tools.printer.render(report_pages(snapshot), title=batch.number)


def _state(batch: GiftBatch) -> str:
    words = {
        BatchState.DRAFT: _("Draft"),
        BatchState.POSTED: _("Posted"),
        BatchState.CANCELLED: _("Cancelled"),
    }
    return words[batch.state]


def _facts(batch: GiftBatch) -> list[tuple[str, str]]:
    facts = [(_("Opened by"), _by(batch.opened_by, batch.opened_at))]
    if batch.posted_at is not None:
        facts.append((_("Posted by"), _by(batch.posted_by, batch.posted_at)))
    if batch.comment:
        facts.append((_("Comment"), batch.comment))
    return facts


def _by(name: str, when: datetime | None) -> str:
    return f"{name}, {format_instant(when)}" if when else name


@dataclass(frozen=True, slots=True)
class TapeReport(Query[bytes]):
    """Print what the adding machine was given: a PDF."""

    tape: Tape


@handles(TapeReport)
def tape_report(query: TapeReport, ctx: Context) -> bytes:
    """Return the PDF; nothing is kept of it."""
    title = _("Adding machine")
    name = ctx.uow.organisation.get().name
    pages = tape_pages(name, title, query.tape, ctx.clock.now())
    return ctx.tools.printer.render(pages, title=title)
