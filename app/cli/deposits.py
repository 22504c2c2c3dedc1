# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs on bank deposits: listing them, writing a slip to a file."""

import argparse
from pathlib import Path

from app.cli.console import Console, table
from app.cli.main import Verbs
from app.kernel.files import write_whole
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.usecases.deposits import DepositByNumber, DepositSlip, ListDeposits
from app.usecases.office import Office


def add_verbs(verbs: Verbs) -> None:
    """Add ``deposits list`` and ``deposits slip``."""
    deposits = verbs.group("deposits", _("bank deposits"))
    deposits.add("list", _("list the deposits"), _list)
    slip = deposits.add("slip", _("write a deposit slip to a PDF file"), _slip)
    slip.add_argument("deposit", metavar=_("DEPOSIT"))
    slip.add_argument("--out", required=True, type=Path, metavar="PDF")


def _list(office: Office, _options: argparse.Namespace, console: Console) -> None:
    lines = office.ask(ListDeposits())
    document = {
        "deposits": [
            {
                "deposit": line.number,
                "made_on": line.made_on,
                "means": line.means,
                "count": line.count,
                "total_cents": line.cents,
                "state": line.state,
                "account": line.account_label,
                "batch": line.batch_number,
            }
            for line in lines
        ]
    }
    headers = (_("Deposit"), _("Day"), _("Number"), _("Total"), _("Account"), _("Batch"))
    rows = [
        (
            line.number,
            format_day(line.made_on),
            line.count,
            format_amount(line.cents),
            line.account_label,
            line.batch_number,
        )
        for line in lines
    ]
    console.answer(document, table(headers, rows))


def _slip(office: Office, options: argparse.Namespace, console: Console) -> None:
    deposit = office.ask(DepositByNumber(options.deposit))
    write_whole(options.out, office.ask(DepositSlip(deposit.id)))
    document = {
        "deposit": deposit.number,
        "pdf": str(options.out),
        "count": deposit.count,
        "total_cents": deposit.cents,
    }
    message = _("Slip {number}, {amount}: {file}")
    amount = format_amount(deposit.cents)
    told = message.format(number=deposit.number, amount=amount, file=options.out)
    console.answer(document, [told])
