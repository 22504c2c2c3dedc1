# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs on posted gifts: correcting by reversal, cheques returned unpaid, finding the donor."""

import argparse
from datetime import date

from app.cli.console import Console
from app.cli.main import Verbs
from app.cli.words import appeal_id, donor_id, fund_id
from app.domain.gifts import Means
from app.kernel.i18n import _
from app.kernel.money import format_amount, parse_amount
from app.usecases.donors import DonorByNumber
from app.usecases.gifts import CorrectGift, Correction, IdentifyGift, ReturnCheque
from app.usecases.office import Office


def add_verbs(verbs: Verbs) -> None:
    """Add ``gifts correct``, ``gifts unpaid`` and ``gifts identify``."""
    gifts = verbs.group("gifts", _("posted gifts"))
    correct = gifts.add("correct", _("reverse a gift and write it right"), _correct)
    unpaid = gifts.add("unpaid", _("record a cheque the bank returned"), _unpaid)
    identify = gifts.add("identify", _("give a gift set aside its donor"), _identify)
    for parser in (correct, unpaid, identify):
        parser.add_argument("line", type=int, metavar=_("LINE"))
    for parser in (correct, unpaid):
        parser.add_argument("--reason", required=True, metavar=_("REASON"))
    correct.add_argument("--amount", default="", metavar=_("AMOUNT"))
    correct.add_argument("--donor", default="", metavar=_("NUMBER"))
    correct.add_argument("--fund", default="")
    correct.add_argument("--appeal", default="")
    correct.add_argument("--means", choices=[means.value for means in Means])
    correct.add_argument("--received", type=date.fromisoformat, metavar="YYYY-MM-DD")
    identify.add_argument("--donor", required=True, metavar=_("NUMBER"))


def _correct(office: Office, options: argparse.Namespace, console: Console) -> None:
    command = CorrectGift(
        gift_id=options.line,
        reason=options.reason,
        cents=parse_amount(options.amount) if options.amount else None,
        donor_id=donor_id(office, options.donor),
        fund_id=fund_id(office, options.fund),
        appeal_id=appeal_id(office, options.appeal),
        means=Means(options.means) if options.means else None,
        received_on=options.received,
    )
    _answer(office.do(command), console)


def _unpaid(office: Office, options: argparse.Namespace, console: Console) -> None:
    _answer(office.do(ReturnCheque(options.line, options.reason)), console)


def _answer(correction: Correction, console: Console) -> None:
    line = correction.line
    document = {
        "batch": correction.batch.number,
        "reversal": correction.reversal.id,
        "line": None if line is None else line.id,
        "receipts": [],
        "deposit": correction.deposit_number or None,
        "bank_difference_cents": correction.bank_difference_cents,
    }
    message = _("Batch {number}: {amount} reversed.")
    amount = format_amount(-correction.reversal.cents)
    sentences = [message.format(number=correction.batch.number, amount=amount)]
    if line is not None:
        written = _("Written again as line {id}: {amount}.")
        sentences.append(written.format(id=line.id, amount=format_amount(line.cents)))
    if correction.bank_difference_cents:
        bank = _("Deposit {number} will differ at the bank by {amount}.")
        gap = format_amount(correction.bank_difference_cents)
        sentences.append(bank.format(number=correction.deposit_number, amount=gap))
    console.answer(document, sentences)


def _identify(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.donor))
    gift = office.do(IdentifyGift(options.line, donor.id))
    message = _("{amount} now stands on the sheet of {name}.")
    told = message.format(amount=format_amount(gift.cents), name=donor.display_name)
    console.answer({"line": gift.id, "donor": donor.number_text}, [told])
