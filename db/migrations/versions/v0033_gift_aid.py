# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gift Aid: declarations of donors, claims, and the gifts they claim."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"

_BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the tables, empty."""
    op.create_table(
        "donor_gift_aid",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("donor_id", _BIG_ID, nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("way", sa.String(), server_default="", nullable=False),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.CheckConstraint("from_on <= until_on", name=op.f("ck_donor_gift_aid_days")),
        sa.CheckConstraint(
            "way IN ('written', 'online', 'oral')", name=op.f("ck_donor_gift_aid_way")
        ),
        sa.ForeignKeyConstraint(
            ["donor_id"], ["donor.id"], name=op.f("fk_donor_gift_aid_donor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donor_gift_aid")),
    )
    op.create_index("ix_donor_gift_aid_donor_id", "donor_gift_aid", ["donor_id"])
    op.create_table(
        "gift_aid_claim",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), server_default="", nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("adjusted_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_aid_claim")),
    )
    op.create_table(
        "gift_aid_claimed",
        sa.Column("gift_id", _BIG_ID, autoincrement=False, nullable=False),
        sa.Column("claim_id", _BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["gift_id"], ["gift.id"], name=op.f("fk_gift_aid_claimed_gift_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["gift_aid_claim.id"], name=op.f("fk_gift_aid_claimed_claim_id")
        ),
        sa.PrimaryKeyConstraint("gift_id", name=op.f("pk_gift_aid_claimed")),
    )
    op.create_index("ix_gift_aid_claimed_claim_id", "gift_aid_claimed", ["claim_id"])
