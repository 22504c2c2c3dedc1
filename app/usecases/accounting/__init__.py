# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fiscal years reviewed, closed and opened again; accounts of the association's own."""

from app.usecases.accounting.accounts import AccountLine, ListAccounts, SaveAccount
from app.usecases.accounting.closing import CloseYear, ReopenYear
from app.usecases.accounting.review import (
    FundLine,
    ListYears,
    ReviewYear,
    YearCheck,
    YearLine,
    YearReview,
    year_words,
)

__all__ = [
    "AccountLine",
    "CloseYear",
    "FundLine",
    "ListAccounts",
    "ListYears",
    "ReopenYear",
    "ReviewYear",
    "SaveAccount",
    "YearCheck",
    "YearLine",
    "YearReview",
    "year_words",
]
