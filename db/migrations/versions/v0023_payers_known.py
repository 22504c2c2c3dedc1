# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gifts found by who paid them for another: a million are not read for each erasure."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Add the index; few gifts are in it."""
    op.create_index(
        "ix_gift_payer_id",
        "gift",
        ["payer_id"],
        sqlite_where=sa.text("payer_id IS NOT NULL"),
        postgresql_where=sa.text("payer_id IS NOT NULL"),
    )
