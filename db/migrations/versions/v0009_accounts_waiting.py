# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The account of a cheque whose donor is not known yet, kept until somebody knows."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "waiting_account",
        sa.Column("gift_id", _BIG_ID, nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.CheckConstraint("length(fingerprint) = 64", name=op.f("ck_waiting_account_fingerprint")),
        sa.ForeignKeyConstraint(
            ["gift_id"],
            ["gift.id"],
            name=op.f("fk_waiting_account_gift_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("gift_id", name=op.f("pk_waiting_account")),
    )
