# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Standing gifts, and the months they were collected for."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

_BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the tables, empty."""
    op.create_table(
        "donor_standing",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("donor_id", _BIG_ID, nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("means", sa.String(), server_default="", nullable=False),
        sa.Column("pace", sa.String(), server_default="", nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("suspended", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("cents > 0", name=op.f("ck_donor_standing_cents")),
        sa.CheckConstraint("first_on <= last_on", name=op.f("ck_donor_standing_days")),
        sa.CheckConstraint(
            "means IN ('transfer', 'direct_debit', 'card')", name=op.f("ck_donor_standing_means")
        ),
        sa.CheckConstraint(
            "pace IN ('monthly', 'quarterly', 'yearly')", name=op.f("ck_donor_standing_pace")
        ),
        sa.ForeignKeyConstraint(
            ["donor_id"], ["donor.id"], name=op.f("fk_donor_standing_donor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donor_standing")),
    )
    op.create_index("ix_donor_standing_donor_id", "donor_standing", ["donor_id"])
    op.create_table(
        "standing_gift",
        sa.Column("gift_id", _BIG_ID, autoincrement=False, nullable=False),
        sa.Column("standing_id", _BIG_ID, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gift_id"], ["gift.id"], name=op.f("fk_standing_gift_gift_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["standing_id"],
            ["donor_standing.id"],
            name=op.f("fk_standing_gift_standing_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("gift_id", name=op.f("pk_standing_gift")),
    )
    op.create_index("ix_standing_gift_standing_id", "standing_gift", ["standing_id", "month"])
