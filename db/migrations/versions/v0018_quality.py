# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was said to be right on file, and the counts of the last look at it."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

_BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the two tables."""
    op.create_table(
        "quality_exception",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("check_id", sa.String(), nullable=False),
        sa.Column("donor_id", _BIG_ID, nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("why", sa.String(), server_default="", nullable=False),
        sa.Column("by", sa.String(), server_default="", nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["donor_id"], ["donor.id"], name=op.f("fk_quality_exception_donor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_exception")),
        sa.UniqueConstraint("check_id", "donor_id", "about", name="uq_quality_exception_about"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_quality_exception_donor_id", "quality_exception", ["donor_id"])
    op.create_table(
        "quality_count",
        sa.Column("check_id", sa.String(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("looked_on", sa.Date(), nullable=False),
        sa.CheckConstraint("found >= 0", name=op.f("ck_quality_count_found")),
        sa.PrimaryKeyConstraint("check_id", name=op.f("pk_quality_count")),
    )
