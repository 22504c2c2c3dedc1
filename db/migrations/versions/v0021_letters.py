# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters: templates, settings, what was written, and which gifts it thanks for."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

_BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_KINDS = "kind IN ('thanks', 'cover', 'unpaid', 'address', 'renewal', 'free')"
_WAYS = "way IN ('paper', 'email', 'other')"


def upgrade() -> None:
    """Add the tables; gifts received before the upgrade wait for no thanks."""
    _templates()
    _settings()
    _runs()
    _letters()
    op.create_index(
        "ix_gift_thanked_id",
        "gift",
        ["thanked_id"],
        sqlite_where=sa.text("thanked_id IS NOT NULL"),
        postgresql_where=sa.text("thanked_id IS NOT NULL"),
    )
    op.execute(
        "INSERT INTO letter_settings (id, since) SELECT 1, CURRENT_DATE FROM organisation"
        " WHERE id = 1"
    )


def _id() -> sa.Column[int]:
    return sa.Column("id", _BIG_ID, autoincrement=True, nullable=False)


def _version() -> sa.Column[int]:
    return sa.Column("version", sa.Integer(), server_default="1", nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), server_default="", nullable=False)


def _templates() -> None:
    op.create_table(
        "letter_template",
        _id(),
        _version(),
        sa.Column("code", sa.String(), nullable=False),
        _text("kind"),
        sa.Column("name", sa.String(), nullable=False),
        _text("french"),
        _text("english"),
        sa.Column("coupon", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("code <> '' AND name <> ''", name=op.f("ck_letter_template_name")),
        sa.CheckConstraint(_KINDS, name=op.f("ck_letter_template_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_template")),
        sa.UniqueConstraint("code", name=op.f("uq_letter_template_code")),
        sqlite_autoincrement=True,
    )


def _settings() -> None:
    op.create_table(
        "letter_settings",
        _id(),
        _version(),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("within_days", sa.Integer(), server_default="8", nullable=False),
        _text("rules"),
        sa.Column("window_left", sa.Integer(), server_default="0", nullable=False),
        sa.Column("window_top", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_letter_settings_only_one")),
        sa.CheckConstraint("within_days > 0", name=op.f("ck_letter_settings_within_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_settings")),
    )


def _runs() -> None:
    op.create_table(
        "letter_run",
        _id(),
        _version(),
        _text("kind"),
        _text("way"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        _text("made_by"),
        _text("plan"),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("undone_on", sa.Date(), nullable=True),
        sa.CheckConstraint("sent_on IS NULL OR undone_on IS NULL", name=op.f("ck_letter_run_sent")),
        sa.CheckConstraint(_KINDS, name=op.f("ck_letter_run_kind")),
        sa.CheckConstraint(_WAYS, name=op.f("ck_letter_run_way")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_run")),
        sqlite_autoincrement=True,
    )


def _letters() -> None:
    op.create_table(
        "letter",
        _id(),
        _version(),
        sa.Column("donor_id", _BIG_ID, nullable=False),
        sa.Column("run_id", _BIG_ID, nullable=True),
        _text("kind"),
        _text("way"),
        _text("template"),
        sa.Column("made_on", sa.Date(), nullable=False),
        _text("by"),
        sa.Column("cents", sa.BigInteger(), server_default="0", nullable=False),
        _text("snapshot"),
        sa.Column("document_sha256", sa.String(), nullable=True),
        sa.CheckConstraint(_KINDS, name=op.f("ck_letter_kind")),
        sa.CheckConstraint(_WAYS, name=op.f("ck_letter_way")),
        sa.ForeignKeyConstraint(["donor_id"], ["donor.id"], name=op.f("fk_letter_donor_id")),
        sa.ForeignKeyConstraint(["run_id"], ["letter_run.id"], name=op.f("fk_letter_run_id")),
        sa.ForeignKeyConstraint(
            ["document_sha256"], ["document.sha256"], name=op.f("fk_letter_document_sha256")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_letter_donor_id", "letter", ["donor_id"])
    op.create_index("ix_letter_run_id", "letter", ["run_id"])
    op.create_table(
        "gift_thanks",
        sa.Column("gift_id", _BIG_ID, autoincrement=False, nullable=False),
        sa.Column("letter_id", _BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["gift_id"], ["gift.id"], name=op.f("fk_gift_thanks_gift_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_gift_thanks_letter_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("gift_id", name=op.f("pk_gift_thanks")),
    )
    op.create_index("ix_gift_thanks_letter_id", "gift_thanks", ["letter_id"])
