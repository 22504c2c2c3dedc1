# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bank deposits: made by posting, each with its slip, printed from the vault."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from app.domain.batches import GiftBatch
from app.domain.deposits import (
    CARRIED,
    BankDeposit,
    DepositState,
    SlipLine,
    SlipSnapshot,
    slip_pages,
    split_piles,
)
from app.domain.gifts import Means
from app.domain.organisation import BankAccount
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.ports.desk import DepositLine, GiftLine

_PDF = "application/pdf"


def make_deposits(batch: GiftBatch, lines: Sequence[GiftLine], ctx: Context) -> list[BankDeposit]:
    """Make the deposits of a batch being posted, each with its slip in the vault.

    Cheques are split by what the bank takes on one slip; cash is apart.

    Args:
        batch: The batch, posted in this transaction.
        lines: Its lines in the order keyed, which is that of the pile.
        ctx: Where to write.

    Raises:
        Refused: When there is something to carry and no account to carry it to.
    """
    piles = {means: [line for line in lines if line.means is means] for means in CARRIED}
    if not any(piles.values()):
        return []
    if batch.bank_account_id is None:
        message = _("Batch {number} has no bank account: choose where it is deposited.")
        raise Refused("batch.no_account", message.format(number=batch.number), "bank_account_id")
    account = ctx.uow.bank_accounts.get(batch.bank_account_id)
    return [
        _make(batch, means, pile[places.start : places.stop], account, ctx)
        for means, pile in piles.items()
        for places in split_piles(means, len(pile), account.max_cheques)
    ]


def _make(
    batch: GiftBatch,
    means: Means,
    lines: Sequence[GiftLine],
    account: BankAccount,
    ctx: Context,
) -> BankDeposit:
    today = ctx.clock.today()
    deposit = BankDeposit(
        year=today.year,
        sequence=ctx.uow.deposits.next_sequence(today.year),
        batch_id=batch.id,
        bank_account_id=account.id,
        means=means,
        made_on=today,
        count=len(lines),
        cents=sum(line.cents for line in lines),
    )
    snapshot = SlipSnapshot(
        association=ctx.uow.organisation.get().name,
        holder=account.holder,
        bank=account.bank or account.label,
        iban=account.iban,
        number=deposit.number,
        batch_number=batch.number,
        made_on=today,
        means=means,
        lines=tuple(_slip_line(line) for line in lines),
    )
    pdf = ctx.tools.printer.render(slip_pages(snapshot), title=snapshot.number)
    sha256 = ctx.uow.documents.put(pdf, _PDF)
    made = ctx.uow.deposits.add(replace(deposit, document_sha256=sha256))
    ctx.uow.gifts.set_deposit([line.id for line in lines], made.id)
    return made


def _slip_line(line: GiftLine) -> SlipLine:
    return SlipLine(
        drawer=line.donor_name or line.clue or _("To be identified"),
        bank=line.cheque_bank,
        cheque_number=line.cheque_number,
        cents=line.cents,
    )


@dataclass(frozen=True, slots=True)
class ListDeposits(Query[Sequence[DepositLine]]):
    """Tell the deposits, the latest first."""

    limit: int | None = None


@handles(ListDeposits)
def list_deposits(query: ListDeposits, ctx: Context) -> Sequence[DepositLine]:
    """Return their rows."""
    return ctx.uow.deposits.lines(query.limit)


@dataclass(frozen=True, slots=True)
class DepositSheet:
    """A deposit and what it holds, in the order of the slip."""

    deposit: BankDeposit
    account: BankAccount
    batch: GiftBatch
    lines: Sequence[GiftLine]


@dataclass(frozen=True, slots=True)
class ShowDeposit(Query[DepositSheet]):
    """Tell everything about a deposit."""

    deposit_id: int


@handles(ShowDeposit)
def show_deposit(query: ShowDeposit, ctx: Context) -> DepositSheet:
    """Return the sheet."""
    deposit = ctx.uow.deposits.get(query.deposit_id)
    return DepositSheet(
        deposit=deposit,
        account=ctx.uow.bank_accounts.get(deposit.bank_account_id),
        batch=ctx.uow.batches.get(deposit.batch_id),
        lines=ctx.uow.gifts.deposit_lines(deposit.id),
    )


@dataclass(frozen=True, slots=True)
class DepositByNumber(Query[BankDeposit]):
    """Tell the deposit written ``2026-009``."""

    number: str


@handles(DepositByNumber)
def deposit_by_number(query: DepositByNumber, ctx: Context) -> BankDeposit:
    """Return the deposit.

    Raises:
        Refused: When there is none.
    """
    deposit = ctx.uow.deposits.by_number(query.number)
    if deposit is None:
        message = _("There is no deposit {number}: see the list of deposits.")
        raise Refused("deposit.unknown", message.format(number=query.number), "deposit")
    return deposit


@dataclass(frozen=True, slots=True)
class DepositSlip(Query[bytes]):
    """Give the slip of a deposit, as it was made."""

    deposit_id: int


@handles(DepositSlip)
def deposit_slip(query: DepositSlip, ctx: Context) -> bytes:
    """Return the PDF from the vault.

    Raises:
        Refused: When the deposit came from former files and has no slip.
        Trouble: When the vault is damaged.
    """
    deposit = ctx.uow.deposits.get(query.deposit_id)
    if not deposit.document_sha256:
        message = _("Deposit {number} has no slip: it was made before this program.")
        raise Refused("deposit.no_slip", message.format(number=deposit.number))
    return ctx.uow.documents.read(deposit.document_sha256)


@dataclass(frozen=True, slots=True)
class MarkDeposit(Command[BankDeposit]):
    """Say that a slip was printed, or the deposit taken to the bank."""

    permission: ClassVar[str] = Permission.DEPOSITS_PRINT
    deposit_id: int
    state: DepositState


_WAY = tuple(DepositState)


@handles(MarkDeposit)
def mark_deposit(cmd: MarkDeposit, ctx: Context) -> BankDeposit:
    """Write the new state; a slip printed again later leaves the deposit where it is."""
    deposit = ctx.uow.deposits.get(cmd.deposit_id)
    if _WAY.index(cmd.state) <= _WAY.index(deposit.state):
        return deposit
    return ctx.uow.deposits.save(replace(deposit, state=cmd.state))
