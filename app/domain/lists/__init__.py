# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of donors: the conditions they are made by, the columns they show."""

from app.domain.lists.columns import COLUMNS, USUAL, ListColumn, read_columns
from app.domain.lists.conditions import (
    STAR,
    Condition,
    Gave,
    Has,
    In,
    LastGift,
    Measure,
    OfKind,
    Period,
    Place,
    Tagged,
    Trait,
    Wishes,
    told,
    trait_words,
)
from app.domain.lists.reading import read_condition, read_conditions
from app.domain.lists.saved import SavedList, check_list

__all__ = (
    "COLUMNS",
    "STAR",
    "USUAL",
    "Condition",
    "Gave",
    "Has",
    "In",
    "LastGift",
    "ListColumn",
    "Measure",
    "OfKind",
    "Period",
    "Place",
    "SavedList",
    "Tagged",
    "Trait",
    "Wishes",
    "check_list",
    "read_columns",
    "read_condition",
    "read_conditions",
    "told",
    "trait_words",
)
