# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters that came back, with the addresses they closed."""

import sqlalchemy as sa

from app.domain.addresses import ReturnReason
from db.base import identity, metadata, one_of, refers, text, version
from db.tables.organisation import address_columns

returned_letter = sa.Table(
    "returned_letter",
    metadata,
    identity(),
    version(),
    refers("donor_id", "donor"),
    *address_columns(),
    sa.Column("returned_on", sa.Date, nullable=False),
    text("reason"),
    sa.Column("held_since", sa.Date),
    sa.Column("lifted_on", sa.Date),
    one_of("reason", ReturnReason),
    sqlite_autoincrement=True,  # an id of the trail is never given to another
)
sa.Index("ix_returned_letter_donor_id", returned_letter.c.donor_id)
