# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first tables."""

from db.migrations.foundation import desk, people, register, setup

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table of the first schema."""
    setup.create()
    people.create()
    desk.create()
    register.create()
