# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many rows at once: the id of a removed donor is never given to another."""

import sqlalchemy as sa

from app.domain.donors import Donor
from app.usecases.office import Office
from db.store import SqlStore


def _add(store: SqlStore, office: Office, *names: str) -> int:
    with store.write(actor="x", at=office.clock.now(), command="") as uow:
        return uow.bulk.add_donors([Donor(last_name=name) for name in names])


def test_the_id_of_a_removed_donor_is_not_given_again(any_office: Office) -> None:
    store = any_office._store
    assert isinstance(store, SqlStore)
    first = _add(store, any_office, "Abricot", "Belette")
    with store.engine.begin() as connection:
        for table in ("donor_finder", "donor"):
            column = "donor_id" if table == "donor_finder" else "id"
            connection.execute(sa.text(f"DELETE FROM {table} WHERE {column} > {first}"))
    assert _add(store, any_office, "Cerisier") > first + 1
