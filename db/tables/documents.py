# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The vault: documents by the fingerprint of their bytes."""

import sqlalchemy as sa

from db.base import UtcDateTime, metadata, text

document = sa.Table(
    "document",
    metadata,
    sa.Column("sha256", sa.String, primary_key=True),
    text("media_type"),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("base_sha256", sa.String, sa.ForeignKey("document.sha256"), nullable=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.CheckConstraint("length(sha256) = 64", name="sha256"),
)
