# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gift Aid: what is covered, and what was claimed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from app.domain.addresses import Address
from app.domain.donors import DonorKind, GiftAid
from app.domain.gifts import GiftNature, GiftPurpose, GiftState, Means
from app.domain.receipts.giftaid import AidClaim, AidGift
from db.mapping import Mapper
from db.repos.base import Repo
from db.tables.desk import gift
from db.tables.donors import donor, donor_gift_aid
from db.tables.organisation import fund
from db.tables.receipts import gift_aid_claim, gift_aid_claimed

_AID = Mapper(GiftAid, donor_gift_aid)
_reversal = gift.alias("reversal")
_STANDS = ~sa.exists().where(_reversal.c.reverses_id == gift.c.id)
_CLAIMED = sa.exists().where(gift_aid_claimed.c.gift_id == gift.c.id)
_COUNTED = (
    gift.c.state == GiftState.POSTED.value,
    gift.c.cents > 0,
    gift.c.nature == GiftNature.MONEY.value,
    gift.c.purpose != GiftPurpose.MEMBERSHIP_SERVED.value,
    gift.c.benefit_cents == 0,
    fund.c.eligible,
)
_COVERABLE = (*_COUNTED, donor.c.kind == DonorKind.PERSON.value)


class SqlGiftAidRepo(Repo[AidClaim]):
    """Claims, their gifts, and what they stand on."""

    mapper = Mapper(AidClaim, gift_aid_claim)
    room = "receipts"

    def declarations(self) -> Mapping[int, Sequence[GiftAid]]:
        """Return every declaration, by donor."""
        said: defaultdict[int, list[GiftAid]] = defaultdict(list)
        for row in self._work.connection.execute(sa.select(*_AID.columns)).mappings():
            aid = _AID.from_row(row)
            said[aid.donor_id].append(aid)
        return said

    def unclaimed(self, until: date) -> Sequence[AidGift]:
        """Return the payments up to a day of donors who declared something, not claimed yet."""
        declared = sa.select(donor_gift_aid.c.donor_id)
        statement = (
            sa.select(
                sa.func.coalesce(gift.c.part_of_id, gift.c.id).label("payment"),
                *(gift.c.id, gift.c.donor_id, gift.c.received_on, gift.c.cents),
                *(donor.c.civility, donor.c.first_name, donor.c.last_name),
                *(donor.c.building, donor.c.street, donor.c.locality),
                *(donor.c.postal_code, donor.c.city, donor.c.country),
            )
            .join(donor, donor.c.id == gift.c.donor_id)
            .join(fund, fund.c.id == gift.c.fund_id)
            .where(*_COVERABLE, _STANDS, ~_CLAIMED, gift.c.donor_id.in_(declared))
            .where(gift.c.received_on <= until)
            .order_by(gift.c.id)
        )
        found: dict[int, AidGift] = {}
        for row in self._work.connection.execute(statement):
            first = found.get(row.payment)
            if first is not None:
                ids, cents = (*first.gift_ids, row.id), first.cents + row.cents
                found[row.payment] = replace(first, gift_ids=ids, cents=cents)
                continue
            found[row.payment] = AidGift(
                gift_ids=(row.id,),
                donor_id=row.donor_id,
                day=row.received_on,
                cents=row.cents,
                title=row.civility,
                first_name=row.first_name,
                last_name=row.last_name,
                address=Address(
                    building=row.building,
                    street=row.street,
                    locality=row.locality,
                    postal_code=row.postal_code,
                    city=row.city,
                    country=row.country,
                ),
            )
        return list(found.values())

    def small(self, first_on: date, last_on: date, each_cents: int) -> int:
        """Return the cents of small cash payments that no donor with a declaration gave."""
        declared = sa.select(donor_gift_aid.c.donor_id)
        silent = gift.c.donor_id.is_(None) | gift.c.donor_id.not_in(declared)
        payment = sa.func.coalesce(gift.c.part_of_id, gift.c.id)
        paid = (
            sa.select(sa.func.sum(gift.c.cents).label("cents"))
            .join(fund, fund.c.id == gift.c.fund_id)
            .where(*_COUNTED, _STANDS, silent, gift.c.means == Means.CASH.value)
            .where(gift.c.received_on.between(first_on, last_on))
            .group_by(payment)
            .having(sa.func.sum(gift.c.cents) <= each_cents)
            .subquery()
        )
        total = self._work.connection.execute(sa.select(sa.func.sum(paid.c.cents))).scalar()
        return int(total or 0)

    def fallen(self) -> tuple[Sequence[int], int]:
        """Return the gifts claimed that do not stand any more, and their cents."""
        statement = (
            sa.select(gift.c.id, gift.c.cents)
            .join(gift_aid_claimed, gift_aid_claimed.c.gift_id == gift.c.id)
            .where(~_STANDS)
        )
        rows = self._work.connection.execute(statement).all()
        return [row.id for row in rows], sum(row.cents for row in rows)

    def claim(self, value: AidClaim, gift_ids: Sequence[int], fallen: Sequence[int]) -> AidClaim:
        """Write a claim and its gifts; those that fell are adjusted by it, and let go."""
        made = self.add(value)
        connection = self._work.connection
        connection.execute(gift_aid_claimed.delete().where(gift_aid_claimed.c.gift_id.in_(fallen)))
        connection.execute(
            gift_aid_claimed.insert(),
            [{"gift_id": gift_id, "claim_id": made.id} for gift_id in gift_ids],
        )
        return made

    def all(self) -> list[AidClaim]:
        """Return the claims, the latest first."""
        return self._many(self._select().order_by(gift_aid_claim.c.id.desc()))
