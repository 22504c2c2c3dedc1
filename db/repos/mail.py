# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages by e-mail, and the account they leave from."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from app.domain.mail import MailAccount, MailMessage, MailState
from db.mapping import Mapper
from db.repos.base import Repo
from db.tables.mail import mail_account, mail_message
from db.work import Work

_TOLD = frozenset({"state", "tries"})


class _Accounts(Repo[MailAccount]):
    mapper = Mapper(MailAccount, mail_account)
    room = "mail"

    def first(self) -> MailAccount | None:
        """Return the one there is."""
        return self._one(self._select().order_by(mail_account.c.id).limit(1))


class _Messages(Repo[MailMessage]):
    mapper = Mapper(MailMessage, mail_message)
    room = "mail"

    def _record(
        self, value: MailMessage, row_id: int, action: str, changes: dict[str, list[object]]
    ) -> None:
        """Leave what became of it in the trail, and nothing of who it is for."""
        told = {name: both for name, both in changes.items() if name in _TOLD}
        super()._record(value, row_id, action, told)

    def all(self) -> list[MailMessage]:
        """Return every one, in the order they were written."""
        return self._many(self._select().order_by(mail_message.c.id))

    def next_waiting(self, besides: Collection[int]) -> MailMessage | None:
        """Return the one that waits longest."""
        column = mail_message.c
        waiting = column.state == MailState.WAITING.value, column.id.not_in(list(besides))
        return self._one(self._select().where(*waiting).order_by(column.id).limit(1))

    def cut(self, before: datetime) -> list[MailMessage]:
        """Return those given to a server before an instant, without any answer since."""
        column = mail_message.c
        cut = column.state == MailState.SENDING.value, column.changed_at < before
        return self._many(self._select().where(*cut).order_by(column.id))

    def of_receipts(self, receipt_ids: Collection[int]) -> frozenset[int]:
        """Return which of these receipts have one of their own, duplicates aside."""
        first = sa.select(mail_message.c.receipt_id).where(mail_message.c.copied_on.is_(None))
        told = self._work.connection.execute(first).scalars()
        return frozenset(told) & frozenset(receipt_ids)

    def of_receipt(self, receipt_id: int) -> list[MailMessage]:
        """Return every message that carries a receipt, the oldest first."""
        column = mail_message.c
        return self._many(self._select().where(column.receipt_id == receipt_id).order_by(column.id))

    def of_donor(self, donor_id: int) -> list[MailMessage]:
        """Return every message to a donor, the oldest first."""
        column = mail_message.c
        return self._many(self._select().where(column.donor_id == donor_id).order_by(column.id))


class SqlMailRepo:
    """The account and the messages."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._accounts, self._messages = _Accounts(work), _Messages(work)
        self.get, self.add, self.save = (
            self._messages.get,
            self._messages.add,
            self._messages.save,
        )
        self.all, self.cut = self._messages.all, self._messages.cut
        self.next_waiting = self._messages.next_waiting
        self.of_receipts = self._messages.of_receipts
        self.of_receipt, self.of_donor = self._messages.of_receipt, self._messages.of_donor

    def account(self) -> MailAccount | None:
        """Return the account, None before there is one."""
        return self._accounts.first()

    def keep_account(self, account: MailAccount) -> MailAccount:
        """Write the account; raise ``Conflict`` when it is stale."""
        return self._accounts.save(account) if account.id else self._accounts.add(account)
