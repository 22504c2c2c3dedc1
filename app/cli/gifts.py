# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs on gifts: what proves them, correcting by reversal, cheques returned, finding the donor."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.cli.console import Console, table
from app.cli.details import cents_of, told_details, told_expense
from app.cli.main import Verbs
from app.cli.receipts import replaced_sentences, told_replaced
from app.cli.words import appeal_id, donor_id, fund_id
from app.domain.donors import number_text
from app.domain.gifts import MONEY_MEANS, GiftDetails, GiftPurpose, Means, ReturnKind
from app.kernel.files import read_whole, write_whole
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount, parse_amount
from app.usecases.donors import DonorByNumber
from app.usecases.gifts import (
    AttachVoucher,
    CorrectGift,
    Correction,
    GetGift,
    IdentifyGift,
    ListReturns,
    ReadVoucher,
    RefundGift,
    ReturnCheque,
    ShowEvidence,
    SuggestDonors,
    Suggestion,
    UnidentifiedGifts,
    WaiverPaper,
)
from app.usecases.office import Office
from app.usecases.ports.desk import GiftLine, ReturnLine


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs on posted gifts, and on what proves a gift."""
    gifts = verbs.group("gifts", _("posted gifts"))
    correct = gifts.add("correct", _("reverse a gift and write it right"), _correct)
    unpaid = gifts.add("unpaid", _("record a cheque the bank returned"), _unpaid)
    refund = gifts.add("refund", _("record a gift paid back to its donor"), _refund)
    identify = gifts.add("identify", _("give a gift set aside its donor"), _identify)
    gifts.add("unidentified", _("list gifts set aside, and whose they may be"), _unidentified)
    gifts.add("returns", _("list cheques returned and gifts refunded"), _returns)
    show = gifts.add("show", _("show a gift and what proves it"), _show)
    attach = gifts.add("attach", _("keep a document that proves a gift"), _attach)
    waiver = gifts.add("waiver", _("print what a volunteer signs to waive a refund"), _waiver)
    voucher = gifts.add("voucher", _("give a document kept with a gift"), _voucher)
    for parser in (correct, unpaid, refund, identify, show, attach, waiver, voucher):
        parser.add_argument("line", type=int, metavar=_("LINE"))
    for parser in (correct, unpaid, refund):
        parser.add_argument("--reason", required=True, metavar=_("REASON"))
    for parser in (unpaid, refund):
        parser.add_argument("--on", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--reference", default="")
    unpaid.add_argument("--fee", default="", metavar=_("AMOUNT"))
    refund.add_argument("--amount", default="", metavar=_("AMOUNT"))
    words = sorted(means.value for means in MONEY_MEANS)
    refund.add_argument("--means", choices=words, default=Means.TRANSFER.value)
    correct.add_argument("--amount", default="", metavar=_("AMOUNT"))
    correct.add_argument("--donor", default="", metavar=_("NUMBER"))
    correct.add_argument("--fund", default="")
    correct.add_argument("--appeal", default="")
    correct.add_argument("--means", choices=[means.value for means in Means])
    correct.add_argument("--received", type=date.fromisoformat, metavar="YYYY-MM-DD")
    correct.add_argument("--benefit", metavar=_("AMOUNT"), help=_("worth of what was given back"))
    correct.add_argument("--purpose", choices=[purpose.value for purpose in GiftPurpose])
    identify.add_argument("--donor", required=True, metavar=_("NUMBER"))
    attach.add_argument("file", type=Path, metavar=_("FILE"))
    voucher.add_argument("voucher", type=int, metavar="ID")
    for parser in (waiver, voucher):
        parser.add_argument("--out", type=Path, required=True, metavar="PDF")


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
        details=_corrected(office, options),
    )
    _answer(office, office.do(command), console)


def _corrected(office: Office, options: argparse.Namespace) -> GiftDetails | None:
    """Return the details as they should have been, or None when none was named."""
    if options.benefit is None and options.purpose is None:
        return None
    details = office.ask(GetGift(options.line)).details
    return replace(
        details,
        benefit_cents=details.benefit_cents
        if options.benefit is None
        else cents_of(options.benefit),
        purpose=GiftPurpose(options.purpose or details.purpose),
    )


def _unpaid(office: Office, options: argparse.Namespace, console: Console) -> None:
    fee = parse_amount(options.fee) if options.fee else 0
    command = ReturnCheque(options.line, options.reason, fee, options.on, options.reference)
    _answer(office, office.do(command), console)


def _refund(office: Office, options: argparse.Namespace, console: Console) -> None:
    command = RefundGift(
        gift_id=options.line,
        reason=options.reason,
        cents=parse_amount(options.amount) if options.amount else None,
        means=Means(options.means),
        on=options.on,
        reference=options.reference,
    )
    _answer(office, office.do(command), console)


def _answer(office: Office, correction: Correction, console: Console) -> None:
    line = correction.line
    document = {
        "batch": correction.batch.number,
        "reversal": correction.reversal.id,
        "line": None if line is None else line.id,
        "receipts": told_replaced(office, correction.receipt) if correction.receipt else [],
        "deposit": correction.deposit_number or None,
        "bank_difference_cents": correction.bank_difference_cents,
    }
    message = _("Batch {number}: {amount} reversed.")
    amount = format_amount(correction.cents)
    sentences = [message.format(number=correction.batch.number, amount=amount)]
    if line is not None:
        written = _("Written again as line {id}: {amount}.")
        sentences.append(written.format(id=line.id, amount=format_amount(line.cents)))
    if correction.bank_difference_cents and not correction.apart:
        bank = _("Deposit {number} will differ at the bank by {amount}.")
        gap = format_amount(correction.bank_difference_cents)
        sentences.append(bank.format(number=correction.deposit_number, amount=gap))
    if correction.receipt:
        sentences.extend(replaced_sentences(correction.receipt))
    console.answer(document, sentences)


def _returns(office: Office, _options: argparse.Namespace, console: Console) -> None:
    lines = office.ask(ListReturns())
    headers = (_("Day"), _("Kind"), _("Donor"), _("Amount"), _("Bank fee"), _("Reason"))
    kinds = {ReturnKind.UNPAID: _("Unpaid cheque"), ReturnKind.REFUND: _("Refund")}
    rows = [
        (
            format_day(line.entry.happened_on),
            kinds[line.entry.kind],
            line.gift.donor_name or line.gift.clue,
            format_amount(line.entry.cents),
            format_amount(line.entry.fee_cents) if line.entry.fee_cents else "",
            line.entry.reason,
        )
        for line in lines
    ]
    console.answer({"returns": [_told_return(line) for line in lines]}, table(headers, rows))


def _told_return(line: ReturnLine) -> dict[str, object]:
    entry, gift = line.entry, line.gift
    return {
        "kind": entry.kind,
        "on": entry.happened_on,
        "line": gift.id,
        "reversal": entry.reversal_id,
        "donor": None if gift.donor_number is None else number_text(gift.donor_number),
        "name": gift.donor_name or gift.clue,
        "amount_cents": entry.cents,
        "fee_cents": entry.fee_cents,
        "means": entry.means,
        "reference": entry.reference,
        "cheque": gift.cheque_number,
        "bank": gift.cheque_bank,
        "received_on": gift.received_on,
        "deposit": gift.deposit_number or None,
        "receipt": entry.receipt_number or None,
        "reason": entry.reason,
    }


def _identify(office: Office, options: argparse.Namespace, console: Console) -> None:
    donor = office.ask(DonorByNumber(options.donor))
    gift = office.do(IdentifyGift(options.line, donor.id))
    message = _("{amount} now stands on the sheet of {name}.")
    told = message.format(amount=format_amount(gift.cents), name=donor.display_name)
    console.answer({"line": gift.id, "donor": donor.number_text}, [told])


def _unidentified(office: Office, _options: argparse.Namespace, console: Console) -> None:
    waiting = [
        (line, office.ask(SuggestDonors(line.id))) for line in office.ask(UnidentifiedGifts())
    ]
    document = {"gifts": [_told_waiting(line, found) for line, found in waiting]}
    headers = (_("Line"), _("Received on"), _("What is known"), _("Amount"), _("Perhaps"))
    rows = [
        (
            line.id,
            format_day(line.received_on),
            line.clue,
            format_amount(line.cents),
            f"{found[0].donor.name} ({' '.join(found[0].reasons)})" if found else "",
        )
        for line, found in waiting
    ]
    console.answer(document, table(headers, rows))


def _told_waiting(line: GiftLine, found: Sequence[Suggestion]) -> dict[str, object]:
    return {
        "line": line.id,
        "batch": line.batch_number,
        "received_on": line.received_on,
        "amount_cents": line.cents,
        "clue": line.clue,
        "cheque": line.cheque_number,
        "bank": line.cheque_bank,
        "deposit": line.deposit_number or None,
        "suggestions": [
            {
                "donor": number_text(one.donor.number),
                "name": one.donor.name,
                "reasons": list(one.reasons),
            }
            for one in found
        ],
    }


def _show(office: Office, options: argparse.Namespace, console: Console) -> None:
    evidence = office.ask(ShowEvidence(options.line))
    line = evidence.line
    document = {
        "line": line.id,
        "payment": line.payment_id,
        "amount_cents": line.cents,
        "received_on": line.received_on,
        "means": line.means,
        **told_details(line),
        "expenses": [told_expense(expense) for expense in evidence.expenses],
        "vouchers": [{"id": one.id, "name": one.name} for one in evidence.vouchers],
    }
    sentences = [f"{line.donor_name or line.clue}: {format_amount(line.cents)}"]
    sentences += [f"{one.purpose}: {format_amount(one.cents)}" for one in evidence.expenses]
    sentences += [f"{one.id}. {one.name}" for one in evidence.vouchers]
    console.answer(document, sentences)


def _attach(office: Office, options: argparse.Namespace, console: Console) -> None:
    command = AttachVoucher(options.line, options.file.name, read_whole(options.file))
    vouchers = office.do(command)
    message = _("{name} is kept with line {line}.")
    told = message.format(name=options.file.name, line=options.line)
    console.answer({"line": options.line, "vouchers": [one.id for one in vouchers]}, [told])


def _waiver(office: Office, options: argparse.Namespace, console: Console) -> None:
    _written(office.ask(WaiverPaper(options.line)), options.out, console)


def _voucher(office: Office, options: argparse.Namespace, console: Console) -> None:
    _written(office.ask(ReadVoucher(options.line, options.voucher)), options.out, console)


def _written(body: bytes, path: Path, console: Console) -> None:
    write_whole(path, body)
    console.answer({"pdf": str(path)}, [_("Written: {path}").format(path=path)])
