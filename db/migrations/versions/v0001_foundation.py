# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

BigId = sa.BigInteger().with_variant(sa.Integer, "sqlite")
SortKey = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make every table of the first schema."""
    _app_user()
    _audit_entry()
    _bank_account()
    _campaign()
    _document()
    _fund()
    _import_run()
    _number_series()
    _organisation()
    _receipt_run()
    _appeal()
    _donor()
    _import_image()
    _donor_total()
    _donor_year()
    _donor_finder()
    _gift_batch()
    _tax_receipt()
    _deposit()
    _receipt_event()
    _gift()
    _tax_receipt_line()
    _donor_search()


def _app_user() -> None:
    op.create_table(
        "app_user",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), server_default="", nullable=False),
        sa.Column("passphrase_hash", sa.String(), server_default="", nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.CheckConstraint(
            "role IN ('administrator', 'treasurer', 'entry', 'reader')",
            name=op.f("ck_app_user_role"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_app_user")),
        sa.UniqueConstraint("name", name=op.f("uq_app_user_name")),
    )


def _audit_entry() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), server_default="", nullable=False),
        sa.Column("command", sa.String(), server_default="", nullable=False),
        sa.Column("room", sa.String(), server_default="", nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.String(), server_default="", nullable=False),
        sa.Column("salt", sa.String(), nullable=True),
        sa.Column("values", sa.Text(), nullable=True),
        sa.Column("digest", sa.String(), server_default="", nullable=False),
        sa.Column("chain", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("chain", name=op.f("uq_audit_entry_chain")),
    )
    op.create_index("ix_audit_entry_subject", "audit_entry", ["room", "subject_id"], unique=False)


def _bank_account() -> None:
    op.create_table(
        "bank_account",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("label", sa.String(), server_default="", nullable=False),
        sa.Column("holder", sa.String(), server_default="", nullable=False),
        sa.Column("bank", sa.String(), server_default="", nullable=False),
        sa.Column("iban", sa.String(), server_default="", nullable=False),
        sa.Column("bic", sa.String(), server_default="", nullable=False),
        sa.Column("max_cheques", sa.Integer(), server_default="0", nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.CheckConstraint("max_cheques >= 0", name=op.f("ck_bank_account_max_cheques")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_account")),
    )


def _campaign() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("code", name=op.f("uq_campaign_code")),
    )


def _document() -> None:
    op.create_table(
        "document",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), server_default="", nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("base_sha256", sa.String(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_document_sha256")),
        sa.ForeignKeyConstraint(
            ["base_sha256"], ["document.sha256"], name=op.f("fk_document_base_sha256")
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_document")),
    )


def _fund() -> None:
    op.create_table(
        "fund",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), server_default="", nullable=False),
        sa.Column("eligible", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("restricted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund")),
        sa.UniqueConstraint("code", name=op.f("uq_fund_code")),
    )


def _import_run() -> None:
    op.create_table(
        "import_run",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(), server_default="", nullable=False),
        sa.Column("file_name", sa.String(), server_default="", nullable=False),
        sa.Column("file_sha256", sa.String(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), server_default="", nullable=False),
        sa.Column("outcome", sa.String(), server_default="", nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    op.create_index("ix_import_run_file_sha256", "import_run", ["file_sha256"], unique=False)


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


def _organisation() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.String(), server_default="", nullable=False),
        sa.Column("siren", sa.String(), server_default="", nullable=False),
        sa.Column("rna", sa.String(), server_default="", nullable=False),
        sa.Column("purpose", sa.String(), server_default="", nullable=False),
        sa.Column("complement", sa.String(), server_default="", nullable=False),
        sa.Column("building", sa.String(), server_default="", nullable=False),
        sa.Column("street", sa.String(), server_default="", nullable=False),
        sa.Column("locality", sa.String(), server_default="", nullable=False),
        sa.Column("postal_code", sa.String(), server_default="", nullable=False),
        sa.Column("city", sa.String(), server_default="", nullable=False),
        sa.Column("country", sa.String(), server_default="FR", nullable=False),
        sa.Column("phone", sa.String(), server_default="", nullable=False),
        sa.Column("email", sa.String(), server_default="", nullable=False),
        sa.Column("currency", sa.String(), server_default="EUR", nullable=False),
        sa.Column("receipts_allowed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("receipt_status", sa.String(), server_default="", nullable=False),
        sa.Column("receipt_articles", sa.String(), server_default="", nullable=False),
        sa.Column("receipt_threshold_cents", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("signatory_name", sa.String(), server_default="", nullable=False),
        sa.Column("signatory_title", sa.String(), server_default="", nullable=False),
        sa.Column("logo_sha256", sa.String(), server_default="", nullable=False),
        sa.Column("signature_sha256", sa.String(), server_default="", nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_organisation_only_one")),
        sa.CheckConstraint("receipt_threshold_cents >= 0", name=op.f("ck_organisation_threshold")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
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


def _appeal() -> None:
    op.create_table(
        "appeal",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("campaign_id", BigId, nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), server_default="", nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_appeal_campaign_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint("code", name=op.f("uq_appeal_code")),
    )


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


def _import_image() -> None:
    op.create_table(
        "import_image",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("run_id", BigId, nullable=False),
        sa.Column("room", sa.String(), server_default="", nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name=op.f("fk_import_image_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_image")),
    )
    op.create_index("ix_import_image_run_id", "import_image", ["run_id"], unique=False)


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
