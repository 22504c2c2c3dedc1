# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gift batches: opened with what was counted on paper, keyed, checked, posted."""

from app.usecases.batches.comparing import CompareBatch, Comparison
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
from app.usecases.batches.lists import (
    BatchByNumber,
    BatchFilters,
    BatchIds,
    BatchLines,
    Filters,
    ListBatches,
    Resumable,
    ToResume,
)
from app.usecases.batches.posters import WarnOfKeyingAgain, WarnOfRules
from app.usecases.batches.posting import PostBatch, Posted
from app.usecases.batches.recounting import RecountBatch
from app.usecases.batches.rekeying import KeptReading, KeyAgain, NextAmount, ToKeyAgain
from app.usecases.batches.reports import BatchReport, PauseMarker, TapeReport
from app.usecases.batches.rules import (
    GetBatchRules,
    ListTemplates,
    RemoveTemplate,
    SaveBatchRules,
    SaveTemplate,
)
from app.usecases.batches.sheets import (
    Check,
    CheckBatch,
    Sheet,
    ShowBatch,
    ToldLead,
    TotalsOf,
)

__all__ = [
    "BatchByNumber",
    "BatchFilters",
    "BatchIds",
    "BatchLines",
    "BatchReport",
    "CancelBatch",
    "Check",
    "CheckBatch",
    "CompareBatch",
    "Comparison",
    "EditBatch",
    "Filters",
    "GetBatchRules",
    "HandOverBatch",
    "KeepBatch",
    "KeptReading",
    "KeyAgain",
    "LeaveBatch",
    "ListBatches",
    "ListTemplates",
    "NextAmount",
    "OpenBatch",
    "PauseMarker",
    "PostBatch",
    "Posted",
    "RecountBatch",
    "RemoveTemplate",
    "Resumable",
    "SaveBatchRules",
    "SavePartialLine",
    "SaveTemplate",
    "Sheet",
    "ShowBatch",
    "TakeBatch",
    "TakeOverBatch",
    "TapeReport",
    "ToKeyAgain",
    "ToResume",
    "ToldLead",
    "TotalsOf",
    "WarnOfKeyingAgain",
    "WarnOfRules",
    "draft_batch",
]
