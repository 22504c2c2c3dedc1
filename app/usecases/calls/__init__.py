# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Telephone calls: who calls, and what is said of them."""

from app.usecases.calls.answering import Caller, DonorCard, LogCall, ShowCard, WhoCalls
from app.usecases.calls.lists import (
    CallLists,
    CallProgress,
    DropCallList,
    MadeCallList,
    MakeCallList,
    NextCall,
    NoteOutcome,
    ToCall,
)

__all__ = (
    "CallLists",
    "CallProgress",
    "Caller",
    "DonorCard",
    "DropCallList",
    "LogCall",
    "MadeCallList",
    "MakeCallList",
    "NextCall",
    "NoteOutcome",
    "ShowCard",
    "ToCall",
    "WhoCalls",
)
