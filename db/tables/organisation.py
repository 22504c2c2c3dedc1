# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The association, its users, funds and bank accounts."""

import sqlalchemy as sa

from app.domain.users import Role
from db.base import identity, metadata, one_of, text, version


def address_columns() -> list[sa.Column[str]]:
    """Return the columns of an address."""
    return [
        text("complement"),
        text("building"),
        text("street"),
        text("locality"),
        text("postal_code"),
        text("city"),
        sa.Column("country", sa.String, nullable=False, server_default="FR"),
    ]


organisation = sa.Table(
    "organisation",
    metadata,
    identity(),
    version(),
    text("name"),
    text("siren"),
    text("rna"),
    text("purpose"),
    *address_columns(),
    text("phone"),
    text("email"),
    sa.Column("currency", sa.String, nullable=False, server_default="EUR"),
    sa.Column("receipts_allowed", sa.Boolean, nullable=False, server_default=sa.false()),
    text("receipt_status"),
    text("receipt_status_detail"),
    text("receipt_articles"),
    sa.Column("receipt_country", sa.String, nullable=False, server_default="FR"),
    text("receipt_mentions"),
    sa.Column("receipt_threshold_cents", sa.BigInteger, nullable=False, server_default="0"),
    text("signatory_name"),
    text("signatory_title"),
    text("logo_sha256"),
    text("signature_sha256"),
    sa.Column("closing_month", sa.Integer, nullable=False, server_default="12"),
    sa.CheckConstraint("id = 1", name="only_one"),
    sa.CheckConstraint("receipt_threshold_cents >= 0", name="threshold"),
)

app_user = sa.Table(
    "app_user",
    metadata,
    identity(),
    version(),
    sa.Column("name", sa.String, nullable=False, unique=True),
    text("role"),
    text("passphrase_hash"),
    sa.Column("active", sa.Boolean, nullable=False, server_default=sa.true()),
    one_of("role", Role),
)

fund = sa.Table(
    "fund",
    metadata,
    identity(),
    version(),
    sa.Column("code", sa.String, nullable=False, unique=True),
    text("name"),
    sa.Column("eligible", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("restricted", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("active", sa.Boolean, nullable=False, server_default=sa.true()),
)

bank_account = sa.Table(
    "bank_account",
    metadata,
    identity(),
    version(),
    text("label"),
    text("holder"),
    text("bank"),
    text("iban"),
    text("bic"),
    sa.Column("max_cheques", sa.Integer, nullable=False, server_default="0"),
    sa.Column("active", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.CheckConstraint("max_cheques >= 0", name="max_cheques"),
)
