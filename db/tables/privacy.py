# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests about personal data, and who was erased: by number, never by name."""

import sqlalchemy as sa

from app.domain.privacy import Answer, RequestKind
from db.base import UtcDateTime, identity, metadata, one_of, refers, text, version

privacy_request = sa.Table(
    "privacy_request",
    metadata,
    identity(),
    version(),
    refers("donor_id", "donor", optional=True),
    sa.Column("donor_number", sa.BigInteger, nullable=False, server_default="0"),
    text("person"),
    text("kind"),
    sa.Column("asked_on", sa.Date, nullable=False),
    text("proof"),
    sa.Column("extended", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("answered_on", sa.Date),
    sa.Column("answer", sa.String),
    text("told"),
    text("by"),
    sa.CheckConstraint("(answered_on IS NULL) = (answer IS NULL)", name="answered"),
    one_of("kind", RequestKind),
    one_of("answer", Answer),
    sqlite_autoincrement=True,  # an id of the trail is never given to another
)
sa.Index("ix_privacy_request_donor_id", privacy_request.c.donor_id)

erased_donor = sa.Table(
    "erased_donor",
    metadata,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("donor_id", sa.BigInteger, nullable=False),
    sa.Column("erased_at", UtcDateTime, nullable=False),
    text("by"),
    sa.Column("kept_until", sa.Date),
    sa.Column("wiped_at", UtcDateTime),
)
"""A number of somebody erased: it is given to nobody else, and tells who asks for it.

The id refers to nothing on purpose: of somebody who never gave, no record is left. ``wiped_at`` is
when the file itself held nothing more, beyond what its tables say.
"""
sa.Index("ix_erased_donor_donor_id", erased_donor.c.donor_id)
