# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cheques kept for another day, the life of a deposit up to its bank line, money that left again."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

BigId = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Widen deposits, mark gifts on hand, and add the register of returns."""
    _deposits()
    op.add_column(
        "gift", sa.Column("kept", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    waiting = sa.text("kept IS TRUE AND deposit_id IS NULL")
    op.create_index(
        "ix_gift_on_hand",
        "gift",
        ["id"],
        unique=False,
        sqlite_where=sa.text("kept IS 1 AND deposit_id IS NULL"),
        postgresql_where=waiting,
    )
    _returns()


def _deposits() -> None:
    rules = (
        sa.CheckConstraint("means IN ('cheque', 'cash')", name=op.f("ck_deposit_means")),
        sa.CheckConstraint("count > 0 AND cents > 0", name=op.f("ck_deposit_not_empty")),
        sa.CheckConstraint(
            "state IN ('open', 'printed', 'banked', 'reconciled')", name=op.f("ck_deposit_state")
        ),
    )
    with op.batch_alter_table("deposit", table_args=rules) as table:
        table.alter_column("batch_id", existing_type=BigId, nullable=True)
        for name in (
            "counted",
            "comment",
            "made_by",
            "printed_by",
            "banked_by",
            "reconciled_by",
            "difference_reason",
        ):
            table.add_column(sa.Column(name, sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("printed_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("banked_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("credited_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("credited_cents", sa.BigInteger(), nullable=True))


def _returns() -> None:
    op.create_table(
        "gift_return",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("kind", sa.String(), server_default="", nullable=False),
        sa.Column("gift_id", BigId, nullable=False),
        sa.Column("reversal_id", BigId, nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("fee_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("means", sa.String(), nullable=True),
        sa.Column("reference", sa.String(), server_default="", nullable=False),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
        sa.Column("receipt_number", sa.String(), server_default="", nullable=False),
        sa.Column("noted_by", sa.String(), server_default="", nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("cents > 0 AND fee_cents >= 0", name=op.f("ck_gift_return_cents")),
        sa.CheckConstraint("kind IN ('unpaid', 'refund')", name=op.f("ck_gift_return_kind")),
        sa.ForeignKeyConstraint(["gift_id"], ["gift.id"], name=op.f("fk_gift_return_gift_id")),
        sa.ForeignKeyConstraint(
            ["reversal_id"], ["gift.id"], name=op.f("fk_gift_return_reversal_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_return")),
        sa.UniqueConstraint("gift_id", name="uq_gift_return_gift_id"),
    )
