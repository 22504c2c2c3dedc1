# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors that may be one and the same: how alike two are, and who is to be compared with whom."""

from app.domain.duplicates.cards import Card, card_of
from app.domain.duplicates.likeness import (
    POSSIBLE,
    SURE,
    Comparison,
    Likeness,
    compare,
    likeness_words,
)

__all__ = [
    "POSSIBLE",
    "SURE",
    "Card",
    "Comparison",
    "Likeness",
    "card_of",
    "compare",
    "likeness_words",
]
