# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of donors to call, and what came of each call."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

_BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the tables, empty."""
    op.create_table(
        "call_list",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), server_default="", nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_call_list_name")),
        sa.CheckConstraint(
            "reason IN ('thank', 'remind', 'renew')", name=op.f("ck_call_list_reason")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_list")),
    )
    op.create_table(
        "call_line",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("list_id", _BIG_ID, nullable=False),
        sa.Column("donor_id", _BIG_ID, nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("on_day", sa.Date(), nullable=True),
        sa.Column("by", sa.String(), server_default="", nullable=False),
        sa.CheckConstraint(
            "outcome IN ('reached', 'absent', 'wrong', 'refuses')",
            name=op.f("ck_call_line_outcome"),
        ),
        sa.ForeignKeyConstraint(["list_id"], ["call_list.id"], name=op.f("fk_call_line_list_id")),
        sa.ForeignKeyConstraint(["donor_id"], ["donor.id"], name=op.f("fk_call_line_donor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_line")),
        sa.UniqueConstraint("donor_id", "list_id", name=op.f("uq_call_line_donor")),
    )
    op.create_index("ix_call_line_list_id", "call_line", ["list_id"])
