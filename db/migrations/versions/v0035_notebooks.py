# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Leaving another program: notebooks, their steps and the former figures."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"

_BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_STEPS = (
    "'export_donors', 'export_gifts', 'export_receipts', 'backup', 'import_donors', "
    "'import_gifts', 'duplicates', 'figures', 'farewell'"
)


def _identity() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), server_default="", nullable=False)


def upgrade() -> None:
    """Add the tables, empty."""
    op.create_table(
        "notebook",
        *_identity(),
        _text("program"),
        sa.Column("begun_on", sa.Date(), nullable=False),
        _text("begun_by"),
        sa.Column("finished_on", sa.Date(), nullable=True),
        *(_text(name) for name in ("finished_by", "report_sha256", "reason")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notebook")),
    )
    op.create_table(
        "notebook_step",
        *_identity(),
        sa.Column("notebook_id", _BIG_ID, nullable=False),
        _text("step"),
        sa.Column("done_on", sa.Date(), nullable=True),
        *(_text(name) for name in ("done_by", "note")),
        sa.CheckConstraint(f"step IN ({_STEPS})", name=op.f("ck_notebook_step_step")),
        sa.ForeignKeyConstraint(
            ["notebook_id"], ["notebook.id"], name=op.f("fk_notebook_step_notebook_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notebook_step")),
        sa.UniqueConstraint("notebook_id", "step", name="uq_notebook_step"),
    )
    op.create_table(
        "former_figure",
        *_identity(),
        sa.Column("notebook_id", _BIG_ID, nullable=False),
        _text("subject"),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        *(_text(name) for name in ("reason", "by")),
        sa.CheckConstraint(
            "subject IN ('donors', 'gifts', 'receipts')", name=op.f("ck_former_figure_subject")
        ),
        sa.ForeignKeyConstraint(
            ["notebook_id"], ["notebook.id"], name=op.f("fk_former_figure_notebook_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_figure")),
        sa.UniqueConstraint("notebook_id", "subject", "year", name="uq_former_figure"),
    )
