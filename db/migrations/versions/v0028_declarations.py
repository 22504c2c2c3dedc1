# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was declared of receipts stays as it was declared."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"

_BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the table, empty."""
    op.create_table(
        "receipt_declaration",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("covering", sa.Integer(), nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), server_default="", nullable=False),
        sa.Column("listing_sha256", sa.String(), nullable=False),
        sa.CheckConstraint("last_on > first_on", name=op.f("ck_receipt_declaration_period")),
        sa.ForeignKeyConstraint(
            ["listing_sha256"],
            ["document.sha256"],
            name=op.f("fk_receipt_declaration_listing_sha256"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_declaration")),
    )
    op.create_index("ix_receipt_declaration_year", "receipt_declaration", ["year"])
