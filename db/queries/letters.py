# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gifts nobody thanked for yet."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from app.domain.gifts import GiftState, Means
from app.domain.letters.queue import DueGift
from db.tables.desk import gift
from db.tables.letters import gift_thanks
from db.work import Work

_reversal = gift.alias("reversal")
_STANDS = (
    gift.c.state == GiftState.POSTED.value,
    gift.c.cents > 0,
    ~sa.exists().where(_reversal.c.reverses_id == gift.c.id),
)
_DUE = (*_STANDS, ~sa.exists().where(gift_thanks.c.gift_id == gift.c.id))
_THANKED = sa.func.coalesce(gift.c.thanked_id, gift.c.donor_id)
"""Whoever has the moral credit is thanked, instead of the donor."""
_NAMED = _THANKED.is_not(None)
_CHUNK = 500


class LetterQueries:
    """Whom to thank, and for what."""

    def __init__(self, work: Work) -> None:
        """Work inside one transaction."""
        self._work = work

    def due(self, since: date | None, donor_ids: Sequence[int] | None) -> list[DueGift]:
        """Return the gifts to thank for, in the order they were keyed."""
        columns = (
            *(gift.c.id, _THANKED, gift.c.cents, gift.c.received_on, gift.c.fund_id),
            *(gift.c.appeal_id, gift.c.means, gift.c.batch_id, gift.c.position),
            sa.func.coalesce(gift.c.part_of_id, gift.c.id),
        )
        wanted = sa.select(*columns).where(*_DUE, _NAMED, *_from(since))
        ordered = wanted.order_by(gift.c.batch_id, gift.c.position)
        found = []
        for mine in _of(donor_ids):
            for row in self._work.connection.execute(ordered.where(*mine)):
                gift_id, donor_id, cents, day, fund_id, appeal_id, means, *place = row
                known = gift_id, donor_id, cents, day, fund_id, appeal_id
                found.append(DueGift(*known, Means(means), *place))
        return found

    def due_count(self, since: date | None) -> tuple[int, date | None]:
        """Return how many donors are to be thanked, and since when."""
        columns = sa.func.count(sa.distinct(_THANKED)), sa.func.min(gift.c.received_on)
        counted = sa.select(*columns).where(*_DUE, _NAMED, *_from(since))
        row = self._work.connection.execute(counted).one()
        return int(row[0]), row[1]

    def nameless(self, since: date | None) -> tuple[int, int]:
        """Return how many payments are anonymous, and how many have no donor yet."""
        anonymous = sa.func.count().filter(gift.c.anonymous)
        unknown = sa.func.count().filter(~gift.c.anonymous)
        whole = gift.c.part_of_id.is_(None)
        counted = sa.select(anonymous, unknown).where(*_DUE, ~_NAMED, whole, *_from(since))
        row = self._work.connection.execute(counted).one()
        return int(row[0]), int(row[1])

    def gave_before(self, donor_ids: Sequence[int], since: date | None) -> frozenset[int]:
        """Return who has a gift that stands and is not due."""
        thanked = sa.exists().where(gift_thanks.c.gift_id == gift.c.id)
        early = gift.c.received_on < since if since is not None else sa.false()
        before: set[int] = set()
        for mine in _of(donor_ids):
            wanted = sa.select(_THANKED).distinct().where(*_STANDS, thanked | early, *mine)
            before.update(self._work.connection.execute(wanted).scalars())
        return frozenset(before)


def _from(since: date | None) -> tuple[sa.ColumnElement[bool], ...]:
    return () if since is None else (gift.c.received_on >= since,)


def _of(donor_ids: Sequence[int] | None) -> list[tuple[sa.ColumnElement[bool], ...]]:
    if donor_ids is None:
        return [()]
    chunks = (donor_ids[at : at + _CHUNK] for at in range(0, len(donor_ids), _CHUNK))
    return [(_thanks_any(chunk),) for chunk in chunks]


def _thanks_any(ids: Sequence[int]) -> sa.ColumnElement[bool]:
    """Say that one of these is thanked, in words the index of donors answers to."""
    own = gift.c.thanked_id.is_(None) & gift.c.donor_id.in_(ids)
    return own | gift.c.thanked_id.in_(ids)
