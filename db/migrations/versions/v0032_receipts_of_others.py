# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gifts for which somebody else issued the tax receipt: a platform, the program used before."""

from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    """Add the column, empty: both databases do so without touching the rows."""
    op.execute("ALTER TABLE gift ADD COLUMN foreign_receipt VARCHAR DEFAULT '' NOT NULL")
