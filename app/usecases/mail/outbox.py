# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pile of messages: written before anything leaves, listed, decided on by a person."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from app.domain.donors import Donor, ReceiptChannel
from app.domain.donors.letters import salutation_of
from app.domain.mail import MailAccount, MailMessage, MailState
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _, use_language
from app.kernel.money import format_amount
from app.usecases.context import Context
from app.usecases.mail.account import account_of, new_message_id
from app.usecases.ports.receipts import RegisterLine


@dataclass(frozen=True, slots=True)
class QueueReceipts(Command[int]):
    """Put on the pile the receipts of a year whose donors want them by e-mail.

    A receipt is put there once, whatever became of its message: asked again, only those issued
    since are added.
    """

    permission: ClassVar[str] = Permission.RECEIPTS_ISSUE
    year: int


@handles(QueueReceipts)
def queue_receipts(cmd: QueueReceipts, ctx: Context) -> int:
    """Return how many were added.

    Raises:
        Refused: When there is no account, or none that was tried.
    """
    account = tried_account(ctx)
    live = [line for line in ctx.uow.receipts.register(cmd.year) if line.state == "issued"]
    there = ctx.uow.mail.of_receipts([line.id for line in live])
    donors = ctx.uow.receipts.donors(list({line.donor_id for line in live}))
    added = 0
    for line in live:
        donor = donors[line.donor_id]
        wants = donor.receipt_channel is ReceiptChannel.EMAIL and donor.email
        if wants and line.id not in there:
            ctx.uow.mail.add(message_of(line, donor, account, ctx))
            added += 1
    return added


def message_of(
    receipt: RegisterLine,
    donor: Donor,
    account: MailAccount,
    ctx: Context,
    copied_on: date | None = None,
) -> MailMessage:
    """Return the message of a receipt, in the language of who receives it.

    Args:
        receipt: What it carries.
        donor: Whom it is for.
        account: Where it leaves from.
        ctx: Where the association is read.
        copied_on: The day of the duplicate it carries; None for the receipt itself.
    """
    name = ctx.uow.organisation.get().name
    with use_language(donor.language):
        subject = _("Your tax receipt no. {number}, {association}")
        if copied_on is not None:
            subject = _("Duplicate of your tax receipt no. {number}, {association}")
        body = _(
            "{salutation},\n\n"
            "Please find attached your tax receipt no. {number} of {amount} for {year}. "
            "Keep it with your tax papers.\n\n"
            "With our thanks,\n\n"
            "{association}\n"
        )
        told = {
            "salutation": salutation_of(donor).rstrip(","),
            "number": receipt.number,
            "amount": format_amount(receipt.cents),
            "year": receipt.year,
            "association": name,
        }
        file_name = _("tax-receipt-{number}.pdf").format(number=receipt.number)
        return MailMessage(
            donor_id=donor.id,
            receipt_id=receipt.id,
            document_sha256=receipt.document_sha256,
            file_name=file_name,
            address=donor.email,
            subject=subject.format(**told),
            body=body.format(**told),
            message_id=new_message_id(account),
            changed_at=ctx.clock.now(),
            copied_on=copied_on,
        )


def tried_account(ctx: Context) -> MailAccount:
    """Return the account, once a message to oneself left from it.

    Raises:
        Refused: When there is none, or it was never tried.
    """
    account = account_of(ctx)
    if account.tested_at is None:
        message = _("Send a message to yourself first: these settings were never tried.")
        raise Refused("mail.untried", message)
    return account


@dataclass(frozen=True, slots=True)
class OutboxLine:
    """A message, the receipt it carries and whom it is for."""

    message: MailMessage
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Outbox:
    """The pile.

    Attributes:
        counts: How many messages are in each state.
    """

    lines: Sequence[OutboxLine]
    counts: Mapping[MailState, int]


@dataclass(frozen=True, slots=True)
class ShowOutbox(Query[Outbox]):
    """Tell every message and what became of it."""

    permission: ClassVar[str] = Permission.RECEIPTS_ISSUE


@handles(ShowOutbox)
def show_outbox(_query: ShowOutbox, ctx: Context) -> Outbox:
    """Return the messages in the order they were written."""
    messages = ctx.uow.mail.all()
    donors = ctx.uow.receipts.donors(list({one.donor_id for one in messages}))
    numbers = _numbers(messages, ctx)
    lines = [
        OutboxLine(one, numbers[one.receipt_id], donors[one.donor_id].display_name)
        for one in messages
    ]
    return Outbox(lines, Counter(one.state for one in messages))


def _numbers(messages: Sequence[MailMessage], ctx: Context) -> Mapping[int, str]:
    return ctx.uow.receipts.numbers(list({one.receipt_id for one in messages}))


@dataclass(frozen=True, slots=True)
class DecideMail(Command[MailMessage]):
    """Say of a message that was cut whether it left.

    Attributes:
        left: True when it did, as the sender's mailbox or the donor tells; False to send it again.
    """

    permission: ClassVar[str] = Permission.RECEIPTS_ISSUE
    message_id: int
    left: bool


@handles(DecideMail)
def decide_mail(cmd: DecideMail, ctx: Context) -> MailMessage:
    """Write what was decided.

    Raises:
        Refused: When nothing is to be decided about the message.
    """
    message = ctx.uow.mail.get(cmd.message_id)
    if message.state is not MailState.UNSURE:
        told = _("The message to {address} is not to be decided: see its state.")
        raise Refused("mail.decided", told.format(address=message.address))
    state = MailState.SENT if cmd.left else MailState.WAITING
    return ctx.uow.mail.save(replace(message, state=state, changed_at=ctx.clock.now()))


_TO_PAPER = frozenset({MailState.WAITING, MailState.REFUSED, MailState.UNSURE})


@dataclass(frozen=True, slots=True)
class MoveToPaper(Command[Sequence[str]]):
    """Have messages printed and posted instead.

    Attributes:
        message_ids: Which; empty for all that were refused.
    """

    permission: ClassVar[str] = Permission.RECEIPTS_ISSUE
    message_ids: tuple[int, ...] = ()


@handles(MoveToPaper)
def move_to_paper(cmd: MoveToPaper, ctx: Context) -> Sequence[str]:
    """Return the numbers of the receipts to print.

    Raises:
        Refused: When one of them left already, or is on its way.
    """
    if cmd.message_ids:
        moved = [ctx.uow.mail.get(one) for one in cmd.message_ids]
    else:
        moved = [one for one in ctx.uow.mail.all() if one.state is MailState.REFUSED]
    for message in moved:
        if message.state not in _TO_PAPER:
            told = _("The message to {address} left, or is on its way: it is not moved to paper.")
            raise Refused("mail.left", told.format(address=message.address))
        at = ctx.clock.now()
        ctx.uow.mail.save(replace(message, state=MailState.PAPER, changed_at=at))
    numbers = _numbers(moved, ctx)
    return [numbers[message.receipt_id] for message in moved]
