# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gift Aid: what a declaration covers, and the rows of a schedule."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.addresses import Address
from app.domain.donors import AidWay, GiftAid, check_detail
from app.domain.receipts.giftaid import AidGift, row_of, schedule_of
from tests.conftest import TODAY

AID = GiftAid(donor_id=1, said_on=date(2025, 6, 1), from_on=date(2021, 6, 1))
GIFT = AidGift(
    gift_ids=(1,),
    donor_id=1,
    day=date(2025, 3, 5),
    cents=123_450,
    title="Mrs",
    first_name="Zoé",
    last_name="Essai-Modèle",
    address=Address(street="12b Fictive Road", postal_code="sw1a1aa", city="London", country="GB"),
)


@pytest.mark.parametrize(
    ("told", "day", "covered"),
    [
        ({}, date(2021, 6, 1), True),
        ({}, date(2021, 5, 31), False),
        ({}, date(2035, 1, 1), True),
        ({"until_on": date(2025, 6, 1)}, date(2025, 6, 2), False),
        ({"cancelled_on": date(2025, 9, 1)}, date(2025, 8, 31), True),
        ({"cancelled_on": date(2025, 9, 1)}, date(2025, 9, 1), False),
        ({"way": AidWay.ORAL, "cancelled_on": date(2025, 7, 1)}, date(2025, 6, 2), False),
        ({"way": AidWay.ORAL, "cancelled_on": date(2025, 7, 2)}, date(2025, 6, 2), True),
    ],
)
def test_a_declaration_covers_four_years_before_and_what_comes(
    told: dict[str, object], day: date, *, covered: bool
) -> None:
    assert replace(AID, **told).covers(day) is covered  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({}, ""),
        ({"from_on": date(2021, 5, 31)}, "from_on"),
        ({"from_on": date.min}, "from_on"),
        ({"said_on": date(2026, 1, 7), "from_on": TODAY}, "said_on"),
        ({"until_on": date(2021, 5, 31)}, "until_on"),
        ({"cancelled_on": date(2025, 5, 31)}, "cancelled_on"),
    ],
)
def test_a_declaration_is_checked(told: dict[str, object], field: str) -> None:
    problems = check_detail(replace(AID, **told), TODAY)  # type: ignore[arg-type]
    assert [problem.field for problem in problems] == ([field] if field else [])


def test_a_row_is_in_the_columns_and_limits_of_hmrc() -> None:
    cells = ("Mrs", "Zoé", "Essai Modèle", "12b", "SW1A 1AA", "", "", "05/03/25", "1234.50")
    assert row_of(GIFT) == cells
    far = Address(building="Villa Fictive", street="Rue X", city="Lyon", country="FR")
    other = replace(GIFT, title="Madame", first_name="Z" * 40, address=far)
    assert row_of(other)[:5] == ("", "Z" * 35, "Essai Modèle", "Villa Fictive", "X")


def test_what_a_schedule_leaves_out_is_counted() -> None:
    gifts = [
        replace(GIFT, gift_ids=(2,), day=date(2020, 1, 1)),
        replace(GIFT, gift_ids=(3,), donor_id=2),
        replace(GIFT, gift_ids=(4,), address=replace(GIFT.address, postal_code="")),
        *(replace(GIFT, gift_ids=(n,)) for n in range(10, 1_013)),
    ]
    schedule = schedule_of(gifts, {1: [AID]})
    assert (schedule.uncovered, schedule.incomplete, schedule.left) == (2, 1, 3)
    assert (len(schedule.gifts), schedule.cents) == (1_000, 123_450_000)
