# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Merges of donors that can be undone, numbers that still lead somewhere, pairs told apart."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

BigId = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the three tables."""
    _merges()
    _redirects()
    _apart()


def _merges() -> None:
    op.create_table(
        "donor_merge",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), server_default="", nullable=False),
        sa.Column("kept_id", sa.BigInteger(), nullable=False),
        sa.Column("gone_id", sa.BigInteger(), nullable=False),
        sa.Column("gone_number", sa.BigInteger(), nullable=False),
        sa.Column("import_run_id", sa.BigInteger(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _IMAGES),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(), server_default="", nullable=False),
        sa.CheckConstraint("kept_id <> gone_id", name=op.f("ck_donor_merge_two")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donor_merge")),
    )
    op.create_index("ix_donor_merge_kept_id", "donor_merge", ["kept_id"])
    op.create_index("ix_donor_merge_gone_id", "donor_merge", ["gone_id"])


_IMAGES = ("before", "after", "gone", "moved")


def _redirects() -> None:
    op.create_table(
        "donor_redirect",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("donor_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(
            ["donor_id"], ["donor.id"], name=op.f("fk_donor_redirect_donor_id")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_donor_redirect")),
    )
    op.create_index("ix_donor_redirect_donor_id", "donor_redirect", ["donor_id"])


def _apart() -> None:
    ends = ("one_id", "other_id")
    op.create_table(
        "donor_apart",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        *(sa.Column(name, BigId, nullable=False) for name in ends),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), server_default="", nullable=False),
        *(
            sa.ForeignKeyConstraint([name], ["donor.id"], name=op.f(f"fk_donor_apart_{name}"))
            for name in ends
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donor_apart")),
    )
    for name in ends:
        op.create_index(f"ix_donor_apart_{name}", "donor_apart", [name])
