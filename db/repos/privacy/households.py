# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom somebody erased lived with: forgotten, unless a receipt of the household holds their gifts.

Such a receipt is proved by who was in the household: the number and the days stay, no name.
"""

from datetime import date

import sqlalchemy as sa

from db.tables.desk import gift
from db.tables.households import household_member
from db.tables.receipts import tax_receipt, tax_receipt_line
from db.work import Work


def leave_households(work: Work, donor_id: int, today: date, *, write: bool) -> int:
    """Take a donor out of the households; return how many memberships are forgotten."""
    member = household_member.c
    held = (
        sa.select(tax_receipt.c.household_id)
        .join(tax_receipt_line, tax_receipt_line.c.receipt_id == tax_receipt.c.id)
        .join(gift, gift.c.id == tax_receipt_line.c.gift_id)
        .where(gift.c.donor_id == donor_id, tax_receipt.c.household_id.is_not(None))
    )
    mine = member.donor_id == donor_id
    forgotten = mine & member.household_id.not_in(held)
    count = sa.select(sa.func.count()).select_from(household_member).where(forgotten)
    gone = int(work.connection.execute(count).scalar_one())
    if write:
        work.connection.execute(household_member.delete().where(forgotten))
        # What stays ends today, so that no receipt to come is in the name of nobody.
        open_ = (
            mine
            & member.left_on.is_(None)
            & (member.joined_on.is_(None) | (member.joined_on < today))
        )
        ended = household_member.update().where(open_)
        work.connection.execute(ended.values(left_on=today, version=member.version + 1))
        work.touch("households")
    return gone
