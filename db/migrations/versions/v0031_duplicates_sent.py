# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A receipt is sent once by e-mail, and its duplicates as often as they are asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Say of each message whether it carries a duplicate, and of which day."""
    with op.batch_alter_table("mail_message") as table:
        table.add_column(sa.Column("copied_on", sa.Date(), nullable=True))
        table.drop_constraint("uq_mail_message_receipt_id", type_="unique")
    op.create_index(
        "uq_mail_message_receipt_id",
        "mail_message",
        ["receipt_id"],
        unique=True,
        sqlite_where=sa.text("copied_on IS NULL"),
        postgresql_where=sa.text("copied_on IS NULL"),
    )
