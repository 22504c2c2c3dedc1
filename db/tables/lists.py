# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists kept by name: by what they are made, never who is on them."""

import sqlalchemy as sa

from db.base import SortKey, identity, metadata, text, version

saved_list = sa.Table(
    "saved_list",
    metadata,
    identity(),
    version(),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("folded", SortKey, nullable=False),
    text("written"),
    text("columns"),
    text("sort"),
    sa.Column("descending", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.UniqueConstraint("folded", name="uq_saved_list_folded"),
    sa.CheckConstraint("folded <> ''", name="folded"),
    sqlite_autoincrement=True,  # an id of the trail is never given to another
)
