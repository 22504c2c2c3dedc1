# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Columns of lists that leave, kept by name."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"

_BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_KINDS = "'donors', 'gifts', 'receipts', 'batches', 'deposits', 'calls'"


def upgrade() -> None:
    """Add the table, empty."""
    op.create_table(
        "export_model",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("kind", sa.String(), server_default="", nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", _KEY, nullable=False),
        sa.Column("columns", sa.String(), nullable=False),
        sa.Column("usual", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("folded <> ''", name=op.f("ck_export_model_folded")),
        sa.CheckConstraint(f"kind IN ({_KINDS})", name=op.f("ck_export_model_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_model")),
        sa.UniqueConstraint("kind", "folded", name=op.f("uq_export_model_folded")),
        sqlite_autoincrement=True,
    )
