# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A deposit that never went to the bank can be cancelled: its number stays, its gifts wait."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_STATES = "state IN ('open', 'printed', 'banked', 'reconciled', 'cancelled')"
_CANCELLED = "(state = 'cancelled') = (cancelled_on IS NOT NULL)"


def upgrade() -> None:
    """Widen the states, and keep when, by whom and why."""
    state, cancelled = op.f("ck_deposit_state"), op.f("ck_deposit_cancelled")
    columns = (
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("cancelled_by", sa.String(), server_default="", nullable=False),
        sa.Column("cancel_reason", sa.String(), server_default="", nullable=False),
    )
    with op.batch_alter_table("deposit") as table:
        for column in columns:
            table.add_column(column)
        table.drop_constraint(state, type_="check")
        table.create_check_constraint(state, _STATES)
        table.create_check_constraint(cancelled, _CANCELLED)
