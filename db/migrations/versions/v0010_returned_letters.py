# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters that came back, with the addresses they closed.

A donor whose mail was held already keeps the day: the address is closed from that day on, for a
reason nobody noted.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_LINES = ("complement", "building", "street", "locality", "postal_code", "city")


def upgrade() -> None:
    """Add the table, with a letter for each donor whose mail is held."""
    op.create_table(
        "returned_letter",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("donor_id", _BIG_ID, nullable=False),
        *(sa.Column(name, sa.String(), server_default="", nullable=False) for name in _LINES),
        sa.Column("country", sa.String(), server_default="FR", nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
        sa.Column("held_since", sa.Date(), nullable=True),
        sa.Column("lifted_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "reason IN ('gone', 'unknown', 'deceased', 'incomplete', 'refused', 'unsaid')",
            name=op.f("ck_returned_letter_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["donor_id"], ["donor.id"], name=op.f("fk_returned_letter_donor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returned_letter")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_returned_letter_donor_id", "returned_letter", ["donor_id"])
    columns = ", ".join((*_LINES, "country", "returned_on"))
    op.execute(
        f"INSERT INTO returned_letter (donor_id, {columns}, reason) "  # noqa: S608 - our own names
        f"SELECT id, {columns}, 'unsaid' FROM donor WHERE returned_on IS NOT NULL"
    )
