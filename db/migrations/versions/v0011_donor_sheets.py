# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands on a donor's sheet besides the record: any number of ways to reach, tags, events.

Telephone, e-mail and address of the record stay the main ones: nothing is moved.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_SORT_KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_LINES = ("complement", "building", "street", "locality", "postal_code", "city")


def upgrade() -> None:
    """Add the tables, empty."""
    _table(
        "donor_contact",
        _text("kind"),
        _text("use"),
        sa.Column("value", sa.String(), nullable=False),
        sa.UniqueConstraint("donor_id", "kind", "value", name=op.f("uq_donor_contact_value")),
        _check("donor_contact", "value", "value <> ''"),
        _check("donor_contact", "kind", "kind IN ('phone', 'email')"),
        _check("donor_contact", "use", "use IN ('mobile', 'home', 'work', 'other')"),
    )
    _table(
        "donor_address",
        _text("label"),
        *map(_text, _LINES),
        sa.Column("country", sa.String(), server_default="FR", nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("yearly", sa.Boolean(), server_default=sa.false(), nullable=False),
        _check("donor_address", "days", "from_on <= until_on OR yearly"),
        _check(
            "donor_address",
            "yearly",
            "NOT yearly OR (from_on IS NOT NULL AND until_on IS NOT NULL)",
        ),
    )
    op.create_index("ix_donor_address_donor_id", "donor_address", ["donor_id"])
    _table(
        "donor_tag",
        _text("name"),
        sa.Column("folded", _SORT_KEY, nullable=False),
        sa.UniqueConstraint("donor_id", "folded", name=op.f("uq_donor_tag_folded")),
        _check("donor_tag", "folded", "folded <> ''"),
    )
    op.create_index("ix_donor_tag_folded", "donor_tag", ["folded", "donor_id"])
    _table(
        "donor_external_number",
        _text("source"),
        sa.Column("number", sa.String(), nullable=False),
        sa.UniqueConstraint(
            "donor_id", "source", "number", name=op.f("uq_donor_external_number_number")
        ),
        _check("donor_external_number", "number", "number <> ''"),
    )
    kinds = "'note', 'visit', 'complaint', 'call', 'letter', 'email'"
    _table(
        "donor_event",
        _text("kind"),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        _text("by"),
        _check("donor_event", "text", "text <> ''"),
        _check("donor_event", "kind", f"kind IN ({kinds})"),
    )
    op.create_index("ix_donor_event_donor_id", "donor_event", ["donor_id", "on_day"])


def _table(name: str, *parts: Any) -> None:  # noqa: ANN401 - columns and constraints
    op.create_table(
        name,
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("donor_id", _BIG_ID, nullable=False),
        *parts,
        sa.ForeignKeyConstraint(["donor_id"], ["donor.id"], name=op.f(f"fk_{name}_donor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), server_default="", nullable=False)


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))
