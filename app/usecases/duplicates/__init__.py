# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors that may be one: shown before a double is made, looked for, merged, and two again."""

from app.domain.duplicates import Likeness
from app.usecases.duplicates.looking import LookAlike, LookAlikes
from app.usecases.duplicates.merging import (
    KeepApart,
    LetMeet,
    ListMerges,
    MergeDonors,
    PairView,
    ShowPair,
    UnmergeDonors,
)
from app.usecases.duplicates.scanning import Proposal, ScanDuplicates

__all__ = [
    "KeepApart",
    "LetMeet",
    "Likeness",
    "ListMerges",
    "LookAlike",
    "LookAlikes",
    "MergeDonors",
    "PairView",
    "Proposal",
    "ScanDuplicates",
    "ShowPair",
    "UnmergeDonors",
]
