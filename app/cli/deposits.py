# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs on bank deposits: made of what was kept, listed, printed, followed to the statement."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from app.cli.console import Console, table
from app.cli.main import Verbs
from app.cli.words import account_id
from app.domain.deposits import DepositState, parse_piles, read_piles
from app.kernel.files import write_whole
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount, parse_amount
from app.usecases.deposits import (
    CancelDeposit,
    DepositByNumber,
    DepositSlip,
    ListDeposits,
    MakeDeposits,
    MarkDeposit,
    OnHand,
    ReconcileDeposit,
    ShowDeposit,
)
from app.usecases.office import Office
from app.usecases.organisation import ListBankAccounts
from app.usecases.ports.desk import DepositLine, GiftLine


def add_verbs(verbs: Verbs) -> None:
    """Add every verb of ``deposits``."""
    deposits = verbs.group("deposits", _("bank deposits"))
    deposits.add("list", _("list the deposits"), _list)
    deposits.add("on-hand", _("list what was kept for a later deposit"), _on_hand)
    show = deposits.add("show", _("show a deposit and its lines"), _show)
    slip = deposits.add("slip", _("write a deposit slip to a PDF file"), _slip)
    slip.add_argument("--out", required=True, type=Path, metavar="PDF")
    bank = deposits.add("bank", _("say that a deposit was taken to the bank"), _bank)
    bank.add_argument("--on", type=date.fromisoformat, metavar="YYYY-MM-DD")
    line = deposits.add("reconcile", _("say which line of the statement a deposit is"), _reconcile)
    line.add_argument("--on", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD")
    line.add_argument("--amount", required=True, metavar=_("AMOUNT"))
    line.add_argument("--reason", default="", metavar=_("REASON"))
    cancel = deposits.add("cancel", _("cancel a deposit that never went to the bank"), _cancel)
    cancel.add_argument("--reason", required=True, metavar=_("REASON"))
    for parser in (show, slip, bank, line, cancel):
        parser.add_argument("deposit", metavar=_("DEPOSIT"))
    make = deposits.add("make", _("deposit what was kept for later"), _make)
    make.add_argument("line", nargs="*", type=int, metavar=_("LINE"), help=_("all of it without"))
    make.add_argument("--account", default="")
    make.add_argument("--comment", default="")
    make.add_argument(
        "--counted", default="", metavar="50x3 20x2", help=_("notes and coins, value x pieces")
    )


def _told(line: DepositLine) -> dict[str, Any]:
    return {
        "deposit": line.number,
        "made_on": line.made_on,
        "means": line.means,
        "count": line.count,
        "total_cents": line.cents,
        "state": line.state,
        "account": line.account_label,
        "batch": line.batch_number or None,
        "banked_on": line.banked_on,
        "credited_on": line.credited_on,
        "credited_cents": line.credited_cents,
        "difference_cents": line.difference_cents,
    }


def _list(office: Office, _options: argparse.Namespace, console: Console) -> None:
    lines = office.ask(ListDeposits())
    document = {"deposits": [_told(line) for line in lines]}
    headers = (
        _("Deposit"), _("Day"), _("Number"), _("Total"), _("Account"), _("Batch"), _("Difference"),
    )  # fmt: skip
    rows = [
        (
            line.number,
            format_day(line.made_on),
            line.count,
            format_amount(line.cents),
            line.account_label,
            line.batch_number,
            format_amount(line.difference_cents) if line.difference_cents else "",
        )
        for line in lines
    ]
    console.answer(document, table(headers, rows))


def _on_hand(office: Office, _options: argparse.Namespace, console: Console) -> None:
    lines = office.ask(OnHand())
    document = {
        "count": len(lines),
        "total_cents": sum(line.cents for line in lines),
        "gifts": [_told_gift(line) for line in lines],
    }
    console.answer(document, _gift_rows(lines))


def _told_gift(line: GiftLine) -> dict[str, Any]:
    return {
        "line": line.id,
        "batch": line.batch_number,
        "name": line.donor_name or line.clue,
        "means": line.means,
        "bank": line.cheque_bank,
        "cheque": line.cheque_number,
        "received_on": line.received_on,
        "amount_cents": line.cents,
    }


def _gift_rows(lines: Sequence[GiftLine]) -> list[str]:
    headers = (_("Line"), _("Batch"), _("Donor"), _("Cheque number"), _("Amount"))
    rows = [
        (
            line.id,
            line.batch_number,
            line.donor_name or line.clue,
            line.cheque_number,
            format_amount(line.cents),
        )
        for line in lines
    ]
    return table(headers, rows)


def _show(office: Office, options: argparse.Namespace, console: Console) -> None:
    sheet = office.ask(ShowDeposit(office.ask(DepositByNumber(options.deposit)).id))
    deposit = sheet.deposit
    document = {
        "deposit": deposit.number,
        "made_on": deposit.made_on,
        "made_by": deposit.made_by,
        "means": deposit.means,
        "count": deposit.count,
        "total_cents": deposit.cents,
        "expected_cents": sheet.expected_cents,
        "settled_apart_cents": sheet.settled_apart_cents,
        "state": deposit.state,
        "account": sheet.account.label,
        "batch": sheet.batch.number if sheet.batch else None,
        "comment": deposit.comment,
        "counted": [
            {"value_cents": pile.value_cents, "pieces": pile.pieces}
            for pile in read_piles(deposit.counted)
        ],
        "printed_at": deposit.printed_at,
        "printed_by": deposit.printed_by,
        "banked_on": deposit.banked_on,
        "banked_by": deposit.banked_by,
        "credited_on": deposit.credited_on,
        "credited_cents": deposit.credited_cents,
        "reconciled_by": deposit.reconciled_by,
        "difference_cents": deposit.difference_cents,
        "difference_reason": deposit.difference_reason,
        "cancelled_on": deposit.cancelled_on,
        "cancelled_by": deposit.cancelled_by,
        "cancel_reason": deposit.cancel_reason,
        "gifts": [_told_gift(line) for line in sheet.lines],
    }
    heading = f"{deposit.number} — {format_amount(deposit.cents)} — {sheet.account.label}"
    console.answer(document, [heading, *_gift_rows(sheet.lines)])


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


def _make(office: Office, options: argparse.Namespace, console: Console) -> None:
    chosen = tuple(options.line) or tuple(line.id for line in office.ask(OnHand()))
    account = account_id(office, options.account)
    if account is None:
        account = office.ask(ListBankAccounts())[0].id
    made = office.do(
        MakeDeposits(
            gift_ids=chosen,
            bank_account_id=account,
            comment=options.comment,
            counted=parse_piles(options.counted),
        )
    )
    document = {
        "deposits": [one.number for one in made],
        "count": sum(one.count for one in made),
        "total_cents": sum(one.cents for one in made),
    }
    ready = _("Deposit {number} is ready: {amount}.")
    console.answer(
        document,
        [ready.format(number=one.number, amount=format_amount(one.cents)) for one in made],
    )


def _bank(office: Office, options: argparse.Namespace, console: Console) -> None:
    deposit = office.ask(DepositByNumber(options.deposit))
    banked = office.do(MarkDeposit(deposit.id, DepositState.BANKED, options.on))
    document = {"deposit": banked.number, "state": banked.state, "banked_on": banked.banked_on}
    told = _("Deposit {number} was taken to the bank.").format(number=banked.number)
    console.answer(document, [told])


def _cancel(office: Office, options: argparse.Namespace, console: Console) -> None:
    deposit = office.ask(DepositByNumber(options.deposit))
    cancelled = office.do(CancelDeposit(deposit.id, options.reason))
    document = {
        "deposit": cancelled.number,
        "state": cancelled.state,
        "count": cancelled.count,
        "total_cents": cancelled.cents,
        "cancelled_on": cancelled.cancelled_on,
    }
    told = _("Deposit {number} is cancelled: {amount} waits for another.")
    amount = format_amount(cancelled.cents)
    console.answer(document, [told.format(number=cancelled.number, amount=amount)])


def _reconcile(office: Office, options: argparse.Namespace, console: Console) -> None:
    deposit = office.ask(DepositByNumber(options.deposit))
    found = office.do(
        ReconcileDeposit(
            deposit_id=deposit.id,
            credited_on=options.on,
            credited_cents=parse_amount(options.amount),
            reason=options.reason,
        )
    )
    document = {
        "deposit": found.number,
        "state": found.state,
        "credited_on": found.credited_on,
        "credited_cents": found.credited_cents,
        "difference_cents": found.difference_cents,
        "difference_reason": found.difference_reason,
    }
    told = _("Deposit {number} is found on the statement: {amount}.")
    amount = format_amount(found.credited_cents or 0)
    console.answer(document, [told.format(number=found.number, amount=amount)])
