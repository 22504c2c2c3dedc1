# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How envelopes and letters address a household."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Add the words, empty: what the members propose counts."""
    op.add_column(
        "household", sa.Column("version", sa.Integer(), server_default="1", nullable=False)
    )
    for name in ("name", "greeting"):
        op.add_column("household", sa.Column(name, sa.String(), server_default="", nullable=False))
