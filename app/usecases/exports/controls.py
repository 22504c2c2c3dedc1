# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sums of a year, each told two ways, before an accountant has to ask."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.domain.accounting import FundYear
from app.domain.exports.ledger import Chart, Entry, balances, is_income, totals
from app.domain.organisation import Fund
from app.kernel.i18n import _
from app.usecases.exports.books import Booked, Books
from app.usecases.ports.receipts import RegisterLine

_NOT_BANKED = ("kind_used", "volunteers", "securities")


class Control(NamedTuple):
    """A sum told two ways, in cents.

    Attributes:
        name: What is compared, on the left and on the right.
        list: The sheet of the workbook that tells it line by line.
    """

    name: str
    left_cents: int
    right_cents: int
    list: str

    @property
    def ok(self) -> bool:
        """Whether both ways tell the same."""
        return self.left_cents == self.right_cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All a package tells.

    Attributes:
        received_cents: The posted gifts that count for tax in the year, as the register sums them.
        register: The receipts issued in the year.
        names: Whether the lists name donors.
        restricted: What came in for restricted funds; what was spent is known at the closing.
        final: The year is being closed: what is left of restricted funds is carried over.
    """

    books: Books
    entries: Sequence[Entry]
    chart: Chart
    funds: Sequence[Fund]
    register: Sequence[RegisterLine]
    received_cents: int
    names: bool
    restricted: Sequence[FundYear] = ()
    final: bool = False


def controls(told: Told) -> list[Control]:
    """Compare the sums of the year: each is read twice, from lists that do not know each other."""
    books, sums = told.books, balances(told.entries)
    debits, credits_ = totals(told.entries)
    moved_in, moved_out = moved(books)
    income = -sum(cents for word, cents in sums.items() if is_income(word))
    carried = {word: books.opening[word] + sums.get(word, 0) for word in ("cheques", "cash")}
    waiting = _waiting(books)
    deposited = sum(one.cents for one in books.deposits)
    return [
        Control(
            _("Gifts of the year, with corrections of other years = income accounts 75 and 87"),
            told.received_cents + _cents(moved_in) - _cents(moved_out),
            income,
            _("By account"),
        ),
        Control(
            _("Gifts booked = deposits + change of what is on hand + straight to the bank + kind"),
            sum(one.line.cents for one in books.booked),
            _by_place(books, waiting, deposited),
            _("By method"),
        ),
        Control(
            _("Account of cheques = cheques on hand at the end"),
            carried["cheques"],
            waiting["cheques"],
            _("On hand"),
        ),
        Control(
            _("Account of cash = cash on hand at the end, less refunds paid in cash"),
            carried["cash"],
            waiting["cash"] - books.paid_in_cash,
            _("On hand"),
        ),
        Control(
            _("Deposit slips = gifts on these slips"),
            deposited,
            sum(books.slips[one.number] for one in books.deposits),
            _("Deposits"),
        ),
        Control(
            _("Gifts of the year = gifts receipted + gifts not receipted, by reason"),
            told.received_cents,
            sum(one.line.cents for one in books.received),
            _("Receipted or not"),
        ),
        *_restricted(told, sums),
        Control(_("Debits = credits"), debits, credits_, _("Entries")),
    ]


def _restricted(told: Told, sums: Mapping[str, int]) -> list[Control]:
    if not (told.restricted and told.final):
        return []
    return [
        Control(
            _("Restricted funds: left at first + received - spent = left, with account 196"),
            sum(one.closing_cents for one in told.restricted),
            sum(one.opening_cents for one in told.restricted) - sums.get("funds_held", 0),
            _("Restricted funds"),
        )
    ]


def _by_place(books: Books, waiting: Counter[str], deposited: int) -> int:
    """Return what became of the gifts: at the bank, on hand, or no money at all."""
    straight = Counter[str]()
    for one in books.booked:
        word = "bank" if one.debit.startswith("means:") else one.debit
        straight[word] += one.line.cents
    kept = waiting.total() - books.opening.total() - books.paid_before
    return deposited + kept + straight["bank"] + sum(straight[word] for word in _NOT_BANKED)


def _cents(some: Iterable[Booked]) -> int:
    return sum(one.line.cents for one in some)


def _waiting(books: Books) -> Counter[str]:
    waiting: Counter[str] = Counter()
    for one in books.on_hand:
        waiting[one.debit] += one.line.cents
    return waiting


def moved(books: Books) -> tuple[list[Booked], list[Booked]]:
    """Return corrections booked in the year of other years' gifts, and the other way round."""
    moved_in = [one for one in books.booked if not books.holds(one.line.received_on)]
    moved_out = [one for one in books.received if not books.holds(one.day)]
    return moved_in, moved_out
