# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gift desk: batches, deposits, gifts."""

import sqlalchemy as sa

from app.domain.batches import BatchKind, BatchState
from app.domain.deposits import DepositState
from app.domain.gifts import (
    GiftForm,
    GiftNature,
    GiftPurpose,
    GiftState,
    Means,
    ReturnKind,
    Tribute,
    Vehicle,
)
from db.base import BigId, UtcDateTime, identity, metadata, one_of, refers, text, version

gift_batch = sa.Table(
    "gift_batch",
    metadata,
    identity(),
    version(),
    text("kind"),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("series", sa.String, nullable=False, server_default=""),
    sa.Column("sequence", sa.Integer, nullable=False),
    text("state"),
    sa.Column("expected_count", sa.Integer),
    sa.Column("expected_total_cents", sa.BigInteger),
    text("expected_parts"),
    text("counted"),
    text("tape"),
    sa.Column("received_on", sa.Date, nullable=False),
    refers("fund_id", "fund"),
    refers("appeal_id", "appeal", optional=True),
    refers("bank_account_id", "bank_account", optional=True),
    text("comment"),
    text("opened_by"),
    sa.Column("opened_at", UtcDateTime),
    text("posted_by"),
    sa.Column("posted_at", UtcDateTime),
    text("difference_reason"),
    text("partial"),
    text("owner"),
    sa.Column("open_from", sa.Date),
    sa.UniqueConstraint("year", "series", "sequence", name="uq_gift_batch_number"),
    sa.CheckConstraint("expected_count >= 0", name="expected_count"),
    sa.CheckConstraint("expected_total_cents >= 0", name="expected_total"),
    sa.CheckConstraint("(state = 'posted') = (posted_at IS NOT NULL)", name="posted"),
    one_of("kind", BatchKind),
    one_of("state", BatchState),
    sqlite_autoincrement=True,  # an id of the trail is never given to another
)
batch_lease = sa.Table(
    "batch_lease",
    metadata,
    sa.Column("batch_id", BigId, sa.ForeignKey("gift_batch.id"), primary_key=True),
    text("user"),
    text("workstation"),
    text("window"),
    sa.Column("since", UtcDateTime, nullable=False),
    sa.Column("seen_at", UtcDateTime, nullable=False),
)
"""Where a batch is open to key in it: no act of record, so neither version nor trail."""
sa.Index("ix_gift_batch_state", gift_batch.c.state, gift_batch.c.id)

deposit = sa.Table(
    "deposit",
    metadata,
    identity(),
    version(),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    refers("batch_id", "gift_batch", optional=True),
    refers("bank_account_id", "bank_account"),
    text("means"),
    sa.Column("made_on", sa.Date, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("cents", sa.BigInteger, nullable=False),
    text("state"),
    text("document_sha256"),
    text("counted"),
    text("comment"),
    text("made_by"),
    sa.Column("printed_at", UtcDateTime),
    text("printed_by"),
    sa.Column("banked_on", sa.Date),
    text("banked_by"),
    sa.Column("credited_on", sa.Date),
    sa.Column("credited_cents", sa.BigInteger),
    text("reconciled_by"),
    text("difference_reason"),
    sa.Column("cancelled_on", sa.Date),
    text("cancelled_by"),
    text("cancel_reason"),
    sa.Column("booked_on", sa.Date),
    sa.UniqueConstraint("year", "sequence", name="uq_deposit_number"),
    sa.CheckConstraint("means IN ('cheque', 'cash')", name="means"),
    sa.CheckConstraint("count > 0 AND cents > 0", name="not_empty"),
    sa.CheckConstraint("(state = 'cancelled') = (cancelled_on IS NOT NULL)", name="cancelled"),
    one_of("state", DepositState),
)
sa.Index("ix_deposit_batch_id", deposit.c.batch_id)

gift = sa.Table(
    "gift",
    metadata,
    identity(),
    version(),
    refers("batch_id", "gift_batch"),
    sa.Column("position", sa.Integer, nullable=False),
    refers("donor_id", "donor", optional=True),
    sa.Column("cents", sa.BigInteger, nullable=False),
    sa.Column("received_on", sa.Date, nullable=False),
    text("means"),
    text("cheque_number"),
    text("cheque_bank"),
    sa.Column("cheque_dated_on", sa.Date),
    refers("fund_id", "fund"),
    refers("appeal_id", "appeal", optional=True),
    text("clue"),
    text("note"),
    text("reference"),
    sa.Column("foreign_receipt", sa.String, nullable=False, server_default=""),
    text("state"),
    sa.Column("anonymous", sa.Boolean, nullable=False, server_default=sa.false()),
    refers("part_of_id", "gift", optional=True),
    sa.Column("nature", sa.String, nullable=False, server_default=GiftNature.MONEY.value),
    sa.Column("form", sa.String, nullable=False, server_default=GiftForm.MANUAL.value),
    sa.Column("purpose", sa.String, nullable=False, server_default=GiftPurpose.DONATION.value),
    sa.Column("benefit_cents", sa.BigInteger, nullable=False, server_default="0"),
    text("tribute"),
    text("tribute_name"),
    refers("payer_id", "donor", optional=True),
    refers("thanked_id", "donor", optional=True),
    text("description"),
    sa.Column("units", sa.Integer, nullable=False, server_default="0"),
    sa.Column("valued_on", sa.Date),
    refers("reverses_id", "gift", optional=True),
    refers("corrects_id", "gift", optional=True),
    refers("deposit_id", "deposit", optional=True),
    sa.Column("kept", sa.Boolean, nullable=False, server_default=sa.false()),
    text("unusual"),
    text("keyed_by"),
    sa.Column("keyed_at", UtcDateTime),
    refers("import_run_id", "import_run", optional=True),
    sa.UniqueConstraint("batch_id", "position", name="uq_gift_position"),
    sa.UniqueConstraint("reverses_id", name="uq_gift_reverses_id"),
    sa.CheckConstraint(
        "(reverses_id IS NULL AND cents > 0) OR (reverses_id IS NOT NULL AND cents < 0)",
        name="sign",
    ),
    sa.CheckConstraint("state = 'posted' OR deposit_id IS NULL", name="deposited"),
    sa.CheckConstraint("means = 'cheque' OR cheque_number = ''", name="cheque_number"),
    sa.CheckConstraint("NOT anonymous OR donor_id IS NULL", name="anonymous"),
    sa.CheckConstraint("benefit_cents >= 0", name="benefit"),
    sa.CheckConstraint("(tribute = '') = (tribute_name = '')", name="tribute_name"),
    sa.CheckConstraint("units = 0 OR means = 'securities'", name="units"),
    one_of("nature", GiftNature),
    one_of("form", GiftForm),
    one_of("purpose", GiftPurpose),
    one_of("tribute", Tribute),
    one_of("means", Means),
    one_of("state", GiftState),
    sqlite_autoincrement=True,  # an id of the trail is never given to another
)
sa.Index("ix_gift_donor_id", gift.c.donor_id, gift.c.received_on)
sa.Index("ix_gift_received_on", gift.c.received_on, gift.c.id, gift.c.state)
# A line being keyed has neither: these indexes are not written at every line.
sa.Index(
    "ix_gift_deposit_id",
    gift.c.deposit_id,
    sqlite_where=gift.c.deposit_id.is_not(None),
    postgresql_where=gift.c.deposit_id.is_not(None),
)
sa.Index(
    "ix_gift_import_run_id",
    gift.c.import_run_id,
    sqlite_where=gift.c.import_run_id.is_not(None),
    postgresql_where=gift.c.import_run_id.is_not(None),
)
sa.Index(
    "ix_gift_cheque",
    gift.c.cheque_number,
    sqlite_where=gift.c.cheque_number != "",
    postgresql_where=gift.c.cheque_number != "",
)
sa.Index(
    "ix_gift_payer_id",
    gift.c.payer_id,
    sqlite_where=gift.c.payer_id.is_not(None),
    postgresql_where=gift.c.payer_id.is_not(None),
)
sa.Index(
    "ix_gift_unidentified",
    gift.c.id,
    sqlite_where=gift.c.donor_id.is_(None),
    postgresql_where=gift.c.donor_id.is_(None),
)
sa.Index(
    "ix_gift_thanked_id",
    gift.c.thanked_id,
    sqlite_where=gift.c.thanked_id.is_not(None),
    postgresql_where=gift.c.thanked_id.is_not(None),
)
sa.Index(
    "ix_gift_corrects_id",
    gift.c.corrects_id,
    sqlite_where=gift.c.corrects_id.is_not(None),
    postgresql_where=gift.c.corrects_id.is_not(None),
)
"""Without it, removing a gift reads every other to see which one corrects it."""
sa.Index(
    "ix_gift_on_hand",
    gift.c.id,
    sqlite_where=gift.c.kept.is_(True) & gift.c.deposit_id.is_(None),
    postgresql_where=gift.c.kept.is_(True) & gift.c.deposit_id.is_(None),
)

gift_return = sa.Table(
    "gift_return",
    metadata,
    identity(),
    version(),
    text("kind"),
    refers("gift_id", "gift"),
    refers("reversal_id", "gift"),
    sa.Column("happened_on", sa.Date, nullable=False),
    sa.Column("cents", sa.BigInteger, nullable=False),
    sa.Column("fee_cents", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("means", sa.String),
    text("reference"),
    text("reason"),
    text("receipt_number"),
    text("noted_by"),
    sa.Column("noted_at", UtcDateTime),
    sa.UniqueConstraint("gift_id", name="uq_gift_return_gift_id"),
    sa.CheckConstraint("cents > 0 AND fee_cents >= 0", name="cents"),
    one_of("kind", ReturnKind),
)

sa.Index(
    "ix_gift_part_of_id",
    gift.c.part_of_id,
    sqlite_where=gift.c.part_of_id.is_not(None),
    postgresql_where=gift.c.part_of_id.is_not(None),
)

gift_expense = sa.Table(
    "gift_expense",
    metadata,
    identity(),
    refers("gift_id", "gift"),
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    text("purpose"),
    sa.Column("cents", sa.BigInteger, nullable=False),
    text("vehicle"),
    sa.Column("power", sa.Integer, nullable=False, server_default="0"),
    sa.Column("electric", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("kilometres", sa.Integer, nullable=False, server_default="0"),
    sa.UniqueConstraint("gift_id", "rank", name="uq_gift_expense_rank"),
    sa.CheckConstraint("cents > 0", name="cents"),
    sa.CheckConstraint("(vehicle = '') = (kilometres = 0)", name="kilometres"),
    one_of("vehicle", Vehicle),
)

gift_voucher = sa.Table(
    "gift_voucher",
    metadata,
    identity(),
    refers("gift_id", "gift"),
    text("name"),
    sa.Column("document_sha256", sa.String, sa.ForeignKey("document.sha256"), nullable=False),
    sa.UniqueConstraint("gift_id", "document_sha256", name="uq_gift_voucher_document"),
)
