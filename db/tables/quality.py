# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was said to be right on file, and what the last look at it counted."""

import sqlalchemy as sa

from db.base import identity, metadata, refers, text, version

quality_exception = sa.Table(
    "quality_exception",
    metadata,
    identity(),
    version(),
    sa.Column("check_id", sa.String, nullable=False),
    refers("donor_id", "donor"),
    sa.Column("about", sa.String, nullable=False),
    text("why"),
    text("by"),
    sa.Column("on_day", sa.Date, nullable=False),
    sa.UniqueConstraint("check_id", "donor_id", "about", name="uq_quality_exception_about"),
    sqlite_autoincrement=True,  # an id of the trail is never given to another
)
sa.Index("ix_quality_exception_donor_id", quality_exception.c.donor_id)

quality_count = sa.Table(
    "quality_count",
    metadata,
    sa.Column("check_id", sa.String, primary_key=True),
    sa.Column("found", sa.Integer, nullable=False),
    sa.Column("looked_on", sa.Date, nullable=False),
    sa.CheckConstraint("found >= 0", name="found"),
)
