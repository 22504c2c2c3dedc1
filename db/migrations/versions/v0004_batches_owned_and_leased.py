# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Batches have an owner and are open in one window; a line being keyed writes fewer indexes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the owner, empty while it is who opened the batch, and the table of open batches."""
    op.add_column("gift_batch", sa.Column("owner", sa.String(), server_default="", nullable=False))
    op.create_table(
        "batch_lease",
        sa.Column("batch_id", _BIG_ID, nullable=False, autoincrement=False),
        sa.Column("user", sa.String(), server_default="", nullable=False),
        sa.Column("workstation", sa.String(), server_default="", nullable=False),
        sa.Column("window", sa.String(), server_default="", nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["gift_batch.id"], name=op.f("fk_batch_lease_batch_id")
        ),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_batch_lease")),
    )
    for column in ("deposit_id", "import_run_id"):
        name = f"ix_gift_{column}"
        kept = sa.text(f"{column} IS NOT NULL")
        op.drop_index(name, "gift")
        op.create_index(name, "gift", [column], sqlite_where=kept, postgresql_where=kept)
