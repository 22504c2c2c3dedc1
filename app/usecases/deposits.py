# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bank deposits: made by posting, printed from the vault."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from app.domain.batches import GiftBatch
from app.domain.deposits import BankDeposit, DepositState, SlipLine, SlipSnapshot, slip_pages
from app.domain.gifts import Gift, Means
from app.domain.organisation import BankAccount
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.ports.desk import GiftLine

_CARRIED = (Means.CHEQUE, Means.CASH)
_PDF = "application/pdf"


def make_deposits(batch: GiftBatch, gifts: Sequence[Gift], ctx: Context) -> list[BankDeposit]:
    """Make the deposits of a batch being posted, each with its slip in the vault.

    Cheques are split by what the bank takes on one slip; cash is apart.

    Raises:
        Refused: When there is something to carry and no account to carry it to.
    """
    piles = [pile for means in _CARRIED if (pile := [g for g in gifts if g.means is means])]
    if not piles:
        return []
    if batch.bank_account_id is None:
        message = _("Batch {number} has no bank account: choose where it is deposited.")
        raise Refused("batch.no_account", message.format(number=batch.number), "bank_account_id")
    account = ctx.uow.bank_accounts.get(batch.bank_account_id)
    deposits: list[BankDeposit] = []
    for pile in piles:
        size = len(pile)
        if pile[0].means is Means.CHEQUE and account.max_cheques:
            size = account.max_cheques
        deposits.extend(
            _make(batch, pile[start : start + size], account, ctx)
            for start in range(0, len(pile), size)
        )
    return deposits


def _make(
    batch: GiftBatch, gifts: Sequence[Gift], account: BankAccount, ctx: Context
) -> BankDeposit:
    today = ctx.clock.today()
    deposit = ctx.uow.deposits.add(
        BankDeposit(
            year=today.year,
            batch_id=batch.id,
            bank_account_id=account.id,
            means=gifts[0].means,
            made_on=today,
            count=len(gifts),
            cents=sum(gift.cents for gift in gifts),
        )
    )
    ctx.uow.gifts.set_deposit([gift.id for gift in gifts], deposit.id)
    lines = ctx.uow.gifts.deposit_lines(deposit.id)
    snapshot = SlipSnapshot(
        association=ctx.uow.organisation.get().name,
        holder=account.holder,
        bank=account.bank or account.label,
        iban=account.iban,
        number=deposit.number,
        batch_number=batch.number,
        made_on=today,
        means=deposit.means,
        lines=tuple(_slip_line(line) for line in lines),
    )
    pdf = ctx.tools.printer.render(slip_pages(snapshot), title=snapshot.number)
    sha256 = ctx.uow.documents.put(pdf, _PDF)
    return ctx.uow.deposits.save(replace(deposit, document_sha256=sha256))


def _slip_line(line: GiftLine) -> SlipLine:
    name = line.donor_name or line.clue or _("To be identified")
    return SlipLine(name, line.cheque_bank, line.cheque_number, line.cents)


@dataclass(frozen=True, slots=True)
class ListDeposits(Query[Sequence[BankDeposit]]):
    """Tell the deposits, the latest first."""

    limit: int | None = None


@handles(ListDeposits)
def list_deposits(query: ListDeposits, ctx: Context) -> Sequence[BankDeposit]:
    """Return them."""
    return ctx.uow.deposits.all(query.limit)


@dataclass(frozen=True, slots=True)
class DepositSheet:
    """A deposit and what it holds."""

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
        raise Refused("deposit.unknown", message.format(number=query.number))
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


_NEXT = {
    DepositState.OPEN: {DepositState.PRINTED, DepositState.BANKED},
    DepositState.PRINTED: {DepositState.PRINTED, DepositState.BANKED},
    DepositState.BANKED: {DepositState.BANKED},
    DepositState.RECONCILED: {DepositState.RECONCILED},
}


@handles(MarkDeposit)
def mark_deposit(cmd: MarkDeposit, ctx: Context) -> BankDeposit:
    """Write the new state; a deposit never goes back."""
    deposit = ctx.uow.deposits.get(cmd.deposit_id)
    if cmd.state not in _NEXT[deposit.state]:
        message = _("Deposit {number} was taken to the bank: its slip can still be reprinted.")
        raise Refused("deposit.state", message.format(number=deposit.number))
    return ctx.uow.deposits.save(replace(deposit, state=cmd.state))
