# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Double entry: accounts, entries that balance to the cent, their order and numbers."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from app.domain.gifts import GiftPurpose, Means
from app.kernel.assets import asset_path

INCOME = ("gifts", "waived", "companies", "fees", "fees_served", "kind")
"""The accounts gifts are credited to."""
CARRIED_TO = {Means.CHEQUE: "cheques", Means.CASH: "cash"}
"""Where cheques and cash stand until they are taken to the bank."""


class Account(NamedTuple):
    """An account of the chart: its number, and the words the regulation gives it."""

    number: str
    label: str


class Journal(NamedTuple):
    """A journal of the books: its code and its name."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of accounts, as the regulation in force has it.

    Attributes:
        code: The regulation, such as ``ANC 2018-06``.
        accounts, journals: By the word this program has for what they hold; ``fund:3``,
            ``means:card`` and ``bank:1`` are there where the association has its own.
        analytic: The analytic code of a fund, by its id.
    """

    code: str
    accounts: Mapping[str, Account]
    journals: Mapping[str, Journal]
    analytic: Mapping[str, str] = field(default_factory=dict)


def chart_on(day: date) -> Chart:
    """Return the chart of accounts of associations for a year that ends on a day."""
    versions = _told()["versions"]
    before = [one for one in versions if one["valid_from"] <= day.isoformat()]
    told = before[-1] if before else versions[0]
    return Chart(
        told["code"],
        {word: Account(*pair) for word, pair in told["accounts"].items()},
        {word: Journal(*pair) for word, pair in told["journals"].items()},
    )


@cache
def _told() -> dict[str, Any]:
    path = asset_path("data", "fr_accounts.json")
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told


class Posting(NamedTuple):
    """So many cents from one account to another, told as one line on either side.

    Attributes:
        day: Of the entry, which decides on its year.
        piece: The batch or the deposit that proves it.
        debit, credit: Words of the chart; a negative ``cents`` swaps them.
        label: What the line says; no name.
        analytic: The analytic code of the line of income, or empty.
    """

    day: date
    journal: str
    piece: str
    debit: str
    credit: str
    cents: int
    label: str
    analytic: str = ""


class EntryLine(NamedTuple):
    """One side of an entry; either ``debit`` or ``credit`` is zero, neither is below."""

    account: str
    label: str
    debit: int
    credit: int
    analytic: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the books: its lines add up to the same on both sides.

    Attributes:
        number: In its journal, without a gap: ``DO000001``.
        piece: The batch or the deposit that proves it.
    """

    journal: Journal
    number: str
    day: date
    piece: str
    lines: tuple[EntryLine, ...]


def credited_account(means: Means, purpose: GiftPurpose, *, company: bool) -> str:
    """Return the word of the account a gift is credited to (ANC 2018-06, class 7 and 87)."""
    if means is Means.IN_KIND:
        return "kind"
    if means is Means.EXPENSES:
        return "waived"
    if purpose is GiftPurpose.MEMBERSHIP:
        return "fees"
    if purpose is GiftPurpose.MEMBERSHIP_SERVED:
        return "fees_served"
    return "companies" if company else "gifts"


def debited_account(means: Means, *, carried: bool) -> str:
    """Return the word of the account a gift is debited to.

    Args:
        means: How it was given.
        carried: Whether a deposit takes it, or will; what came without one is at the bank.
    """
    apart = {
        Means.IN_KIND: "kind_used",
        Means.EXPENSES: "volunteers",
        Means.SECURITIES: "securities",
    }
    if carried and means in CARRIED_TO:
        return CARRIED_TO[means]
    return apart.get(means, "bank")


def is_income(word: str) -> bool:
    """Tell whether a word of the chart is an account gifts are credited to."""
    return word in INCOME or word.startswith("fund:")


def entries_of(postings: Iterable[Posting], chart: Chart) -> list[Entry]:
    """Return the entries of a year by day, one for each piece of a day, numbered by journal.

    The same movement of a piece is one line however many gifts made it: no donor is told apart.
    """
    pieces: defaultdict[tuple[date, str, str], Counter[_Movement]]
    pieces = defaultdict(Counter)
    for one in postings:
        movement = _Movement(one.debit, one.credit, one.cents < 0, one.label, one.analytic)
        pieces[one.day, one.journal, one.piece][movement] += abs(one.cents)
    counts: Counter[str] = Counter()
    entries = []
    for (day, journal, piece), movements in sorted(pieces.items()):
        counts[journal] += 1
        told = chart.journals[journal]
        number = f"{told.code}{counts[journal]:06d}"
        entries.append(Entry(told, number, day, piece, tuple(_lines(movements))))
    return entries


class _Movement(NamedTuple):
    debit: str
    credit: str
    contrary: bool
    label: str
    analytic: str


def _lines(movements: Mapping[_Movement, int]) -> Iterator[EntryLine]:
    sides: Counter[tuple[str, str, bool, str]] = Counter()
    for one, cents in movements.items():
        for account, credited in ((one.debit, one.contrary), (one.credit, not one.contrary)):
            told = one.analytic if is_income(account) else ""
            sides[account, one.label, credited, told] += cents
    for (account, label, credited, analytic), cents in sides.items():
        if cents:
            debit, credit = (0, cents) if credited else (cents, 0)
            yield EntryLine(account, label, debit, credit, analytic)


def balances(entries: Iterable[Entry]) -> dict[str, int]:
    """Return by word of account its debits less its credits, in cents."""
    sums: Counter[str] = Counter()
    for entry in entries:
        for line in entry.lines:
            sums[line.account] += line.debit - line.credit
    return dict(sums)


def totals(entries: Sequence[Entry]) -> tuple[int, int]:
    """Return the sum of debits and that of credits, in cents."""
    lines = [line for entry in entries for line in entry.lines]
    return sum(line.debit for line in lines), sum(line.credit for line in lines)
