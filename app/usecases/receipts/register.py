# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The register: showing, copying, declaring."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.domain.mail import MailMessage
from app.domain.receipts import (
    EventKind,
    Marks,
    NumberSeries,
    ReceiptEvent,
    Snapshot,
    TaxReceipt,
    read_snapshot,
)
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.usecases.context import Context
from app.usecases.documents import one_file
from app.usecases.ports.receipts import ReceiptRun, RegisterLine
from app.usecases.receipts.sealing import CopyMaker, copy_to_send


@dataclass(frozen=True, slots=True)
class ReceiptSheet:
    """Everything about one receipt.

    Attributes:
        messages: Those that carry it by e-mail, the oldest first.
    """

    receipt: TaxReceipt
    line: RegisterLine
    snapshot: Snapshot
    events: Sequence[ReceiptEvent]
    messages: Sequence[MailMessage]


@dataclass(frozen=True, slots=True)
class ShowReceipt(Query[ReceiptSheet]):
    """Tell everything about a receipt, by its number."""

    number: str


@handles(ShowReceipt)
def show_receipt(query: ShowReceipt, ctx: Context) -> ReceiptSheet:
    """Return the sheet.

    Raises:
        Refused: When nobody bears the number, or what it printed was erased after its term.
    """
    receipt = ctx.uow.receipts.by_number(query.number)
    return ReceiptSheet(
        receipt=receipt,
        line=ctx.uow.receipts.line(receipt.id),
        snapshot=_printed(receipt),
        events=ctx.uow.receipts.events(receipt.id),
        messages=ctx.uow.mail.of_receipt(receipt.id),
    )


def _printed(receipt: TaxReceipt) -> Snapshot:
    """Return what a receipt says.

    Raises:
        Refused: When it was erased after its term.
    """
    if receipt.erased:
        message = _(
            "What receipt {number} printed was erased with the person, its legal term having "
            "passed. Its number, its day and its {amount} stay in the register."
        )
        amount = format_amount(receipt.cents)
        raise Refused("receipt.erased", message.format(number=receipt.number, amount=amount))
    return read_snapshot(receipt.snapshot)


def _marks(receipt: TaxReceipt, ctx: Context) -> Marks:
    """Return what its law stamps on a receipt, in the language it is written in."""
    snapshot = _printed(receipt)
    return ctx.tools.schemes.of(snapshot.scheme).marks(snapshot.language)


@dataclass(frozen=True, slots=True)
class ReceiptDocument(Query[bytes]):
    """Give the PDF of a receipt as it was issued; a cancelled one says so on every sheet.

    Attributes:
        protected: As a copy to send, which nobody changes.
    """

    number: str
    protected: bool = False


@handles(ReceiptDocument)
def receipt_document(query: ReceiptDocument, ctx: Context) -> bytes:
    """Return the archived bytes, overprinted when cancelled."""
    shown = _shown(ctx.uow.receipts.by_number(query.number), ctx)
    return copy_to_send(shown, ctx) if query.protected else shown


def _shown(receipt: TaxReceipt, ctx: Context) -> bytes:
    document = ctx.uow.documents.read(receipt.document_sha256)
    for event in ctx.uow.receipts.events(receipt.id):
        if event.kind is EventKind.CANCELLED:
            marks = _marks(receipt, ctx)
            day = event.at.astimezone().date().strftime(marks.day)
            note = marks.cancelled_on.format(day=day)
            return ctx.tools.printer.stamp(document, marks.cancelled, note)
    return document


@dataclass(frozen=True, slots=True)
class CopyReceipt(Command[bytes]):
    """Hand out a duplicate: the archived document, marked and dated; day and reason are kept."""

    permission: ClassVar[str] = Permission.RECEIPTS_ISSUE
    number: str
    reason: str = ""


@handles(CopyReceipt)
def copy_receipt(cmd: CopyReceipt, ctx: Context) -> bytes:
    """Return the PDF.

    Raises:
        Refused: When the receipt was cancelled: nobody may be handed a copy of it; or where the
            law knows no duplicate, but a receipt that cancels and replaces the lost one.
    """
    receipt = ctx.uow.receipts.by_number(cmd.number)
    refuse_copy(receipt, ctx)
    ctx.uow.receipts.note(receipt.id, EventKind.COPIED, cmd.reason.strip())
    return duplicate_of(receipt, ctx.clock.today(), ctx)


def refuse_copy(receipt: TaxReceipt, ctx: Context) -> None:
    """Refuse a duplicate that may not be handed out."""
    if ctx.uow.receipts.line(receipt.id).state == "cancelled":
        message = _("Receipt {number} was cancelled: hand out the one that replaces it.")
        raise Refused("receipt.cancelled", message.format(number=receipt.number))
    if not _marks(receipt, ctx).copied:
        message = _(
            "The law of this receipt knows no duplicate: cancel receipt {number} with "
            "replacement, the new one says which it cancels and replaces."
        )
        raise Refused("receipt.no_copies", message.format(number=receipt.number))


def duplicate_of(receipt: TaxReceipt, day: date, ctx: Context) -> bytes:
    """Return the archived document of a receipt, marked as the duplicate made on a day."""
    marks = _marks(receipt, ctx)
    note = marks.copied_on.format(day=day.strftime(marks.day))
    document = ctx.uow.documents.read(receipt.document_sha256)
    return ctx.tools.printer.stamp(document, marks.copied, note)


@dataclass(frozen=True, slots=True)
class ReceiptRegister(Query[Sequence[RegisterLine]]):
    """Tell the register of a year, cancelled numbers included."""

    year: int


@handles(ReceiptRegister)
def receipt_register(query: ReceiptRegister, ctx: Context) -> Sequence[RegisterLine]:
    """Return the rows by number."""
    return list(ctx.uow.receipts.register(query.year))


@dataclass(frozen=True, slots=True)
class DonorReceipts(Query[Sequence[RegisterLine]]):
    """Tell the receipts of a donor."""

    donor_id: int


@handles(DonorReceipts)
def donor_receipts(query: DonorReceipts, ctx: Context) -> Sequence[RegisterLine]:
    """Return the rows, the latest first."""
    return ctx.uow.receipts.of_donor(query.donor_id)


@dataclass(frozen=True, slots=True)
class ReceiptSeries(Query[Sequence[NumberSeries]]):
    """Tell the numbers given, year by year."""


@handles(ReceiptSeries)
def receipt_series(_query: ReceiptSeries, ctx: Context) -> Sequence[NumberSeries]:
    """Return every series."""
    return ctx.uow.receipts.years()


@dataclass(frozen=True, slots=True)
class ReceiptRuns(Query[Sequence[ReceiptRun]]):
    """Tell the issues of a year, the latest first; an unfinished one has no end."""

    year: int


@handles(ReceiptRuns)
def receipt_runs(query: ReceiptRuns, ctx: Context) -> Sequence[ReceiptRun]:
    """Return the runs."""
    return ctx.uow.receipts.runs(query.year)


@dataclass(frozen=True, slots=True)
class RunDocuments(Query[Sequence[tuple[str, bytes]]]):
    """Give the documents of an issue, each under its number, as they were issued.

    Attributes:
        first, limit: Which of them, in the order of the numbers: they are many.
        protected: As copies to send, which nobody changes.
    """

    run_id: int
    first: int = 0
    limit: int = 100
    protected: bool = False


@handles(RunDocuments)
def run_documents(query: RunDocuments, ctx: Context) -> Sequence[tuple[str, bytes]]:
    """Return number and bytes."""
    ids = ctx.uow.receipts.of_run(query.run_id)[query.first : query.first + query.limit]
    receipts = (ctx.uow.receipts.get(receipt_id) for receipt_id in ids)
    pairs = [(one.number, ctx.uow.documents.read(one.document_sha256)) for one in receipts]
    if not query.protected:
        return pairs
    maker = CopyMaker(ctx)
    return [(number, maker.copy(body)) for number, body in pairs]


@dataclass(frozen=True, slots=True)
class RunToPrint(Query[bytes]):
    """Give the documents of an issue as one file, to print at once."""

    run_id: int


@handles(RunToPrint)
def run_to_print(query: RunToPrint, ctx: Context) -> bytes:
    """Return one PDF of the archived pages, in the order of the numbers."""
    ids = ctx.uow.receipts.of_run(query.run_id)
    return joined([ctx.uow.receipts.get(receipt_id) for receipt_id in ids], ctx)


def joined(receipts: Sequence[TaxReceipt], ctx: Context, *, even: bool = False) -> bytes:
    """Return one PDF of the archived pages of some receipts, in that order.

    Raises:
        Refused: When there is none.
    """
    if not receipts:
        message = _("This issue made no receipt.")
        raise Refused("receipts.nothing", message)
    return one_file([receipt.document_sha256 for receipt in receipts], ctx, even=even)
