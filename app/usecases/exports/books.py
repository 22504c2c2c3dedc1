# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gifts, corrections, deposits and returns of a year as movements between accounts.

A gift is booked on the day that counts for tax; a correction on the day it was written, so that it
goes to the year that is open and leaves a year already handed to the accountant as it was.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.batches import BatchKind
from app.domain.deposits import CARRIED, DepositState
from app.domain.donors import DonorKind
from app.domain.exports.ledger import (
    CARRIED_TO,
    Posting,
    credited_account,
    debited_account,
)
from app.domain.gifts import Means, ReturnKind
from app.kernel.i18n import _
from app.usecases.ports import UnitOfWork
from app.usecases.ports.batches import BatchFilter
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
    """Return the day a slip is booked: when it was taken to the bank, or made."""
    return deposit.banked_on or deposit.made_on


def read_books(uow: UnitOfWork, first: date, last: date) -> Books:
    """Read the books of a year from one consistent state of the dossier."""
    books = Books(first, last)
    deposits = [one for one in uow.deposits.lines() if one.state is not DepositState.CANCELLED]
    days = {one.number: deposit_day(one) for one in deposits}
    money = _read_gifts(books, uow, days)
    _name_companies(books.booked, uow)
    for one in books.booked:
        books.postings.extend(_gift_postings(one))
    for deposit in reversed(deposits):
        _take_to_bank(books, deposit)
    for told in reversed(uow.returns.lines()):
        _return(books, told, money.get(told.gift.id, "bank"))
    return books


def _read_gifts(books: Books, uow: UnitOfWork, days: Mapping[str, date]) -> dict[int, str]:
    """Sort the gifts; return the account the money of each carried one is on, by its id."""
    corrections = _correction_days(uow)
    money: dict[int, str] = {}
    waiting: dict[int, Booked] = {}
    for line in uow.gifts.stream():
        written = corrections.get(line.batch_id, line.received_on)
        booked = Booked(line, max(written, line.received_on), _debit(line, money))
        if line.deposit_number:
            books.slips[line.deposit_number] += line.cents
        if line.reverses_id is None and line.means in CARRIED:
            money[line.id] = "bank" if line.deposit_number else booked.debit
            taken = days.get(line.deposit_number)
            if booked.debit != "bank" and (taken is None or taken > books.last):
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
    return money


def _debit(line: GiftLine, money: Mapping[int, str]) -> str:
    if line.reverses_id is not None and line.means in CARRIED:
        return money.get(line.reverses_id, "bank")
    return debited_account(line.means, carried=line.kept or bool(line.deposit_number))


def _correction_days(uow: UnitOfWork) -> dict[int, date]:
    """Return the day each batch of corrections was written, by its id."""
    ids = uow.batches.ids(BatchFilter())
    return {
        batch.id: batch.received_on
        for some in _by_pieces(ids)
        for batch in uow.batches.lines(some)
        if batch.kind is BatchKind.CORRECTION
    }


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


def _credit_of(one: Booked) -> str:
    """Return the word of the account a gift is credited to."""
    return credited_account(one.line.means, one.line.details.purpose, company=one.company)


def _gift_postings(one: Booked) -> Iterable[Posting]:
    line = one.line
    label = _("Gifts, batch {batch}, {fund}").format(batch=line.batch_number, fund=line.fund_name)
    piece = line.batch_number
    if line.means is Means.EXPENSES:
        yield Posting(one.day, "gifts", piece, "travel", one.debit, line.cents, label)
    yield Posting(one.day, "gifts", piece, one.debit, _credit_of(one), line.cents, label)


def _take_to_bank(books: Books, deposit: DepositLine) -> None:
    day, account = deposit_day(deposit), CARRIED_TO[deposit.means]
    if day < books.first:
        books.opening[account] -= deposit.cents
    elif day <= books.last:
        label = _("Deposit {number}").format(number=deposit.number)
        posting = Posting(day, "bank", deposit.number, "bank", account, deposit.cents, label)
        books.postings.append(posting)
        books.deposits.append(deposit)


def _return(books: Books, told: ReturnLine, stood: str) -> None:
    """Book what the reversal does not tell: the bank's fee, a refund in cash of what is banked."""
    entry, day = told.entry, told.entry.happened_on
    by_cash = entry.kind is ReturnKind.REFUND and entry.means is Means.CASH and stood == "bank"
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
        fee = Posting(day, "bank", piece, "bank_fees", "bank", entry.fee_cents, label)
        books.postings.append(fee)
    if by_cash:
        label = _("Refund in cash, batch {batch}").format(batch=piece)
        books.postings.append(Posting(day, "bank", piece, "bank", "cash", entry.cents, label))
