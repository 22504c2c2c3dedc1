# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of donors kept by name."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

_BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the table, empty."""
    op.create_table(
        "saved_list",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", _KEY, nullable=False),
        sa.Column("written", sa.String(), server_default="", nullable=False),
        sa.Column("columns", sa.String(), server_default="", nullable=False),
        sa.Column("sort", sa.String(), server_default="", nullable=False),
        sa.Column("descending", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("folded <> ''", name=op.f("ck_saved_list_folded")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_list")),
        sa.UniqueConstraint("folded", name=op.f("uq_saved_list_folded")),
        sqlite_autoincrement=True,
    )
