# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bank deposits: what is carried to the bank, one slip for one line of the statement."""

from app.domain.deposits.cash import (
    CashPile,
    check_counted,
    denominations,
    parse_piles,
    read_piles,
    write_piles,
)
from app.domain.deposits.slip import SlipLine, SlipSnapshot, slip_pages
from app.domain.deposits.values import (
    CARRIED,
    WAY,
    BankDeposit,
    Correcting,
    DepositState,
    corrections_cents,
    split_piles,
    state_word,
)

__all__ = [
    "CARRIED",
    "WAY",
    "BankDeposit",
    "CashPile",
    "Correcting",
    "DepositState",
    "SlipLine",
    "SlipSnapshot",
    "check_counted",
    "corrections_cents",
    "denominations",
    "parse_piles",
    "read_piles",
    "slip_pages",
    "split_piles",
    "state_word",
    "write_piles",
]
