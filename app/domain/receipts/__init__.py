# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tax receipts: what one says for ever, who may have one, and how each is bound to the last."""

from app.domain.receipts.declaration import (
    AccountsLimit,
    Declared,
    Figures,
    accounts_limit,
    due_on,
)
from app.domain.receipts.eligibility import (
    BLOCKED,
    Assessment,
    Bucket,
    Claimant,
    YearGift,
    assess,
    is_printable,
)
from app.domain.receipts.terms import Asked, Marks, Terms, any_counterpart
from app.domain.receipts.values import (
    GENESIS,
    EventKind,
    Issuer,
    NumberSeries,
    ReceiptEvent,
    ReceiptLine,
    Recipient,
    Scope,
    Snapshot,
    TaxReceipt,
    fingerprint_of,
    fiscal_year_of,
    link_of,
    number_of,
    read_receipt_number,
    read_snapshot,
)

__all__ = [
    "BLOCKED",
    "GENESIS",
    "AccountsLimit",
    "Asked",
    "Assessment",
    "Bucket",
    "Claimant",
    "Declared",
    "EventKind",
    "Figures",
    "Issuer",
    "Marks",
    "NumberSeries",
    "ReceiptEvent",
    "ReceiptLine",
    "Recipient",
    "Scope",
    "Snapshot",
    "TaxReceipt",
    "Terms",
    "YearGift",
    "accounts_limit",
    "any_counterpart",
    "assess",
    "due_on",
    "fingerprint_of",
    "fiscal_year_of",
    "is_printable",
    "link_of",
    "number_of",
    "read_receipt_number",
    "read_snapshot",
]
