# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gifts that are not plain money: natures, counterparts, shares, expenses at the scale."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.gifts import (
    PLAIN,
    Counterpart,
    Expense,
    Gift,
    GiftForm,
    GiftNature,
    GiftPurpose,
    Means,
    Share,
    Tribute,
    Vehicle,
    check_expenses,
    check_gift,
    check_shares,
    day_words,
    gathered,
    mileage_cents,
    part_of,
    priced,
    share_out,
    suited,
    too_generous,
    whole_of,
)
from app.kernel.errors import Refused
from app.kernel.problem import Severity

_DAY = date(2026, 1, 6)
_GIFT = Gift(id=7, batch_id=1, donor_id=1, cents=100_00, received_on=_DAY, fund_id=1)


def _codes(gift: Gift) -> set[str]:
    problems = check_gift(gift, _DAY)
    return {problem.code for problem in problems if problem.severity is Severity.ERROR}


def _with(means: Means = Means.CHEQUE, **details: object) -> Gift:
    return replace(_GIFT, means=means, details=replace(PLAIN, **details))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("gift", "codes"),
    [
        (_with(), set()),
        (_with(nature=GiftNature.EXPENSES), {"gift.nature"}),
        (_with(benefit_cents=-1), {"gift.benefit_negative"}),
        (_with(benefit_cents=100_00), {"gift.sale"}),
        (_with(benefit_cents=99_99), set()),
        (_with(tribute=Tribute.MEMORY), {"gift.tribute_name"}),
        (_with(tribute_name="Ada"), {"gift.tribute"}),
        (_with(tribute=Tribute.HONOUR, tribute_name="Ada"), set()),
        (_with(units=3), {"gift.units"}),
        (_with(Means.IN_KIND, nature=GiftNature.OTHER), {"gift.undescribed"}),
        (_with(Means.IN_KIND, nature=GiftNature.WAIVED_INCOME, description="rent"), set()),
        (
            _with(Means.SECURITIES, nature=GiftNature.OTHER),
            {"gift.undescribed", "gift.no_units", "gift.no_value_day"},
        ),
        (
            _with(
                Means.SECURITIES, nature=GiftNature.LISTED_SECURITIES, description="Moulin",
                units=3, valued_on=_DAY,
            ),
            set(),
        ),
        (replace(_GIFT, anonymous=True), {"gift.anonymous"}),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_details_is_told(gift: Gift, codes: set[str]) -> None:
    assert _codes(gift) == codes


def test_an_anonymous_gift_needs_no_clue() -> None:
    assert check_gift(replace(_GIFT, donor_id=None, anonymous=True), _DAY) == []


@given(st.sampled_from(Means), st.sampled_from(GiftNature), st.sampled_from(GiftForm))
def test_the_payment_method_decides_what_it_must(
    means: Means, nature: GiftNature, form: GiftForm
) -> None:
    details = suited(replace(PLAIN, nature=nature, form=form, payer_id=1, thanked_id=2), means, 1)
    assert "gift.nature" not in _codes(replace(_GIFT, means=means, details=details))
    assert details.payer_id is None
    assert details.thanked_id == 2
    wanted = GiftForm.OTHER if means is Means.EXPENSES else form
    assert details.form is wanted
    assert suited(details, means, 1) == details


def test_only_a_fee_with_services_gives_no_right() -> None:
    right = {p: replace(PLAIN, purpose=p).gives_right for p in GiftPurpose}
    assert [p for p, gives in right.items() if not gives] == [GiftPurpose.MEMBERSHIP_SERVED]


def test_each_payment_method_says_which_day_counts() -> None:
    assert set(day_words()) == set(Means)


def _counterpart(cents: int, benefit: int, number: int = 1, day: date = _DAY) -> Counterpart:
    return Counterpart(day, number, cents, benefit)


@pytest.mark.parametrize(
    ("payments", "lost"),
    [
        ([_counterpart(100_00, 25_00)], set()),
        ([_counterpart(100_00, 25_01)], {1}),
        ([_counterpart(400_00, 73_00)], set()),
        ([_counterpart(400_00, 73_01)], {1}),
        ([_counterpart(400_00, 73_00), _counterpart(50_00, 0, 2)], set()),
        ([_counterpart(400_00, 73_00), _counterpart(100_00, 1, 2)], {2}),
        ([_counterpart(400_00, 40_00, 2), _counterpart(400_00, 40_00, 1)], {2}),
        ([_counterpart(400_00, 70_00, 1, date(2020, 5, 1))], {1}),
    ],
)
def test_the_limits_of_the_law_to_the_cent(payments: list[Counterpart], lost: set[int]) -> None:
    """CGI ann. IV, art. 23 N: a quarter of the payment, 73 € a year since 2021, 69 € before."""
    assert too_generous(payments) == lost


_COUNTERPARTS = st.lists(
    st.builds(
        _counterpart,
        st.integers(1, 500_00),
        st.integers(0, 100_00),
        st.integers(1, 50),
        st.dates(date(2025, 1, 1), date(2025, 12, 31)),
    ),
    unique_by=lambda payment: payment.payment_id,
    max_size=8,
)


@given(_COUNTERPARTS, st.randoms())
def test_what_keeps_its_right_is_within_every_limit(
    payments: list[Counterpart], dice: Random
) -> None:
    lost = too_generous(payments)
    kept = [payment for payment in payments if payment.payment_id not in lost]
    assert sum(payment.benefit_cents for payment in kept) <= 73_00
    assert all(payment.benefit_cents * 4 <= payment.cents for payment in kept)
    dice.shuffle(payments)
    assert too_generous(payments) == lost


@given(_COUNTERPARTS, st.integers(0, 100_00))
def test_a_later_gift_never_takes_the_right_of_an_earlier_one(
    payments: list[Counterpart], benefit: int
) -> None:
    later = _counterpart(400_00, benefit, 99, date(2025, 12, 31))
    assert too_generous([*payments, later]) - {99} == too_generous(payments)


@given(st.integers(1, 10**9), st.lists(st.integers(1, 10**8), max_size=6))
def test_the_last_share_is_what_remains_to_the_cent(total: int, first: list[int]) -> None:
    if sum(first) >= total:
        with pytest.raises(Refused) as refused:
            share_out(total, first)
        assert refused.value.code == "share.remainder"
        return
    shares = share_out(total, first)
    assert sum(shares) == total
    assert shares[:-1] == first
    assert all(cents > 0 for cents in shares)


def test_a_share_of_nothing_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        share_out(100, [0])
    assert refused.value.code == "share.zero"


@pytest.mark.parametrize(
    ("shares", "code"),
    [
        ([(1, 100_00)], "share.alone"),
        ([(1, 100_00), (2, 0)], "share.zero"),
        ([(1, 40_00), (2, 59_99)], "share.total"),
        ([(1, 40_00), (1, 60_00)], "share.twice"),
    ],
)
def test_shares_that_are_not_the_payment_are_refused(
    shares: list[tuple[int, int]], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        check_shares(_GIFT.cents, [Share(fund_id=fund, cents=cents) for fund, cents in shares])
    assert refused.value.code == code


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=6))
def test_a_payment_parted_and_gathered_is_the_same(amounts: list[int]) -> None:
    whole = replace(_GIFT, cents=sum(amounts), fund_id=0, details=replace(PLAIN, benefit_cents=3))
    shares = [Share(fund_id=place, cents=cents) for place, cents in enumerate(amounts)]
    check_shares(whole.cents, shares)
    lead = part_of(whole, shares[0], None)
    others = [replace(part_of(whole, one, 7), id=8 + n) for n, one in enumerate(shares[1:])]
    payment = gathered([lead, *others])
    assert payment.gift == whole
    assert list(payment.shares) == shares
    assert [part_id for part_id, _version in payment.parts] == [one.id for one in others]
    assert sum(part.details.benefit_cents for part in (lead, *others)) == 3


def test_a_payment_that_was_never_split_has_no_share() -> None:
    assert gathered([_GIFT]).gift == _GIFT
    assert gathered([_GIFT]).shares == ()
    assert part_of(_GIFT, whole_of(_GIFT), None) == _GIFT


@pytest.mark.parametrize(
    ("vehicle", "power", "kilometres", "electric", "cents"),
    [
        (Vehicle.CAR, 3, 5_000, False, 2_645_00),
        (Vehicle.CAR, 4, 1_000, False, 606_00),
        (Vehicle.CAR, 5, 6_000, False, 3_537_00),
        (Vehicle.CAR, 6, 20_001, False, 8_940_45),
        (Vehicle.CAR, 12, 100, False, 69_70),
        (Vehicle.CAR, 5, 100, True, 76_32),
        (Vehicle.MOTORCYCLE, 2, 3_000, False, 1_185_00),
        (Vehicle.MOTORCYCLE, 5, 4_000, False, 1_486_00),
        (Vehicle.MOPED, 0, 10, False, 3_15),
    ],
)
def test_the_scale_is_that_of_the_law(
    vehicle: Vehicle,
    power: int,
    kilometres: int,
    electric: bool,  # noqa: FBT001 - a parameter of the table above
    cents: int,
) -> None:
    """CGI ann. IV, art. 6 B, order of 27 March 2023."""
    assert mileage_cents(vehicle, power, kilometres, _DAY, electric=electric) == cents


_POWERS = st.integers(1, 12)


@given(_POWERS, st.lists(st.integers(1, 9_000), min_size=1, max_size=6), st.data())
def test_journeys_of_a_year_add_up_to_the_year(
    power: int, journeys: list[int], data: st.DataObject
) -> None:
    """However the kilometres are cut into journeys, not a cent is made or lost."""
    electric = data.draw(st.booleans())
    sheet = [
        Expense(day=_DAY, purpose="x", cents=0, vehicle=Vehicle.CAR, power=power,
                kilometres=km, electric=electric)
        for km in journeys
    ]  # fmt: skip
    whole = mileage_cents(Vehicle.CAR, power, sum(journeys), _DAY, electric=electric)
    told = priced(sheet, {})
    assert sum(expense.cents for expense in told) == whole
    assert all(expense.cents > 0 for expense in told)


@pytest.mark.parametrize(
    ("vehicle", "power", "kilometres", "day", "code"),
    [
        (Vehicle.CAR, 5, 10, date(2021, 12, 31), "expense.scale"),
        (Vehicle.NONE, 5, 10, _DAY, "expense.vehicle"),
        (Vehicle.CAR, 0, 10, _DAY, "expense.power"),
        (Vehicle.CAR, 5, 0, _DAY, "expense.kilometres"),
    ],
)
def test_a_journey_the_scale_does_not_know_is_refused(
    vehicle: Vehicle, power: int, kilometres: int, day: date, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        mileage_cents(vehicle, power, kilometres, day)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("facts", "cents", "means", "codes"),
    [
        ({}, 5_00, Means.EXPENSES, set()),
        ({}, 6_00, Means.EXPENSES, {"expense.total"}),
        ({}, 5_00, Means.CASH, {"expense.means"}),
        ({"purpose": " "}, 5_00, Means.EXPENSES, {"expense.purpose"}),
        ({"cents": 0}, 5_00, Means.EXPENSES, {"expense.zero", "expense.total"}),
        ({"day": date(2026, 1, 7)}, 5_00, Means.EXPENSES, {"expense.later"}),
    ],
)
def test_what_is_wrong_with_a_sheet_is_told(
    facts: dict[str, Any], cents: int, means: Means, codes: set[str]
) -> None:
    stamps = Expense(day=_DAY, purpose="Stamps", cents=5_00)
    expense = replace(stamps, **facts)
    assert {p.code for p in check_expenses([expense], cents, _DAY, means)} == codes
