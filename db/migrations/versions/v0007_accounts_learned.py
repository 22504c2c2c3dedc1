# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts learned from cheque readers, by a fingerprint under a secret of the dossier."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add both tables, and the secret."""
    op.create_table(
        "drawer_account",
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("donor_id", _BIG_ID, nullable=False),
        sa.Column("bank", sa.String(), server_default="", nullable=False),
        sa.Column("learned_on", sa.Date(), nullable=False),
        sa.CheckConstraint("length(fingerprint) = 64", name=op.f("ck_drawer_account_fingerprint")),
        sa.ForeignKeyConstraint(
            ["donor_id"], ["donor.id"], name=op.f("fk_drawer_account_donor_id")
        ),
        sa.PrimaryKeyConstraint("fingerprint", "donor_id", name=op.f("pk_drawer_account")),
    )
    op.create_index("ix_drawer_account_donor_id", "drawer_account", ["donor_id"])
    secret = op.create_table(
        "dossier_secret",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_dossier_secret")),
    )
    op.bulk_insert(secret, [{"name": "cheque_accounts", "value": secrets.token_hex(32)}])
