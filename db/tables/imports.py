# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports, so that each can be told and undone."""

import sqlalchemy as sa

from db.base import UtcDateTime, identity, metadata, refers, text

import_run = sa.Table(
    "import_run",
    metadata,
    identity(),
    text("kind"),
    text("file_name"),
    text("file_sha256"),
    sa.Column("at", UtcDateTime, nullable=False),
    text("by"),
    text("outcome"),
    sa.Column("undone_at", UtcDateTime),
)
sa.Index("ix_import_run_file_sha256", import_run.c.file_sha256)

import_image = sa.Table(
    "import_image",
    metadata,
    identity(),
    refers("run_id", "import_run"),
    text("room"),
    sa.Column("subject_id", sa.BigInteger, nullable=False),
    sa.Column("before", sa.Text, nullable=False),
)
sa.Index("ix_import_image_run_id", import_image.c.run_id)
