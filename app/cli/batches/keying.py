# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs on batches: opening, keying, checking, posting."""

import argparse
from collections.abc import Iterable
from datetime import date
from typing import Any

from app.cli.batches.control import named_template
from app.cli.batches.listing import compared, told_lease
from app.cli.console import Console, table
from app.cli.details import add_flags, details_of, expenses_of, shares_of, told_details
from app.cli.main import Verbs
from app.cli.words import account_id, appeal_id, donor_id, fund_id
from app.domain.batches import (
    KEYED_BY_HAND,
    BatchKind,
    BatchTemplate,
    BatchTotals,
    ExpectedPart,
    Tape,
    tell_difference,
)
from app.domain.deposits import CARRIED, parse_piles
from app.domain.donors import number_text
from app.domain.gifts import Means
from app.kernel.errors import Refused
from app.kernel.i18n import _, ngettext
from app.kernel.money import format_amount, parse_amount
from app.usecases.batches import (
    BatchByNumber,
    CheckBatch,
    CompareBatch,
    HandOverBatch,
    LeaveBatch,
    OpenBatch,
    PostBatch,
    ShowBatch,
    TakeOverBatch,
    TotalsOf,
)
from app.usecases.gifts import AddGift, GiftDraft, PriceExpenses, UnusualHints
from app.usecases.office import Office
from app.usecases.ports.desk import GiftLine, Subtotal


def add_to(batches: Verbs) -> None:
    """Add ``open``, ``add``, ``check``, ``post``, ``show``, ``list``, and hand-overs."""
    _add_open(batches)
    _add_add(batches)
    check = batches.add("check", _("compare a batch with what was counted"), _check)
    post = batches.add("post", _("post a batch and make its deposits"), _post)
    post.add_argument("--difference-reason", default="", metavar=_("REASON"))
    post.add_argument(
        "--later", nargs="*", type=int, metavar=_("LINE"),
        help=_("keep these cheques for a later deposit; all of them when no line is named"),
    )  # fmt: skip
    show = batches.add("show", _("show a batch and its lines"), _show)
    take = batches.add("take-over", _("free a batch that is open elsewhere"), _take_over)
    hand = batches.add("hand-over", _("let somebody else answer for a batch"), _hand_over)
    hand.add_argument("--to", required=True, metavar=_("NAME"), help=_("a user who keys gifts"))
    for parser in (check, post, show, take, hand):
        parser.add_argument("batch", metavar=_("BATCH"))


def _add_open(batches: Verbs) -> None:
    parser = batches.add("open", _("open a batch"), _open)
    kinds = sorted(kind.value for kind in KEYED_BY_HAND)
    parser.add_argument("--kind", choices=kinds)
    parser.add_argument("--model", default="", help=_("take the defaults of this model"))
    add_control(parser)
    parser.add_argument("--received", type=date.fromisoformat, metavar="YYYY-MM-DD")
    for word in ("fund", "appeal", "account", "comment"):
        parser.add_argument(f"--{word}", default="")
    parser.add_argument(
        "--tape", nargs="*", default=[], metavar=_("AMOUNT"),
        help=_("the amounts added up before keying; they make the count and the total"),
    )  # fmt: skip


def add_control(parser: argparse.ArgumentParser) -> None:
    """Add the flags that say what a pile was counted to make."""
    parser.add_argument("--expected-count", type=int, default=0, metavar="N")
    parser.add_argument("--expected-total", default="", metavar=_("AMOUNT"))
    parser.add_argument(
        "--part", action="append", default=[], metavar=_("MEANS:COUNT:AMOUNT"),
        help=_("what a means of payment should make, in a mixed batch"),
    )  # fmt: skip
    parser.add_argument("--counted", default="", metavar="50x3 20x2", help=_("notes and coins"))


def _add_add(batches: Verbs) -> None:
    parser = batches.add("add", _("add a gift to a batch"), _add)
    parser.add_argument("batch", metavar=_("BATCH"))
    parser.add_argument(
        "--amount", default="", metavar=_("AMOUNT"), help=_("needed, but for expenses")
    )
    giver = parser.add_mutually_exclusive_group(required=True)
    giver.add_argument("--donor", default="", metavar=_("NUMBER"))
    giver.add_argument("--clue", default="", help=_("set the gift aside until its donor is known"))
    giver.add_argument("--anonymous", action="store_true", help=_("nobody will ever be known"))
    for word in ("cheque", "bank", "fund", "appeal"):
        parser.add_argument(f"--{word}", default="")
    add_flags(parser)


def _open(office: Office, options: argparse.Namespace, console: Console) -> None:
    total = options.expected_total
    tape = Tape(tuple(parse_amount(word) for word in options.tape))
    model = named_template(office, options.model) if options.model else BatchTemplate(name="")
    batch = office.do(
        OpenBatch(
            kind=BatchKind(options.kind) if options.kind else model.kind,
            expected_count=options.expected_count or tape.count,
            expected_total_cents=parse_amount(total) if total else tape.cents,
            received_on=options.received,
            fund_id=fund_id(office, options.fund) or model.fund_id,
            appeal_id=appeal_id(office, options.appeal) or model.appeal_id,
            bank_account_id=account_id(office, options.account) or model.bank_account_id,
            comment=options.comment or model.comment,
            expected_parts=tuple(expected_part(word) for word in options.part),
            counted=parse_piles(options.counted),
            tape=tape,
        )
    )
    document = {
        "batch": batch.number,
        "kind": batch.kind,
        "received_on": batch.received_on,
        "expected_count": batch.expected_count,
        "expected_total_cents": batch.expected_total_cents,
    }
    console.answer(document, [_("Batch {number} is open.").format(number=batch.number)])


def expected_part(word: str) -> ExpectedPart:
    """Read what a means of payment should make, as ``cheque:12:345,00``.

    Raises:
        Refused: When it is no part.
    """
    means, _colon, rest = word.partition(":")
    count, _colon, amount = rest.partition(":")
    if means not in {one.value for one in Means} or not count.isdecimal():
        message = _("“{word}” is no part: write cheque:12:345,00.")
        raise Refused("batch.part", message.format(word=word), "part")
    return ExpectedPart(Means(means), int(count), parse_amount(amount))


def _add(office: Office, options: argparse.Namespace, console: Console) -> None:
    batch = office.ask(BatchByNumber(options.batch))
    donor = donor_id(office, options.donor)
    details = details_of(office, options)
    expenses = office.ask(PriceExpenses(donor, expenses_of(options)))
    cents = parse_amount(options.amount) if options.amount or not expenses else 0
    query = UnusualHints(
        donor_id=donor,
        cents=cents,
        cheque_number=options.cheque,
        cheque_bank=options.bank,
        benefit_cents=details.benefit_cents,
        received_on=options.received or batch.received_on,
    )
    hints = office.ask(query)
    draft = GiftDraft(
        donor_id=donor,
        cents=cents,
        means=Means(options.means) if options.means else None,
        received_on=options.received,
        cheque_dated_on=options.cheque_date,
        cheque_number=options.cheque,
        cheque_bank=options.bank,
        fund_id=fund_id(office, options.fund),
        appeal_id=appeal_id(office, options.appeal),
        clue=options.clue,
        anonymous=options.anonymous,
        details=details,
        expenses=tuple(expenses),
        unusual=" ".join(hint.code for hint in hints),
    )
    gift = office.do(AddGift(batch.id, draft, shares_of(office, options.split, cents)))
    totals = office.ask(TotalsOf(batch.id))
    document = {
        "batch": batch.number,
        "line": gift.id,
        "position": gift.position,
        "amount_cents": gift.cents,
        **_told_totals(totals),
        "hints": [{"code": hint.code, "sentence": hint.sentence} for hint in hints],
    }
    for hint in hints:
        console.say(hint.sentence)
    saved = _("Line {position} of batch {number}: {amount} saved.")
    sentence = saved.format(
        position=gift.position, number=batch.number, amount=format_amount(cents or gift.cents)
    )
    console.answer(document, [sentence])


def _told_totals(totals: BatchTotals) -> dict[str, Any]:
    return {
        "count": totals.count,
        "total_cents": totals.cents,
        "expected_count": totals.expected_count,
        "expected_total_cents": totals.expected_cents,
        "count_difference": totals.count_difference,
        "difference_cents": totals.difference_cents,
        "agree": totals.agree,
        "parts": [
            {
                "means": part.means,
                "count": part.count,
                "cents": part.cents,
                "expected_count": part.expected_count,
                "expected_cents": part.expected_cents,
            }
            for part in totals.parts
        ],
    }


def _sum(count: int, cents: int) -> str:
    message = ngettext("{count} gift, {amount}", "{count} gifts, {amount}", count)
    return message.format(count=count, amount=format_amount(cents))


def _verdict(totals: BatchTotals) -> str:
    if not totals.controlled:
        return _("No control total: nothing was counted before keying.")
    return _("Totals agree") if totals.agree else tell_difference(totals)


def _check(office: Office, options: argparse.Namespace, console: Console) -> None:
    batch = office.ask(BatchByNumber(options.batch))
    check = office.ask(CheckBatch(batch.id))
    leads = [
        {
            "kind": told.lead.kind,
            "line": told.lead.gift_id or None,
            "position": told.position or None,
            "amount_cents": told.cents,
            "expected_cents": told.lead.expected_cents,
            "sentence": told.sentence,
        }
        for told in check.leads
    ]
    totals = check.totals
    document = {"batch": batch.number, **_told_totals(totals), "leads": leads}
    heading = f"{batch.number} — {_sum(totals.count, totals.cents)} — {_verdict(totals)}"
    console.answer(document, [heading, *(told.sentence for told in check.leads)])


def _post(office: Office, options: argparse.Namespace, console: Console) -> None:
    batch = office.ask(BatchByNumber(options.batch))
    later = _later(office, batch.id, options.later)
    posted = office.do(PostBatch(batch.id, options.difference_reason, later))
    numbers = [deposit.number for deposit in posted.deposits]
    document = {
        "batch": batch.number,
        **_told_totals(posted.totals),
        "difference_reason": posted.batch.difference_reason,
        "deposit": numbers[0] if numbers else None,
        "deposits": numbers,
    }
    message = _("Batch {number} is posted: {sum}.")
    told = _sum(posted.totals.count, posted.totals.cents)
    sentences = [message.format(number=batch.number, sum=told)]
    sentences += [_("Deposit {number} is ready.").format(number=number) for number in numbers]
    console.answer(document, sentences)


def _later(office: Office, batch_id: int, lines: list[int] | None) -> tuple[int, ...]:
    """Return the gifts kept for a later deposit: none without the word, all when it is bare."""
    if lines is None or lines:
        return tuple(lines or ())
    held = office.ask(ShowBatch(batch_id)).lines
    return tuple(line.id for line in held if line.means in CARRIED)


def _take_over(office: Office, options: argparse.Namespace, console: Console) -> None:
    """Take the batch, and put it aside at once: this terminal keys nothing itself."""
    batch = office.ask(BatchByNumber(options.batch))
    office.do(TakeOverBatch(batch.id))
    office.do(LeaveBatch(batch.id))
    sentence = _("Batch {number} is no longer open anywhere: whoever opens it keys in it.")
    console.answer({"batch": batch.number}, [sentence.format(number=batch.number)])


def _hand_over(office: Office, options: argparse.Namespace, console: Console) -> None:
    batch = office.do(HandOverBatch(office.ask(BatchByNumber(options.batch)).id, options.to))
    sentence = _("{owner} answers for batch {number} now.")
    document = {"batch": batch.number, "owner": batch.owned_by}
    console.answer(document, [sentence.format(owner=batch.owned_by, number=batch.number)])


def _show(office: Office, options: argparse.Namespace, console: Console) -> None:
    sheet = office.ask(ShowBatch(office.ask(BatchByNumber(options.batch)).id))
    batch = sheet.batch
    document = {
        "batch": batch.number,
        "kind": batch.kind,
        "state": batch.state,
        "received_on": batch.received_on,
        "difference_reason": batch.difference_reason,
        "owner": batch.owned_by,
        "open": told_lease(sheet.lease),
        **_told_totals(sheet.totals),
        "unidentified": sheet.unidentified,
        "by_fund": _told_parts(sheet.by_fund),
        "by_means": _told_parts(sheet.by_means),
        "by_year": _told_parts(sheet.by_year),
        "hints": list(sheet.hints),
        "deposits": [deposit.number for deposit in sheet.deposits],
        "comparison": compared(office.ask(CompareBatch(batch.id))),
        "lines": [_line(line) for line in reversed(sheet.lines)],
    }
    totals = sheet.totals
    heading = f"{batch.number} — {_sum(totals.count, totals.cents)} — {_verdict(totals)}"
    headers = (_("No."), _("Donor"), _("Amount"), _("Cheque number"), _("Fund"))
    rows = [
        (
            line.position,
            line.donor_name or line.clue,
            format_amount(line.cents),
            line.cheque_number,
            line.fund_name,
        )
        for line in reversed(sheet.lines)
    ]
    console.answer(document, [heading, *table(headers, rows)])


def _told_parts(parts: Iterable[Subtotal]) -> list[dict[str, Any]]:
    return [{"label": part.label, "count": part.gifts, "cents": part.cents} for part in parts]


def _line(line: GiftLine) -> dict[str, Any]:
    return {
        "line": line.id,
        "position": line.position,
        "donor": None if line.donor_number is None else number_text(line.donor_number),
        "name": line.donor_name,
        "clue": line.clue,
        "amount_cents": line.cents,
        "received_on": line.received_on,
        "means": line.means,
        "cheque": line.cheque_number,
        "bank": line.cheque_bank,
        "fund": line.fund_name,
        "appeal": line.appeal_name,
        "deposit": line.deposit_number,
        "receipt": line.receipt_number,
        "foreign_receipt": line.foreign_receipt,
        "reverses": line.reverses_id,
        "reversed_by": line.reversed_by,
        "corrects": line.corrects_id,
        "unusual": line.unusual.split(),
        **told_details(line),
    }
