# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of the books: fiscal years and their closing, accounts of the association's own."""

from app.domain.accounting.rules import (
    LedgerRule,
    Subject,
    account_words,
    check_rule,
    journal_words,
    personal_chart,
    subject_words,
)
from app.domain.accounting.years import (
    FiscalYear,
    FundYear,
    check_fund_year,
    end_of_month,
    first_day,
    year_ending_before,
    year_holding,
)

__all__ = [
    "FiscalYear",
    "FundYear",
    "LedgerRule",
    "Subject",
    "account_words",
    "check_fund_year",
    "check_rule",
    "end_of_month",
    "first_day",
    "journal_words",
    "personal_chart",
    "subject_words",
    "year_ending_before",
    "year_holding",
]
