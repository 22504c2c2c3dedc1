# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts, journals and analytic codes of the association's own, over those of the chart."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.exports.ledger import INCOME, Account, Chart, Journal
from app.kernel.i18n import _
from app.kernel.problem import Problem

_ACCOUNT = re.compile(r"[1-8]\d{2}[0-9A-Z]{0,17}")
_JOURNAL = re.compile(r"[0-9A-Z]{1,6}")
_ANALYTIC = re.compile(r"[0-9A-Za-z._-]{0,20}")


class Subject(StrEnum):
    """What an account, a journal or an analytic code of the association's own is for."""

    ACCOUNT = "account"
    JOURNAL = "journal"
    FUND = "fund"
    MEANS = "means"
    BANK = "bank"


def subject_words() -> dict[Subject, str]:
    """Name the subjects."""
    return {
        Subject.ACCOUNT: _("Account of the chart"),
        Subject.JOURNAL: _("Journal"),
        Subject.FUND: _("Gifts for a fund"),
        Subject.MEANS: _("Money that comes by"),
        Subject.BANK: _("Bank account"),
    }


def account_words() -> dict[str, str]:
    """Name what the accounts of the chart hold; their own names are in French, by law."""
    return {
        "cheques": _("Cheques on hand"),
        "cash": _("Cash on hand"),
        "bank": _("Money at the bank"),
        "securities": _("Securities given"),
        "volunteers": _("Volunteers' expenses owed"),
        "travel": _("Volunteers' expenses"),
        "bank_fees": _("Bank fees"),
        "kind_used": _("Gifts in kind used"),
        "gifts": _("Gifts of persons"),
        "waived": _("Expenses waived by volunteers"),
        "companies": _("Gifts of companies"),
        "fees": _("Membership fees"),
        "fees_served": _("Membership fees with something in return"),
        "kind": _("Gifts in kind"),
        "funds_held": _("Restricted funds held"),
        "funds_kept": _("Carried over to restricted funds"),
        "funds_spent": _("Taken from restricted funds"),
    }


def journal_words() -> dict[str, str]:
    """Name what the journals hold."""
    return {
        "gifts": _("Gifts keyed"),
        "bank": _("Deposits and fees"),
        "various": _("Entries at the closing"),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRule:
    """What the association books something under.

    Attributes:
        subject, key: What for: a word of the chart, the id of a fund or of a bank account, or a
            payment method.
        number, label: The account, or the code and the name of the journal; empty as the chart
            has it.
        analytic: The analytic code that goes with the gifts of a fund, or empty.
    """

    id: int = 0
    version: int = 0
    subject: Subject
    key: str
    number: str = ""
    label: str = ""
    analytic: str = ""


def check_rule(rule: LedgerRule) -> list[Problem]:
    """Return what is wrong with an account, a journal or an analytic code."""
    problems = []
    if rule.number and rule.subject is Subject.JOURNAL:
        if not _JOURNAL.fullmatch(rule.number):
            message = _("“{code}” is no journal: it is one to six capitals or figures, such as BQ.")
            told = message.format(code=rule.number)
            problems.append(Problem("number", "accounting.journal", told))
    elif rule.number:
        problems.extend(_check_account(rule))
    if rule.number and not rule.label.strip():
        message = _("Type the name that goes with {number}: the accountant reads it beside.")
        problems.append(Problem("label", "accounting.label", message.format(number=rule.number)))
    if not _ANALYTIC.fullmatch(rule.analytic):
        message = _("“{code}” is no analytic code: letters, figures, dots and dashes, at most 20.")
        told = message.format(code=rule.analytic)
        problems.append(Problem("analytic", "accounting.analytic", told))
    return problems


def _check_account(rule: LedgerRule) -> list[Problem]:
    if not _ACCOUNT.fullmatch(rule.number):
        message = _(
            "“{number}” is no account: it begins with three figures, the first from 1 to 8."
        )
        told = message.format(number=rule.number)
        return [Problem("number", "accounting.account", told)]
    income = rule.subject is Subject.FUND or rule.key in INCOME
    if income and rule.number[0] not in "78":
        message = _("Account {number} is not one of income: it begins with 7, or 87 in kind.")
        told = message.format(number=rule.number)
        return [Problem("number", "accounting.income", told)]
    if rule.subject in {Subject.MEANS, Subject.BANK} and rule.number[0] not in "45":
        message = _("Account {number} holds no money: it begins with 5, or with 4 on the way.")
        return [Problem("number", "accounting.money", message.format(number=rule.number))]
    return []


def personal_chart(chart: Chart, rules: Iterable[LedgerRule]) -> Chart:
    """Return the chart with what the association books under its own accounts."""
    accounts, journals = dict(chart.accounts), dict(chart.journals)
    analytic = {}
    for rule in rules:
        if rule.analytic:
            analytic[rule.key] = rule.analytic
        if not rule.number:
            continue
        if rule.subject is Subject.JOURNAL:
            journals[rule.key] = Journal(rule.number, rule.label)
        elif rule.subject is Subject.ACCOUNT:
            accounts[rule.key] = Account(rule.number, rule.label)
        else:
            accounts[f"{rule.subject}:{rule.key}"] = Account(rule.number, rule.label)
    return replace(chart, accounts=accounts, journals=journals, analytic=analytic)


def double_journals(chart: Chart) -> Sequence[str]:
    """Return the codes two journals of a chart share: each numbers its entries from one."""
    codes = [journal.code for journal in chart.journals.values()]
    return sorted({code for code in codes if codes.count(code) > 1})
