# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies that leave may be sealed with the certificate of the association."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"

_BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), server_default="", nullable=False)


def upgrade() -> None:
    """Add the table, empty."""
    op.create_table(
        "receipt_seal",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *(_text(name) for name in ("subject", "issuer")),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        _text("fingerprint"),
        sa.Column("bundle_sha256", sa.String(), nullable=False),
        sa.Column("installed_on", sa.Date(), nullable=False),
        _text("by"),
        sa.ForeignKeyConstraint(
            ["bundle_sha256"], ["document.sha256"], name=op.f("fk_receipt_seal_bundle_sha256")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_seal")),
    )
