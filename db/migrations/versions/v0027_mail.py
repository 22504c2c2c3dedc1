# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages by e-mail, and the account they leave from."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

_BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), server_default="", nullable=False)


def upgrade() -> None:
    """Add the tables, empty."""
    op.create_table(
        "mail_account",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        _text("host"),
        sa.Column("port", sa.Integer(), nullable=False),
        *(_text(name) for name in ("security", "user", "sender", "sender_name", "reply_to")),
        sa.Column("tested_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "security IN ('tls', 'starttls')", name=op.f("ck_mail_account_security")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_account")),
    )
    op.create_table(
        "mail_message",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("donor_id", _BIG_ID, nullable=False),
        sa.Column("receipt_id", _BIG_ID, nullable=False),
        sa.Column("document_sha256", sa.String(), nullable=False),
        *(
            _text(name)
            for name in ("file_name", "address", "subject", "body", "message_id", "state")
        ),
        sa.Column("tries", sa.Integer(), nullable=False),
        _text("answer"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'refused', 'unsure', 'paper', 'withdrawn')",
            name=op.f("ck_mail_message_state"),
        ),
        sa.ForeignKeyConstraint(["donor_id"], ["donor.id"], name=op.f("fk_mail_message_donor_id")),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["tax_receipt.id"], name=op.f("fk_mail_message_receipt_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_sha256"],
            ["document.sha256"],
            name=op.f("fk_mail_message_document_sha256"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_message")),
        sa.UniqueConstraint("receipt_id", name="uq_mail_message_receipt_id"),
    )
    op.create_index("ix_mail_message_donor_id", "mail_message", ["donor_id"])
    op.create_index("ix_mail_message_state", "mail_message", ["state"])
