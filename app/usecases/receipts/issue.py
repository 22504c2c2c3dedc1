# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Receipts issued once: number, snapshot, document and link committed together or not at all."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from app.domain.organisation import Organisation
from app.domain.receipts import Scope, TaxReceipt, number_of
from app.domain.users import Permission
from app.kernel.command import Command, LongCommand, handles
from app.kernel.errors import Conflict, Refused
from app.kernel.i18n import _
from app.kernel.problem import refuse_errors
from app.usecases.context import Context, LongContext
from app.usecases.ports.receipts import ReceiptRun
from app.usecases.receipts.making import Press, gather, write
from app.usecases.receipts.preview import (
    Due,
    PreviewReceipts,
    ReceiptPreview,
    survey,
)

CHUNK = 50
"""Donors committed together: a kill loses at most the printing of so many."""

_TRIES = 5
"""How often a chunk is printed again because somebody wrote meanwhile."""


@dataclass(frozen=True, slots=True)
class IssueReport:
    """What an issue did.

    Attributes:
        run_id: The run, for its documents.
        first, last: Numbers, empty when none was issued.
        left_out: Donors confirmed who, by the time of their turn, were due nothing any more.
    """

    run_id: int
    first: str
    last: str
    count: int
    cents: int
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssueReceipts(LongCommand[IssueReport]):
    """Issue the receipts a preview showed.

    Attributes:
        confirmed_count: The number the person typed; it must be that of the preview.
        donor_ids: Only these donors, named one by one; empty for all.
        signatory: Who signs these, as ``Name, title``; empty for who does in the settings. The
            picture of a signature is only printed for its own hand.
    """

    permission: ClassVar[str] = Permission.RECEIPTS_ISSUE
    year: int
    confirmed_count: int
    scope: Scope = Scope.ANNUAL
    donor_ids: tuple[int, ...] = ()
    signatory: str = ""

    @property
    def copied_first(self) -> bool:
        """What is issued is never taken back: a copy of before is."""
        return True


@handles(IssueReceipts)
def issue_receipts(cmd: IssueReceipts, ctx: LongContext) -> Generator[None, None, IssueReport]:
    """Issue chunk by chunk; interrupted, it goes on where it stopped when asked again."""
    today = ctx.clock.today()
    with ctx.read() as uow:
        query = PreviewReceipts(cmd.year, cmd.scope, cmd.donor_ids)
        preview = survey(query, uow, ctx.tools, today)
    _check(cmd, preview, today.year)
    with ctx.begin() as uow:
        run = uow.receipts.start_run(_run(cmd, preview, ctx))
    yield
    press = Press(ctx.tools, today)
    issued: list[tuple[str, int]] = []
    left_out: list[str] = []
    for start in range(0, len(preview.due), CHUNK):
        ctx.progress.step(start, len(preview.due))
        chunk = preview.due[start : start + CHUNK]
        written = _issue(cmd, [one.donor_id for one in chunk], run.id, press, ctx)
        issued.extend((receipt.number, receipt.cents) for receipt in written)
        left_out.extend(_missed(chunk, written))
        yield
    ctx.progress.step(len(preview.due), len(preview.due))
    with ctx.begin() as uow:
        uow.receipts.finish_run(run.id, ctx.clock.now())
    return IssueReport(
        run_id=run.id,
        first=issued[0][0] if issued else "",
        last=issued[-1][0] if issued else "",
        count=len(issued),
        cents=sum(cents for _number, cents in issued),
        left_out=tuple(left_out),
    )


def _check(cmd: IssueReceipts, preview: ReceiptPreview, this_year: int) -> None:
    if cmd.year > this_year:
        message = _("{year} has not begun: receipts are for money received.")
        raise Refused("receipts.future", message.format(year=cmd.year), "year")
    refuse_errors(preview.obstacles)
    if not preview.count:
        message = _("No receipt is due for {year}: see the buckets of the preview for why.")
        raise Refused("receipts.nothing", message.format(year=cmd.year))
    if cmd.confirmed_count != preview.count:
        message = _("You confirmed {typed} receipts, but {due} are due: look at the preview again.")
        told = message.format(typed=cmd.confirmed_count, due=preview.count)
        raise Refused("receipts.count", told, "confirm")


def _run(cmd: IssueReceipts, preview: ReceiptPreview, ctx: LongContext) -> ReceiptRun:
    return ReceiptRun(
        id=0,
        year=cmd.year,
        scope=cmd.scope,
        confirmed_count=preview.count,
        confirmed_cents=preview.cents,
        started_by=ctx.actor.name,
        started_at=ctx.clock.now(),
        finished_at=None,
    )


def _issue(
    cmd: IssueReceipts, ids: Sequence[int], run_id: int, press: Press, ctx: LongContext
) -> list[TaxReceipt]:
    """Print from one reading, then write if a second reading is the same.

    Raises:
        Conflict: When somebody keeps writing in between.
    """
    today, now = ctx.clock.today(), ctx.clock.now()
    query = PreviewReceipts(cmd.year, cmd.scope, cmd.donor_ids)
    for _attempt in range(_TRIES):
        with ctx.read() as uow:
            seen = gather(query, uow, ids)
            press.take_pictures(seen.organisation, uow)
        issuer = signed_by(seen.organisation, cmd.signatory)
        numbered = replace(seen, organisation=issuer).snapshots(ctx.tools, today, ids)
        if not numbered:
            return []
        printed = press.print(numbered, seen.series, run_id, ctx.actor.name, now)
        with ctx.begin() as uow:
            if gather(query, uow, ids) == seen:
                return write(printed, uow)
    message = _("Somebody else issued receipts meanwhile: start the issue again.")
    raise Conflict("receipts.moved", message)


def signed_by(organisation: Organisation, signatory: str) -> Organisation:
    """Return the association as it signs: somebody else leaves the picture of a signature out."""
    name, _comma, title = (part.strip() for part in signatory.partition(","))
    if not name or (name, title) == (organisation.signatory_name, organisation.signatory_title):
        return organisation
    return replace(organisation, signatory_name=name, signatory_title=title, signature_sha256="")


def _missed(chunk: Sequence[Due], written: Sequence[TaxReceipt]) -> list[str]:
    served = {receipt.donor_id for receipt in written}
    return [f"{one.name} ({one.number})" for one in chunk if one.donor_id not in served]


@dataclass(frozen=True, slots=True)
class ContinueRegister(Command[None]):
    """Let the year's numbers begin above 1, after those of a former register.

    Attributes:
        first: The first number this program shall give.
    """

    permission: ClassVar[str] = Permission.RECEIPTS_ISSUE
    year: int
    first: int


@handles(ContinueRegister)
def continue_register(cmd: ContinueRegister, ctx: Context) -> None:
    """Set the first number.

    Raises:
        Refused: When a number was given already, or the first is not a number.
    """
    series = ctx.uow.receipts.series(cmd.year)
    if series.begun:
        message = _(
            "Receipts of {year} begin with {number} already: a register has no second beginning."
        )
        told = message.format(year=cmd.year, number=number_of(cmd.year, series.first))
        raise Refused("receipts.begun", told, "first")
    if cmd.first < 1:
        message = _("The first number is 1 or more.")
        raise Refused("receipts.first", message, "first")
    ctx.uow.receipts.begin_at(cmd.year, cmd.first)
