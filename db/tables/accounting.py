# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fiscal years closed, restricted funds in them, accounts of the association's own."""

import sqlalchemy as sa

from app.domain.accounting import Subject
from db.base import identity, metadata, one_of, refers, text, version

fiscal_year = sa.Table(
    "fiscal_year",
    metadata,
    identity(),
    version(),
    sa.Column("first_on", sa.Date, nullable=False),
    sa.Column("last_on", sa.Date, nullable=False),
    sa.Column("closed", sa.Boolean, nullable=False),
    sa.Column("closed_on", sa.Date, nullable=False),
    text("closed_by"),
    sa.Column("gifts", sa.Integer, nullable=False),
    sa.Column("cents", sa.BigInteger, nullable=False),
    sa.Column("entries", sa.Integer, nullable=False),
    sa.Column("lines", sa.Integer, nullable=False),
    sa.Column("debit_cents", sa.BigInteger, nullable=False),
    sa.Column("package_sha256", sa.String, sa.ForeignKey("document.sha256"), nullable=False),
    text("reason"),
    sa.UniqueConstraint("last_on", name="uq_fiscal_year_last_on"),
    sa.CheckConstraint("last_on > first_on", name="period"),
)

fund_year = sa.Table(
    "fund_year",
    metadata,
    identity(),
    version(),
    refers("year_id", "fiscal_year"),
    refers("fund_id", "fund"),
    sa.Column("opening_cents", sa.BigInteger, nullable=False),
    sa.Column("received_cents", sa.BigInteger, nullable=False),
    sa.Column("used_cents", sa.BigInteger, nullable=False),
    sa.UniqueConstraint("year_id", "fund_id", name="uq_fund_year"),
    sa.CheckConstraint("opening_cents >= 0 AND used_cents >= 0", name="positive"),
)

ledger_rule = sa.Table(
    "ledger_rule",
    metadata,
    identity(),
    version(),
    text("subject"),
    sa.Column("key", sa.String, nullable=False),
    text("number"),
    text("label"),
    text("analytic"),
    sa.UniqueConstraint("subject", "key", name="uq_ledger_rule"),
    one_of("subject", Subject),
)
