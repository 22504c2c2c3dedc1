# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is declared of the receipts of a period: counted in the register, kept as declared."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from app.domain.gifts import GiftPurpose, GiftState
from app.domain.receipts import Declared, EventKind, Figures, number_of
from app.usecases.ports.receipts import ListedReceipt
from db.mapping import Mapper
from db.repos.base import Repo
from db.tables.desk import gift
from db.tables.organisation import fund
from db.tables.receipts import (
    receipt_declaration,
    receipt_event,
    tax_receipt,
    tax_receipt_line,
)

_CANCELLED = sa.exists().where(
    receipt_event.c.receipt_id == tax_receipt.c.id,
    receipt_event.c.kind == EventKind.CANCELLED.value,
)


class SqlDeclarationRepo(Repo[Declared]):
    """What is declared of receipts, and what was."""

    mapper = Mapper(Declared, receipt_declaration)
    room = "receipts"

    def figures(self, first_on: date, last_on: date) -> Figures:
        """Return the figures of a period, as the register tells them now."""
        within = tax_receipt.c.issued_on.between(first_on, last_on)
        delivered = sa.select(_CANCELLED, sa.func.count()).select_from(tax_receipt).where(within)
        rows = self._work.connection.execute(delivered.group_by(_CANCELLED)).all()
        counts = {bool(cancelled): count for cancelled, count in rows}
        mentioned = _mentioned(first_on, last_on)
        summed = sa.select(sa.func.count(), sa.func.sum(mentioned.c.cents)).select_from(mentioned)
        covering, cents = self._work.connection.execute(summed).one()
        return Figures(
            count=counts.get(False, 0),
            cents=int(cents or 0),
            covering=covering,
            cancelled=counts.get(True, 0),
        )

    def listed(self, first_on: date, last_on: date) -> Sequence[ListedReceipt]:
        """Return the live receipts behind these figures, by number."""
        mentioned = _mentioned(first_on, last_on)
        column = tax_receipt.c
        delivered = column.issued_on.between(first_on, last_on)
        cents = sa.func.coalesce(mentioned.c.cents, 0)
        statement = (
            sa.select(column.year, column.sequence, column.issued_on, cents, delivered)
            .select_from(tax_receipt.outerjoin(mentioned, mentioned.c.receipt_id == column.id))
            .where(~_CANCELLED, delivered | mentioned.c.receipt_id.is_not(None))
            .order_by(column.year, column.sequence)
        )
        return [
            ListedReceipt(number_of(year, sequence), day, int(held), bool(within))
            for year, sequence, day, held, within in self._work.connection.execute(statement)
        ]

    def receiptable(self, first_on: date, last_on: date) -> int:
        """Return the cents of posted gifts that may be receipted, received in the period.

        What was reversed takes itself away: a reversal is of the day of its gift.
        """
        statement = (
            sa.select(sa.func.sum(gift.c.cents))
            .select_from(gift.join(fund, fund.c.id == gift.c.fund_id))
            .where(
                gift.c.state == GiftState.POSTED.value,
                gift.c.received_on.between(first_on, last_on),
                fund.c.eligible,
                gift.c.purpose != GiftPurpose.MEMBERSHIP_SERVED.value,
            )
        )
        return int(self._work.connection.execute(statement).scalar() or 0)

    def of_year(self, year: int) -> Sequence[Declared]:
        """Return what was declared for a year, the latest first."""
        column = receipt_declaration.c
        return self._many(self._select().where(column.year == year).order_by(column.id.desc()))


def _mentioned(first_on: date, last_on: date) -> sa.Subquery:
    """Return, a receipt a row, what live lines hold of gifts received in a period."""
    return (
        sa.select(
            tax_receipt_line.c.receipt_id.label("receipt_id"),
            sa.func.sum(tax_receipt_line.c.cents).label("cents"),
        )
        .select_from(tax_receipt_line.join(gift, gift.c.id == tax_receipt_line.c.gift_id))
        .where(tax_receipt_line.c.live, gift.c.received_on.between(first_on, last_on))
        .group_by(tax_receipt_line.c.receipt_id)
        .subquery("mentioned")
    )
