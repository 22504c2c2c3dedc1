# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Batches, deposits and gifts."""

import sqlalchemy as sa
from alembic import op

BigId = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def create() -> None:
    """Make the tables."""
    _gift_batch()
    _deposit()
    _gift()


def _gift_batch() -> None:
    op.create_table(
        "gift_batch",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("kind", sa.String(), server_default="", nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(), server_default="", nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), server_default="", nullable=False),
        sa.Column("expected_count", sa.Integer(), nullable=True),
        sa.Column("expected_total_cents", sa.BigInteger(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("fund_id", BigId, nullable=False),
        sa.Column("appeal_id", BigId, nullable=True),
        sa.Column("bank_account_id", BigId, nullable=True),
        sa.Column("comment", sa.String(), server_default="", nullable=False),
        sa.Column("opened_by", sa.String(), server_default="", nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("posted_by", sa.String(), server_default="", nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("difference_reason", sa.String(), server_default="", nullable=False),
        sa.Column("partial", sa.String(), server_default="", nullable=False),
        sa.CheckConstraint(
            "(state = 'posted') = (posted_at IS NOT NULL)", name=op.f("ck_gift_batch_posted")
        ),
        sa.CheckConstraint(
            "kind IN ('cheques', 'cash', 'transfers', 'mixed', 'correction', 'import')",
            name=op.f("ck_gift_batch_kind"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'posted', 'cancelled')", name=op.f("ck_gift_batch_state")
        ),
        sa.CheckConstraint("expected_count >= 0", name=op.f("ck_gift_batch_expected_count")),
        sa.CheckConstraint("expected_total_cents >= 0", name=op.f("ck_gift_batch_expected_total")),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name=op.f("fk_gift_batch_appeal_id")),
        sa.ForeignKeyConstraint(
            ["bank_account_id"], ["bank_account.id"], name=op.f("fk_gift_batch_bank_account_id")
        ),
        sa.ForeignKeyConstraint(["fund_id"], ["fund.id"], name=op.f("fk_gift_batch_fund_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_batch")),
        sa.UniqueConstraint("year", "series", "sequence", name="uq_gift_batch_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_gift_batch_state", "gift_batch", ["state", "id"], unique=False)


def _deposit() -> None:
    op.create_table(
        "deposit",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("batch_id", BigId, nullable=False),
        sa.Column("bank_account_id", BigId, nullable=False),
        sa.Column("means", sa.String(), server_default="", nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), server_default="", nullable=False),
        sa.Column("document_sha256", sa.String(), server_default="", nullable=False),
        sa.CheckConstraint("means IN ('cheque', 'cash')", name=op.f("ck_deposit_means")),
        sa.CheckConstraint(
            "state IN ('open', 'printed', 'banked', 'reconciled')", name=op.f("ck_deposit_state")
        ),
        sa.CheckConstraint("count > 0 AND cents > 0", name=op.f("ck_deposit_not_empty")),
        sa.ForeignKeyConstraint(
            ["bank_account_id"], ["bank_account.id"], name=op.f("fk_deposit_bank_account_id")
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["gift_batch.id"], name=op.f("fk_deposit_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deposit")),
        sa.UniqueConstraint("year", "sequence", name="uq_deposit_number"),
    )
    op.create_index("ix_deposit_batch_id", "deposit", ["batch_id"], unique=False)


def _gift() -> None:
    op.create_table(
        "gift",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("batch_id", BigId, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("donor_id", BigId, nullable=True),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("means", sa.String(), server_default="", nullable=False),
        sa.Column("cheque_number", sa.String(), server_default="", nullable=False),
        sa.Column("cheque_bank", sa.String(), server_default="", nullable=False),
        sa.Column("cheque_dated_on", sa.Date(), nullable=True),
        sa.Column("fund_id", BigId, nullable=False),
        sa.Column("appeal_id", BigId, nullable=True),
        sa.Column("clue", sa.String(), server_default="", nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.Column("reference", sa.String(), server_default="", nullable=False),
        sa.Column("state", sa.String(), server_default="", nullable=False),
        sa.Column("reverses_id", BigId, nullable=True),
        sa.Column("corrects_id", BigId, nullable=True),
        sa.Column("deposit_id", BigId, nullable=True),
        sa.Column("keyed_by", sa.String(), server_default="", nullable=False),
        sa.Column("keyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("import_run_id", BigId, nullable=True),
        sa.CheckConstraint(
            "means = 'cheque' OR cheque_number = ''", name=op.f("ck_gift_cheque_number")
        ),
        sa.CheckConstraint(
            "means IN ('cheque', 'cash', 'transfer', 'card', 'direct_debit')",
            name=op.f("ck_gift_means"),
        ),
        sa.CheckConstraint(
            "state = 'posted' OR deposit_id IS NULL", name=op.f("ck_gift_deposited")
        ),
        sa.CheckConstraint("state IN ('draft', 'posted')", name=op.f("ck_gift_state")),
        sa.CheckConstraint(
            "(reverses_id IS NULL AND cents > 0) OR (reverses_id IS NOT NULL AND cents < 0)",
            name=op.f("ck_gift_sign"),
        ),
        sa.ForeignKeyConstraint(["appeal_id"], ["appeal.id"], name=op.f("fk_gift_appeal_id")),
        sa.ForeignKeyConstraint(["batch_id"], ["gift_batch.id"], name=op.f("fk_gift_batch_id")),
        sa.ForeignKeyConstraint(["corrects_id"], ["gift.id"], name=op.f("fk_gift_corrects_id")),
        sa.ForeignKeyConstraint(["deposit_id"], ["deposit.id"], name=op.f("fk_gift_deposit_id")),
        sa.ForeignKeyConstraint(["donor_id"], ["donor.id"], name=op.f("fk_gift_donor_id")),
        sa.ForeignKeyConstraint(["fund_id"], ["fund.id"], name=op.f("fk_gift_fund_id")),
        sa.ForeignKeyConstraint(
            ["import_run_id"], ["import_run.id"], name=op.f("fk_gift_import_run_id")
        ),
        sa.ForeignKeyConstraint(["reverses_id"], ["gift.id"], name=op.f("fk_gift_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift")),
        sa.UniqueConstraint("batch_id", "position", name="uq_gift_position"),
        sa.UniqueConstraint("reverses_id", name="uq_gift_reverses_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_gift_cheque",
        "gift",
        ["cheque_number"],
        unique=False,
        sqlite_where=sa.text("cheque_number != ''"),
        postgresql_where=sa.text("cheque_number != ''"),
    )
    op.create_index("ix_gift_deposit_id", "gift", ["deposit_id"], unique=False)
    op.create_index("ix_gift_donor_id", "gift", ["donor_id", "received_on"], unique=False)
    op.create_index("ix_gift_import_run_id", "gift", ["import_run_id"], unique=False)
    op.create_index("ix_gift_received_on", "gift", ["received_on", "id"], unique=False)
    op.create_index(
        "ix_gift_unidentified",
        "gift",
        ["id"],
        unique=False,
        sqlite_where=sa.text("donor_id IS NULL"),
        postgresql_where=sa.text("donor_id IS NULL"),
    )
