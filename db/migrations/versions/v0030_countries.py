# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The country whose law the receipts follow, and what that law asks of the association."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    """Add both; dossiers made before are French."""
    op.add_column(
        "organisation",
        sa.Column("receipt_country", sa.String(), server_default="FR", nullable=False),
    )
    op.add_column(
        "organisation",
        sa.Column("receipt_mentions", sa.String(), server_default="", nullable=False),
    )
