# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Salutation, language and correspondent of a donor; the end of an organisation's year."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

_TEXTS = ("salutation", "correspondent", "fiscal_year_end")


def upgrade() -> None:
    """Add the columns, empty; letters were in French."""
    for name in _TEXTS:
        op.add_column("donor", sa.Column(name, sa.String(), server_default="", nullable=False))
    language = sa.Column("language", sa.String(), server_default="fr", nullable=False)
    op.add_column("donor", language)
