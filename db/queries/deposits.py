# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deposits and returns as rows of their lists, and what corrections make of a deposit."""

from typing import Any

import sqlalchemy as sa

from app.domain.batches import BatchKind, batch_number
from app.domain.deposits import Correcting, DepositState
from app.domain.gifts import GiftReturn, Means
from app.usecases.ports.desk import DepositLine, ReturnLine
from db.mapping import Mapper
from db.queries.desk import GiftQueries
from db.tables.desk import deposit, gift, gift_batch, gift_return
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
            deposit.join(bank_account, bank_account.c.id == deposit.c.bank_account_id).outerjoin(
                gift_batch, gift_batch.c.id == deposit.c.batch_id
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
            batch_number=_batch_number(row),
            banked_on=row.banked_on,
            credited_on=row.credited_on,
            credited_cents=row.credited_cents,
            booked_on=row.booked_on,
        )
        for row in work.connection.execute(statement)
    ]


def _batch_number(row: Any) -> str:  # noqa: ANN401 - a row of the list
    if row.batch_id is None:
        return ""
    return batch_number(BatchKind(row.kind), row.batch_year, row.batch_sequence)


def corrections_of(work: Work, deposit_id: int) -> list[Correcting]:
    """Return what became of the gifts of a slip: each reversal, and the line after it, if any.

    What one act reverses stands in one batch of corrections: where the act was a return, all parts
    of a split payment left with it. A line written again is followed as long as its money is what
    the slip carried; once it came another way, what follows no longer concerns the bank's line.
    """
    found: list[Correcting] = []
    asked: sa.ColumnElement[bool] | None = gift.c.deposit_id == deposit_id
    while asked is not None:
        followed = []
        for row in work.connection.execute(_reversed(asked)):
            into = None if row.into_means is None else Means(row.into_means)
            one = Correcting(row.cents, Means(row.means), row.into_cents, into, bool(row.apart))
            found.append(one)
            if row.into_id is not None and into is one.means:
                followed.append(row.into_id)
        asked = gift.c.id.in_(followed) if followed else None
    return found


def _reversed(asked: sa.ColumnElement[bool]) -> sa.Select[Any]:
    reversal, into = gift.alias("reversal"), gift.alias("into")
    returned = gift.alias("returned")
    apart = sa.exists().where(
        returned.c.id == gift_return.c.reversal_id, returned.c.batch_id == reversal.c.batch_id
    )
    return (
        sa.select(
            gift.c.cents,
            gift.c.means,
            into.c.id.label("into_id"),
            into.c.cents.label("into_cents"),
            into.c.means.label("into_means"),
            apart.label("apart"),
        )
        .select_from(
            gift.join(reversal, reversal.c.reverses_id == gift.c.id).outerjoin(
                into, into.c.corrects_id == gift.c.id
            )
        )
        .where(asked)
        .order_by(gift.c.id)
    )


def return_lines(work: Work, limit: int | None) -> list[ReturnLine]:
    """Return the money that left again, the latest first."""
    mapper: Mapper[GiftReturn] = Mapper(GiftReturn, gift_return)
    statement = sa.select(*mapper.columns).order_by(gift_return.c.id.desc()).limit(limit)
    rows = work.connection.execute(statement).mappings()
    entries = [mapper.from_row(row) for row in rows]
    gifts = GiftQueries(work).lines([entry.gift_id for entry in entries])
    return [ReturnLine(entry, line) for entry, line in zip(entries, gifts, strict=True)]
