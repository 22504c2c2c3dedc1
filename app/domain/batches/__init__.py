# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gift batches: what was counted on paper before keying, and how it is compared."""

from app.domain.batches.control import (
    ExpectedPart,
    PartTotals,
    check_parts,
    compare_parts,
    read_parts,
    write_parts,
)
from app.domain.batches.readings import Reading, Verdict, judge_reading
from app.domain.batches.rules import BatchRules, BatchTemplate
from app.domain.batches.tape import Tape, compare_tape, read_tape, write_tape
from app.domain.batches.values import (
    ALLOWED_MEANS,
    DEFAULT_MEANS,
    KEYED_BY_HAND,
    LEASE_LIFE,
    LEASE_RENEWED,
    MOST_LEADS,
    BatchKind,
    BatchState,
    BatchTotals,
    GiftBatch,
    Lead,
    LeadKind,
    Lease,
    batch_number,
    find_leads,
    tell_difference,
    tell_lead,
)
from app.domain.batches.words import batch_state_word, kind_word

__all__ = [
    "ALLOWED_MEANS",
    "DEFAULT_MEANS",
    "KEYED_BY_HAND",
    "LEASE_LIFE",
    "LEASE_RENEWED",
    "MOST_LEADS",
    "BatchKind",
    "BatchRules",
    "BatchState",
    "BatchTemplate",
    "BatchTotals",
    "ExpectedPart",
    "GiftBatch",
    "Lead",
    "LeadKind",
    "Lease",
    "PartTotals",
    "Reading",
    "Tape",
    "Verdict",
    "batch_number",
    "batch_state_word",
    "check_parts",
    "compare_parts",
    "compare_tape",
    "find_leads",
    "judge_reading",
    "kind_word",
    "read_parts",
    "read_tape",
    "tell_difference",
    "tell_lead",
    "write_parts",
    "write_tape",
]
