# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Merges of donors, the numbers that still lead somewhere, and who is not whom."""

import sqlalchemy as sa

from db.base import BigId, UtcDateTime, identity, metadata, refers, text

donor_merge = sa.Table(
    "donor_merge",
    metadata,
    identity(),
    sa.Column("at", UtcDateTime, nullable=False),
    text("by"),
    sa.Column("kept_id", sa.BigInteger, nullable=False),
    sa.Column("gone_id", sa.BigInteger, nullable=False),
    sa.Column("gone_number", sa.BigInteger, nullable=False),
    sa.Column("import_run_id", sa.BigInteger),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("after", sa.Text, nullable=False),
    sa.Column("gone", sa.Text, nullable=False),
    sa.Column("moved", sa.Text, nullable=False),
    sa.Column("undone_at", UtcDateTime),
    text("undone_by"),
    sa.CheckConstraint("kept_id <> gone_id", name="two"),
)
"""The record put away lives here, whole, until the merge is undone.

The ids refer to nothing on purpose: one is of a record that is away, and the other's may be taken
away by a later merge.
"""
sa.Index("ix_donor_merge_kept_id", donor_merge.c.kept_id)
sa.Index("ix_donor_merge_gone_id", donor_merge.c.gone_id)

donor_redirect = sa.Table(
    "donor_redirect",
    metadata,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    refers("donor_id", "donor"),
)
"""A number printed on old letters, and whose record answers to it now."""
sa.Index("ix_donor_redirect_donor_id", donor_redirect.c.donor_id)

donor_apart = sa.Table(
    "donor_apart",
    metadata,
    identity(),
    sa.Column("one_id", BigId, sa.ForeignKey("donor.id"), nullable=False),
    sa.Column("other_id", BigId, sa.ForeignKey("donor.id"), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    text("by"),
)
"""Two donors that look alike and that somebody said are not one."""
sa.Index("ix_donor_apart_one_id", donor_apart.c.one_id)
sa.Index("ix_donor_apart_other_id", donor_apart.c.other_id)
