# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gift batches: opened with what was counted on paper, keyed, checked, posted."""

from app.usecases.batches.headers import (
    CancelBatch,
    EditBatch,
    OpenBatch,
    SavePartialLine,
    draft_batch,
)
from app.usecases.batches.leases import (
    HandOverBatch,
    KeepBatch,
    LeaveBatch,
    TakeBatch,
    TakeOverBatch,
)
from app.usecases.batches.posting import PostBatch, Posted
from app.usecases.batches.sheets import (
    BatchByNumber,
    Check,
    CheckBatch,
    ListBatches,
    Resumable,
    Sheet,
    ShowBatch,
    ToldLead,
    ToResume,
    TotalsOf,
)

__all__ = [
    "BatchByNumber",
    "CancelBatch",
    "Check",
    "CheckBatch",
    "EditBatch",
    "HandOverBatch",
    "KeepBatch",
    "LeaveBatch",
    "ListBatches",
    "OpenBatch",
    "PostBatch",
    "Posted",
    "Resumable",
    "SavePartialLine",
    "Sheet",
    "ShowBatch",
    "TakeBatch",
    "TakeOverBatch",
    "ToResume",
    "ToldLead",
    "TotalsOf",
    "draft_batch",
]
