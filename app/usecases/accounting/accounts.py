# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts, journals and analytic codes: those of the chart, and the association's own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from app.domain.accounting import (
    LedgerRule,
    Subject,
    account_words,
    check_rule,
    journal_words,
    personal_chart,
    subject_words,
)
from app.domain.accounting.rules import double_journals
from app.domain.exports.ledger import Chart, chart_on
from app.domain.gifts import Means, means_words
from app.domain.users import Permission
from app.kernel.command import Command, Query, handles
from app.kernel.errors import Refused
from app.kernel.i18n import _
from app.kernel.problem import refuse_errors
from app.usecases.context import Context
from app.usecases.exports.package import refuse_elsewhere

_AT_BANK = (Means.TRANSFER, Means.CARD, Means.DIRECT_DEBIT)
"""What comes by itself to the bank, and may pass by an account of its own on the way."""


@dataclass(frozen=True, slots=True)
class AccountLine:
    """Something that is booked, and under what.

    Attributes:
        id: Its place in the list, from 1.
        what: Its name.
        preset: The number, or the code, of the chart.
        rule: What the association has of its own, or what it would be.
    """

    id: int
    subject: Subject
    what: str
    preset: str
    preset_label: str
    rule: LedgerRule

    @property
    def number(self) -> str:
        """The number or the code in force."""
        return self.rule.number or self.preset

    @property
    def label(self) -> str:
        """The name in force."""
        return self.rule.label or self.preset_label


@dataclass(frozen=True, slots=True)
class ListAccounts(Query[Sequence[AccountLine]]):
    """Tell what everything is booked under."""


@handles(ListAccounts)
def list_accounts(_query: ListAccounts, ctx: Context) -> Sequence[AccountLine]:
    """Return it by subject.

    Raises:
        Refused: When the law is not that of French associations.
    """
    refuse_elsewhere(ctx.uow)
    chart = chart_on(ctx.clock.today())
    own = {(rule.subject, rule.key): rule for rule in ctx.uow.ledger_rules.all()}
    return [
        AccountLine(
            place, subject, what, preset, label, own.get((subject, key)) or _none(subject, key)
        )
        for place, (subject, key, what, preset, label) in enumerate(_subjects(chart, ctx), 1)
    ]


def _none(subject: Subject, key: str) -> LedgerRule:
    return LedgerRule(subject=subject, key=key)


def _subjects(chart: Chart, ctx: Context) -> Iterator[tuple[Subject, str, str, str, str]]:
    accounts, journals = account_words(), journal_words()
    for word, preset in chart.accounts.items():
        yield Subject.ACCOUNT, word, accounts[word], *preset
    for word, journal in chart.journals.items():
        yield Subject.JOURNAL, word, journals[word], *journal
    words, bank = means_words(), chart.accounts["bank"]
    for means in _AT_BANK:
        yield Subject.MEANS, means.value, words[means], *bank
    for account in ctx.uow.bank_accounts.all():
        yield Subject.BANK, str(account.id), account.label, *bank
    gifts = chart.accounts["gifts"]
    for fund in ctx.uow.funds.all():
        yield Subject.FUND, str(fund.id), f"{fund.code} — {fund.name}", *gifts


@dataclass(frozen=True, slots=True)
class SaveAccount(Command[AccountLine]):
    """Write what something is booked under; without a number the chart decides again.

    Years that are closed keep the accounts they were closed with.
    """

    permission: ClassVar[str] = Permission.SETTINGS_EDIT
    rule: LedgerRule


@handles(SaveAccount)
def save_account(cmd: SaveAccount, ctx: Context) -> AccountLine:
    """Check and write it.

    Raises:
        Refused: When it is no account or no code, two journals would share one, or nothing is
            booked so.
    """
    rule = cmd.rule
    lines = {(one.subject, one.rule.key): one for one in list_accounts(ListAccounts(), ctx)}
    line = lines.get((rule.subject, rule.key))
    if line is None:
        message = _("Nothing is booked as {subject} “{key}”.")
        told = message.format(subject=subject_words()[rule.subject], key=rule.key)
        raise Refused("accounting.subject", told)
    if rule.analytic and rule.subject is not Subject.FUND:
        message = _("An analytic code goes with the gifts for a fund.")
        raise Refused("accounting.analytic", message, "analytic")
    refuse_errors(check_rule(rule))
    _write(rule, ctx)
    chart = personal_chart(chart_on(ctx.clock.today()), ctx.uow.ledger_rules.all())
    if double := double_journals(chart):
        message = _("Two journals would be {code}: each numbers its entries from one.")
        raise Refused("accounting.journals", message.format(code=double[0]), "number")
    return list_accounts(ListAccounts(), ctx)[line.id - 1]


def _write(rule: LedgerRule, ctx: Context) -> None:
    repo = ctx.uow.ledger_rules
    if not (rule.number or rule.analytic):
        if rule.id:
            repo.remove(rule)
    elif rule.id:
        repo.save(rule)
    else:
        repo.add(rule)
