# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs on e-mail: the account, a message to oneself, the pile and what becomes of it."""

import argparse
import os
import sys
import time
from dataclasses import replace
from getpass import getpass
from typing import Any

from app.cli.console import Console, table
from app.cli.main import Verbs
from app.domain.mail import (
    MailAccount,
    MailMessage,
    MailState,
    Security,
    answer_words,
    state_words,
)
from app.kernel.i18n import _, ngettext
from app.usecases.mail.account import (
    KeepMailAccount,
    KeepMailPassword,
    ShowMailAccount,
    try_account,
)
from app.usecases.mail.outbox import DecideMail, MoveToPaper, ShowOutbox
from app.usecases.mail.posting import post_next
from app.usecases.office import Office

_PAUSE = 2.0
"""Seconds between two messages: providers take many at once for unwanted mail."""
_FIELDS = ("host", "port", "security", "user", "sender", "sender_name", "reply_to")


def add_verbs(verbs: Verbs) -> None:
    """Add ``mail settings|test|outbox|send|decide|paper``."""
    group = verbs.group("mail", _("messages by e-mail"))
    settings = group.add("settings", _("tell or set the server messages leave from"), _settings)
    for name in ("host", "sender", "sender-name", "reply-to"):
        settings.add_argument(f"--{name}")
    settings.add_argument("--login", dest="signs_in", help=_("who signs in at the server"))
    settings.add_argument("--port", type=int)
    settings.add_argument("--security", choices=[one.value for one in Security])
    settings.add_argument(
        "--password", action="store_true", help=_("keep the password in the keyring of the system")
    )
    group.add("test", _("send a message to oneself"), _test)
    group.add("outbox", _("list the messages and what became of each"), _outbox)
    send = group.add("send", _("send the messages that wait, one after the other"), _send)
    add_pause(send)
    decide = group.add("decide", _("say whether a message that was cut left"), _decide)
    decide.add_argument("message", type=int, metavar=_("MESSAGE"))
    either = decide.add_mutually_exclusive_group(required=True)
    either.add_argument("--left", action="store_true", help=_("it left"))
    either.add_argument("--again", action="store_true", help=_("it did not: send it again"))
    paper = group.add("paper", _("print instead: what was refused, or some messages"), _paper)
    paper.add_argument("messages", type=int, nargs="*", metavar=_("MESSAGE"))


def add_pause(parser: argparse.ArgumentParser) -> None:
    """Add how long to wait between two messages."""
    parser.add_argument("--pause", type=float, default=_PAUSE, metavar=_("SECONDS"))


def _settings(office: Office, options: argparse.Namespace, console: Console) -> None:
    typed = {**vars(options), "user": options.signs_in}
    said = {name: typed[name] for name in _FIELDS if typed[name] is not None}
    account = office.ask(ShowMailAccount())
    if said:
        if "security" in said:
            said["security"] = Security(said["security"])
        account = office.do(KeepMailAccount(replace(account or MailAccount(), **said)))
    if options.password:
        office.ask(KeepMailPassword(_password()))
    document: dict[str, Any] = {"account": None}
    told = [_("No server is set for e-mail: tell which one first.")]
    if account is not None:
        document["account"] = {name: getattr(account, name) for name in _FIELDS}
        document["tested_at"] = account.tested_at
        told = [f"{account.sender} · {account.host}:{account.port}"]
    console.answer(document, told)


def _password() -> str:
    """Return the password said by the variable, or typed; nothing to take that of the keyring."""
    said = os.environ.get("OBOLE_MAIL_PASSWORD", "")
    return said or (getpass(_("Password: ")) if sys.stdin.isatty() else "")


def _test(office: Office, _options: argparse.Namespace, console: Console) -> None:
    carried = try_account(office, os.environ.get("OBOLE_MAIL_PASSWORD", ""))
    message = _("The server took the message: look into your mailbox.")
    console.answer({"sent": True, "answer": carried.answer}, [message])


def _outbox(office: Office, _options: argparse.Namespace, console: Console) -> None:
    outbox = office.ask(ShowOutbox())
    headers = (_("Message"), _("Receipt"), _("Donor"), _("Address"), _("State"), _("Answer"))
    rows = [
        (
            line.message.id,
            line.number,
            line.name,
            line.message.address,
            state_words(line.message.state),
            answer_words(line.message) or line.message.answer,
        )
        for line in outbox.lines
    ]
    document = {
        "counts": {state.value: outbox.counts.get(state, 0) for state in MailState},
        "messages": [_told(line.message) | {"receipt": line.number} for line in outbox.lines],
    }
    console.answer(document, table(headers, rows))


def _told(message: MailMessage) -> dict[str, Any]:
    return {
        "message": message.id,
        "address": message.address,
        "state": message.state.value,
        "tries": message.tries,
        "answer": message.answer,
        "why": answer_words(message),
    }


def _send(office: Office, options: argparse.Namespace, console: Console) -> None:
    send_waiting(office, options.pause, console)


def send_waiting(office: Office, pause: float, console: Console) -> None:
    """Send what waits and tell what became of each; Ctrl+C stops between two messages."""
    password = os.environ.get("OBOLE_MAIL_PASSWORD", "")
    done: list[MailMessage] = []
    while True:
        later = {one.id for one in done if one.state is MailState.WAITING}
        message = post_next(office, password, later)
        if message is None:
            break
        done.append(message)
        console.say(f"{message.address}: {state_words(message.state)} {answer_words(message)}")
        time.sleep(pause)
    sent = sum(one.state is MailState.SENT for one in done)
    told = ngettext("{count} message sent.", "{count} messages sent.", sent).format(count=sent)
    console.answer({"sent": sent, "messages": [_told(one) for one in done]}, [told])


def _decide(office: Office, options: argparse.Namespace, console: Console) -> None:
    message = office.do(DecideMail(options.message, options.left))
    console.answer(_told(message), [f"{message.address}: {state_words(message.state)}"])


def _paper(office: Office, options: argparse.Namespace, console: Console) -> None:
    numbers = office.do(MoveToPaper(tuple(options.messages)))
    told = ngettext(
        "{count} receipt to print: {numbers}", "{count} receipts to print: {numbers}", len(numbers)
    )
    sentence = told.format(count=len(numbers), numbers=", ".join(numbers))
    console.answer({"receipts": list(numbers)}, [sentence])
