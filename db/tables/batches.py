# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the association controls its batches: rules, named defaults, amounts keyed twice."""

import sqlalchemy as sa

from app.domain.batches import BatchKind
from db.base import BigId, UtcDateTime, identity, metadata, one_of, refers, text, version

batch_rules = sa.Table(
    "batch_rules",
    metadata,
    identity(),
    version(),
    sa.Column("difference_allowed", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("two_persons", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("double_keying", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.CheckConstraint("id = 1", name="only_one"),
)

batch_template = sa.Table(
    "batch_template",
    metadata,
    identity(),
    version(),
    sa.Column("name", sa.String, nullable=False, unique=True),
    text("kind"),
    refers("fund_id", "fund", optional=True),
    refers("appeal_id", "appeal", optional=True),
    refers("bank_account_id", "bank_account", optional=True),
    text("comment"),
    one_of("kind", BatchKind),
)

gift_reading = sa.Table(
    "gift_reading",
    metadata,
    identity(),
    version(),
    sa.Column("gift_id", BigId, sa.ForeignKey("gift.id", ondelete="CASCADE"), nullable=False),
    sa.Column("cents", sa.BigInteger, nullable=False),
    text("keyed_by"),
    sa.Column("keyed_at", UtcDateTime),
    sa.UniqueConstraint("gift_id", name="uq_gift_reading_gift_id"),
    sa.CheckConstraint("cents > 0", name="cents"),
)
