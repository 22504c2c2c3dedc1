# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Households, and who belonged to them when."""

import sqlalchemy as sa

from app.domain.households import Bond
from db.base import identity, metadata, one_of, refers, text, version

household = sa.Table(
    "household",
    metadata,
    identity(),
    version(),
    sa.Column("formed_on", sa.Date, nullable=False),
    text("name"),
    text("greeting"),
)

household_member = sa.Table(
    "household_member",
    metadata,
    identity(),
    version(),
    refers("household_id", "household"),
    refers("donor_id", "donor"),
    text("bond"),
    sa.Column("joint", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("joined_on", sa.Date),
    sa.Column("left_on", sa.Date),
    sa.CheckConstraint("joined_on < left_on", name="days"),
    one_of("bond", Bond),
)
sa.Index("ix_household_member_household_id", household_member.c.household_id)
sa.Index("ix_household_member_donor_id", household_member.c.donor_id)
