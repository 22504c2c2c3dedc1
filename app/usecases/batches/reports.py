# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers of a batch: the pointing list, the slip of a pause, the tape of the machine."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.batches import BatchState, GiftBatch, Tape, kind_word, read_tape
from app.domain.batches.marker import MarkerSnapshot, marker_pages
from app.domain.batches.report import ReportLine, ReportSnapshot, report_pages, tape_pages
from app.kernel.command import Query, handles
from app.kernel.errors import Refused
from app.kernel.formats import format_instant, format_long_day
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.ports.desk import GiftLine


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
        title=_title(batch),
        state=_state(batch),
        facts=_facts(batch),
        totals=ctx.uow.batches.totals(batch),
        lines=[
            ReportLine(
                position=line.position,
                name=_name(line),
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


def _title(batch: GiftBatch) -> str:
    return _("Batch {number} · {kind} · received on {day}").format(
        number=batch.number,
        kind=kind_word(batch.kind),
        day=format_long_day(batch.received_on),
    )


def _name(line: GiftLine) -> str:
    return line.donor_name or f"{_('(to identify)')} {line.clue}".strip()


@dataclass(frozen=True, slots=True)
class PauseMarker(Query[bytes]):
    """Print where a pile that waits stopped, to be left in it: a PDF."""

    batch_id: int


@handles(PauseMarker)
def pause_marker(query: PauseMarker, ctx: Context) -> bytes:
    """Return the PDF; nothing is kept of it.

    Raises:
        Refused: When the batch is no draft, or nothing was keyed yet.
    """
    batch = ctx.uow.batches.get(query.batch_id)
    lines = ctx.uow.gifts.batch_lines(batch.id)
    if batch.state is not BatchState.DRAFT or not lines:
        message = _("Batch {number} has no line that waits: there is nothing to mark.")
        raise Refused("batch.no_pause", message.format(number=batch.number))
    payment = [line for line in lines if line.payment_id == lines[0].payment_id]
    last, totals = payment[-1], ctx.uow.batches.totals(batch)
    snapshot = MarkerSnapshot(
        title=_title(batch),
        position=last.position,
        name=_name(last),
        cents=sum(line.cents for line in payment),
        cheque_number=last.cheque_number,
        count=totals.count,
        total_cents=totals.cents,
        expected_count=totals.expected_count,
        expected_total_cents=totals.expected_cents,
        by=ctx.actor.name,
        at=ctx.clock.now(),
    )
    return ctx.tools.printer.render(marker_pages(snapshot), title=batch.number)


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
