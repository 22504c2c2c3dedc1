# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deposits as rows of their list."""

import sqlalchemy as sa

from app.domain.batches import BatchKind, batch_number
from app.domain.deposits import DepositState
from app.domain.gifts import Means
from app.usecases.ports.desk import DepositLine
from db.tables.desk import deposit, gift_batch
from db.tables.organisation import bank_account
from db.work import Work


def deposit_lines(work: Work, limit: int | None) -> list[DepositLine]:
    """Return deposits, the latest first."""
    statement = (
        sa.select(
            deposit,
            deposit.c.count.label("held"),
            bank_account.c.label,
            gift_batch.c.kind,
            gift_batch.c.year.label("batch_year"),
            gift_batch.c.sequence.label("batch_sequence"),
        )
        .select_from(
            deposit.join(gift_batch, gift_batch.c.id == deposit.c.batch_id).join(
                bank_account, bank_account.c.id == deposit.c.bank_account_id
            )
        )
        .order_by(deposit.c.id.desc())
        .limit(limit)
    )
    return [
        DepositLine(
            id=row.id,
            version=row.version,
            number=f"{row.year}-{row.sequence:03d}",
            made_on=row.made_on,
            means=Means(row.means),
            count=row.held,
            cents=row.cents,
            state=DepositState(row.state),
            bank_account_id=row.bank_account_id,
            account_label=row.label,
            batch_id=row.batch_id,
            batch_number=batch_number(BatchKind(row.kind), row.batch_year, row.batch_sequence),
        )
        for row in work.connection.execute(statement)
    ]
