# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The finder's index filled from the donors, after a migration that emptied it."""

import sqlalchemy as sa

from db.repos.donors import SqlDonorRepo
from db.search import DonorIndex
from db.tables.donors import donor, donor_finder, donor_total
from db.work import Work

_CHUNK = 500


def fill_index(connection: sa.Connection) -> None:
    """Index every donor when none is, in bounded memory."""
    if connection.execute(sa.select(donor_finder.c.donor_id).limit(1)).first() is not None:
        return
    index, mapper, newest = DonorIndex(Work(connection)), SqlDonorRepo.mapper, 0
    wanted = sa.select(*mapper.columns).order_by(donor.c.id).limit(_CHUNK)
    while rows := connection.execute(wanted.where(donor.c.id > newest)).all():
        donors = [mapper.from_values(row) for row in rows]
        index.put_many(donors, index.besides([one.id for one in donors]))
        newest = donors[-1].id
    last_on = sa.select(donor_total.c.last_on).where(
        donor_total.c.donor_id == donor_finder.c.donor_id
    )
    connection.execute(donor_finder.update().values(last_on=last_on.scalar_subquery()))
