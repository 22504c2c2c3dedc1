# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One message after the other to the server: taken, carried, noted, each step committed by itself.

A message is marked as being sent before the server hears of it, and what the server said is
written after. What is cut between the two was sent or was not: nobody but a person can tell, and
nothing sends it again until one did. No transaction that writes is open while a server is asked.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import ClassVar

from app.domain.mail import ANSWER_WITHIN, STATE_OF, Carried, Fate, MailMessage, MailState
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import OboleError, Refused
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.mail.account import account_of
from app.usecases.mail.outbox import tried_account
from app.usecases.office import Office
from app.usecases.ports.mail import Parcel
from app.usecases.receipts.register import duplicate_of
from app.usecases.receipts.sealing import copy_to_send


@dataclass(frozen=True, slots=True)
class TakeMail(Command[MailMessage | None]):
    """Take the next message from the pile: it is then being sent, by who took it alone.

    Attributes:
        besides: Messages not to take again: the server wanted them later.
    """

    permission: ClassVar[str] = Permission.RECEIPTS_ISSUE
    besides: frozenset[int] = frozenset()


@handles(TakeMail)
def take_mail(cmd: TakeMail, ctx: Context) -> MailMessage | None:
    """Return the message, None when none waits; those that were cut are told for a person.

    Raises:
        Refused: When there is no account, or none that was tried.
    """
    tried_account(ctx)
    now = ctx.clock.now()
    for cut in ctx.uow.mail.cut(now - ANSWER_WITHIN):
        ctx.uow.mail.save(replace(cut, state=MailState.UNSURE, changed_at=now))
    while (message := ctx.uow.mail.next_waiting(cmd.besides)) is not None:
        donor = ctx.uow.donors.get(message.donor_id)
        if ctx.uow.receipts.line(message.receipt_id).state == "cancelled":
            withdrawn = replace(message, state=MailState.WITHDRAWN, changed_at=now)
            ctx.uow.mail.save(withdrawn)
        elif not donor.email:
            ctx.uow.mail.save(replace(message, state=MailState.PAPER, changed_at=now))
        else:
            taken = replace(
                message,
                address=donor.email,
                state=MailState.SENDING,
                tries=message.tries + 1,
                changed_at=now,
            )
            return ctx.uow.mail.save(taken)
    return None


@dataclass(frozen=True, slots=True)
class CarryMail(Query[Carried]):
    """Give the server a message that was taken; nothing is written.

    Attributes:
        password: Empty for the one in the keyring.
    """

    permission: ClassVar[str] = Permission.RECEIPTS_ISSUE
    message: MailMessage
    password: str = field(default="", repr=False)


@handles(CarryMail)
def carry_mail(query: CarryMail, ctx: Context) -> Carried:
    """Return what the server said.

    Raises:
        Refused: When the message is not the one that was taken.
        Trouble: When the server is not reached, or refuses the account.
    """
    message = ctx.uow.mail.get(query.message.id)
    if message != query.message or message.state is not MailState.SENDING:
        told = _("The message to {address} is sent elsewhere: see its state.")
        raise Refused("mail.taken", told.format(address=message.address))
    account = account_of(ctx)
    document = ctx.uow.documents.read(message.document_sha256)
    if message.copied_on is not None:
        receipt = ctx.uow.receipts.get(message.receipt_id)
        document = duplicate_of(receipt, message.copied_on, ctx)
    parcel = Parcel(
        address=message.address,
        subject=message.subject,
        body=message.body,
        message_id=message.message_id,
        at=message.changed_at,
        file_name=message.file_name,
        document=copy_to_send(document, ctx),
    )
    password = query.password or ctx.tools.keyring.password(account)
    return ctx.tools.mail_server.carry(account, password, parcel)


@dataclass(frozen=True, slots=True)
class NoteMail(Command[MailMessage]):
    """Write what became of a message that was taken."""

    permission: ClassVar[str] = Permission.RECEIPTS_ISSUE
    message: MailMessage
    carried: Carried


@handles(NoteMail)
def note_mail(cmd: NoteMail, ctx: Context) -> MailMessage:
    """Return the message as it is now."""
    noted = replace(
        cmd.message,
        state=STATE_OF[cmd.carried.fate],
        answer=cmd.carried.answer,
        changed_at=ctx.clock.now(),
    )
    return ctx.uow.mail.save(noted)


def post_next(
    office: Office, password: str = "", besides: Collection[int] = ()
) -> MailMessage | None:
    """Send the next message; return what became of it, None when none waits.

    Raises:
        Trouble: When the server is not reached, or refuses the account: the message waits again.
    """
    taken = office.do(TakeMail(frozenset(besides)))
    if taken is None:
        return None
    try:
        carried = office.ask(CarryMail(taken, password))
    except OboleError as error:
        office.do(NoteMail(taken, Carried(Fate.LATER, error.message)))
        raise
    return office.do(NoteMail(taken, carried))
