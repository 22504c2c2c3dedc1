# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What messages ask of storage, of a server and of the keyring of the system."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from app.domain.mail import Carried, MailAccount, MailMessage


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message ready to be carried: one person in To, and nobody else anywhere.

    Attributes:
        at: The day and instant it tells.
        document: The PDF attached, or empty.
    """

    address: str
    subject: str
    body: str
    message_id: str
    at: datetime
    file_name: str = ""
    document: bytes = field(default=b"", repr=False)


class MailRepo(Protocol):
    """The account and the messages."""

    def account(self) -> MailAccount | None:
        """Return the account, None before there is one."""

    def keep_account(self, account: MailAccount) -> MailAccount:
        """Write the account; raise ``Conflict`` when it is stale."""

    def get(self, message_id: int) -> MailMessage:
        """Return a message; raise ``Refused`` when it is no longer there."""

    def add(self, message: MailMessage) -> MailMessage:
        """Write a new one and return it with its id."""

    def save(self, message: MailMessage) -> MailMessage:
        """Write a changed one; raise ``Conflict`` when it is stale."""

    def all(self) -> Sequence[MailMessage]:
        """Return every message, in the order they were written."""

    def next_waiting(self, besides: Collection[int]) -> MailMessage | None:
        """Return the message that waits longest, but for these; None when none does."""

    def cut(self, before: datetime) -> Sequence[MailMessage]:
        """Return the messages given to a server before an instant, without any answer since."""

    def of_receipts(self, receipt_ids: Collection[int]) -> frozenset[int]:
        """Return which of these receipts have a message of their own, whatever became of it."""

    def of_receipt(self, receipt_id: int) -> Sequence[MailMessage]:
        """Return every message that carries a receipt, the oldest first."""

    def of_donor(self, donor_id: int) -> Sequence[MailMessage]:
        """Return every message to a donor, the oldest first."""


class MailServer(Protocol):
    """Carries messages to the server of an account."""

    def carry(self, account: MailAccount, password: str, parcel: Parcel) -> Carried:
        """Give the server one message and return what it said.

        Raises:
            Trouble: When the server is not reached, or refuses the account: the message was not
                given to it.
        """


class Keyring(Protocol):
    """Keeps passwords where the system keeps those of the person."""

    def password(self, account: MailAccount) -> str:
        """Return it, or nothing when it was never kept, or the system has no keyring."""

    def keep(self, account: MailAccount, password: str) -> None:
        """Keep it.

        Raises:
            Trouble: When the system has no keyring, or it is locked.
        """

    def secret(self, name: str) -> str:
        """Return what was kept under a name, or nothing."""

    def keep_secret(self, name: str, secret: str) -> None:
        """Keep it under a name.

        Raises:
            Trouble: When the system has no keyring, or it is locked.
        """
