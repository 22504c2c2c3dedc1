# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Personal data: how long it is kept, what is asked about it, what erasing takes away."""

from app.domain.privacy.erasure import PART_WORDS, Erasure, Gone, Part, Stays, erased_name
from app.domain.privacy.requests import (
    ANSWER_WORDS,
    KIND_WORDS,
    Answer,
    PrivacyRequest,
    RequestKind,
    check_request,
)
from app.domain.privacy.terms import (
    Rule,
    Term,
    accounts_kept_until,
    months_after,
    receipt_kept_until,
    reply_due,
    rule_of,
)

__all__ = [
    "ANSWER_WORDS",
    "KIND_WORDS",
    "PART_WORDS",
    "Answer",
    "Erasure",
    "Gone",
    "Part",
    "PrivacyRequest",
    "RequestKind",
    "Rule",
    "Stays",
    "Term",
    "accounts_kept_until",
    "check_request",
    "erased_name",
    "months_after",
    "receipt_kept_until",
    "reply_due",
    "rule_of",
]
