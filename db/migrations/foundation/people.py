# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors, their sums and their index."""

import sqlalchemy as sa
from alembic import op

BigId = sa.BigInteger().with_variant(sa.Integer, "sqlite")
SortKey = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def create() -> None:
    """Make the tables."""
    _donor()
    _donor_total()
    _donor_year()
    _donor_finder()
    _donor_search()


def _donor() -> None:
    op.create_table(
        "donor",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), server_default="", nullable=False),
        sa.Column("civility", sa.String(), server_default="", nullable=False),
        sa.Column("last_name", sa.String(), server_default="", nullable=False),
        sa.Column("first_name", sa.String(), server_default="", nullable=False),
        sa.Column("organisation_name", sa.String(), server_default="", nullable=False),
        sa.Column("complement", sa.String(), server_default="", nullable=False),
        sa.Column("building", sa.String(), server_default="", nullable=False),
        sa.Column("street", sa.String(), server_default="", nullable=False),
        sa.Column("locality", sa.String(), server_default="", nullable=False),
        sa.Column("postal_code", sa.String(), server_default="", nullable=False),
        sa.Column("city", sa.String(), server_default="", nullable=False),
        sa.Column("country", sa.String(), server_default="FR", nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("phone", sa.String(), server_default="", nullable=False),
        sa.Column("email", sa.String(), server_default="", nullable=False),
        sa.Column("siren", sa.String(), server_default="", nullable=False),
        sa.Column("legal_form", sa.String(), server_default="", nullable=False),
        sa.Column("receipt_wish", sa.String(), server_default="", nullable=False),
        sa.Column("receipt_channel", sa.String(), server_default="", nullable=False),
        sa.Column("deceased_on", sa.Date(), nullable=True),
        sa.Column("archived_on", sa.Date(), nullable=True),
        sa.Column("former_number", sa.String(), server_default="", nullable=False),
        sa.Column("notes", sa.String(), server_default="", nullable=False),
        sa.Column("sort_key", SortKey, server_default="", nullable=False),
        sa.Column("import_run_id", BigId, nullable=True),
        sa.CheckConstraint(
            "(kind = 'person' AND last_name <> '') OR (kind = 'organisation' AND organisation_name <> '')",
            name=op.f("ck_donor_name"),
        ),
        sa.CheckConstraint("kind IN ('person', 'organisation')", name=op.f("ck_donor_kind")),
        sa.CheckConstraint(
            "receipt_channel IN ('paper', 'email')", name=op.f("ck_donor_receipt_channel")
        ),
        sa.CheckConstraint(
            "receipt_wish IN ('annual', 'per_gift', 'none')", name=op.f("ck_donor_receipt_wish")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_donor_number")),
        sa.ForeignKeyConstraint(
            ["import_run_id"], ["import_run.id"], name=op.f("fk_donor_import_run_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donor")),
        sa.UniqueConstraint("number", name=op.f("uq_donor_number")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_donor_former_number", "donor", ["former_number"], unique=False)
    op.create_index("ix_donor_import_run_id", "donor", ["import_run_id"], unique=False)
    op.create_index("ix_donor_place", "donor", ["postal_code", "sort_key"], unique=False)
    op.create_index("ix_donor_sort_key", "donor", ["sort_key", "id"], unique=False)


def _donor_total() -> None:
    op.create_table(
        "donor_total",
        sa.Column("donor_id", BigId, autoincrement=False, nullable=False),
        sa.Column("gifts", sa.Integer(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("last_cents", sa.BigInteger(), nullable=False),
        sa.Column("last_means", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["donor_id"], ["donor.id"], name=op.f("fk_donor_total_donor_id")),
        sa.PrimaryKeyConstraint("donor_id", name=op.f("pk_donor_total")),
    )
    op.create_index("ix_donor_total_cents", "donor_total", ["cents", "donor_id"], unique=False)
    op.create_index("ix_donor_total_last_on", "donor_total", ["last_on", "donor_id"], unique=False)


def _donor_year() -> None:
    op.create_table(
        "donor_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("donor_id", BigId, autoincrement=False, nullable=False),
        sa.Column("gifts", sa.Integer(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["donor_id"], ["donor.id"], name=op.f("fk_donor_year_donor_id")),
        sa.PrimaryKeyConstraint("year", "donor_id", name=op.f("pk_donor_year")),
    )
    op.create_index("ix_donor_year_donor_id", "donor_year", ["donor_id"], unique=False)


def _donor_finder() -> None:
    op.create_table(
        "donor_finder",
        sa.Column("donor_id", BigId, autoincrement=False, nullable=False),
        sa.Column("key", SortKey, nullable=False),
        sa.Column("is_organisation", sa.Boolean(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("phone", SortKey, nullable=False),
        sa.ForeignKeyConstraint(["donor_id"], ["donor.id"], name=op.f("fk_donor_finder_donor_id")),
        sa.PrimaryKeyConstraint("donor_id", name=op.f("pk_donor_finder")),
    )
    op.create_index("ix_donor_finder_phone", "donor_finder", ["phone", "donor_id"], unique=False)
    op.create_index(
        "ix_donor_finder_key",
        "donor_finder",
        ["key", "donor_id", "is_organisation", "gone", "last_on"],
        unique=False,
    )


def _donor_search() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TABLE donor_search (rowid bigint PRIMARY KEY, document tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_donor_search_document ON donor_search USING gin (document)")
    else:
        op.execute(
            "CREATE VIRTUAL TABLE donor_search USING fts5("
            "name, place, contact, phone, tokenize='unicode61 remove_diacritics 0', prefix='1 2 3 4')"
        )
