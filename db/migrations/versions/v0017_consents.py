# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What donors accept and oppose, for which purpose, by which way, with its day and its proof."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

_BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_WORDS = {
    "purpose": "'all', 'appeals', 'newsletter', 'partners'",
    "channel": "'all', 'post', 'email', 'sms', 'phone'",
    "standing": "'consent', 'informed', 'opposed'",
}


def upgrade() -> None:
    """Add the table, empty: nobody was asked yet."""
    op.create_table(
        "donor_consent",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("donor_id", _BIG_ID, nullable=False),
        *(sa.Column(name, sa.String(), server_default="", nullable=False) for name in _WORDS),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), server_default="", nullable=False),
        sa.Column("proof_sha256", sa.String(), nullable=True),
        sa.Column("by", sa.String(), server_default="", nullable=False),
        sa.Column("import_run_id", _BIG_ID, nullable=True),
        *(
            sa.CheckConstraint(f"{name} IN ({words})", name=op.f(f"ck_donor_consent_{name}"))
            for name, words in _WORDS.items()
        ),
        sa.ForeignKeyConstraint(["donor_id"], ["donor.id"], name=op.f("fk_donor_consent_donor_id")),
        sa.ForeignKeyConstraint(
            ["proof_sha256"], ["document.sha256"], name=op.f("fk_donor_consent_proof_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["import_run_id"], ["import_run.id"], name=op.f("fk_donor_consent_import_run_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donor_consent")),
    )
    op.create_index("ix_donor_consent_donor_id", "donor_consent", ["donor_id"])
    op.create_index("ix_donor_consent_import_run_id", "donor_consent", ["import_run_id"])
