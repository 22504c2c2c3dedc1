# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What some categories of the receipt form ask besides the box: a decree, a precision."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column, empty."""
    detail = sa.Column("receipt_status_detail", sa.String(), server_default="", nullable=False)
    op.add_column("organisation", detail)
