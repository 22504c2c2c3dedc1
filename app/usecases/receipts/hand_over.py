# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Receipts on their way out of the office: who gets one how, packets to print, files to send."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.donors import ReceiptChannel
from app.kernel.command import Query, handles
from app.kernel.errors import Refused, Trouble
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.receipts.register import joined
from app.usecases.receipts.sealing import CopyMaker


@dataclass(frozen=True, slots=True)
class RunSheet:
    """A receipt of an issue, and where it goes."""

    number: str
    name: str
    postal_code: str
    channel: ReceiptChannel


@dataclass(frozen=True, slots=True)
class RunSheets(Query[Sequence[RunSheet]]):
    """Tell where each receipt of an issue goes, in the order of the numbers."""

    run_id: int


@handles(RunSheets)
def run_sheets(query: RunSheets, ctx: Context) -> Sequence[RunSheet]:
    """Return the sheets; who wants e-mail without having an address gets paper."""
    receipts = [ctx.uow.receipts.get(one) for one in ctx.uow.receipts.of_run(query.run_id)]
    donors = ctx.uow.receipts.donors([receipt.donor_id for receipt in receipts])
    sheets = []
    for receipt in receipts:
        donor = donors[receipt.donor_id]
        channel = donor.receipt_channel if donor.email else ReceiptChannel.PAPER
        code = donor.address.postal_code
        sheets.append(RunSheet(receipt.number, donor.display_name, code, channel))
    return sheets


@dataclass(frozen=True, slots=True)
class ReceiptsToPrint(Query[bytes]):
    """Give the documents of some receipts as one file, in the order asked."""

    numbers: tuple[str, ...]


@handles(ReceiptsToPrint)
def receipts_to_print(query: ReceiptsToPrint, ctx: Context) -> bytes:
    """Return one PDF of the archived pages."""
    return joined(ctx.uow.receipts.many(query.numbers), ctx)


@dataclass(frozen=True, slots=True)
class SaveReceipts(Query[int]):
    """Write receipts into a folder, one file each.

    Attributes:
        run_id: The issue they are of.
        folder: Where; files of the same name are replaced.
        numbers: Only these; empty for the whole issue.
        protected: As copies to send, which nobody changes; otherwise as they were issued.
    """

    run_id: int
    folder: Path
    numbers: tuple[str, ...] = ()
    protected: bool = False


@handles(SaveReceipts)
def save_receipts(query: SaveReceipts, ctx: Context) -> int:
    """Return how many were written.

    Raises:
        Refused: When there is none to write.
        Trouble: When the folder or the disk does not take them; those written stay.
    """
    numbers = query.numbers or tuple(_numbers(query.run_id, ctx))
    if not numbers:
        raise Refused("receipts.nothing", _("This issue made no receipt."))
    maker = CopyMaker(ctx) if query.protected else None
    for done, number in enumerate(numbers):
        ctx.progress.step(done, len(numbers), number)
        receipt = ctx.uow.receipts.by_number(number)
        body = ctx.uow.documents.read(receipt.document_sha256)
        if maker is not None:
            body = maker.copy(body)
        _write(query.folder / f"{receipt.number}.pdf", body)
    ctx.progress.step(len(numbers), len(numbers))
    return len(numbers)


def _numbers(run_id: int, ctx: Context) -> Iterable[str]:
    return (ctx.uow.receipts.get(one).number for one in ctx.uow.receipts.of_run(run_id))


def _write(path: Path, body: bytes) -> None:
    partial = path.with_name(f"{path.name}.part")
    try:
        partial.write_bytes(body)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        message = _("{path} could not be written ({why}): choose another folder.")
        told = message.format(path=path, why=error.strerror or error)
        raise Trouble("receipts.files", told) from error
