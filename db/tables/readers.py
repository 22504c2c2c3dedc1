# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What cheque readers taught: which donors write cheques on an account nobody can name."""

import sqlalchemy as sa

from db.base import BigId, metadata, text

drawer_account = sa.Table(
    "drawer_account",
    metadata,
    sa.Column("fingerprint", sa.String, primary_key=True),
    sa.Column("donor_id", BigId, sa.ForeignKey("donor.id"), primary_key=True),
    text("bank"),
    sa.Column("learned_on", sa.Date, nullable=False),
    sa.CheckConstraint("length(fingerprint) = 64", name="fingerprint"),
)
"""A keyed fingerprint, so that no account can be read or guessed out of a copy of the table."""
sa.Index("ix_drawer_account_donor_id", drawer_account.c.donor_id)

waiting_account = sa.Table(
    "waiting_account",
    metadata,
    sa.Column(
        "gift_id",
        BigId,
        sa.ForeignKey("gift.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("fingerprint", sa.String, nullable=False),
    sa.CheckConstraint("length(fingerprint) = 64", name="fingerprint"),
)
"""Of a cheque set aside: gone once its donor is known, who is then known by the account."""

dossier_secret = sa.Table(
    "dossier_secret",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)
"""Made with the dossier; never shown, never exported."""
