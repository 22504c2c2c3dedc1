# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Duplicates of receipts that leave by e-mail: to the donor, and to nobody else."""

from dataclasses import dataclass
from typing import ClassVar

from app.domain.mail import MailMessage
from app.domain.receipts import EventKind
from app.domain.users import Permission
from app.kernel.command import Command, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.usecases.context import Context
from app.usecases.mail.outbox import message_of, tried_account
from app.usecases.receipts.register import refuse_copy


@dataclass(frozen=True, slots=True)
class SendDuplicate(Command[MailMessage]):
    """Put the duplicate of a receipt on the pile; its day and reason are kept with the receipt."""

    permission: ClassVar[str] = Permission.RECEIPTS_ISSUE
    number: str
    reason: str = ""


@handles(SendDuplicate)
def send_duplicate(cmd: SendDuplicate, ctx: Context) -> MailMessage:
    """Write the message, and that a duplicate was handed out.

    Raises:
        Refused: When the receipt was cancelled or its law knows no duplicate, when its donor has
            no address, or when there is no account that was tried.
    """
    account = tried_account(ctx)
    receipt = ctx.uow.receipts.by_number(cmd.number)
    refuse_copy(receipt, ctx)
    line = ctx.uow.receipts.line(receipt.id)
    donor = ctx.uow.donors.get(line.donor_id)
    if not donor.email:
        message = _("{name} has no e-mail address: write it on the sheet, or print the duplicate.")
        raise Refused("receipt.no_address", message.format(name=donor.display_name))
    ctx.uow.receipts.note(line.id, EventKind.COPIED, cmd.reason.strip())
    today = ctx.clock.today()
    return ctx.uow.mail.add(message_of(line, donor, account, ctx, copied_on=today))
