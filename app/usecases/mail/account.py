# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The account messages leave from: its password is in the keyring, and it is tried first."""

import secrets
from dataclasses import dataclass, field, replace
from typing import ClassVar

from app.domain.mail import Carried, Fate, MailAccount, check_account
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused, Trouble
from app.kernel.i18n import _
from app.kernel.problem import refuse_errors
from app.usecases.context import Context
from app.usecases.office import Office
from app.usecases.ports.mail import Parcel


@dataclass(frozen=True, slots=True)
class ShowMailAccount(Query[MailAccount | None]):
    """Tell the account messages leave from; None before there is one."""


@handles(ShowMailAccount)
def show_mail_account(_query: ShowMailAccount, ctx: Context) -> MailAccount | None:
    """Return it."""
    return ctx.uow.mail.account()


@dataclass(frozen=True, slots=True)
class KeepMailAccount(Command[MailAccount]):
    """Write the account; a changed one is to be tried anew."""

    permission: ClassVar[str] = Permission.SETTINGS_EDIT
    account: MailAccount


@handles(KeepMailAccount)
def keep_mail_account(cmd: KeepMailAccount, ctx: Context) -> MailAccount:
    """Check and write it."""
    refuse_errors(check_account(cmd.account))
    before = ctx.uow.mail.account()
    tested = before.tested_at if before else None
    same = before is not None and replace(cmd.account, tested_at=tested) == before
    return ctx.uow.mail.keep_account(replace(cmd.account, tested_at=tested if same else None))


@dataclass(frozen=True, slots=True)
class KeepMailPassword(Query[None]):
    """Put the password of the account into the keyring of the system; never into the dossier."""

    permission: ClassVar[str] = Permission.SETTINGS_EDIT
    password: str = field(repr=False)


@handles(KeepMailPassword)
def keep_mail_password(query: KeepMailPassword, ctx: Context) -> None:
    """Keep it.

    Raises:
        Trouble: When the system has no keyring: it is then asked for each time.
    """
    ctx.tools.keyring.keep(account_of(ctx), query.password)


@dataclass(frozen=True, slots=True)
class TryMailAccount(Query[Carried]):
    """Send a message to oneself.

    Attributes:
        password: Empty for the one in the keyring.
    """

    permission: ClassVar[str] = Permission.RECEIPTS_ISSUE
    password: str = field(default="", repr=False)


@handles(TryMailAccount)
def try_mail_account(query: TryMailAccount, ctx: Context) -> Carried:
    """Return what the server said."""
    account = account_of(ctx)
    parcel = Parcel(
        address=account.sender,
        subject=_("Obole: a message to try the settings"),
        body=_("This message reached you: receipts can leave by e-mail."),
        message_id=new_message_id(account),
        at=ctx.clock.now(),
    )
    password = query.password or ctx.tools.keyring.password(account)
    return ctx.tools.mail_server.carry(account, password, parcel)


@dataclass(frozen=True, slots=True)
class NoteMailTried(Command[MailAccount]):
    """Note that a message to oneself was taken by the server of an account."""

    permission: ClassVar[str] = Permission.RECEIPTS_ISSUE
    account: MailAccount


@handles(NoteMailTried)
def note_mail_tried(cmd: NoteMailTried, ctx: Context) -> MailAccount:
    """Write it, unless the account was changed meanwhile."""
    return ctx.uow.mail.keep_account(replace(cmd.account, tested_at=ctx.clock.now()))


def try_account(office: Office, password: str = "") -> Carried:
    """Send a message to oneself; once the server took it, many may follow.

    Raises:
        Trouble: When the server is not reached, or refuses the account or the message.
    """
    account = office.ask(ShowMailAccount())
    carried = office.ask(TryMailAccount(password))
    if carried.fate is not Fate.SENT:
        message = _("The server did not take the message: {answer}. Correct the settings.")
        raise Trouble("mail.test", message.format(answer=carried.answer))
    if account is not None:
        office.do(NoteMailTried(account))
    return carried


def account_of(ctx: Context) -> MailAccount:
    """Return the account.

    Raises:
        Refused: When there is none.
    """
    account = ctx.uow.mail.account()
    if account is None:
        message = _("No server is set for e-mail: tell which one first.")
        raise Refused("mail.unset", message)
    return account


def new_message_id(account: MailAccount) -> str:
    """Return an identifier that no other message has (RFC 5322, 3.6.4)."""
    return f"<{secrets.token_hex(16)}@{account.sender.rpartition('@')[2]}>"
