# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deposits as they are read: the list, one with its lines, its slip, and what is on hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.batches import GiftBatch
from app.domain.deposits import BankDeposit, Correcting, DepositState, corrections_cents
from app.domain.organisation import BankAccount
from app.kernel.command import Query, handles
from app.kernel.errors import Refused
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.ports.desk import DepositLine, GiftLine


@dataclass(frozen=True, slots=True)
class ListDeposits(Query[Sequence[DepositLine]]):
    """Tell the deposits, the latest first."""

    limit: int | None = None


@handles(ListDeposits)
def list_deposits(query: ListDeposits, ctx: Context) -> Sequence[DepositLine]:
    """Return their rows."""
    return ctx.uow.deposits.lines(query.limit)


@dataclass(frozen=True, slots=True)
class OnHand(Query[Sequence[GiftLine]]):
    """Tell what was kept for a later deposit and waits still, the oldest first."""


@handles(OnHand)
def on_hand(_query: OnHand, ctx: Context) -> Sequence[GiftLine]:
    """Return its rows."""
    return ctx.uow.gifts.on_hand()


@dataclass(frozen=True, slots=True)
class DepositSheet:
    """A deposit and what it holds, in the order of the slip.

    Attributes:
        batch: The batch that made it, or None when it was made of what was kept.
        corrections: What became of its gifts that were corrected since.
    """

    deposit: BankDeposit
    account: BankAccount
    batch: GiftBatch | None
    lines: Sequence[GiftLine]
    corrections: Sequence[Correcting]

    @property
    def expected_cents(self) -> int:
        """What the bank's line should be: the slip, and the corrections made since."""
        if self.deposit.state is DepositState.CANCELLED:
            return 0
        return self.deposit.cents + corrections_cents(self.corrections)

    @property
    def settled_apart_cents(self) -> int:
        """What left again by lines of its own: returned cheques and refunds."""
        return sum(
            one.cents - (one.into_cents or 0) for one in self.corrections if one.settled_apart
        )


@dataclass(frozen=True, slots=True)
class ShowDeposit(Query[DepositSheet]):
    """Tell everything about a deposit."""

    deposit_id: int


@handles(ShowDeposit)
def show_deposit(query: ShowDeposit, ctx: Context) -> DepositSheet:
    """Return the sheet."""
    deposit = ctx.uow.deposits.get(query.deposit_id)
    batch_id = deposit.batch_id
    return DepositSheet(
        deposit=deposit,
        account=ctx.uow.bank_accounts.get(deposit.bank_account_id),
        batch=None if batch_id is None else ctx.uow.batches.get(batch_id),
        lines=ctx.uow.gifts.deposit_lines(deposit.id),
        corrections=ctx.uow.deposits.corrections(deposit.id),
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
    """Return the PDF from the vault; a cancelled deposit's is overprinted.

    Raises:
        Refused: When the deposit came from former files and has no slip, or it was erased.
        Trouble: When the vault is damaged.
    """
    deposit = ctx.uow.deposits.get(query.deposit_id)
    if not deposit.document_sha256:
        message = _(
            "Deposit {number} has no slip: it was made before this program, or the legal term of "
            "the slip has passed and somebody on it was erased."
        )
        raise Refused("deposit.no_slip", message.format(number=deposit.number))
    body = ctx.uow.documents.read(deposit.document_sha256)
    if deposit.cancelled_on is None:
        return body
    note = _("Deposit cancelled on {day}").format(day=format_day(deposit.cancelled_on))
    return ctx.tools.printer.stamp(body, _("CANCELLED"), note)
