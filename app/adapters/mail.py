# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages to the association's own server, and its password in the keyring of the system."""

import re
import smtplib
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import keyring
from keyring.errors import KeyringError

from app.domain.mail import Carried, Fate, MailAccount, Security
from app.kernel.errors import Trouble
from app.kernel.i18n import _
from app.usecases.ports.mail import Parcel

_PATIENCE = 60.0
"""Seconds the server has for each answer but the last."""
_LAST_PATIENCE = 300.0
"""Seconds it has once it was given the whole message: a scan of what is attached takes time."""
_GO_ON = 354
_DONE = range(200, 300)
_NOT_NOW = range(400, 500)
_SERVICE = "Obole"


class SmtpServer:
    """Speaks SMTP (RFC 5321) over a line that is enciphered and whose certificate is checked."""

    def carry(self, account: MailAccount, password: str, parcel: Parcel) -> Carried:
        """Give the server one message; see the port."""
        if not parcel.address.isascii():
            return Carried(Fate.REFUSED, "5.1.3")
        letter = bytes_of(account, parcel)
        with _connected(account, password) as server:
            return _given(server, account.sender, parcel.address, letter)


def bytes_of(account: MailAccount, parcel: Parcel) -> bytes:
    """Return a message as it goes over the line (RFC 5322), to one person."""
    letter = EmailMessage(policy=SMTP)
    letter["From"] = Address(_line(account.sender_name), addr_spec=account.sender)
    letter["To"] = Address(addr_spec=parcel.address.strip())
    if account.reply_to:
        letter["Reply-To"] = Address(addr_spec=account.reply_to)
    letter["Subject"] = _line(parcel.subject)
    letter["Date"] = format_datetime(parcel.at)
    letter["Message-ID"] = parcel.message_id
    letter.set_content(parcel.body)
    if parcel.document:
        letter.add_attachment(
            parcel.document, maintype="application", subtype="pdf", filename=parcel.file_name
        )
    return letter.as_bytes()


def _line(text: str) -> str:
    """Return a text on one line: a header has no other."""
    return " ".join(text.split())


@contextmanager
def _connected(account: MailAccount, password: str) -> Iterator[smtplib.SMTP]:
    """Give the server, signed in; whatever fails before a message was given is a trouble."""
    context = ssl.create_default_context()
    server: smtplib.SMTP | None = None
    try:
        if account.security is Security.TLS:
            server = smtplib.SMTP_SSL(
                account.host, account.port, timeout=_PATIENCE, context=context
            )
        else:
            server = smtplib.SMTP(account.host, account.port, timeout=_PATIENCE)
            server.starttls(context=context)
        if account.user:
            _sign_in(server, account.user, password)
        server.ehlo_or_helo_if_needed()
    except (OSError, smtplib.SMTPException) as error:
        if server is not None:
            server.close()
        raise _trouble(account, error) from error
    try:
        yield server
    finally:
        server.close()


def _sign_in(server: smtplib.SMTP, user: str, password: str) -> None:
    """Sign in; ``smtplib`` itself takes no letter besides those of ASCII (RFC 4616 does)."""
    if (user + password).isascii():
        server.login(user, password)
        return
    server.ehlo_or_helo_if_needed()
    said = b64encode(f"\0{user}\0{password}".encode()).decode("ascii")
    code, words = server.docmd("AUTH", f"PLAIN {said}")
    if code not in _DONE:
        raise smtplib.SMTPAuthenticationError(code, words)


def _trouble(account: MailAccount, error: Exception) -> Trouble:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        message = _(
            "{host} refuses {user} or the password: correct them. Some providers want a password "
            "made for this program."
        )
        return Trouble("mail.password", message.format(host=account.host, user=account.user))
    message = _(
        "{host}, port {port}, is not reached safely ({why}): check the network and the settings."
    )
    told = message.format(host=account.host, port=account.port, why=error)
    return Trouble("mail.server", told)


def _given(server: smtplib.SMTP, sender: str, address: str, letter: bytes) -> Carried:
    """Give the message; once its last line was sent, only an answer tells what became of it."""
    try:
        code, words = server.mail(sender)
        if code in _DONE:
            code, words = server.rcpt(address)
        if code in _DONE:
            code, words = server.docmd("DATA")
        if code != _GO_ON:
            return _refusal(code, words)
    except (OSError, smtplib.SMTPException) as error:
        return Carried(Fate.LATER, str(error))
    try:
        dotted = re.sub(rb"(?m)^\.", b"..", letter)
        server.send(dotted + (b"" if dotted.endswith(b"\r\n") else b"\r\n") + b".\r\n")
        if server.sock is not None:
            server.sock.settimeout(_LAST_PATIENCE)
        code, words = server.getreply()
    except (OSError, smtplib.SMTPException) as error:
        return Carried(Fate.UNSURE, str(error))
    return Carried(Fate.SENT, _told(code, words)) if code in _DONE else _refusal(code, words)


def _refusal(code: int, words: bytes) -> Carried:
    return Carried(Fate.LATER if code in _NOT_NOW else Fate.REFUSED, _told(code, words))


def _told(code: int, words: bytes) -> str:
    return f"{code} {words.decode('utf-8', 'replace')}".strip()


class SystemKeyring:
    """The keyring of the system: Secret Service, Windows' credentials, the macOS keychain."""

    def password(self, account: MailAccount) -> str:
        """Return what was kept; nothing where there is no keyring."""
        return self.secret(_whose(account))

    def keep(self, account: MailAccount, password: str) -> None:
        """Keep it; see the port."""
        self.keep_secret(_whose(account), password)

    def secret(self, name: str) -> str:
        """Return what was kept under a name; nothing where there is no keyring."""
        try:
            return keyring.get_password(_SERVICE, name) or ""
        except KeyringError:
            return ""

    def keep_secret(self, name: str, secret: str) -> None:
        """Keep it under a name; see the port."""
        try:
            keyring.set_password(_SERVICE, name, secret)
        except KeyringError as error:
            message = _(
                "This computer keeps no passwords ({why}): the password is asked for each time."
            )
            raise Trouble("mail.keyring", message.format(why=error)) from error


def _whose(account: MailAccount) -> str:
    return f"{account.user}@{account.host}:{account.port}"
