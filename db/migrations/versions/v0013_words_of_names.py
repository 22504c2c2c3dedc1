# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of names, found with one slip of the fingers; the finder's index is made anew.

The index follows from the donors. It is emptied here, and filled after the migrations as today's
program fills it: what is indexed of a donor is then written in one place.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_FOLDED = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the table, and empty the index."""
    op.create_table(
        "donor_word",
        sa.Column("key", _FOLDED, nullable=False),
        sa.Column("word", _FOLDED, nullable=False),
        sa.PrimaryKeyConstraint("key", "word", name=op.f("pk_donor_word")),
        sqlite_with_rowid=False,
    )
    op.execute("DELETE FROM donor_search")
    op.execute("DELETE FROM donor_finder")
