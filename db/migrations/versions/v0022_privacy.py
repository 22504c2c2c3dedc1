# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests about personal data, and persons erased."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

_BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables, empty; nobody is erased yet."""
    op.add_column("donor", sa.Column("erased_on", sa.Date(), nullable=True))
    op.add_column(
        "tax_receipt", sa.Column("snapshot_sha256", sa.String(), server_default="", nullable=False)
    )
    op.create_table(
        "privacy_request",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("donor_id", _BIG_ID, nullable=True),
        sa.Column("donor_number", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("person", sa.String(), server_default="", nullable=False),
        sa.Column("kind", sa.String(), server_default="", nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("proof", sa.String(), server_default="", nullable=False),
        sa.Column("extended", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("told", sa.String(), server_default="", nullable=False),
        sa.Column("by", sa.String(), server_default="", nullable=False),
        sa.CheckConstraint(
            "(answered_on IS NULL) = (answer IS NULL)", name=op.f("ck_privacy_request_answered")
        ),
        sa.CheckConstraint(
            "kind IN ('access', 'rectification', 'erasure', 'opposition', 'portability')",
            name=op.f("ck_privacy_request_kind"),
        ),
        sa.CheckConstraint(
            "answer IN ('done', 'partly', 'refused')", name=op.f("ck_privacy_request_answer")
        ),
        sa.ForeignKeyConstraint(
            ["donor_id"], ["donor.id"], name=op.f("fk_privacy_request_donor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_request")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_privacy_request_donor_id", "privacy_request", ["donor_id"])
    op.create_table(
        "erased_donor",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("donor_id", sa.BigInteger(), nullable=False),
        sa.Column("erased_at", _INSTANT, nullable=False),
        sa.Column("by", sa.String(), server_default="", nullable=False),
        sa.Column("kept_until", sa.Date(), nullable=True),
        sa.Column("wiped_at", _INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_erased_donor")),
    )
    op.create_index("ix_erased_donor_donor_id", "erased_donor", ["donor_id"])
