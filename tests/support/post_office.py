# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real SMTP server of this machine, over TLS with a password, that misbehaves when asked."""

import asyncio
import socket
import ssl
import subprocess
from collections import Counter
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from app.domain.mail import MailAccount, Security

USER, PASSWORD = "tresorier", "clé du moulin"
_ANSWERS = {
    "inconnu": "550 5.1.1 No such user here",
    "plein": "552 5.2.2 Mailbox full",
    "demain": "451 4.7.1 Greylisted, come back",
}


class _Clerk:
    """Answers by the name before the @ of who is written to."""

    def __init__(self, kept: list[tuple[str, list[str], bytes]]) -> None:
        self._kept = kept

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        name = address.partition("@")[0]
        if name == "raccroche":
            _hang_up(server)
        if name in _ANSWERS:
            return _ANSWERS[name]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 - the library's name
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        self._kept.append((envelope.mail_from or "", envelope.rcpt_tos, bytes_of(envelope)))
        if envelope.rcpt_tos[0].startswith("coupe"):
            _hang_up(server)
        return "250 2.0.0 Taken"


class PostOffice:
    """A server, begun and stopped by ``with``.

    Attributes:
        certificate: Of its name, ``localhost``; to be trusted through ``SSL_CERT_FILE``.
        kept: What it took: sender, recipients, bytes.
    """

    def __init__(self, folder: Path, security: Security = Security.TLS) -> None:
        """Make a certificate."""
        self.certificate, key = folder / "cert.pem", folder / "key.pem"
        words = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        name = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2")
        files = ("-keyout", str(key), "-out", str(self.certificate))
        subprocess.run(["openssl", *words, *name, *files], check=True, capture_output=True)
        self.security, self.port = security, _free_port()
        self.kept: list[tuple[str, list[str], bytes]] = []
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.certificate, key)
        over_tls = security is Security.TLS
        self._controller = Controller(
            _Clerk(self.kept),
            hostname="127.0.0.1",
            port=self.port,
            ssl_context=context if over_tls else None,
            tls_context=None if over_tls else context,
            require_starttls=not over_tls,
            auth_required=True,
            auth_require_tls=not over_tls,
            authenticator=_authenticate,
        )

    def __enter__(self) -> Self:
        """Begin to listen."""
        self._controller.start()
        return self

    def __exit__(self, *_failure: object) -> None:
        """Stop."""
        self._controller.stop()

    @property
    def account(self) -> MailAccount:
        """The account the server knows."""
        return MailAccount(
            host="localhost",
            port=self.port,
            security=self.security,
            user=USER,
            sender="recus@moulin.example",
            sender_name="Les Amis du Moulin, Œuvre",
            reply_to="contact@moulin.example",
        )

    @property
    def letters(self) -> list[EmailMessage]:
        """What it took, read."""
        return [message_from_bytes(body, policy=policy.default) for _f, _t, body in self.kept]

    def times(self) -> Counter[str]:
        """Count how often each message came."""
        return Counter(letter["Message-ID"] for letter in self.letters)


def text_body(letter: EmailMessage) -> str:
    """Return the words of a message."""
    part = letter.get_body()
    assert part is not None
    return str(part.get_content())


def bytes_of(envelope: Envelope) -> bytes:
    """Return what was given, as it came over the line."""
    body = envelope.original_content
    return body if isinstance(body, bytes) else b""


def _hang_up(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()


def _authenticate(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object
) -> AuthResult:
    right = LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=data == right, handled=False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
