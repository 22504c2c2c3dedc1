# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gifts that are not money, membership fees, counterparts, tributes, and payments that are split."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_RULED = (
    ("anonymous", "BOOLEAN DEFAULT FALSE NOT NULL", "NOT anonymous OR donor_id IS NULL"),
    ("nature", "VARCHAR DEFAULT 'money' NOT NULL",
     "nature IN ('money', 'listed_securities', 'waived_income', 'expenses', 'other')"),
    ("form", "VARCHAR DEFAULT 'manual' NOT NULL",
     "form IN ('notarial_deed', 'private_deed', 'manual', 'other')"),
    ("purpose", "VARCHAR DEFAULT 'donation' NOT NULL",
     "purpose IN ('donation', 'membership', 'membership_served')"),
    ("tribute", "VARCHAR DEFAULT '' NOT NULL", "tribute IN ('', 'memory', 'honour')"),
    ("tribute_name", "VARCHAR DEFAULT '' NOT NULL", "(tribute = '') = (tribute_name = '')"),
    ("units", "INTEGER DEFAULT 0 NOT NULL", "units = 0 OR means = 'securities'"),
)  # fmt: skip
"""Each with its rule: both databases check the rows there are, and rebuild no table."""

_FREE = (
    "description VARCHAR DEFAULT '' NOT NULL",
    "valued_on DATE",
    "benefit_cents BIGINT DEFAULT 0 NOT NULL CONSTRAINT ck_gift_benefit CHECK (benefit_cents >= 0)",
    "part_of_id {id} CONSTRAINT fk_gift_part_of_id REFERENCES gift (id)",
    "payer_id {id} CONSTRAINT fk_gift_payer_id REFERENCES donor (id)",
    "thanked_id {id} CONSTRAINT fk_gift_thanked_id REFERENCES donor (id)",
)

_WIDENED = (
    ("gift", "means", "'cheque', 'cash', 'transfer', 'card', 'direct_debit'",
     "'in_kind', 'expenses', 'securities'"),
    ("gift_batch", "kind", "'cheques', 'cash', 'transfers', 'mixed', 'correction', 'import'",
     "'other'"),
)  # fmt: skip
"""Table, column, the words it takes, and those it will take besides."""


def upgrade() -> None:
    """Add the columns, let the new words in, and make the tables of expenses and vouchers."""
    for table, column, words, more in _WIDENED:
        _widen(table, column, words, more)
    number = "BIGINT" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    ruled = (
        f"{name} {kind} CONSTRAINT ck_gift_{name} CHECK ({rule})" for name, kind, rule in _RULED
    )
    for column in (*ruled, *_FREE):
        op.execute(f"ALTER TABLE gift ADD COLUMN {column.format(id=number)}")
    op.create_index(
        "ix_gift_part_of_id",
        "gift",
        ["part_of_id"],
        unique=False,
        sqlite_where=sa.text("part_of_id IS NOT NULL"),
        postgresql_where=sa.text("part_of_id IS NOT NULL"),
    )
    _evidence()


def _widen(table: str, column: str, words: str, more: str) -> None:
    """Let more words into a column.

    SQLite cannot alter a rule; where the rows themselves stay as they are, its manual has the
    text of the table changed in place (lang_altertable, section 8). A table of a million gifts
    is then not copied.
    """
    bind = op.get_bind()
    old, new = f"{column} IN ({words})", f"{column} IN ({words}, {more})"
    if bind.dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_{column}")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_{column} CHECK ({new})")
        return
    schema = bind.exec_driver_sql("PRAGMA schema_version").scalar_one()
    bind.exec_driver_sql("PRAGMA writable_schema = ON")
    bind.execute(
        sa.text("UPDATE sqlite_master SET sql = replace(sql, :old, :new) WHERE name = :table"),
        {"old": old, "new": new, "table": table},
    )
    bind.exec_driver_sql(f"PRAGMA schema_version = {schema + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema = OFF")


def _evidence() -> None:
    identity = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "gift_expense",
        sa.Column("id", identity, autoincrement=True, nullable=False),
        sa.Column("gift_id", identity, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(), server_default="", nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("vehicle", sa.String(), server_default="", nullable=False),
        sa.Column("power", sa.Integer(), server_default="0", nullable=False),
        sa.Column("electric", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("kilometres", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("cents > 0", name=op.f("ck_gift_expense_cents")),
        sa.CheckConstraint(
            "(vehicle = '') = (kilometres = 0)", name=op.f("ck_gift_expense_kilometres")
        ),
        sa.CheckConstraint(
            "vehicle IN ('', 'car', 'motorcycle', 'moped')", name=op.f("ck_gift_expense_vehicle")
        ),
        sa.ForeignKeyConstraint(["gift_id"], ["gift.id"], name=op.f("fk_gift_expense_gift_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_expense")),
        sa.UniqueConstraint("gift_id", "rank", name="uq_gift_expense_rank"),
    )
    op.create_table(
        "gift_voucher",
        sa.Column("id", identity, autoincrement=True, nullable=False),
        sa.Column("gift_id", identity, nullable=False),
        sa.Column("name", sa.String(), server_default="", nullable=False),
        sa.Column("document_sha256", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_sha256"], ["document.sha256"], name=op.f("fk_gift_voucher_document_sha256")
        ),
        sa.ForeignKeyConstraint(["gift_id"], ["gift.id"], name=op.f("fk_gift_voucher_gift_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_voucher")),
        sa.UniqueConstraint("gift_id", "document_sha256", name="uq_gift_voucher_document"),
    )
