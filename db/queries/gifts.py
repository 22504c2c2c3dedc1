# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What other gifts tell about one set aside, and the account kept beside it."""

from datetime import date

import sqlalchemy as sa

from app.domain.gifts import GiftState
from app.usecases.ports.gifts import Habit, NearCheque
from db.tables.desk import gift
from db.tables.donors import donor_total
from db.tables.readers import waiting_account
from db.work import Work

_reversal = gift.alias("reversal")
_STANDS = (
    gift.c.state == GiftState.POSTED.value,
    gift.c.cents > 0,
    ~sa.exists().where(_reversal.c.reverses_id == gift.c.id),
)
_NEAREST = 20
_HABIT = 2


class GiftClues:
    """Clues to the donor of a gift set aside."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work

    def keep_account(self, gift_id: int, fingerprint: str) -> None:
        """Keep the account until the donor is known; like the fingerprints, without trail."""
        self._work.connection.execute(
            waiting_account.insert().values(gift_id=gift_id, fingerprint=fingerprint)
        )

    def account_of(self, gift_id: int) -> str:
        """Return the fingerprint of the account, or empty."""
        kept = sa.select(waiting_account.c.fingerprint).where(waiting_account.c.gift_id == gift_id)
        return self._work.connection.execute(kept).scalar() or ""

    def forget_account(self, gift_id: int) -> None:
        """Forget the account of a gift."""
        self._work.connection.execute(
            waiting_account.delete().where(waiting_account.c.gift_id == gift_id)
        )

    def near_cheques(self, number: str, bank: str, since: date, span: int) -> list[NearCheque]:
        """Return close cheques of the bank; numbers of one length are compared as they stand."""
        width, own = len(number), int(number)
        low, high = (str(max(own + step, 0)).zfill(width) for step in (-span, span))
        near = (
            sa.select(gift.c.donor_id, gift.c.cheque_number, gift.c.received_on)
            .where(
                gift.c.cheque_number.between(low, high),
                gift.c.cheque_number != sa.literal_column("''"),  # as the index says it
                sa.func.length(gift.c.cheque_number) == width,
                sa.func.lower(gift.c.cheque_bank) == bank.lower(),
                gift.c.donor_id.is_not(None),
                gift.c.received_on >= since,
                *_STANDS,
            )
            .order_by(gift.c.received_on.desc(), gift.c.id.desc())
            .limit(_NEAREST)
        )
        return [NearCheque(*row) for row in self._work.connection.execute(near)]

    def habits(self, cents: int, since: date, before: date, limit: int) -> list[Habit]:
        """Return who gave this amount twice or more, and nothing from ``before`` on."""
        times = sa.func.count()
        gave = (
            sa.select(gift.c.donor_id, times, donor_total.c.last_on)
            .join(donor_total, donor_total.c.donor_id == gift.c.donor_id)
            .where(
                gift.c.cents == cents,
                gift.c.part_of_id.is_(None),
                gift.c.received_on.between(since, before),
                donor_total.c.last_on < before,
                *_STANDS,
            )
            .group_by(gift.c.donor_id, donor_total.c.last_on)
            .having(times >= _HABIT)
            .order_by(times.desc(), donor_total.c.last_on.desc(), gift.c.donor_id)
            .limit(limit)
        )
        return [Habit(*row) for row in self._work.connection.execute(gave)]
