# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The chained trail."""

import sqlalchemy as sa

from db.base import UtcDateTime, identity, metadata, text

audit_entry = sa.Table(
    "audit_entry",
    metadata,
    identity(),
    sa.Column("at", UtcDateTime, nullable=False),
    text("by"),
    text("command"),
    text("room"),
    sa.Column("subject_id", sa.BigInteger, nullable=False),
    text("action"),
    sa.Column("salt", sa.String),
    sa.Column("values", sa.Text),
    text("digest"),
    sa.Column("chain", sa.String, nullable=False, unique=True),
)
sa.Index("ix_audit_entry_subject", audit_entry.c.room, audit_entry.c.subject_id)
