# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs on fiscal years and on the accounts of the association's own."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.cli.console import Console, table
from app.cli.main import Verbs
from app.domain.accounting import FiscalYear, Subject, subject_words
from app.kernel.errors import Refused
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount, parse_amount
from app.usecases.accounting import (
    AccountLine,
    CloseYear,
    ListAccounts,
    ListYears,
    ReopenYear,
    ReviewYear,
    SaveAccount,
    YearLine,
    year_words,
)
from app.usecases.office import Office
from app.usecases.organisation import EditOrganisation, GetOrganisation, ListFunds


def add_verbs(verbs: Verbs) -> None:
    """Add ``years …`` and ``accounts …``."""
    years = verbs.group("years", _("fiscal years, closed one after the other"))
    years.add("list", _("tell the fiscal years"), _list)
    end = years.add("end", _("say with which month the fiscal years end"), _end)
    end.add_argument("month", type=int, metavar=_("MONTH"), help=_("1 to 12"))
    _last(years.add("show", _("tell what a year holds, and what is to be looked at"), _show))
    close = years.add("close", _("close a year: what is written later goes to the next"), _close)
    _last(close)
    _amounts(close, "--spent", _("what was spent of a restricted fund in the year"))
    _amounts(close, "--left", _("what was left of it before the first year closed"))
    reopen = years.add("reopen", _("open the year closed last again"), _reopen)
    _last(reopen)
    reopen.add_argument("--reason", required=True, help=_("why; kept with the year"))
    _add_accounts(verbs)


def _add_accounts(verbs: Verbs) -> None:
    accounts = verbs.group("accounts", _("what gifts and deposits are booked under"))
    accounts.add("list", _("tell accounts, journals and analytic codes"), _accounts)
    put = accounts.add("set", _("book something under an account of your own"), _set)
    put.add_argument("subject", choices=[one.value for one in Subject])
    put.add_argument("key", metavar=_("KEY"), help=_("as “accounts list” tells it"))
    put.add_argument("--number", default="", help=_("empty for that of the chart"))
    put.add_argument("--label", default="", help=_("the name that goes with it"))
    put.add_argument("--analytic", default="", help=_("the analytic code of a fund"))


def _last(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("last", type=date.fromisoformat, metavar=_("LAST-DAY"))


def _amounts(verb: argparse.ArgumentParser, flag: str, told: str) -> None:
    verb.add_argument(flag, metavar=_("FUND=AMOUNT"), action="append", default=[], help=told)


def _end(office: Office, options: argparse.Namespace, console: Console) -> None:
    organisation = office.ask(GetOrganisation())
    office.do(EditOrganisation(replace(organisation, closing_month=options.month)))
    _list(office, options, console)


def _list(office: Office, _options: argparse.Namespace, console: Console) -> None:
    lines = office.ask(ListYears())
    rows = [
        (
            *(format_day(one.first_on), format_day(one.last_on), year_words(one)),
            *((one.kept.gifts, format_amount(one.kept.cents)) if one.kept else ("", "")),
        )
        for one in lines
    ]
    heads = (_("From"), _("To"), _("State"), _("Gifts"), _("Amount"))
    console.answer({"years": [_told(one) for one in lines]}, table(heads, rows))


def _told(line: YearLine) -> dict[str, object]:
    return {
        "first_on": line.first_on.isoformat(),
        "last_on": line.last_on.isoformat(),
        "closed": line.closed,
        "over": line.over,
        "gifts": line.kept.gifts if line.kept else None,
        "cents": line.kept.cents if line.kept else None,
        "reason": line.kept.reason if line.kept else "",
    }


def _show(office: Office, options: argparse.Namespace, console: Console) -> None:
    review = office.ask(ReviewYear(options.last))
    document = {
        **_told(review.line),
        "gifts": review.gifts,
        "cents": review.cents,
        "closable": review.closable,
        "checks": [
            {"code": one.code, "stops": one.stops, "sentence": one.sentence}
            for one in review.checks
        ],
        "funds": [
            {
                "code": one.fund.code,
                "left_cents": one.year.opening_cents,
                "received_cents": one.year.received_cents,
                "spent_cents": one.year.used_cents,
            }
            for one in review.funds
        ],
    }
    heads = (_("Fund"), _("Left at first"), _("Received"), _("Spent"))
    rows = [
        (
            one.fund.code,
            *(format_amount(one.year.opening_cents), format_amount(one.year.received_cents)),
            format_amount(one.year.used_cents),
        )
        for one in review.funds
    ]
    message = _("{first} to {last}: {count} gifts booked, {amount}.")
    head = message.format(
        first=format_day(review.line.first_on),
        last=format_day(review.line.last_on),
        count=review.gifts,
        amount=format_amount(review.cents),
    )
    checks = [f"{'✗' if one.stops else '!'} {one.sentence}" for one in review.checks]
    console.answer(document, [head, *checks, *(table(heads, rows) if rows else ())])


def _close(office: Office, options: argparse.Namespace, console: Console) -> None:
    spent, left = _by_fund(options.spent, office), _by_fund(options.left, office)
    year = office.do(CloseYear(last_on=options.last, spent=spent, left=left))
    message = _(
        "The year from {first} to {last} is closed: {entries} entries, {amount}. Its package is "
        "kept; what is written from now on is booked in the next year."
    )
    console.answer(_document(year), [_closed_words(message, year)])


def _closed_words(message: str, year: FiscalYear) -> str:
    return message.format(
        first=format_day(year.first_on),
        last=format_day(year.last_on),
        entries=year.entries,
        amount=format_amount(year.debit_cents),
    )


def _reopen(office: Office, options: argparse.Namespace, console: Console) -> None:
    year = office.do(ReopenYear(options.last, options.reason))
    message = _("The year from {first} to {last} is open again.")
    console.answer(_document(year), [_closed_words(message, year)])


def _document(year: FiscalYear) -> dict[str, object]:
    return {
        "first_on": year.first_on.isoformat(),
        "last_on": year.last_on.isoformat(),
        "closed": year.closed,
        "gifts": year.gifts,
        "cents": year.cents,
        "entries": year.entries,
        "lines": year.lines,
        "debit_cents": year.debit_cents,
        "package_sha256": year.package_sha256,
    }


def _by_fund(told: Sequence[str], office: Office) -> Mapping[int, int]:
    funds = {fund.code.casefold(): fund.id for fund in office.ask(ListFunds())}
    cents = {}
    for one in told:
        code, equals, amount = one.partition("=")
        fund_id = funds.get(code.strip().casefold())
        if not equals or fund_id is None:
            message = _("“{told}” names no fund: write FUND=AMOUNT, with the code of the fund.")
            raise Refused("years.fund", message.format(told=one), "fund")
        cents[fund_id] = parse_amount(amount, zero=True)
    return cents


def _accounts(office: Office, _options: argparse.Namespace, console: Console) -> None:
    _tell(office.ask(ListAccounts()), console)


def _set(office: Office, options: argparse.Namespace, console: Console) -> None:
    subject = Subject(options.subject)
    for line in office.ask(ListAccounts()):
        if (line.subject, line.rule.key) == (subject, options.key):
            break
    else:
        message = _("Nothing is booked as {subject} “{key}”.")
        words = subject_words()[subject]
        raise Refused("accounting.subject", message.format(subject=words, key=options.key))
    rule = replace(line.rule, number=options.number, label=options.label, analytic=options.analytic)
    _tell([office.do(SaveAccount(rule))], console)


def _tell(lines: Sequence[AccountLine], console: Console) -> None:
    words = subject_words()
    document = [
        {
            "subject": one.subject.value,
            "key": one.rule.key,
            "what": one.what,
            "number": one.number,
            "label": one.label,
            "analytic": one.rule.analytic,
            "own": bool(one.rule.number),
        }
        for one in lines
    ]
    heads = (_("Subject"), _("Key"), _("What"), _("Number"), _("Name"), _("Analytic code"))
    rows = [
        (
            *(words[one.subject], one.rule.key, one.what),
            *(one.number, one.label, one.rule.analytic),
        )
        for one in lines
    ]
    console.answer({"accounts": document}, table(heads, rows))
