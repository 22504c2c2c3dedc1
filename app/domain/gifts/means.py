# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a gift reaches the association, and which day then counts for tax."""

from enum import StrEnum

from app.kernel.i18n import _


class Means(StrEnum):
    """How a gift was paid (*mode de versement*)."""

    CHEQUE = "cheque"
    CASH = "cash"
    TRANSFER = "transfer"
    CARD = "card"
    DIRECT_DEBIT = "direct_debit"
    IN_KIND = "in_kind"
    EXPENSES = "expenses"
    SECURITIES = "securities"


MONEY_MEANS = frozenset({Means.CHEQUE, Means.CASH, Means.TRANSFER, Means.CARD, Means.DIRECT_DEBIT})
"""What money comes by; a thing, expenses left to the association and securities do not."""


def means_words() -> dict[Means, str]:
    """Name the payment methods."""
    return {
        Means.CHEQUE: _("Cheque"),
        Means.CASH: _("Cash"),
        Means.TRANSFER: _("Transfer"),
        Means.CARD: _("Card"),
        Means.DIRECT_DEBIT: _("Direct debit"),
        Means.IN_KIND: _("In kind"),
        Means.EXPENSES: _("Waived expenses"),
        Means.SECURITIES: _("Securities"),
    }


def day_words() -> dict[Means, str]:
    """Say for each payment method which day counts for tax (BOI-IR-RICI-250-20 §§ 20-30)."""
    credited = _("The day the sum was credited to the account counts.")
    handed = _("The day it was handed over counts.")
    return {
        Means.CHEQUE: _("The day the cheque was handed over, or the letter received, counts."),
        Means.CASH: handed,
        Means.TRANSFER: credited,
        Means.CARD: credited,
        Means.DIRECT_DEBIT: credited,
        Means.IN_KIND: handed,
        Means.EXPENSES: _("The day the volunteer waived the refund counts."),
        Means.SECURITIES: _("The day the securities were transferred counts."),
    }
