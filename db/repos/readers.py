# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What cheque readers taught."""

from datetime import date

import sqlalchemy as sa

from app.usecases.ports.readers import Drawer
from db.prepared import Prepared
from db.tables.readers import dossier_secret, drawer_account
from db.work import Work

_SECRET = Prepared(
    sa.select(dossier_secret.c.value).where(dossier_secret.c.name == "cheque_accounts")
)
_OF_ACCOUNT = Prepared(
    sa.select(drawer_account.c.donor_id, drawer_account.c.bank)
    .where(drawer_account.c.fingerprint == sa.bindparam("fingerprint"))
    .order_by(drawer_account.c.learned_on.desc(), drawer_account.c.donor_id.desc())
)
_COUNT = Prepared(
    sa.select(sa.func.count()).where(drawer_account.c.donor_id == sa.bindparam("donor_id"))
)


class SqlDrawerRepo:
    """Who writes cheques on which account."""

    room = "donors"

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work

    def secret(self) -> str:
        """Return the dossier's secret for fingerprints."""
        row = _SECRET.first(self._work.connection)
        if row is None:
            message = "a dossier has its secret from the migration on"
            raise RuntimeError(message)
        return str(row[0])

    def of_account(self, fingerprint: str) -> list[Drawer]:
        """Return who writes cheques on an account, who was learned last first."""
        rows = _OF_ACCOUNT.all(self._work.connection, fingerprint=fingerprint)
        return [Drawer(*row) for row in rows]

    def count(self, donor_id: int) -> int:
        """Return how many accounts a donor is known by."""
        row = _COUNT.first(self._work.connection, donor_id=donor_id)
        return int(row[0]) if row else 0

    def learn(self, fingerprint: str, donor_id: int, bank: str, day: date) -> None:
        """Remember that a donor writes cheques on an account."""
        mine = (drawer_account.c.fingerprint == fingerprint) & (
            drawer_account.c.donor_id == donor_id
        )
        seen = drawer_account.update().where(mine).values(bank=bank, learned_on=day)
        if self._work.connection.execute(seen).rowcount:
            return
        new = drawer_account.insert().values(
            fingerprint=fingerprint, donor_id=donor_id, bank=bank, learned_on=day
        )
        self._work.connection.execute(new)
        # The trail tells that an account was learned, never which.
        self._work.record(self.room, donor_id, "account_learned", {})

    def forget(self, donor_id: int) -> int:
        """Forget every account of a donor; return how many there were."""
        mine = drawer_account.delete().where(drawer_account.c.donor_id == donor_id)
        count = self._work.connection.execute(mine).rowcount
        if count:
            self._work.record(self.room, donor_id, "accounts_forgotten", {"count": count})
        return count
