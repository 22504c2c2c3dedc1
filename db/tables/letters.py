# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters: templates, settings, what was written, and which gifts it thanks for."""

import sqlalchemy as sa

from app.domain.letters.values import LetterKind, Way
from db.base import BigId, UtcDateTime, identity, metadata, one_of, refers, text, version

letter_template = sa.Table(
    "letter_template",
    metadata,
    identity(),
    version(),
    sa.Column("code", sa.String, nullable=False),
    text("kind"),
    sa.Column("name", sa.String, nullable=False),
    text("french"),
    text("english"),
    sa.Column("coupon", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.UniqueConstraint("code", name="uq_letter_template_code"),
    sa.CheckConstraint("code <> '' AND name <> ''", name="name"),
    one_of("kind", LetterKind),
    sqlite_autoincrement=True,  # an id of the trail is never given to another
)

letter_settings = sa.Table(
    "letter_settings",
    metadata,
    identity(),
    version(),
    sa.Column("since", sa.Date),
    sa.Column("within_days", sa.Integer, nullable=False, server_default="8"),
    text("rules"),
    sa.Column("window_left", sa.Integer, nullable=False, server_default="0"),
    sa.Column("window_top", sa.Integer, nullable=False, server_default="0"),
    sa.CheckConstraint("id = 1", name="only_one"),
    sa.CheckConstraint("within_days > 0", name="within_days"),
)

letter_run = sa.Table(
    "letter_run",
    metadata,
    identity(),
    version(),
    text("kind"),
    text("way"),
    sa.Column("made_at", UtcDateTime, nullable=False),
    text("made_by"),
    text("plan"),
    sa.Column("finished_at", UtcDateTime),
    sa.Column("sent_on", sa.Date),
    sa.Column("undone_on", sa.Date),
    sa.CheckConstraint("sent_on IS NULL OR undone_on IS NULL", name="sent"),
    one_of("kind", LetterKind),
    one_of("way", Way),
    sqlite_autoincrement=True,  # an id of the trail is never given to another
)

letter = sa.Table(
    "letter",
    metadata,
    identity(),
    version(),
    refers("donor_id", "donor"),
    refers("run_id", "letter_run", optional=True),
    text("kind"),
    text("way"),
    text("template"),
    sa.Column("made_on", sa.Date, nullable=False),
    text("by"),
    sa.Column("cents", sa.BigInteger, nullable=False, server_default="0"),
    text("snapshot"),
    sa.Column("document_sha256", sa.String, sa.ForeignKey("document.sha256")),
    one_of("kind", LetterKind),
    one_of("way", Way),
    sqlite_autoincrement=True,  # an id of the trail is never given to another
)
sa.Index("ix_letter_donor_id", letter.c.donor_id)
sa.Index("ix_letter_run_id", letter.c.run_id)

gift_thanks = sa.Table(
    "gift_thanks",
    metadata,
    sa.Column(
        "gift_id",
        BigId,
        sa.ForeignKey("gift.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("letter_id", BigId, sa.ForeignKey("letter.id", ondelete="CASCADE"), nullable=False),
)
"""Which letter thanks for a gift: its key is the gift, so that none is ever thanked for twice."""
sa.Index("ix_gift_thanks_letter_id", gift_thanks.c.letter_id)
