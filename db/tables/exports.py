# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which columns of a list leave, kept by name."""

import sqlalchemy as sa

from app.domain.exports.models import ExportKind
from db.base import SortKey, identity, metadata, one_of, text, version

export_model = sa.Table(
    "export_model",
    metadata,
    identity(),
    version(),
    text("kind"),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("folded", SortKey, nullable=False),
    sa.Column("columns", sa.String, nullable=False),
    sa.Column("usual", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.UniqueConstraint("kind", "folded", name="uq_export_model_folded"),
    sa.CheckConstraint("folded <> ''", name="folded"),
    one_of("kind", ExportKind),
    sqlite_autoincrement=True,  # an id of the trail is never given to another
)
