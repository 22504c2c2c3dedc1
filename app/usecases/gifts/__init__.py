# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gifts: keyed in a draft, then corrected by reversal only."""

from app.usecases.gifts.corrections import CorrectGift, Correction, IdentifyGift, ReturnCheque
from app.usecases.gifts.hints import Hint, UnusualHints
from app.usecases.gifts.keying import (
    AddGift,
    EditGift,
    GetGift,
    GiftDraft,
    RemoveGift,
    ShowGift,
    UnidentifiedGifts,
)

__all__ = [
    "AddGift",
    "CorrectGift",
    "Correction",
    "EditGift",
    "GetGift",
    "GiftDraft",
    "Hint",
    "IdentifyGift",
    "RemoveGift",
    "ReturnCheque",
    "ShowGift",
    "UnidentifiedGifts",
    "UnusualHints",
]
