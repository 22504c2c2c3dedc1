# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What checks of the file look at, exceptions, and the counts of the last look."""

from collections import defaultdict
from collections.abc import Generator, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.domain.donors import DonorKind
from app.domain.quality import Facts, QualityException
from db.mapping import Mapper
from db.repos.base import Repo
from db.tables.donors import donor, donor_total
from db.tables.quality import quality_count, quality_exception
from db.tables.readers import drawer_account

_BLOCK = 5_000
_LOOKED_AT = (
    sa.select(
        donor.c.id, donor.c.number, donor.c.kind, donor.c.last_name, donor.c.first_name,
        donor.c.organisation_name, donor.c.civility, donor.c.street, donor.c.locality,
        donor.c.postal_code, donor.c.city, donor.c.country, donor.c.phone, donor.c.email,
        donor.c.siren, donor.c.receipt_wish, donor.c.deceased_on, donor.c.returned_on,
        donor_total.c.cents, donor_total.c.last_on,
    )
    .outerjoin(donor_total, donor_total.c.donor_id == donor.c.id)
    .where(donor.c.archived_on.is_(None))
    .order_by(donor.c.id)
)  # fmt: skip


class SqlQualityRepo(Repo[QualityException]):
    """What checks look at, exceptions, and the counts of the last look."""

    mapper = Mapper(QualityException, quality_exception)
    room = "quality"

    def facts(self, only: Sequence[int] = ()) -> Generator[Facts, None, None]:
        """Yield what is looked at of each donor not archived, or of these, in order of id."""
        chosen = _LOOKED_AT.where(donor.c.id.in_(only)) if only else _LOOKED_AT
        accounts = self._accounts(only)
        options = {"yield_per": _BLOCK}
        with self._work.connection.execute(chosen, execution_options=options) as rows:
            for row in rows:
                yield _facts(row, accounts.get(row[0], ()))

    def _accounts(self, only: Sequence[int]) -> dict[int, tuple[str, ...]]:
        table = drawer_account.c
        known = sa.select(table.donor_id, table.fingerprint).order_by(table.fingerprint)
        found: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
        chosen = known.where(table.donor_id.in_(only)) if only else known
        for donor_id, fingerprint in self._work.connection.execute(chosen):
            found[donor_id] += (fingerprint,)
        return found

    def exceptions(self) -> list[QualityException]:
        """Return what was said to be right, the newest first."""
        return self._many(self._select().order_by(quality_exception.c.id.desc()))

    def keep_counts(self, counts: Mapping[str, int], day: date) -> None:
        """Remember how many findings each check had, and the day."""
        self._work.connection.execute(quality_count.delete())
        rows = [{"check_id": one, "found": many, "looked_on": day} for one, many in counts.items()]
        self._work.connection.execute(quality_count.insert(), rows)
        self._work.touch(self.room)

    def last_look(self) -> tuple[int, date | None]:
        """Return how many findings the last look had in all, and its day; None before any."""
        sums = sa.select(sa.func.sum(quality_count.c.found), sa.func.max(quality_count.c.looked_on))
        found, day = self._work.connection.execute(sums).one()
        return int(found or 0), day


def _facts(row: Any, accounts: tuple[str, ...]) -> Facts:  # noqa: ANN401 - a row of any select
    row_id, number, kind, last, first, organisation, *others, cents, last_on = row
    person = kind == DonorKind.PERSON.value
    name = f"{last.upper()} {first}".strip() if person else organisation
    civility, *others = others
    return Facts._make(
        (row_id, number, kind, name, civility, first, *others, cents or 0, last_on, accounts)
    )
