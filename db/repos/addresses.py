# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters that came back."""

import sqlalchemy as sa

from app.domain.addresses import ReturnedLetter
from app.usecases.ports.addresses import Unreachable
from db.mapping import Mapper
from db.queries.addresses import unreachable
from db.repos.base import Repo
from db.tables.addresses import returned_letter


class SqlReturnedLetterRepo(Repo[ReturnedLetter]):
    """Letters that came back."""

    mapper = Mapper(ReturnedLetter, returned_letter)
    room = "addresses"

    def of_donor(self, donor_id: int) -> list[ReturnedLetter]:
        """Return a donor's letters, the newest first."""
        table = returned_letter.c
        newest = self._select().where(table.donor_id == donor_id)
        return self._many(newest.order_by(table.returned_on.desc(), table.id.desc()))

    def donor_ids(self) -> frozenset[int]:
        """Return the donors a letter to whom ever came back."""
        told = sa.select(returned_letter.c.donor_id).distinct()
        return frozenset(self._work.connection.execute(told).scalars())

    def unreachable(self, year: int) -> list[Unreachable]:
        """Return the donors no letter reaches, those with most money at stake first."""
        return unreachable(self._work, year)
