# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gifts: what was given, by whom, how, when, and for what."""

from app.domain.gifts.benefits import BenefitLimit, Counterpart, benefit_limit, too_generous
from app.domain.gifts.checks import check_gift
from app.domain.gifts.details import (
    NATURES,
    PLAIN,
    GiftDetails,
    GiftForm,
    GiftNature,
    GiftPurpose,
    Tribute,
    form_words,
    nature_words,
    purpose_words,
    suited,
    tribute_words,
)
from app.domain.gifts.expenses import (
    Expense,
    Vehicle,
    check_expenses,
    key_of,
    mileage_cents,
    priced,
    vehicle_words,
)
from app.domain.gifts.means import MONEY_MEANS, Means, day_words, means_words
from app.domain.gifts.shares import (
    FEWEST,
    Payment,
    Share,
    check_shares,
    gathered,
    part_of,
    share_out,
    whole_of,
)
from app.domain.gifts.values import (
    CHEQUE_LIFE,
    LARGE_CENTS,
    Gift,
    GiftReturn,
    GiftState,
    ReturnKind,
)

__all__ = [
    "CHEQUE_LIFE",
    "FEWEST",
    "LARGE_CENTS",
    "MONEY_MEANS",
    "NATURES",
    "PLAIN",
    "BenefitLimit",
    "Counterpart",
    "Expense",
    "Gift",
    "GiftDetails",
    "GiftForm",
    "GiftNature",
    "GiftPurpose",
    "GiftReturn",
    "GiftState",
    "Means",
    "Payment",
    "ReturnKind",
    "Share",
    "Tribute",
    "Vehicle",
    "benefit_limit",
    "check_expenses",
    "check_gift",
    "check_shares",
    "day_words",
    "form_words",
    "gathered",
    "key_of",
    "means_words",
    "mileage_cents",
    "nature_words",
    "part_of",
    "priced",
    "purpose_words",
    "share_out",
    "suited",
    "too_generous",
    "tribute_words",
    "vehicle_words",
    "whole_of",
]
