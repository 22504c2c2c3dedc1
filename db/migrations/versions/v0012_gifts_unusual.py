# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was unusual about a gift when it was keyed, told again before posting."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column; of gifts keyed before, nobody noted anything."""
    op.add_column("gift", sa.Column("unusual", sa.String(), server_default="", nullable=False))
