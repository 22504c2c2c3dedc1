# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How batches are controlled: parts, cash counted, tape, rules, named defaults, second readings."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

BigId = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_KINDS = "kind IN ('cheques', 'cash', 'transfers', 'mixed', 'other', 'correction', 'import')"


def upgrade() -> None:
    """Add the control figures of a batch and the three tables beside it."""
    for name in ("expected_parts", "counted", "tape"):
        op.add_column("gift_batch", sa.Column(name, sa.String(), server_default="", nullable=False))
    _rules()
    _templates()
    _readings()


def _identity() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
    )


def _rules() -> None:
    names = ("difference_allowed", "two_persons", "double_keying")
    op.create_table(
        "batch_rules",
        *_identity(),
        *(
            sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)
            for name in names
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_batch_rules_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_rules")),
    )


def _templates() -> None:
    points = (("fund_id", "fund"), ("appeal_id", "appeal"), ("bank_account_id", "bank_account"))
    op.create_table(
        "batch_template",
        *_identity(),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), server_default="", nullable=False),
        *(sa.Column(name, BigId, nullable=True) for name, _target in points),
        sa.Column("comment", sa.String(), server_default="", nullable=False),
        sa.CheckConstraint(_KINDS, name=op.f("ck_batch_template_kind")),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{target}.id"], name=op.f(f"fk_batch_template_{name}")
            )
            for name, target in points
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_template")),
        sa.UniqueConstraint("name", name=op.f("uq_batch_template_name")),
    )


def _readings() -> None:
    op.create_table(
        "gift_reading",
        *_identity(),
        sa.Column("gift_id", BigId, nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("keyed_by", sa.String(), server_default="", nullable=False),
        sa.Column("keyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("cents > 0", name=op.f("ck_gift_reading_cents")),
        sa.ForeignKeyConstraint(
            ["gift_id"], ["gift.id"], name=op.f("fk_gift_reading_gift_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_reading")),
        sa.UniqueConstraint("gift_id", name="uq_gift_reading_gift_id"),
    )
