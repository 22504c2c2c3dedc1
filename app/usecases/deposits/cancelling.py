# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A deposit that never went to the bank is cancelled: its gifts wait for another."""

from dataclasses import dataclass, replace
from typing import ClassVar

from app.domain.deposits import BankDeposit, DepositState
from app.domain.users import Permission
from app.kernel.command import Command, handles
from app.kernel.errors import Refused
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.usecases.context import Context


@dataclass(frozen=True, slots=True)
class CancelDeposit(Command[BankDeposit]):
    """Cancel a deposit before it is taken to the bank; number and slip are kept, marked so.

    Attributes:
        reason: Why; kept with the deposit.
    """

    permission: ClassVar[str] = Permission.DEPOSITS_PRINT
    deposit_id: int
    reason: str


@handles(CancelDeposit)
def cancel_deposit(cmd: CancelDeposit, ctx: Context) -> BankDeposit:
    """Put its gifts on hand again, with the lines that corrected them since.

    Raises:
        Refused: Without a reason, once it was taken to the bank or cancelled, or when some of its
            money left again: what stands of such a gift is not what is in the envelope.
    """
    deposit = ctx.uow.deposits.get(cmd.deposit_id)
    refuse_cancelled(deposit)
    if deposit.state in {DepositState.BANKED, DepositState.RECONCILED}:
        message = _(
            "Deposit {number} was taken to the bank: it is not cancelled any more. What is wrong "
            "in it is corrected gift by gift."
        )
        raise Refused("deposit.banked", message.format(number=deposit.number))
    if deposit.booked_on is not None:
        message = _(
            "Deposit {number} stands in the books of a closed year: it is not cancelled any more. "
            "Open the year again, or take the deposit to the bank."
        )
        raise Refused("deposit.closed", message.format(number=deposit.number))
    if any(one.settled_apart for one in ctx.uow.deposits.corrections(deposit.id)):
        message = _(
            "Gifts of deposit {number} were returned unpaid or paid back since: it cannot be "
            "cancelled. Take it to the bank, or correct the gifts."
        )
        raise Refused("deposit.returned", message.format(number=deposit.number))
    reason = cmd.reason.strip()
    if not reason:
        message = _("Say why the deposit is cancelled: the reason is kept with it.")
        raise Refused("deposit.reason", message, "reason")
    ctx.uow.gifts.release(deposit.id)
    return ctx.uow.deposits.save(
        replace(
            deposit,
            state=DepositState.CANCELLED,
            cancelled_on=ctx.clock.today(),
            cancelled_by=ctx.actor.name,
            cancel_reason=reason,
        )
    )


def refuse_cancelled(deposit: BankDeposit) -> None:
    """Refuse to go on with a deposit that was cancelled."""
    if deposit.state is DepositState.CANCELLED and deposit.cancelled_on is not None:
        message = _("Deposit {number} was cancelled on {day}: its gifts wait for another.")
        told = message.format(number=deposit.number, day=format_day(deposit.cancelled_on))
        raise Refused("deposit.cancelled", told)
