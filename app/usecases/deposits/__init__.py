# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bank deposits: made with their slip, printed from the vault, followed up to the statement."""

from app.usecases.deposits.banking import MarkDeposit, ReconcileDeposit
from app.usecases.deposits.cancelling import CancelDeposit
from app.usecases.deposits.making import MakeDeposits, make_deposits
from app.usecases.deposits.sheets import (
    DepositByNumber,
    DepositSheet,
    DepositSlip,
    ListDeposits,
    OnHand,
    ShowDeposit,
)

__all__ = [
    "CancelDeposit",
    "DepositByNumber",
    "DepositSheet",
    "DepositSlip",
    "ListDeposits",
    "MakeDeposits",
    "MarkDeposit",
    "OnHand",
    "ReconcileDeposit",
    "ShowDeposit",
    "make_deposits",
]
