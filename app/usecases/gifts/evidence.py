# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What proves a gift that is not money: expense sheets, vouchers, the signed waiver."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import ClassVar

from app.domain.documents import MOST_BYTES, scan_type
from app.domain.gifts import Expense, Gift, Vehicle, key_of, priced
from app.domain.gifts.waiver import Waiver, waiver_pages
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _, use_language
from app.usecases.context import Context
from app.usecases.ports.desk import GiftLine, Voucher


def priced_for(gift: Gift, expenses: Sequence[Expense], ctx: Context) -> list[Expense]:
    """Return an expense sheet, its journeys at what the scale gives after those of the year.

    Raises:
        Refused: When no scale is known for a journey.
    """
    driven: Counter[tuple[int, Vehicle, int, bool]] = Counter()
    if gift.donor_id is not None:
        years = {one.day.year for one in expenses if one.vehicle is not Vehicle.NONE}
        for year in years:
            for journey in ctx.uow.gifts.kilometres(gift.donor_id, year, gift.id):
                driven[key_of(journey)] += journey.kilometres
    return priced(expenses, driven)


@dataclass(frozen=True, slots=True)
class PriceExpenses(Query[Sequence[Expense]]):
    """Tell what the journeys of an expense sheet come to, before it is saved.

    Attributes:
        donor_id: The volunteer, whose other journeys of the year count; None while not known.
        gift_id: The line being changed, or 0.
    """

    donor_id: int | None
    expenses: tuple[Expense, ...]
    gift_id: int = 0


@handles(PriceExpenses)
def price_expenses(query: PriceExpenses, ctx: Context) -> Sequence[Expense]:
    """Return the sheet with its amounts."""
    today = ctx.clock.today()
    gift = Gift(
        id=query.gift_id, batch_id=0, donor_id=query.donor_id, cents=0, received_on=today, fund_id=0
    )
    return priced_for(gift, query.expenses, ctx)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves a gift."""

    line: GiftLine
    expenses: Sequence[Expense]
    vouchers: Sequence[Voucher]


@dataclass(frozen=True, slots=True)
class ShowEvidence(Query[Evidence]):
    """Tell what proves a gift."""

    gift_id: int


@handles(ShowEvidence)
def show_evidence(query: ShowEvidence, ctx: Context) -> Evidence:
    """Return its line, its expense sheet and its vouchers."""
    ctx.uow.gifts.get(query.gift_id)
    (line,) = ctx.uow.gifts.lines([query.gift_id])
    gifts = ctx.uow.gifts
    return Evidence(line, gifts.expenses(line.payment_id), gifts.vouchers(line.payment_id))


@dataclass(frozen=True, slots=True)
class AttachVoucher(Command[Sequence[Voucher]]):
    """Keep a document that proves a gift: a bill, a valuation, a signed waiver.

    A posted gift takes one too: proof may come by a later post, and changes no figure.
    """

    permission: ClassVar[str] = Permission.GIFTS_KEY
    gift_id: int
    name: str
    body: bytes


@handles(AttachVoucher)
def attach_voucher(cmd: AttachVoucher, ctx: Context) -> Sequence[Voucher]:
    """Put it in the vault and beside the gift.

    Raises:
        Refused: When it is no PDF, PNG or JPEG, is too large, or is attached already.
    """
    kind = scan_type(cmd.body)
    if not kind:
        message = _("A voucher is a PDF, PNG or JPEG file: “{name}” is none of them.")
        raise Refused("voucher.kind", message.format(name=cmd.name), "voucher")
    if len(cmd.body) > MOST_BYTES:
        message = _("“{name}” is larger than 20 MB: scan it in shades of grey, or fewer pages.")
        raise Refused("voucher.size", message.format(name=cmd.name), "voucher")
    (line,) = ctx.uow.gifts.lines([ctx.uow.gifts.get(cmd.gift_id).id])
    sha256 = ctx.uow.documents.put(cmd.body, kind)
    ctx.uow.gifts.attach(line.payment_id, PurePath(cmd.name).name, sha256)
    return ctx.uow.gifts.vouchers(line.payment_id)


@dataclass(frozen=True, slots=True)
class ReadVoucher(Query[bytes]):
    """Give a voucher of a gift, as it was attached."""

    gift_id: int
    voucher_id: int


@handles(ReadVoucher)
def read_voucher(query: ReadVoucher, ctx: Context) -> bytes:
    """Return it from the vault.

    Raises:
        Refused: When the gift has no such voucher.
    """
    for voucher in ctx.uow.gifts.vouchers(query.gift_id):
        if voucher.id == query.voucher_id:
            return ctx.uow.documents.read(voucher.document_sha256)
    message = _("This gift has no voucher {voucher}: see what is attached to it.")
    raise Refused("voucher.unknown", message.format(voucher=query.voucher_id), "voucher")


@dataclass(frozen=True, slots=True)
class WaiverPaper(Query[bytes]):
    """Give the declaration a volunteer signs to waive the refund of expenses."""

    gift_id: int


@handles(WaiverPaper)
def waiver_paper(query: WaiverPaper, ctx: Context) -> bytes:
    """Return the PDF, to be signed and attached.

    Raises:
        Refused: When the gift has no expense sheet, or no donor.
    """
    line = ctx.uow.gifts.get(query.gift_id)
    expenses = ctx.uow.gifts.expenses(line.id)
    if not expenses or line.donor_id is None:
        message = _("Only waived expenses of a known volunteer have a declaration to sign.")
        raise Refused("waiver.none", message)
    donor = ctx.uow.donors.get(line.donor_id)
    waiver = Waiver(
        association=ctx.uow.organisation.get().name,
        volunteer=donor.display_name,
        address=donor.postal_lines()[1:],
        waived_on=line.received_on,
        expenses=tuple(expenses),
    )
    with use_language("fr"):  # the sheet is for the tax office, whatever the screen speaks
        pages = waiver_pages(waiver)
    return ctx.tools.printer.render(pages, title=waiver.volunteer)
