# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fictitious donors and gifts, the same for the same seed."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from random import Random
from typing import Any

from app.domain.addresses import Address
from app.domain.batches import BatchKind
from app.domain.donors import FIRST_NUMBER, Donor, DonorKind, ReceiptWish
from app.domain.gifts import Means
from app.kernel.assets import asset_path
from app.kernel.text import fold

YEARS = 5
"""How many years the gifts are spread over."""

_MONTHS = (6, 5, 6, 6, 6, 7, 5, 4, 7, 7, 14, 27)
"""Share of the gifts in each month: two fifths come in the last quarter (France générosités)."""
_AMOUNTS = (10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 200, 300, 500, 1000)
_WEIGHTS = (6, 4, 14, 4, 12, 6, 20, 4, 3, 13, 2, 4, 5, 1, 1.5, 0.5)
_MEANS = (Means.CHEQUE, Means.TRANSFER, Means.CASH, Means.CARD)
_MEANS_WEIGHTS = (80, 8, 7, 5)
_BATCH_SIZE = 60
_KINDS = {
    Means.CHEQUE: BatchKind.CHEQUES,
    Means.CASH: BatchKind.CASH,
    Means.TRANSFER: BatchKind.TRANSFERS,
    Means.CARD: BatchKind.MIXED,
}


@dataclass(frozen=True, slots=True)
class DemoGift:
    """A gift to be: ``donor`` is the rank of its donor, or None when unidentified."""

    donor: int | None
    cents: int
    day: date
    means: Means
    cheque_number: str
    bank: str
    campaign: int | None
    fund: int


@dataclass(frozen=True, slots=True)
class DemoBatch:
    """Gifts keyed on one day, all by one means."""

    kind: BatchKind
    day: date
    gifts: tuple[DemoGift, ...]


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = json.loads(asset_path("data", "demo.json").read_text("utf-8"))
    return words


def demo_campaigns() -> Sequence[tuple[str, str, int]]:
    """Return code, name and month of the yearly campaigns."""
    return [(code, name, month) for code, name, month in _words()["campaigns"]]


def demo_donors(count: int, seed: int, year: int) -> Iterator[Donor]:
    """Yield ``count`` donors, numbered from the first number on."""
    random = Random(f"donors {seed}")
    for rank in range(count):
        draw = random.random
        organisation = draw() < 0.03
        donor = _organisation(random) if organisation else _person(random, rank)
        gone = draw() < 0.015
        returned = draw() < 0.02
        wish = ReceiptWish.NONE if draw() < 0.02 else ReceiptWish.ANNUAL
        yield Donor(
            **donor,
            number=FIRST_NUMBER + rank,
            address=_address(random, incomplete=draw() < 0.008),
            deceased_on=date(year - 1, 1, 1) + timedelta(int(draw() * 300)) if gone else None,
            returned_on=date(year, 2, 1) + timedelta(int(draw() * 300)) if returned else None,
            receipt_wish=wish,
        )


def _person(random: Random, rank: int) -> dict[str, Any]:
    words = _words()
    woman = random.random() < 0.54
    first = random.choice(words["first_names_f" if woman else "first_names_m"])
    last = random.choice(words["surnames"])
    mail = f"{fold(first)}.{fold(last)}".replace(" ", "-")
    return {
        "kind": DonorKind.PERSON,
        "civility": "Mme" if woman else "M.",
        "first_name": first,
        "last_name": last,
        "phone": _phone(random) if random.random() < 0.6 else "",
        # As providers do: whoever bears a name that is taken has a number put after it.
        "email": f"{mail}{rank}@exemple.invalid" if random.random() < 0.4 else "",
    }


def _phone(random: Random) -> str:
    digits = f"{random.choice(_words()['telephones'])}{random.randrange(10_000):04d}"
    return " ".join(digits[place : place + 2] for place in range(0, len(digits), 2))


def _organisation(random: Random) -> dict[str, Any]:
    words = _words()
    name = random.choice(words["organisations"]).format(random.choice(words["surnames"]))
    return {"kind": DonorKind.ORGANISATION, "organisation_name": name}


def _address(random: Random, *, incomplete: bool) -> Address:
    words = _words()
    code, city = random.choice(words["places"])
    street = (
        f"{random.randrange(1, 140)} {random.choice(words['street_kinds'])} "
        f"{random.choice(words['street_names'])}"
    )
    building = f"Résidence {random.choice(words['surnames'])}" if random.random() < 0.08 else ""
    return Address(
        street="" if incomplete else street, building=building, postal_code=code, city=city
    )


def demo_batches(donors: int, gifts: int, seed: int, year: int) -> Iterator[DemoBatch]:
    """Yield batches of posted gifts in the order of their days, ``gifts`` in all."""
    random = Random(f"gifts {seed}")
    faithful = list(accumulate(1 / (1 + rank) ** 0.35 for rank in range(donors)))
    ranks = list(range(donors))
    Random(f"ranks {seed}").shuffle(ranks)
    for first, share in _weeks(gifts, year):
        week = [_gift(random, first, faithful, ranks) for _index in range(share)]
        week.sort(key=lambda gift: (gift.day, gift.means.value))
        for means in _MEANS:
            pile = [gift for gift in week if gift.means is means]
            for start in range(0, len(pile), _BATCH_SIZE):
                part = tuple(pile[start : start + _BATCH_SIZE])
                yield DemoBatch(_KINDS[means], part[-1].day, part)


def _weeks(gifts: int, year: int) -> Iterator[tuple[date, int]]:
    """Yield the first day of each week and how many gifts it brings."""
    days = [date(year - YEARS + 1, 1, 1) + timedelta(7 * week) for week in range(YEARS * 52)]
    weights = list(accumulate(_MONTHS[day.month - 1] * (1 + 0.05 * day.year) for day in days))
    given = 0
    for day, reached in zip(days, weights, strict=True):
        upto = round(gifts * reached / weights[-1])
        if upto > given:
            yield day, upto - given
        given = upto


def _gift(random: Random, first: date, faithful: list[float], ranks: list[int]) -> DemoGift:
    means = random.choices(_MEANS, _MEANS_WEIGHTS)[0]
    place = random.choices(range(len(ranks)), cum_weights=faithful)[0]
    unknown = means is Means.CHEQUE and random.random() < 0.003
    day = min(first + timedelta(random.randrange(5)), date(first.year, 12, 31))
    campaigns = _words()["campaigns"]
    near = [i for i, (_c, _n, month) in enumerate(campaigns) if 0 <= day.month - month <= 1]
    return DemoGift(
        donor=None if unknown else ranks[place],
        cents=random.choices(_AMOUNTS, _WEIGHTS)[0] * 100,
        day=day,
        means=means,
        cheque_number=f"{random.randrange(10**7):07d}" if means is Means.CHEQUE else "",
        bank=random.choice(_words()["banks"]) if means is Means.CHEQUE else "",
        campaign=near[0] if near and random.random() < 0.7 else None,
        fund=1 if random.random() < 0.1 else 0,
    )
