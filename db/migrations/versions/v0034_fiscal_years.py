# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fiscal years closed, restricted funds in them, accounts of the association's own."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"

_BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _identity() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), server_default="", nullable=False)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _cents(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def upgrade() -> None:
    """Add the tables, empty; no year is closed."""
    closing = sa.Column("closing_month", sa.Integer(), server_default="12", nullable=False)
    op.add_column("organisation", closing)
    op.add_column("gift_batch", sa.Column("open_from", sa.Date(), nullable=True))
    op.add_column("deposit", sa.Column("booked_on", sa.Date(), nullable=True))
    op.create_table(
        "fiscal_year",
        *_identity(),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        _text("closed_by"),
        _count("gifts"),
        _cents("cents"),
        _count("entries"),
        _count("lines"),
        _cents("debit_cents"),
        sa.Column("package_sha256", sa.String(), nullable=False),
        _text("reason"),
        sa.CheckConstraint("last_on > first_on", name=op.f("ck_fiscal_year_period")),
        sa.ForeignKeyConstraint(
            ["package_sha256"], ["document.sha256"], name=op.f("fk_fiscal_year_package_sha256")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fiscal_year")),
        sa.UniqueConstraint("last_on", name="uq_fiscal_year_last_on"),
    )
    op.create_table(
        "fund_year",
        *_identity(),
        sa.Column("year_id", _BIG_ID, nullable=False),
        sa.Column("fund_id", _BIG_ID, nullable=False),
        *(_cents(name) for name in ("opening_cents", "received_cents", "used_cents")),
        sa.CheckConstraint(
            "opening_cents >= 0 AND used_cents >= 0", name=op.f("ck_fund_year_positive")
        ),
        sa.ForeignKeyConstraint(["year_id"], ["fiscal_year.id"], name=op.f("fk_fund_year_year_id")),
        sa.ForeignKeyConstraint(["fund_id"], ["fund.id"], name=op.f("fk_fund_year_fund_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund_year")),
        sa.UniqueConstraint("year_id", "fund_id", name="uq_fund_year"),
    )
    op.create_table(
        "ledger_rule",
        *_identity(),
        _text("subject"),
        sa.Column("key", sa.String(), nullable=False),
        *(_text(name) for name in ("number", "label", "analytic")),
        sa.CheckConstraint(
            "subject IN ('account', 'journal', 'fund', 'means', 'bank')",
            name=op.f("ck_ledger_rule_subject"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_rule")),
        sa.UniqueConstraint("subject", "key", name="uq_ledger_rule"),
    )
