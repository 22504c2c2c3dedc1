# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages that leave by e-mail: the account of the association, what became of each message."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.domain.donors import looks_like_email
from app.kernel.i18n import _
from app.kernel.problem import Problem

_LAST_PORT = 65535
ANSWER_WITHIN = timedelta(minutes=10)
"""How long a server may take to answer for a message it was given (RFC 5321, 4.5.3.2.6)."""


class Security(StrEnum):
    """How the line to the server is enciphered; never in clear, a password goes over it."""

    TLS = "tls"
    STARTTLS = "starttls"


class MailState(StrEnum):
    """Where a message is.

    ``UNSURE``: given to the server whole, and cut before it answered; a person decides.
    ``PAPER``: printed and posted instead. ``WITHDRAWN``: its receipt was cancelled before it left.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    UNSURE = "unsure"
    PAPER = "paper"
    WITHDRAWN = "withdrawn"


class Fate(StrEnum):
    """What a server made of a message: took it, refused it, wants it later, never answered."""

    SENT = "sent"
    REFUSED = "refused"
    LATER = "later"
    UNSURE = "unsure"


STATE_OF = {
    Fate.SENT: MailState.SENT,
    Fate.REFUSED: MailState.REFUSED,
    Fate.LATER: MailState.WAITING,
    Fate.UNSURE: MailState.UNSURE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAccount:
    """Where the association's messages leave from; its password is not of the dossier.

    Attributes:
        host, port: The server, such as ``smtp.example.org`` and 465.
        user: Who signs in, or empty when the server asks nobody.
        sender, sender_name: The address and the name messages come from.
        reply_to: Where answers go, or empty for the sender.
        tested_at: When a message to oneself was taken with these settings; None before.
    """

    id: int = 0
    version: int = 0
    host: str = ""
    port: int = 465
    security: Security = Security.TLS
    user: str = ""
    sender: str = ""
    sender_name: str = ""
    reply_to: str = ""
    tested_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailMessage:
    """One message to one donor.

    Attributes:
        receipt_id: The receipt it carries.
        document_sha256: What is attached, in the vault.
        file_name: Its name for who receives it.
        address: Where it goes; the donor's address when it is taken from the pile.
        message_id: The same at every try (RFC 5322, 3.6.4): readers see one message.
        tries: How often it was given to a server.
        answer: What the server said last, in its own words, or what kept it from being asked.
        changed_at: When it came to its state.
        copied_on: The day of the duplicate it carries; None for the receipt as it was issued.
    """

    id: int = 0
    version: int = 0
    donor_id: int
    receipt_id: int
    document_sha256: str
    file_name: str
    address: str
    subject: str
    body: str
    message_id: str
    state: MailState = MailState.WAITING
    tries: int = 0
    answer: str = ""
    changed_at: datetime
    copied_on: date | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a message that was carried to a server, and what the server said."""

    fate: Fate
    answer: str


def check_account(account: MailAccount) -> list[Problem]:
    """Return what is wrong with an account."""
    found = []
    if not account.host.strip():
        message = _("Type the name of the server: the provider of your e-mail tells it.")
        found.append(Problem("host", "mail.host", message))
    if not 0 < account.port <= _LAST_PORT:
        message = _("The port is a number from 1 to {last}, most often 465 or 587.")
        found.append(Problem("port", "mail.port", message.format(last=_LAST_PORT)))
    for name, address in (("sender", account.sender), ("reply_to", account.reply_to)):
        if (name == "sender" or address) and not looks_like_email(address):
            message = _("“{address}” is not an e-mail address: type that of the association.")
            found.append(Problem(name, f"mail.{name}", message.format(address=address)))
    return found


def state_words(state: MailState) -> str:
    """Name a state."""
    return {
        MailState.WAITING: _("Waiting"),
        MailState.SENDING: _("Being sent"),
        MailState.SENT: _("Sent"),
        MailState.REFUSED: _("Refused"),
        MailState.UNSURE: _("To be decided"),
        MailState.PAPER: _("On paper"),
        MailState.WITHDRAWN: _("Receipt cancelled"),
    }[state]


def answer_words(message: MailMessage) -> str:
    """Say what happened to a message, and what to do, in the reader's words.

    The codes are those of RFC 5321 and, where a server gives them, of RFC 3463.
    """
    if message.state is MailState.UNSURE:
        return _("The line was cut before the server answered: it left, or did not. Decide.")
    if message.state is not MailState.REFUSED:
        return ""
    for code, words in _refusals():
        if f" {code}" in f" {message.answer}":
            return words
    return _("The server refuses it: read its answer, or move it to paper.")


def _refusals() -> tuple[tuple[str, str], ...]:
    gone = _("Nobody has this address any more: ask for the new one, or move it to paper.")
    full = _("The mailbox is full: ask for another address, or move it to paper.")
    unwanted = _("The server takes it for unwanted mail: write to the donor otherwise.")
    return (
        ("5.2.2", full),
        ("5.1.", gone),
        ("5.2.1", gone),
        ("5.7.", unwanted),
        ("552", full),
        ("550", gone),
        ("551", gone),
        ("553", gone),
        ("554", unwanted),
    )
