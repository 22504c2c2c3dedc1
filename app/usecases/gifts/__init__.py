# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gifts: keyed in a draft, then corrected by reversal only."""

from app.usecases.gifts.consequences import Consequences, ForeseeCorrection
from app.usecases.gifts.corrections import CorrectGift, IdentifyGift
from app.usecases.gifts.evidence import (
    AttachVoucher,
    Evidence,
    PriceExpenses,
    ReadVoucher,
    ShowEvidence,
    WaiverPaper,
)
from app.usecases.gifts.hints import Hint, UnusualHints
from app.usecases.gifts.keying import (
    AddGift,
    EditGift,
    GetGift,
    GiftDraft,
    PaymentOf,
    RemoveGift,
    ShowGift,
    UnidentifiedGifts,
)
from app.usecases.gifts.returns import ListReturns, RefundGift, ReturnCheque
from app.usecases.gifts.reversing import Correction
from app.usecases.gifts.suggestions import SuggestDonors, Suggestion
from app.usecases.gifts.whole import BankGap, ForeseeReversal, Foretold, Reversal, ReverseBatch

__all__ = [
    "AddGift",
    "AttachVoucher",
    "BankGap",
    "Consequences",
    "CorrectGift",
    "Correction",
    "EditGift",
    "Evidence",
    "ForeseeCorrection",
    "ForeseeReversal",
    "Foretold",
    "GetGift",
    "GiftDraft",
    "Hint",
    "IdentifyGift",
    "ListReturns",
    "PaymentOf",
    "PriceExpenses",
    "ReadVoucher",
    "RefundGift",
    "RemoveGift",
    "ReturnCheque",
    "Reversal",
    "ReverseBatch",
    "ShowEvidence",
    "ShowGift",
    "SuggestDonors",
    "Suggestion",
    "UnidentifiedGifts",
    "UnusualHints",
    "WaiverPaper",
]
