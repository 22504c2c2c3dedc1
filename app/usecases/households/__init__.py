# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Households: noted, changed from a day on, shown, and addressed by mail."""

from app.usecases.households.calling import (
    CallHousehold,
    HouseholdWords,
    ShowHouseholdWords,
    words_of,
)
from app.usecases.households.members import (
    EditMember,
    JoinHousehold,
    LeaveHousehold,
    MemberLine,
    RemoveMember,
    ShowHouseholds,
)

__all__ = [
    "CallHousehold",
    "EditMember",
    "HouseholdWords",
    "JoinHousehold",
    "LeaveHousehold",
    "MemberLine",
    "RemoveMember",
    "ShowHouseholdWords",
    "ShowHouseholds",
    "words_of",
]
