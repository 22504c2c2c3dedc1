# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gifts, corrections, deposits and returns of a year as movements between accounts.

A gift is booked on the day that counts for tax; a correction, and a gift of a year that is closed,
on the day it was written: it goes to the year that is open and leaves the closed one as it was.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.deposits import CARRIED, DepositState
from app.domain.donors import DonorKind
from app.domain.exports.ledger import (
    CARRIED_TO,
    Chart,
    Posting,
    credited_account,
    debited_account,
)
from app.domain.gifts import Means, ReturnKind
from app.kernel.i18n import _
from app.usecases.ports import UnitOfWork
from app.usecases.ports.accounting import Written
from app.usecases.ports.desk import DepositLine, GiftLine, ReturnLine

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Booked:
    """A posted gift with what the books make of it.

    Attributes:
        day: Of its entry.
        debit: The word of the account its money is on at first.
        company: Whether an organisation gave it.
    """

    line: GiftLine
    day: date
    debit: str
    company: bool = False


@dataclass(slots=True)
class Books:
    """What is booked in a year, and the same money told by lists of its own.

    Attributes:
        first, last: Its days.
        booked: The gifts and corrections booked in it, by day.
        received: Those that count for tax in it, whenever they were booked.
        deposits: The slips taken to the bank in it.
        returns: The returned cheques and refunds of the bank's lines in it.
        on_hand: Cheques and cash that wait for a deposit when it ends.
        opening: Cents on the accounts of cheques and of cash before its first day.
        paid_in_cash: Cents of cash that refunded gifts which are at the bank, to its last day.
        paid_before: Those of them that were paid before its first day.
        postings: All its movements.
        slips: What the gifts of each deposit add up to, by its number.
    """

    first: date
    last: date
    booked: list[Booked] = field(default_factory=list)
    received: list[Booked] = field(default_factory=list)
    deposits: list[DepositLine] = field(default_factory=list)
    returns: list[ReturnLine] = field(default_factory=list)
    on_hand: list[Booked] = field(default_factory=list)
    opening: Counter[str] = field(default_factory=Counter)
    postings: list[Posting] = field(default_factory=list)
    slips: Counter[str] = field(default_factory=Counter)
    paid_in_cash: int = 0
    paid_before: int = 0

    def holds(self, day: date) -> bool:
        """Tell whether a day is of the year."""
        return self.first <= day <= self.last


def deposit_day(deposit: DepositLine) -> date:
    """Return the day a slip is booked: that of its closed year, when it was banked, or made."""
    return deposit.booked_on or deposit.banked_on or deposit.made_on


@dataclass(slots=True)
class _Reader:
    """What one reading of the books looks things up in.

    Attributes:
        written: When corrections, and what came after a closing, were written, by batch.
        kept_from: The first day of the first year ever closed, or None.
        days, banks: The day a deposit is booked and the account it goes to, by its number.
        money: The account the money of each carried gift is on, by its id.
        reversals: The batch of each reversal, by its id.
    """

    chart: Chart
    written: Mapping[int, Written]
    kept_from: date | None
    days: Mapping[str, date]
    banks: Mapping[str, str]
    money: dict[int, str] = field(default_factory=dict)
    reversals: dict[int, int] = field(default_factory=dict)

    def booked_day(self, line: GiftLine) -> date:
        """Return the day of the entry of a gift."""
        written = self.written.get(line.batch_id)
        if written is None:
            return line.received_on
        day = max(line.received_on, written.posted_on if written.correction else date.min)
        return self._open_day(day, written)

    def return_day(self, told: ReturnLine) -> date:
        """Return the day of the entry of a bank fee or of a refund."""
        written = self.written[self.reversals[told.entry.reversal_id]]
        return self._open_day(told.entry.happened_on, written)

    def _open_day(self, day: date, written: Written) -> date:
        """Return a day, or that of writing when the year of the day was closed by then.

        What is older than the first year ever closed is history brought in: no books of it here.
        """
        if written.open_from is None or day >= written.open_from:
            return day
        if self.kept_from is not None and day < self.kept_from:
            return day
        return max(written.open_from, written.posted_on)

    def debit(self, line: GiftLine) -> str:
        """Return the word of the account the money of a gift is on at first."""
        if line.reverses_id is not None and line.means in CARRIED:
            return self.money.get(line.reverses_id, "bank")
        word = debited_account(line.means, carried=line.kept or bool(line.deposit_number))
        own = f"means:{line.means}"
        return own if word == "bank" and own in self.chart.accounts else word


def read_books(uow: UnitOfWork, first: date, last: date, chart: Chart) -> Books:
    """Read the books of a year from one consistent state of the dossier."""
    books = Books(first, last)
    deposits = [one for one in uow.deposits.lines() if one.state is not DepositState.CANCELLED]
    reader = _Reader(
        chart=chart,
        written=uow.years.written(),
        kept_from=uow.years.kept_from(),
        days={one.number: deposit_day(one) for one in deposits},
        banks={one.number: _bank_of(one, chart) for one in deposits},
    )
    for means, cents in uow.years.settled_before(first).items():
        books.opening[CARRIED_TO[means]] += cents
    _read_gifts(books, uow, reader)
    _name_companies(books.booked, uow)
    for one in books.booked:
        books.postings.extend(_gift_postings(one, chart))
    for deposit in reversed(deposits):
        _take_to_bank(books, deposit, reader.banks[deposit.number])
    for told in reversed(uow.returns.lines()):
        if told.entry.reversal_id in reader.reversals:  # else its gift is of a later year
            _return(books, told, reader)
    return books


def _bank_of(deposit: DepositLine, chart: Chart) -> str:
    own = f"bank:{deposit.bank_account_id}"
    return own if own in chart.accounts else "bank"


def _read_gifts(books: Books, uow: UnitOfWork, reader: _Reader) -> None:
    """Sort the gifts; note the account the money of each carried one is on."""
    waiting: dict[int, Booked] = {}
    for line in uow.years.gifts(books.first, books.last):
        booked = Booked(line, reader.booked_day(line), reader.debit(line))
        if line.deposit_number:
            books.slips[line.deposit_number] += line.cents
        if line.reverses_id is not None:
            reader.reversals[line.id] = line.batch_id
        elif line.means in CARRIED:
            taken = reader.days.get(line.deposit_number)
            reader.money[line.id] = reader.banks.get(line.deposit_number, booked.debit)
            if booked.debit in CARRIED_TO.values() and (taken is None or taken > books.last):
                waiting[line.id] = booked
        if booked.day <= books.last and line.reverses_id is not None:
            waiting.pop(line.reverses_id, None)
        if books.holds(booked.day):
            books.booked.append(booked)
        elif booked.day < books.first and booked.debit in CARRIED_TO.values():
            books.opening[booked.debit] += line.cents
        if books.holds(line.received_on):
            books.received.append(booked)
    books.on_hand = [one for one in waiting.values() if one.day <= books.last]


def _name_companies(booked: list[Booked], uow: UnitOfWork) -> None:
    ids = sorted({one.line.donor_id for one in booked if one.line.donor_id is not None})
    companies = {
        donor_id
        for some in _by_pieces(ids)
        for donor_id, donor in uow.receipts.donors(some).items()
        if donor.kind is DonorKind.ORGANISATION
    }
    for place, one in enumerate(booked):
        if one.line.donor_id in companies:
            booked[place] = Booked(one.line, one.day, one.debit, company=True)


def _by_pieces(ids: "Sequence[int] | array[int]") -> Iterator[list[int]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield list(ids[start : start + _AT_ONCE])


def _credit_of(one: Booked, chart: Chart) -> str:
    """Return the word of the account a gift is credited to: a fund may have its own for money."""
    word = credited_account(one.line.means, one.line.details.purpose, company=one.company)
    own = f"fund:{one.line.fund_id}"
    return own if word in {"gifts", "companies"} and own in chart.accounts else word


def _gift_postings(one: Booked, chart: Chart) -> Iterable[Posting]:
    line = one.line
    label = _("Gifts, batch {batch}, {fund}").format(batch=line.batch_number, fund=line.fund_name)
    piece = line.batch_number
    if line.means is Means.EXPENSES:
        yield Posting(one.day, "gifts", piece, "travel", one.debit, line.cents, label)
    credit, analytic = _credit_of(one, chart), chart.analytic.get(str(line.fund_id), "")
    yield Posting(one.day, "gifts", piece, one.debit, credit, line.cents, label, analytic)


def _take_to_bank(books: Books, deposit: DepositLine, bank: str) -> None:
    day, account = deposit_day(deposit), CARRIED_TO[deposit.means]
    if day < books.first:
        books.opening[account] -= deposit.cents
    elif day <= books.last:
        label = _("Deposit {number}").format(number=deposit.number)
        posting = Posting(day, "bank", deposit.number, bank, account, deposit.cents, label)
        books.postings.append(posting)
        books.deposits.append(deposit)


def _return(books: Books, told: ReturnLine, reader: _Reader) -> None:
    """Book what the reversal does not tell: the bank's fee, a refund in cash of what is banked."""
    entry, day = told.entry, reader.return_day(told)
    stood = reader.money.get(told.gift.id, "bank")
    banked = stood not in CARRIED_TO.values()
    by_cash = entry.kind is ReturnKind.REFUND and entry.means is Means.CASH and banked
    if by_cash and day <= books.last:
        books.paid_in_cash += entry.cents
        before = entry.cents if day < books.first else 0
        books.paid_before += before
        books.opening["cash"] -= before
    if not books.holds(day):
        return
    books.returns.append(told)
    piece = told.gift.batch_number
    if entry.fee_cents:
        label = _("Fee for a cheque returned unpaid, batch {batch}").format(batch=piece)
        fee = Posting(day, "bank", piece, "bank_fees", stood, entry.fee_cents, label)
        books.postings.append(fee)
    if by_cash:
        label = _("Refund in cash, batch {batch}").format(batch=piece)
        books.postings.append(Posting(day, "bank", piece, stood, "cash", entry.cents, label))
