# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What some receipt categories ask besides the box; gifts listed, and corrections found, at once."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column, empty, and the indexes that removing and listing gifts need."""
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
    op.drop_index("ix_gift_received_on", "gift")
    op.create_index("ix_gift_received_on", "gift", ["received_on", "id", "state"], unique=False)
