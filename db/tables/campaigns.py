# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Campaigns and appeals."""

import sqlalchemy as sa

from db.base import identity, metadata, refers, text, version

campaign = sa.Table(
    "campaign",
    metadata,
    identity(),
    version(),
    sa.Column("code", sa.String, nullable=False, unique=True),
    text("name"),
)

appeal = sa.Table(
    "appeal",
    metadata,
    identity(),
    version(),
    refers("campaign_id", "campaign", optional=True),
    sa.Column("code", sa.String, nullable=False, unique=True),
    text("name"),
    sa.Column("sent_on", sa.Date),
    sa.Column("active", sa.Boolean, nullable=False, server_default=sa.true()),
)
