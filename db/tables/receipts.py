# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tax receipts: the register nobody can fault."""

import sqlalchemy as sa

from db.base import BigId, UtcDateTime, identity, metadata, refers, text, version

number_series = sa.Table(
    "number_series",
    metadata,
    identity(),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("first_sequence", sa.Integer, nullable=False, server_default="1"),
    sa.Column("last_sequence", sa.Integer, nullable=False, server_default="0"),
    sa.Column("head_hash", sa.String, nullable=False),
    sa.UniqueConstraint("name", "year", name="uq_number_series_name_year"),
    sa.CheckConstraint("last_sequence >= first_sequence - 1", name="sequence"),
)

receipt_run = sa.Table(
    "receipt_run",
    metadata,
    identity(),
    sa.Column("year", sa.Integer, nullable=False),
    text("scope"),
    sa.Column("confirmed_count", sa.Integer, nullable=False),
    sa.Column("confirmed_cents", sa.BigInteger, nullable=False),
    text("started_by"),
    sa.Column("started_at", UtcDateTime, nullable=False),
    sa.Column("finished_at", UtcDateTime),
)

tax_receipt = sa.Table(
    "tax_receipt",
    metadata,
    identity(),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    text("form"),
    text("scope"),
    refers("donor_id", "donor"),
    sa.Column("household_id", BigId),
    refers("run_id", "receipt_run", optional=True),
    sa.Column("cents", sa.BigInteger, nullable=False),
    sa.Column("issued_on", sa.Date, nullable=False),
    sa.Column("issued_at", UtcDateTime, nullable=False),
    text("issued_by"),
    sa.Column("snapshot", sa.Text, nullable=False),
    text("snapshot_sha256"),
    sa.Column("document_sha256", sa.String, sa.ForeignKey("document.sha256"), nullable=False),
    sa.Column("previous_hash", sa.String, nullable=False),
    sa.Column("hash", sa.String, nullable=False, unique=True),
    refers("replaces_id", "tax_receipt", optional=True),
    sa.UniqueConstraint("year", "sequence", name="uq_tax_receipt_number"),
    sa.UniqueConstraint("replaces_id", name="uq_tax_receipt_replaces_id"),
    sa.CheckConstraint("cents > 0", name="cents"),
    sa.CheckConstraint("sequence > 0", name="sequence"),
)
sa.Index("ix_tax_receipt_donor_id", tax_receipt.c.donor_id, tax_receipt.c.year)
sa.Index("ix_tax_receipt_household_id", tax_receipt.c.household_id)

receipt_event = sa.Table(
    "receipt_event",
    metadata,
    identity(),
    refers("receipt_id", "tax_receipt"),
    text("kind"),
    sa.Column("at", UtcDateTime, nullable=False),
    text("by"),
    text("reason"),
    sa.CheckConstraint("kind IN ('cancelled', 'copied', 'printed')", name="kind"),
)
sa.Index("ix_receipt_event_receipt_id", receipt_event.c.receipt_id)
sa.Index(
    "uq_receipt_event_cancelled_once",
    receipt_event.c.receipt_id,
    unique=True,
    sqlite_where=receipt_event.c.kind == "cancelled",
    postgresql_where=receipt_event.c.kind == "cancelled",
)

tax_receipt_line = sa.Table(
    "tax_receipt_line",
    metadata,
    identity(),
    refers("receipt_id", "tax_receipt"),
    refers("gift_id", "gift"),
    sa.Column("cents", sa.BigInteger, nullable=False),
    sa.Column("live", sa.Boolean, nullable=False, server_default=sa.true()),
)
sa.Index("ix_tax_receipt_line_receipt_id", tax_receipt_line.c.receipt_id)
sa.Index("ix_tax_receipt_line_gift_id", tax_receipt_line.c.gift_id)
sa.Index(
    "uq_tax_receipt_line_live_gift",
    tax_receipt_line.c.gift_id,
    unique=True,
    sqlite_where=tax_receipt_line.c.live.is_(True),
    postgresql_where=tax_receipt_line.c.live.is_(True),
)

receipt_declaration = sa.Table(
    "receipt_declaration",
    metadata,
    identity(),
    version(),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("first_on", sa.Date, nullable=False),
    sa.Column("last_on", sa.Date, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("cents", sa.BigInteger, nullable=False),
    sa.Column("covering", sa.Integer, nullable=False),
    sa.Column("declared_on", sa.Date, nullable=False),
    text("by"),
    sa.Column("listing_sha256", sa.String, sa.ForeignKey("document.sha256"), nullable=False),
    sa.CheckConstraint("last_on > first_on", name="period"),
)
sa.Index("ix_receipt_declaration_year", receipt_declaration.c.year)

receipt_seal = sa.Table(
    "receipt_seal",
    metadata,
    identity(),
    version(),
    text("subject"),
    text("issuer"),
    sa.Column("first_on", sa.Date, nullable=False),
    sa.Column("last_on", sa.Date, nullable=False),
    text("fingerprint"),
    sa.Column("bundle_sha256", sa.String, sa.ForeignKey("document.sha256"), nullable=False),
    sa.Column("installed_on", sa.Date, nullable=False),
    text("by"),
)

gift_aid_claim = sa.Table(
    "gift_aid_claim",
    metadata,
    identity(),
    version(),
    sa.Column("made_on", sa.Date, nullable=False),
    text("by"),
    sa.Column("until_on", sa.Date, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("cents", sa.BigInteger, nullable=False),
    sa.Column("adjusted_cents", sa.BigInteger, nullable=False, server_default="0"),
)

gift_aid_claimed = sa.Table(
    "gift_aid_claimed",
    metadata,
    sa.Column(
        "gift_id",
        BigId,
        sa.ForeignKey("gift.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    refers("claim_id", "gift_aid_claim"),
)
"""Which claim a gift is of: a gift is claimed once."""
sa.Index("ix_gift_aid_claimed_claim_id", gift_aid_claimed.c.claim_id)
