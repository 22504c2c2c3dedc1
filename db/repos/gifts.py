# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands behind a gift: the parts of its payment, its expense sheet, its vouchers."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from app.domain.gifts import Counterpart, Expense, Gift, Vehicle
from app.usecases.ports.desk import Voucher
from db.mapping import Mapper
from db.repos.base import Repo
from db.tables.desk import gift, gift_expense, gift_voucher

_reversal = gift.alias("reversal")
STANDS = (gift.c.cents > 0, ~sa.exists().where(_reversal.c.reverses_id == gift.c.id))
"""Neither a reversal nor reversed."""


class GiftEvidence(Repo[Gift]):
    """The payment a gift is of, and what proves it."""

    mapper = Mapper(Gift, gift)
    room = "gifts"

    def parts(self, gift_id: int) -> list[Gift]:
        """Return the lines of the payment a gift is of that stand, the first part first."""
        first = self._first(self.get(gift_id))
        found = self._standing((gift.c.id == first.id) | (gift.c.part_of_id == first.id))
        if not any(one.id == first.id for one in found):
            found = [*self._heir(first.id), *found]
        return found

    def _first(self, one: Gift) -> Gift:
        """Return the first part as it was keyed, whatever corrected it since."""
        while one.part_of_id is None and one.corrects_id is not None:
            one = self.get(one.corrects_id)
        return one if one.part_of_id is None else self.get(one.part_of_id)

    def _heir(self, gift_id: int) -> list[Gift]:
        """Return the line that stands for a first part that was corrected, if any does."""
        while True:
            corrections = self._select().where(
                gift.c.corrects_id == gift_id, gift.c.reverses_id.is_(None)
            )
            heir = self._one(corrections)
            if heir is None:
                return []
            if standing := self._standing(gift.c.id == heir.id):
                return standing
            gift_id = heir.id

    def _standing(self, condition: sa.ColumnElement[bool]) -> list[Gift]:
        first_before = (gift.c.part_of_id.is_not(None), gift.c.id)
        return self._many(self._select().where(condition, *STANDS).order_by(*first_before))

    def remove(self, value: Gift) -> None:
        """Remove a draft line with its evidence."""
        self._work.touch("batches", value.batch_id)
        for table in (gift_expense, gift_voucher):
            self._work.connection.execute(table.delete().where(table.c.gift_id == value.id))
        super().remove(value)

    def expenses(self, gift_id: int) -> list[Expense]:
        """Return the expense sheet of a gift, in its order."""
        mine = sa.select(gift_expense).where(gift_expense.c.gift_id == gift_id)
        rows = self._work.connection.execute(mine.order_by(gift_expense.c.rank))
        return [_expense(row) for row in rows]

    def set_expenses(self, gift_id: int, expenses: Sequence[Expense]) -> None:
        """Write the expense sheet of a gift anew."""
        before = self.expenses(gift_id)
        if list(expenses) == before:
            return
        connection = self._work.connection
        connection.execute(gift_expense.delete().where(gift_expense.c.gift_id == gift_id))
        if expenses:
            rows = [
                {"gift_id": gift_id, "rank": rank, **_told(one)}
                for rank, one in enumerate(expenses, 1)
            ]
            connection.execute(gift_expense.insert(), rows)
        told = {"expenses": [_listed(before), _listed(expenses)]}
        self._work.record(self.room, gift_id, "changed", told)

    def kilometres(self, donor_id: int, year: int, but: int) -> list[Expense]:
        """Return the journeys a donor waived in a year on gifts that stand, but one gift's."""
        within = gift_expense.c.day.between(date(year, 1, 1), date(year, 12, 31))
        driven = (
            sa.select(gift_expense)
            .join(gift, gift.c.id == gift_expense.c.gift_id)
            .where(gift.c.donor_id == donor_id, gift.c.id != but, *STANDS)
            .where(within, gift_expense.c.vehicle != Vehicle.NONE.value)
        )
        return [_expense(row) for row in self._work.connection.execute(driven)]

    def vouchers(self, gift_id: int) -> list[Voucher]:
        """Return the documents that prove a gift, in the order they came."""
        mine = sa.select(gift_voucher).where(gift_voucher.c.gift_id == gift_id)
        rows = self._work.connection.execute(mine.order_by(gift_voucher.c.id))
        return [Voucher(row.id, row.name, row.document_sha256) for row in rows]

    def attach(self, gift_id: int, name: str, sha256: str) -> None:
        """Attach a document of the vault to a gift."""
        row = {"gift_id": gift_id, "name": name, "document_sha256": sha256}
        self._work.connection.execute(gift_voucher.insert().values(**row))
        told = {"voucher": [None, name], "document_sha256": [None, sha256]}
        self._work.record(self.room, gift_id, "attached", told)

    def benefits(self, donor_id: int, year: int) -> list[Counterpart]:
        """Return the payments of a donor's year that had something in return, drafts included."""
        payment = sa.func.coalesce(gift.c.part_of_id, gift.c.id)
        given = sa.func.sum(gift.c.benefit_cents)
        statement = (
            sa.select(sa.func.min(gift.c.received_on), payment, sa.func.sum(gift.c.cents), given)
            .where(gift.c.donor_id == donor_id, *STANDS)
            .where(gift.c.received_on.between(date(year, 1, 1), date(year, 12, 31)))
            .group_by(payment)
            .having(given > 0)
        )
        rows = self._work.connection.execute(statement)
        return [Counterpart(row[0], row[1], int(row[2]), int(row[3])) for row in rows]


def _expense(row: sa.Row[tuple[object, ...]]) -> Expense:
    return Expense(
        day=row.day,
        purpose=row.purpose,
        cents=row.cents,
        vehicle=Vehicle(row.vehicle),
        power=row.power,
        electric=row.electric,
        kilometres=row.kilometres,
    )


def _told(one: Expense) -> dict[str, object]:
    return {
        "day": one.day,
        "purpose": one.purpose,
        "cents": one.cents,
        "vehicle": one.vehicle.value,
        "power": one.power,
        "electric": one.electric,
        "kilometres": one.kilometres,
    }


def _listed(expenses: Sequence[Expense]) -> list[dict[str, object]]:
    return [{**_told(one), "day": one.day.isoformat()} for one in expenses]
