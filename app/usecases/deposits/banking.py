# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens to a deposit once it is made: printed, taken to the bank, found on the statement."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from app.domain.deposits import WAY, BankDeposit, DepositState, corrections_cents
from app.domain.users import Permission
from app.kernel.command import Command, handles
from app.kernel.errors import Refused
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.usecases.context import Context
from app.usecases.deposits.cancelling import refuse_cancelled


@dataclass(frozen=True, slots=True)
class MarkDeposit(Command[BankDeposit]):
    """Say that a slip was printed, or the deposit taken to the bank.

    Attributes:
        state: ``PRINTED`` or ``BANKED``; the statement's line has a command of its own.
        on: The day it was taken to the bank; None for today.
    """

    permission: ClassVar[str] = Permission.DEPOSITS_PRINT
    deposit_id: int
    state: DepositState
    on: date | None = None


@handles(MarkDeposit)
def mark_deposit(cmd: MarkDeposit, ctx: Context) -> BankDeposit:
    """Write the new state, when and by whom; a slip printed again leaves the deposit as it is.

    Raises:
        Refused: When the day is before the slip or after today, it was cancelled, or the state
            asks for the statement's line.
    """
    deposit = ctx.uow.deposits.get(cmd.deposit_id)
    refuse_cancelled(deposit)
    if WAY.index(cmd.state) <= WAY.index(deposit.state):
        return deposit
    if cmd.state is DepositState.RECONCILED:
        message = _("Deposit {number} is found on the statement by its day and amount: type them.")
        raise Refused("deposit.line", message.format(number=deposit.number))
    if cmd.state is DepositState.PRINTED:
        printed = replace(deposit, printed_at=ctx.clock.now(), printed_by=ctx.actor.name)
        return ctx.uow.deposits.save(replace(printed, state=cmd.state))
    day = cmd.on or ctx.clock.today()
    _check_day(deposit, day, "on", ctx)
    banked = replace(deposit, banked_on=day, banked_by=ctx.actor.name, state=cmd.state)
    return ctx.uow.deposits.save(banked)


def _check_day(deposit: BankDeposit, day: date, field: str, ctx: Context) -> None:
    if deposit.made_on <= day <= ctx.clock.today():
        return
    message = _(
        "Deposit {number} was made on {made}: the day is between that one and today, not {day}."
    )
    told = message.format(
        number=deposit.number, made=format_day(deposit.made_on), day=format_day(day)
    )
    raise Refused("deposit.day", told, field)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconcileDeposit(Command[BankDeposit]):
    """Say which line of the bank's statement a deposit is; a wrong one is written over.

    Attributes:
        credited_on, credited_cents: The day and the amount of the line.
        reason: Why it is not what was expected; needed only then.
    """

    permission: ClassVar[str] = Permission.DEPOSITS_RECONCILE
    deposit_id: int
    credited_on: date
    credited_cents: int
    reason: str = ""


@handles(ReconcileDeposit)
def reconcile_deposit(cmd: ReconcileDeposit, ctx: Context) -> BankDeposit:
    """Write the line; the slip keeps its own total, the difference stays visible.

    Raises:
        Refused: When the amount is not what the slip and its corrections make, without a reason.
    """
    deposit = ctx.uow.deposits.get(cmd.deposit_id)
    refuse_cancelled(deposit)
    _check_day(deposit, cmd.credited_on, "credited_on", ctx)
    if cmd.credited_cents <= 0:
        message = _("Type the amount the bank credited.")
        raise Refused("deposit.credited", message, "credited_cents")
    reason = cmd.reason.strip()
    expected = deposit.cents + corrections_cents(ctx.uow.deposits.corrections(deposit.id))
    if cmd.credited_cents != expected and not reason:
        message = _(
            "The bank credited {credited}, {expected} was expected: {gap}. "
            "Correct the gift that is wrong, or say why they differ."
        )
        told = message.format(
            credited=format_amount(cmd.credited_cents),
            expected=format_amount(expected),
            gap=format_amount(cmd.credited_cents - expected),
        )
        raise Refused("deposit.difference", told, "reason")
    return ctx.uow.deposits.save(
        replace(
            deposit,
            state=DepositState.RECONCILED,
            credited_on=cmd.credited_on,
            credited_cents=cmd.credited_cents,
            reconciled_by=ctx.actor.name,
            difference_reason=reason,
        )
    )
