# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tax receipts, their numbers, lines and events."""

import sqlalchemy as sa
from alembic import op

BigId = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def create() -> None:
    """Make the tables."""
    _number_series()
    _receipt_run()
    _tax_receipt()
    _receipt_event()
    _tax_receipt_line()


def _number_series() -> None:
    op.create_table(
        "number_series",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("first_sequence", sa.Integer(), server_default="1", nullable=False),
        sa.Column("last_sequence", sa.Integer(), server_default="0", nullable=False),
        sa.Column("head_hash", sa.String(), nullable=False),
        sa.CheckConstraint(
            "last_sequence >= first_sequence - 1", name=op.f("ck_number_series_sequence")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_series")),
        sa.UniqueConstraint("name", "year", name="uq_number_series_name_year"),
    )


def _receipt_run() -> None:
    op.create_table(
        "receipt_run",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(), server_default="", nullable=False),
        sa.Column("confirmed_count", sa.Integer(), nullable=False),
        sa.Column("confirmed_cents", sa.BigInteger(), nullable=False),
        sa.Column("started_by", sa.String(), server_default="", nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_run")),
    )


def _tax_receipt() -> None:
    op.create_table(
        "tax_receipt",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), server_default="", nullable=False),
        sa.Column("scope", sa.String(), server_default="", nullable=False),
        sa.Column("donor_id", BigId, nullable=False),
        sa.Column("run_id", BigId, nullable=True),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.String(), server_default="", nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("document_sha256", sa.String(), nullable=False),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("replaces_id", BigId, nullable=True),
        sa.CheckConstraint("cents > 0", name=op.f("ck_tax_receipt_cents")),
        sa.CheckConstraint("sequence > 0", name=op.f("ck_tax_receipt_sequence")),
        sa.ForeignKeyConstraint(
            ["document_sha256"], ["document.sha256"], name=op.f("fk_tax_receipt_document_sha256")
        ),
        sa.ForeignKeyConstraint(["donor_id"], ["donor.id"], name=op.f("fk_tax_receipt_donor_id")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["tax_receipt.id"], name=op.f("fk_tax_receipt_replaces_id")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["receipt_run.id"], name=op.f("fk_tax_receipt_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_receipt")),
        sa.UniqueConstraint("hash", name=op.f("uq_tax_receipt_hash")),
        sa.UniqueConstraint("replaces_id", name="uq_tax_receipt_replaces_id"),
        sa.UniqueConstraint("year", "sequence", name="uq_tax_receipt_number"),
    )
    op.create_index("ix_tax_receipt_donor_id", "tax_receipt", ["donor_id", "year"], unique=False)


def _receipt_event() -> None:
    op.create_table(
        "receipt_event",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("receipt_id", BigId, nullable=False),
        sa.Column("kind", sa.String(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), server_default="", nullable=False),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
        sa.CheckConstraint(
            "kind IN ('cancelled', 'copied', 'printed')", name=op.f("ck_receipt_event_kind")
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["tax_receipt.id"], name=op.f("fk_receipt_event_receipt_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_event")),
    )
    op.create_index("ix_receipt_event_receipt_id", "receipt_event", ["receipt_id"], unique=False)
    op.create_index(
        "uq_receipt_event_cancelled_once",
        "receipt_event",
        ["receipt_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'cancelled'"),
        postgresql_where=sa.text("kind = 'cancelled'"),
    )


def _tax_receipt_line() -> None:
    op.create_table(
        "tax_receipt_line",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("receipt_id", BigId, nullable=False),
        sa.Column("gift_id", BigId, nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("live", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.ForeignKeyConstraint(["gift_id"], ["gift.id"], name=op.f("fk_tax_receipt_line_gift_id")),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["tax_receipt.id"], name=op.f("fk_tax_receipt_line_receipt_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_receipt_line")),
    )
    op.create_index("ix_tax_receipt_line_gift_id", "tax_receipt_line", ["gift_id"], unique=False)
    op.create_index(
        "ix_tax_receipt_line_receipt_id", "tax_receipt_line", ["receipt_id"], unique=False
    )
    op.create_index(
        "uq_tax_receipt_line_live_gift",
        "tax_receipt_line",
        ["gift_id"],
        unique=True,
        sqlite_where=sa.text("live"),
        postgresql_where=sa.text("live"),
    )
    # ### end Alembic commands ###
