# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages by e-mail, and the account they leave from; its password is nowhere here."""

import sqlalchemy as sa

from app.domain.mail import MailState, Security
from db.base import UtcDateTime, identity, metadata, one_of, refers, text, version

mail_account = sa.Table(
    "mail_account",
    metadata,
    identity(),
    version(),
    text("host"),
    sa.Column("port", sa.Integer, nullable=False),
    text("security"),
    text("user"),
    text("sender"),
    text("sender_name"),
    text("reply_to"),
    sa.Column("tested_at", UtcDateTime),
    one_of("security", Security),
)

mail_message = sa.Table(
    "mail_message",
    metadata,
    identity(),
    version(),
    refers("donor_id", "donor"),
    refers("receipt_id", "tax_receipt"),
    sa.Column("document_sha256", sa.String, sa.ForeignKey("document.sha256"), nullable=False),
    text("file_name"),
    text("address"),
    text("subject"),
    text("body"),
    text("message_id"),
    text("state"),
    sa.Column("tries", sa.Integer, nullable=False),
    text("answer"),
    sa.Column("changed_at", UtcDateTime, nullable=False),
    sa.Column("copied_on", sa.Date),
    one_of("state", MailState),
)
sa.Index("ix_mail_message_donor_id", mail_message.c.donor_id)
sa.Index("ix_mail_message_state", mail_message.c.state)
sa.Index(
    "uq_mail_message_receipt_id",
    mail_message.c.receipt_id,
    unique=True,
    sqlite_where=mail_message.c.copied_on.is_(None),
    postgresql_where=mail_message.c.copied_on.is_(None),
)
