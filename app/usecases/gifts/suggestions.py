# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose a gift set aside may be: donors ranked by what points at them, each with its reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from app.domain.donors import number_text
from app.kernel.command import Query, handles
from app.kernel.damm import is_valid
from app.kernel.formats import format_day
from app.kernel.i18n import _
from app.kernel.money import format_amount
from app.kernel.text import digits, words
from app.usecases.context import Context
from app.usecases.ports.desk import GiftLine
from app.usecases.ports.people import DonorLine

MOST_SUGGESTIONS = 5
_ASKED = 20
"""How many donors each clue may bring."""
_SHORTEST_WORD = 3
_SHORTEST_PHONE = 9
_BOOK = 40
"""Cheques of one book, or of the next one ordered with it, are at most so far apart."""
_MEMORY = timedelta(days=3 * 365)
_STOPPED = timedelta(days=45)
"""A donor who gave every month and did not for so long may be the one."""
_ACCOUNT, _NUMBER, _PHONE, _SURNAME, _CHEQUE, _AMOUNT, _WORD, _PLACE = (
    100, 90, 60, 40, 40, 20, 15, 10,
)  # fmt: skip
"""How strongly each clue points; several add up."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A donor a gift set aside may be of.

    Attributes:
        reasons: Sentences that say why, the strongest first.
    """

    donor: DonorLine
    reasons: tuple[str, ...]


class _Pointer(NamedTuple):
    """One clue that points at one donor."""

    donor_id: int
    weight: int
    reason: str


@dataclass(frozen=True, slots=True)
class SuggestDonors(Query[Sequence[Suggestion]]):
    """Tell whose a gift set aside may be; nothing is written, a person decides."""

    gift_id: int


@handles(SuggestDonors)
def suggest_donors(query: SuggestDonors, ctx: Context) -> Sequence[Suggestion]:
    """Return the likeliest donors first; nobody for a gift that has a donor.

    A donor who is archived or deceased is left out: accepting one wants the sheet.
    """
    ctx.uow.gifts.get(query.gift_id)
    line = ctx.uow.gifts.lines([query.gift_id])[0]
    if line.donor_id is not None or line.anonymous:
        return []
    pointers: dict[int, list[_Pointer]] = {}
    for find in (_by_account, _by_number, _by_words, _by_cheque, _by_amount):
        for pointer in find(line, ctx):
            pointers.setdefault(pointer.donor_id, []).append(pointer)
    donors = {
        donor.id: donor
        for donor in ctx.uow.donors.lines(list(pointers))
        if donor.archived_on is None and donor.deceased_on is None
    }
    ranked = sorted(donors.values(), key=lambda d: (-_weight(pointers[d.id]), d.name, d.id))
    return [Suggestion(d, _reasons(pointers[d.id])) for d in ranked[:MOST_SUGGESTIONS]]


def _weight(pointers: Sequence[_Pointer]) -> int:
    return sum(pointer.weight for pointer in pointers)


def _reasons(pointers: Sequence[_Pointer]) -> tuple[str, ...]:
    strongest = sorted(pointers, key=lambda pointer: -pointer.weight)
    return tuple(dict.fromkeys(pointer.reason for pointer in strongest))


def _by_account(line: GiftLine, ctx: Context) -> Iterator[_Pointer]:
    account = ctx.uow.clues.account_of(line.payment_id)
    for drawer in ctx.uow.drawers.of_account(account) if account else ():
        yield _Pointer(drawer.donor_id, _ACCOUNT, _("Writes cheques on this account."))


def _by_number(line: GiftLine, ctx: Context) -> Iterator[_Pointer]:
    """Read donor numbers with their key, and telephones, out of the clue."""
    for word in line.clue.replace(",", " ").replace(";", " ").split():
        typed = digits(word)
        if typed and typed == word.replace("-", "") and is_valid(typed):
            donor = ctx.uow.donors.by_number(int(typed[:-1]))
            if donor is not None:
                message = _("The number {number} is noted.")
                told = message.format(number=number_text(donor.number))
                yield _Pointer(donor.id, _NUMBER, told)
    dialled = digits(line.clue)
    if len(dialled) >= _SHORTEST_PHONE:
        for found in ctx.uow.donors.find(dialled, ctx.clock.today(), _ASKED):
            if digits(found.phone).endswith(dialled.lstrip("0")):
                yield _Pointer(found.id, _PHONE, _("The telephone number is noted."))


def _by_words(line: GiftLine, ctx: Context) -> Iterator[_Pointer]:
    """Compare the names of donors with the words of the clue; a place alone names nobody."""
    noted = [word for word in words(line.clue) if len(word) >= _SHORTEST_WORD]
    noted = [word for word in noted if not word.isdecimal()]
    asked = [" ".join(noted), *noted] if len(noted) > 1 else noted
    today = ctx.clock.today()
    found = {d.id: d for text in asked for d in ctx.uow.donors.find(text, today, _ASKED)}
    for donor in found.values():
        named = words(donor.name)
        common = [word for word in noted if word in named]
        if not common:
            continue
        surname = named[0] in common
        weight = (_SURNAME if surname else 0) + _WORD * (len(common) - surname)
        message = _("“{words}” is noted, as in the name.")
        yield _Pointer(donor.id, weight, message.format(words=" ".join(common).upper()))
        place = words(donor.city)
        if (place and set(place) <= set(words(line.clue))) or (
            donor.postal_code and donor.postal_code in line.clue
        ):
            told = _("Lives in {place}, which is noted.").format(place=donor.city)
            yield _Pointer(donor.id, _PLACE, told)


def _by_cheque(line: GiftLine, ctx: Context) -> Iterator[_Pointer]:
    """Look for a cheque out of the same book: same bank, a number close by."""
    if not line.cheque_number.isdecimal() or not line.cheque_bank:
        return
    since = line.received_on - _MEMORY
    seen = set()
    for near in ctx.uow.clues.near_cheques(line.cheque_number, line.cheque_bank, since, _BOOK):
        if near.donor_id in seen:
            continue
        seen.add(near.donor_id)
        message = _("Cheque {number} of the same bank, on {day}, was close in number.")
        told = message.format(number=near.number, day=format_day(near.received_on))
        yield _Pointer(near.donor_id, _CHEQUE, told)


def _by_amount(line: GiftLine, ctx: Context) -> Iterator[_Pointer]:
    """Look for donors who used to give this very amount and stopped."""
    since, before = line.received_on - _MEMORY, line.received_on - _STOPPED
    cents = sum(part.cents for part in ctx.uow.gifts.parts(line.id))
    for habit in ctx.uow.clues.habits(cents, since, before, _ASKED):
        message = _("Gave {amount} {times} times, and nothing since {day}.")
        told = message.format(
            amount=format_amount(cents), times=habit.times, day=format_day(habit.last_on)
        )
        yield _Pointer(habit.donor_id, _AMOUNT + min(habit.times, _PLACE), told)
