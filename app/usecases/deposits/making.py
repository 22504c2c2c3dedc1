# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deposits made: by posting a batch, or on another day of what was kept; each with its slip."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from app.domain.batches import GiftBatch
from app.domain.deposits import (
    CARRIED,
    BankDeposit,
    CashPile,
    SlipLine,
    SlipSnapshot,
    check_counted,
    slip_pages,
    split_piles,
    write_piles,
)
from app.domain.gifts import Means
from app.domain.organisation import BankAccount
from app.domain.users import Permission
from app.kernel.command import Command, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.usecases.context import Context
from app.usecases.ports.desk import GiftLine

_PDF = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What the deposits of one making share."""

    account: BankAccount
    batch: GiftBatch | None = None
    comment: str = ""
    counted: Sequence[CashPile] = ()


def make_deposits(
    batch: GiftBatch, lines: Sequence[GiftLine], ctx: Context, counted: Sequence[CashPile] = ()
) -> list[BankDeposit]:
    """Make the deposits of a batch being posted, each with its slip in the vault.

    Cheques are split by what the bank takes on one slip; cash is apart.

    Args:
        batch: The batch, posted in this transaction.
        lines: What is deposited now, in the order keyed, which is that of the pile.
        ctx: Where to write.
        counted: The notes and coins, when they were counted.

    Raises:
        Refused: When there is something to carry and no account to carry it to, or when the
            notes and coins do not make the cash.
    """
    carried = [line for line in lines if line.means in CARRIED]
    if not carried:
        return []
    if batch.bank_account_id is None:
        message = _("Batch {number} has no bank account: choose where it is deposited.")
        raise Refused("batch.no_account", message.format(number=batch.number), "bank_account_id")
    account = ctx.uow.bank_accounts.get(batch.bank_account_id)
    order = _Order(account=account, batch=batch, comment=batch.comment, counted=counted)
    payments: defaultdict[int, list[GiftLine]] = defaultdict(list)
    for line in carried:
        payments[line.payment_id].append(line)
    return _make_all(list(payments.values()), order, ctx)


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeDeposits(Command[Sequence[BankDeposit]]):
    """Deposit gifts that were kept for later, whatever batches they came in.

    Attributes:
        gift_ids: What goes to the bank today, in the order of the pile; one share of a split
            cheque stands for the whole of it.
        bank_account_id: Where to.
        comment: Printed on the slip.
        counted: The notes and coins of the cash, when they were counted.
    """

    permission: ClassVar[str] = Permission.DEPOSITS_PRINT
    gift_ids: tuple[int, ...]
    bank_account_id: int
    comment: str = ""
    counted: tuple[CashPile, ...] = ()


@handles(MakeDeposits)
def make_kept_deposits(cmd: MakeDeposits, ctx: Context) -> Sequence[BankDeposit]:
    """Make one slip, or several where the bank limits the cheques of one; cash is apart.

    Raises:
        Refused: When nothing is chosen, or a gift chosen is not on hand any more.
    """
    if not cmd.gift_ids:
        message = _("Nothing is chosen: tick what goes to the bank.")
        raise Refused("deposit.nothing", message)
    account = ctx.uow.bank_accounts.get(cmd.bank_account_id)
    lines = ctx.uow.gifts.lines(tuple(dict.fromkeys(cmd.gift_ids)))
    for line in lines:
        if not line.on_hand:
            raise _not_on_hand(line)
    if len(lines) != len(cmd.gift_ids):
        message = _("A gift is chosen twice or is not there: choose in the list of gifts on hand.")
        raise Refused("deposit.chosen", message)
    order = _Order(account=account, comment=cmd.comment.strip(), counted=cmd.counted)
    return _make_all(_payments(lines, ctx), order, ctx)


def _payments(lines: Sequence[GiftLine], ctx: Context) -> list[list[GiftLine]]:
    """Return the cheques, or gifts in cash, some lines are shares of, each whole and once."""
    taken: set[int] = set()
    payments = []
    for line in lines:
        if line.id not in taken:
            ids = [part.id for part in ctx.uow.gifts.parts(line.id)]
            taken.update(ids)
            payments.append(list(ctx.uow.gifts.lines(ids)))
    return payments


def _not_on_hand(line: GiftLine) -> Refused:
    name, amount = line.donor_name or line.clue, format_amount(line.cents)
    if line.deposit_number:
        message = _("{name}, {amount}: on deposit {number} already. Choose the others.")
    else:
        message = _("{name}, {amount}: not kept for a later deposit. Choose the others.")
    told = message.format(name=name, amount=amount, number=line.deposit_number)
    return Refused("deposit.not_on_hand", told)


def _make_all(
    payments: Sequence[Sequence[GiftLine]], order: _Order, ctx: Context
) -> list[BankDeposit]:
    piles = {means: [lines for lines in payments if lines[0].means is means] for means in CARRIED}
    cash = sum(line.cents for lines in piles[Means.CASH] for line in lines)
    check_counted(order.counted, cash, ctx.clock.today())
    return [
        _make(means, pile[places.start : places.stop], order, ctx)
        for means, pile in piles.items()
        for places in split_piles(means, len(pile), order.account.max_cheques)
    ]


def _make(
    means: Means, payments: Sequence[Sequence[GiftLine]], order: _Order, ctx: Context
) -> BankDeposit:
    today = ctx.clock.today()
    lines = [line for payment in payments for line in payment]
    counted = order.counted if means is Means.CASH else ()
    deposit = BankDeposit(
        year=today.year,
        sequence=ctx.uow.deposits.next_sequence(today.year),
        batch_id=order.batch.id if order.batch else None,
        bank_account_id=order.account.id,
        means=means,
        made_on=today,
        made_by=ctx.actor.name,
        count=len(payments),
        cents=sum(line.cents for line in lines),
        comment=order.comment,
        counted=write_piles(counted),
    )
    account = order.account
    snapshot = SlipSnapshot(
        association=ctx.uow.organisation.get().name,
        holder=account.holder,
        bank=account.bank or account.label,
        iban=account.iban,
        bic=account.bic,
        number=deposit.number,
        batch_numbers=tuple(dict.fromkeys(line.batch_number for line in lines)),
        made_on=today,
        means=means,
        lines=tuple(_slip_line(payment) for payment in payments),
        comment=order.comment,
        piles=tuple(pile for pile in counted if pile.pieces),
    )
    pdf = ctx.tools.printer.render(slip_pages(snapshot), title=snapshot.number)
    sha256 = ctx.uow.documents.put(pdf, _PDF)
    made = ctx.uow.deposits.add(replace(deposit, document_sha256=sha256))
    ctx.uow.gifts.set_deposit([line.id for line in lines], made.id)
    return made


def _slip_line(payment: Sequence[GiftLine]) -> SlipLine:
    line = payment[0]
    unknown = _("Anonymous") if line.anonymous else _("To be identified")
    return SlipLine(
        drawer=line.payer_name or line.donor_name or line.clue or unknown,
        bank=line.cheque_bank,
        cheque_number=line.cheque_number,
        cents=sum(part.cents for part in payment),
    )
