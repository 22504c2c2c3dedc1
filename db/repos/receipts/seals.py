# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The certificate copies are sealed with."""

from app.domain.receipts.seal import Seal
from db.mapping import Mapper
from db.repos.base import Repo
from db.tables.receipts import receipt_seal


class SqlSealRepo(Repo[Seal]):
    """The one certificate there may be."""

    mapper = Mapper(Seal, receipt_seal)
    room = "organisation"

    def current(self) -> Seal | None:
        """Return it, None without one."""
        return self._one(self._select().order_by(receipt_seal.c.id.desc()).limit(1))
