# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Receipts on their way out of the office: who gets one how, packets to print, files to send."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from app.domain.donors import Donor, ReceiptChannel
from app.domain.mail import MailState
from app.domain.receipts import EventKind
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused, Trouble
from app.kernel.i18n import _
from app.kernel.text import fold
from app.usecases.context import Context
from app.usecases.ports.receipts import RegisterLine
from app.usecases.receipts.register import joined
from app.usecases.receipts.sealing import CopyMaker


@dataclass(frozen=True, slots=True)
class Sheet:
    """A receipt on its way out of the office.

    Attributes:
        place: Postal code, town and street: who shares it may share an envelope.
        channel: Paper, unless the donor wants e-mail, has an address, and no message was moved
            to paper.
        printed: Whether it was noted that it came out of the printer.
    """

    number: str
    name: str
    postal_code: str
    place: str
    channel: ReceiptChannel
    printed: bool


@dataclass(frozen=True, slots=True)
class SheetsOfYear(Query[Sequence[Sheet]]):
    """Tell where each live receipt of a year goes, in the order of the numbers."""

    year: int


@handles(SheetsOfYear)
def sheets_of_year(query: SheetsOfYear, ctx: Context) -> Sequence[Sheet]:
    """Return the sheets."""
    live = [line for line in ctx.uow.receipts.register(query.year) if line.state == "issued"]
    donors = ctx.uow.receipts.donors(list({line.donor_id for line in live}))
    printed = ctx.uow.receipts.printed(query.year)
    return [_sheet(line, donors[line.donor_id], printed=line.id in printed) for line in live]


def _sheet(line: RegisterLine, donor: Donor, *, printed: bool) -> Sheet:
    by_mail = donor.email and line.mail != MailState.PAPER.value
    address = donor.address
    return Sheet(
        number=line.number,
        name=donor.display_name,
        postal_code=address.postal_code,
        place=fold(f"{address.postal_code} {address.city} {address.street}"),
        channel=donor.receipt_channel if by_mail else ReceiptChannel.PAPER,
        printed=printed,
    )


@dataclass(frozen=True, slots=True)
class ReceiptsToPrint(Query[bytes]):
    """Give the documents of some receipts as one file, in the order asked.

    Attributes:
        even: Whether each begins on a sheet of its own when both sides are printed.
    """

    numbers: tuple[str, ...]
    even: bool = False


@handles(ReceiptsToPrint)
def receipts_to_print(query: ReceiptsToPrint, ctx: Context) -> bytes:
    """Return one PDF of the archived pages."""
    return joined(ctx.uow.receipts.many(query.numbers), ctx, even=query.even)


@dataclass(frozen=True, slots=True)
class NotePrinted(Command[int]):
    """Note that receipts came out of the printer whole: they are not proposed again.

    What never left the office is printed again as the same original, as often as it takes.
    """

    permission: ClassVar[str] = Permission.RECEIPTS_ISSUE
    numbers: tuple[str, ...]


@handles(NotePrinted)
def note_printed(cmd: NotePrinted, ctx: Context) -> int:
    """Write it of each; return of how many it was not written yet."""
    receipts = ctx.uow.receipts.many(cmd.numbers)
    known: dict[int, frozenset[int]] = {}
    noted = 0
    for receipt in receipts:
        if receipt.year not in known:
            known[receipt.year] = ctx.uow.receipts.printed(receipt.year)
        if receipt.id not in known[receipt.year]:
            ctx.uow.receipts.note(receipt.id, EventKind.PRINTED, "")
            noted += 1
    return noted


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
    for done, receipt in enumerate(ctx.uow.receipts.many(numbers)):
        ctx.progress.step(done, len(numbers), receipt.number)
        body = ctx.uow.documents.read(receipt.document_sha256)
        if maker is not None:
            body = maker.copy(body)
        _write(query.folder / f"{receipt.number}.pdf", body)
    ctx.progress.step(len(numbers), len(numbers))
    return len(numbers)


def _numbers(run_id: int, ctx: Context) -> Iterable[str]:
    return ctx.uow.receipts.numbers(ctx.uow.receipts.of_run(run_id)).values()


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
