# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What some receipt categories ask besides the box; which gift corrects which, found at once."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column, empty, and the index that removing a gift needs."""
    detail = sa.Column("receipt_status_detail", sa.String(), server_default="", nullable=False)
    op.add_column("organisation", detail)
    op.create_index(
        "ix_gift_corrects_id",
        "gift",
        ["corrects_id"],
        unique=False,
        sqlite_where=sa.text("corrects_id IS NOT NULL"),
        postgresql_where=sa.text("corrects_id IS NOT NULL"),
    )
