# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Households with dated members, and receipts in several names."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

_BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the tables, empty; every receipt so far is in one name."""
    op.create_table(
        "household",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("formed_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
    )
    op.create_table(
        "household_member",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("household_id", _BIG_ID, nullable=False),
        sa.Column("donor_id", _BIG_ID, nullable=False),
        sa.Column("bond", sa.String(), server_default="", nullable=False),
        sa.Column("joint", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.CheckConstraint("joined_on < left_on", name=op.f("ck_household_member_days")),
        sa.CheckConstraint(
            "bond IN ('partner', 'child', 'other')", name=op.f("ck_household_member_bond")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_household_member_household_id")
        ),
        sa.ForeignKeyConstraint(
            ["donor_id"], ["donor.id"], name=op.f("fk_household_member_donor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_member")),
    )
    op.create_index("ix_household_member_household_id", "household_member", ["household_id"])
    op.create_index("ix_household_member_donor_id", "household_member", ["donor_id"])
    op.add_column("tax_receipt", sa.Column("household_id", _BIG_ID, nullable=True))
    op.create_index("ix_tax_receipt_household_id", "tax_receipt", ["household_id"])
