# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is to be done for a donor, documents on the sheet, and a role that keys gifts only."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_ROLES = "'administrator', 'treasurer', 'entry', 'gifts', 'reader'"


def upgrade() -> None:
    """Add the tables, empty, and let users have the new role."""
    op.create_table(
        "donor_task",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("donor_id", _BIG_ID, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("assignee", sa.String(), server_default="", nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.String(), server_default="", nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_donor_task_text")),
        sa.CheckConstraint("done_on IS NOT NULL OR done_by = ''", name=op.f("ck_donor_task_done")),
        sa.ForeignKeyConstraint(["donor_id"], ["donor.id"], name=op.f("fk_donor_task_donor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donor_task")),
    )
    op.create_index("ix_donor_task_donor_id", "donor_task", ["donor_id"])
    op.create_index("ix_donor_task_due", "donor_task", ["done_on", "due_on"])
    op.create_table(
        "donor_document",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("donor_id", _BIG_ID, nullable=False),
        sa.Column("name", sa.String(), server_default="", nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), server_default="", nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_donor_document_name")),
        sa.UniqueConstraint("donor_id", "sha256", name=op.f("uq_donor_document_sha256")),
        sa.ForeignKeyConstraint(
            ["donor_id"], ["donor.id"], name=op.f("fk_donor_document_donor_id")
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["document.sha256"], name=op.f("fk_donor_document_sha256")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donor_document")),
    )
    _add_role()


def _add_role() -> None:
    with op.batch_alter_table("app_user") as table:
        table.drop_constraint(op.f("ck_app_user_role"), type_="check")
        table.create_check_constraint(op.f("ck_app_user_role"), f"role IN ({_ROLES})")
