# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors with their details, and the sums kept beside them by the same transaction."""

import sqlalchemy as sa

from app.domain.calls import CallOutcome, CallReason
from app.domain.consents import Channel, Purpose, Standing
from app.domain.donors import (
    AidWay,
    ContactKind,
    ContactUse,
    DonorKind,
    EventKind,
    Pace,
    ReceiptChannel,
    ReceiptWish,
)
from db.base import BigId, SortKey, identity, metadata, one_of, refers, text, version
from db.tables.letters import letter
from db.tables.organisation import address_columns
from db.tables.privacy import privacy_request

donor = sa.Table(
    "donor",
    metadata,
    identity(),
    version(),
    sa.Column("number", sa.BigInteger, nullable=False, unique=True),
    text("kind"),
    text("civility"),
    text("last_name"),
    text("first_name"),
    text("organisation_name"),
    *address_columns(),
    sa.Column("returned_on", sa.Date),
    text("phone"),
    text("email"),
    text("siren"),
    text("legal_form"),
    text("receipt_wish"),
    text("receipt_channel"),
    sa.Column("deceased_on", sa.Date),
    sa.Column("archived_on", sa.Date),
    sa.Column("erased_on", sa.Date),
    text("former_number"),
    text("notes"),
    text("salutation"),
    sa.Column("language", sa.String, nullable=False, server_default="fr"),
    text("correspondent"),
    text("fiscal_year_end"),
    sa.Column("sort_key", SortKey, nullable=False, server_default=""),
    refers("import_run_id", "import_run", optional=True),
    sa.CheckConstraint("number > 0", name="number"),
    sa.CheckConstraint(
        "(kind = 'person' AND last_name <> '') OR "
        "(kind = 'organisation' AND organisation_name <> '')",
        name="name",
    ),
    one_of("kind", DonorKind),
    one_of("receipt_wish", ReceiptWish),
    one_of("receipt_channel", ReceiptChannel),
    sqlite_autoincrement=True,  # an id of the trail is never given to another
)
sa.Index("ix_donor_sort_key", donor.c.sort_key, donor.c.id)
sa.Index("ix_donor_place", donor.c.postal_code, donor.c.sort_key)
sa.Index("ix_donor_former_number", donor.c.former_number)
sa.Index("ix_donor_import_run_id", donor.c.import_run_id)

donor_total = sa.Table(
    "donor_total",
    metadata,
    sa.Column("donor_id", BigId, sa.ForeignKey("donor.id"), primary_key=True, autoincrement=False),
    sa.Column("gifts", sa.Integer, nullable=False),
    sa.Column("cents", sa.BigInteger, nullable=False),
    sa.Column("last_on", sa.Date),
    sa.Column("last_cents", sa.BigInteger, nullable=False),
    sa.Column("last_means", sa.String),
)
sa.Index("ix_donor_total_last_on", donor_total.c.last_on, donor_total.c.donor_id)
sa.Index("ix_donor_total_cents", donor_total.c.cents, donor_total.c.donor_id)

donor_year = sa.Table(
    "donor_year",
    metadata,
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("donor_id", BigId, sa.ForeignKey("donor.id"), primary_key=True, autoincrement=False),
    sa.Column("gifts", sa.Integer, nullable=False),
    sa.Column("cents", sa.BigInteger, nullable=False),
)
sa.Index("ix_donor_year_donor_id", donor_year.c.donor_id)

donor_finder = sa.Table(
    "donor_finder",
    metadata,
    sa.Column("donor_id", BigId, sa.ForeignKey("donor.id"), primary_key=True, autoincrement=False),
    sa.Column("key", SortKey, nullable=False),
    sa.Column("is_organisation", sa.Boolean, nullable=False),
    sa.Column("gone", sa.Boolean, nullable=False),
    sa.Column("last_on", sa.Date),
    sa.Column("phone", SortKey, nullable=False),
)
sa.Index("ix_donor_finder_phone", donor_finder.c.phone, donor_finder.c.donor_id)
sa.Index(
    "ix_donor_finder_key",
    donor_finder.c.key,
    donor_finder.c.donor_id,
    donor_finder.c.is_organisation,
    donor_finder.c.gone,
    donor_finder.c.last_on,
)

donor_word = sa.Table(
    "donor_word",
    metadata,
    sa.Column("key", SortKey, primary_key=True),
    sa.Column("word", SortKey, primary_key=True),
    sqlite_with_rowid=False,
)
"""The words of names under what they are with one letter taken out: see ``db.spellings``."""

donor_contact = sa.Table(
    "donor_contact",
    metadata,
    identity(),
    version(),
    refers("donor_id", "donor"),
    text("kind"),
    text("use"),
    sa.Column("value", sa.String, nullable=False),
    sa.UniqueConstraint("donor_id", "kind", "value", name="uq_donor_contact_value"),
    sa.CheckConstraint("value <> ''", name="value"),
    one_of("kind", ContactKind),
    one_of("use", ContactUse),
)

donor_address = sa.Table(
    "donor_address",
    metadata,
    identity(),
    version(),
    refers("donor_id", "donor"),
    text("label"),
    *address_columns(),
    sa.Column("from_on", sa.Date),
    sa.Column("until_on", sa.Date),
    sa.Column("yearly", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.CheckConstraint("from_on <= until_on OR yearly", name="days"),
    sa.CheckConstraint(
        "NOT yearly OR (from_on IS NOT NULL AND until_on IS NOT NULL)", name="yearly"
    ),
)
sa.Index("ix_donor_address_donor_id", donor_address.c.donor_id)

donor_tag = sa.Table(
    "donor_tag",
    metadata,
    identity(),
    version(),
    refers("donor_id", "donor"),
    text("name"),
    sa.Column("folded", SortKey, nullable=False),
    sa.UniqueConstraint("donor_id", "folded", name="uq_donor_tag_folded"),
    sa.CheckConstraint("folded <> ''", name="folded"),
)
sa.Index("ix_donor_tag_folded", donor_tag.c.folded, donor_tag.c.donor_id)

donor_external_number = sa.Table(
    "donor_external_number",
    metadata,
    identity(),
    version(),
    refers("donor_id", "donor"),
    text("source"),
    sa.Column("number", sa.String, nullable=False),
    sa.UniqueConstraint("donor_id", "source", "number", name="uq_donor_external_number_number"),
    sa.CheckConstraint("number <> ''", name="number"),
)

donor_event = sa.Table(
    "donor_event",
    metadata,
    identity(),
    version(),
    refers("donor_id", "donor"),
    text("kind"),
    sa.Column("on_day", sa.Date, nullable=False),
    sa.Column("text", sa.String, nullable=False),
    text("by"),
    sa.CheckConstraint("text <> ''", name="text"),
    one_of("kind", EventKind),
)
sa.Index("ix_donor_event_donor_id", donor_event.c.donor_id, donor_event.c.on_day)

donor_task = sa.Table(
    "donor_task",
    metadata,
    identity(),
    version(),
    refers("donor_id", "donor"),
    sa.Column("text", sa.String, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    text("assignee"),
    sa.Column("done_on", sa.Date),
    text("done_by"),
    sa.CheckConstraint("text <> ''", name="text"),
    sa.CheckConstraint("done_on IS NOT NULL OR done_by = ''", name="done"),
)
sa.Index("ix_donor_task_donor_id", donor_task.c.donor_id)
sa.Index("ix_donor_task_due", donor_task.c.done_on, donor_task.c.due_on)

donor_document = sa.Table(
    "donor_document",
    metadata,
    identity(),
    version(),
    refers("donor_id", "donor"),
    text("name"),
    sa.Column("sha256", sa.String, sa.ForeignKey("document.sha256"), nullable=False),
    sa.Column("added_on", sa.Date, nullable=False),
    text("by"),
    sa.UniqueConstraint("donor_id", "sha256", name="uq_donor_document_sha256"),
    sa.CheckConstraint("name <> ''", name="name"),
)

donor_consent = sa.Table(
    "donor_consent",
    metadata,
    identity(),
    version(),
    refers("donor_id", "donor"),
    text("purpose"),
    text("channel"),
    text("standing"),
    sa.Column("on_day", sa.Date, nullable=False),
    text("source"),
    sa.Column("proof_sha256", sa.String, sa.ForeignKey("document.sha256")),
    text("by"),
    refers("import_run_id", "import_run", optional=True),
    one_of("purpose", Purpose),
    one_of("channel", Channel),
    one_of("standing", Standing),
)
sa.Index("ix_donor_consent_donor_id", donor_consent.c.donor_id)
sa.Index("ix_donor_consent_import_run_id", donor_consent.c.import_run_id)

call_list = sa.Table(
    "call_list",
    metadata,
    identity(),
    version(),
    sa.Column("name", sa.String, nullable=False),
    text("reason"),
    sa.Column("made_on", sa.Date, nullable=False),
    text("by"),
    sa.CheckConstraint("name <> ''", name="name"),
    one_of("reason", CallReason),
)

call_line = sa.Table(
    "call_line",
    metadata,
    identity(),
    version(),
    refers("list_id", "call_list"),
    refers("donor_id", "donor"),
    sa.Column("outcome", sa.String),
    sa.Column("on_day", sa.Date),
    text("by"),
    sa.UniqueConstraint("donor_id", "list_id", name="uq_call_line_donor"),
    one_of("outcome", CallOutcome),
)
sa.Index("ix_call_line_list_id", call_line.c.list_id)

donor_standing = sa.Table(
    "donor_standing",
    metadata,
    identity(),
    version(),
    refers("donor_id", "donor"),
    sa.Column("cents", sa.BigInteger, nullable=False),
    text("means"),
    text("pace"),
    sa.Column("first_on", sa.Date, nullable=False),
    sa.Column("last_on", sa.Date),
    sa.Column("suspended", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.CheckConstraint("cents > 0", name="cents"),
    sa.CheckConstraint("first_on <= last_on", name="days"),
    sa.CheckConstraint("means IN ('transfer', 'direct_debit', 'card')", name="means"),
    one_of("pace", Pace),
)
sa.Index("ix_donor_standing_donor_id", donor_standing.c.donor_id)

donor_gift_aid = sa.Table(
    "donor_gift_aid",
    metadata,
    identity(),
    version(),
    refers("donor_id", "donor"),
    sa.Column("said_on", sa.Date, nullable=False),
    sa.Column("from_on", sa.Date, nullable=False),
    sa.Column("until_on", sa.Date),
    text("way"),
    sa.Column("cancelled_on", sa.Date),
    sa.CheckConstraint("from_on <= until_on", name="days"),
    one_of("way", AidWay),
)
sa.Index("ix_donor_gift_aid_donor_id", donor_gift_aid.c.donor_id)

standing_gift = sa.Table(
    "standing_gift",
    metadata,
    sa.Column(
        "gift_id",
        BigId,
        sa.ForeignKey("gift.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column(
        "standing_id", BigId, sa.ForeignKey("donor_standing.id", ondelete="CASCADE"), nullable=False
    ),
    sa.Column("month", sa.Date, nullable=False),
)
"""Which month of which order a gift is; the line goes with the gift, or with the order."""
sa.Index("ix_standing_gift_standing_id", standing_gift.c.standing_id, standing_gift.c.month)

DETAIL_TABLES = (
    donor_standing,
    donor_gift_aid,
    *(donor_contact, donor_address, donor_tag, donor_external_number, donor_event),
    *(donor_task, donor_document, donor_consent, call_line, letter, privacy_request),
)
"""What stands on a sheet besides the record; whoever takes a donor off the file empties them."""
