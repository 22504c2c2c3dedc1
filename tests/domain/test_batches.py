# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The hunt for a difference: every usual slip is found, and an even batch has no lead."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.batches import (
    MOST_LEADS,
    BatchKind,
    BatchTotals,
    GiftBatch,
    Lead,
    LeadKind,
    find_leads,
    tell_difference,
    tell_lead,
)
from app.domain.gifts import Gift, Means

_DAY = date(2026, 1, 6)
_AMOUNTS = st.lists(st.integers(min_value=1, max_value=10**8), min_size=1, max_size=30)


def _gifts(amounts: list[int], **facts: object) -> list[Gift]:
    return [
        Gift(
            id=place,
            batch_id=1,
            position=place,
            donor_id=place,
            cents=cents,
            received_on=_DAY,
            fund_id=1,
            **facts,  # type: ignore[arg-type]
        )
        for place, cents in enumerate(amounts, start=1)
    ]


def _totals(keyed: list[int], right: list[int]) -> BatchTotals:
    return BatchTotals(len(keyed), sum(keyed), len(right), sum(right))


def _leads(keyed: list[int], right: list[int]) -> list[Lead]:
    return find_leads(_gifts(keyed), _totals(keyed, right))


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (BatchKind.CHEQUES, "2026-014"),
        (BatchKind.MIXED, "2026-014"),
        (BatchKind.CORRECTION, "2026-C14"),
        (BatchKind.IMPORT, "2026-I14"),
    ],
)
def test_the_number_tells_the_kind(kind: BatchKind, number: str) -> None:
    batch = GiftBatch(kind=kind, year=2026, sequence=14, received_on=_DAY, fund_id=1)
    assert batch.number == number


@given(amounts=_AMOUNTS)
def test_a_batch_that_agrees_has_no_lead(amounts: list[int]) -> None:
    assert _leads(amounts, amounts) == []
    uncontrolled = BatchTotals(len(amounts), sum(amounts), None, None)
    assert uncontrolled.agree
    assert not uncontrolled.controlled
    assert find_leads(_gifts(amounts), uncontrolled) == []


@given(amounts=_AMOUNTS, data=st.data())
def test_two_swapped_digits_are_always_found(amounts: list[int], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(amounts) - 1))
    digits = list(str(amounts[place]))
    assume(len(digits) > 1)
    swap = data.draw(st.integers(0, len(digits) - 2))
    assume(digits[swap] != digits[swap + 1])
    digits[swap], digits[swap + 1] = digits[swap + 1], digits[swap]
    wrong = int("".join(digits))
    assume(wrong > 0)
    keyed = [*amounts[:place], wrong, *amounts[place + 1 :]]
    found = [lead for lead in _leads(keyed, amounts) if lead.kind is LeadKind.SWAPPED_DIGITS]
    if len(found) < MOST_LEADS:
        assert Lead(LeadKind.SWAPPED_DIGITS, place + 1, amounts[place]) in found


@given(amounts=_AMOUNTS, data=st.data())
def test_a_zero_too_many_or_too_few_is_always_found(
    amounts: list[int], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(amounts) - 1))
    right = amounts[place] * 10
    for wrong, meant in ((right, amounts[place]), (amounts[place], right)):
        keyed = [*amounts[:place], wrong, *amounts[place + 1 :]]
        expected = [*amounts[:place], meant, *amounts[place + 1 :]]
        found = [lead for lead in _leads(keyed, expected) if lead.kind is LeadKind.TEN_TIMES]
        if len(found) < MOST_LEADS:
            assert Lead(LeadKind.TEN_TIMES, place + 1, meant) in found


@given(amounts=_AMOUNTS, data=st.data())
def test_a_line_keyed_twice_is_always_found(amounts: list[int], data: st.DataObject) -> None:
    twice = data.draw(st.sampled_from(amounts))
    found = _leads([*amounts, twice], amounts)
    equal = [lead.gift_id for lead in found if lead.kind is LeadKind.EQUAL_AMOUNT]
    assert (
        equal
        == [place for place, cents in enumerate([*amounts, twice], start=1) if cents == twice][
            :MOST_LEADS
        ]
    )


@given(amounts=_AMOUNTS, gap=st.integers(-(10**6), 10**6))
def test_every_lead_would_settle_the_difference(amounts: list[int], gap: int) -> None:
    """What a lead proposes for its line is exactly what makes the batch agree."""
    assume(gap)
    totals = BatchTotals(len(amounts), sum(amounts), len(amounts), sum(amounts) - gap)
    for lead in find_leads(_gifts(amounts), totals):
        if lead.kind in {LeadKind.SWAPPED_DIGITS, LeadKind.TEN_TIMES}:
            assert amounts[lead.gift_id - 1] - lead.expected_cents == gap
            assert lead.expected_cents > 0


def test_swapped_digits_come_before_the_rest() -> None:
    leads = _leads([9_00, 54_00], [9_00, 45_00])
    assert leads[0] == Lead(LeadKind.SWAPPED_DIGITS, 2, 45_00)
    assert [lead.kind for lead in leads[1:]] == [LeadKind.EQUAL_AMOUNT]


def test_a_count_that_differs_alone_is_about_the_pile() -> None:
    leads = _leads([10, 20], [30])
    assert leads[0] == Lead(LeadKind.COUNT_ONLY, 0)


def test_the_same_donor_twice_is_a_lead_when_there_is_too_much() -> None:
    one, two = _gifts([10_00, 12_00])
    same = [one, replace(two, donor_id=one.donor_id)]
    totals = BatchTotals(2, 22_00, 1, 10_00)
    twice = [x for x in find_leads(same, totals) if x.kind is LeadKind.SAME_DONOR_TWICE]
    assert [lead.gift_id for lead in twice] == [1, 2]
    missing = BatchTotals(2, 22_00, 3, 30_00)
    assert LeadKind.SAME_DONOR_TWICE not in {x.kind for x in find_leads(same, missing)}


def test_gifts_without_a_donor_are_nobody_twice() -> None:
    gifts = [replace(gift, donor_id=None) for gift in _gifts([5, 6])]
    assert all(
        lead.kind is not LeadKind.SAME_DONOR_TWICE
        for lead in find_leads(gifts, BatchTotals(2, 11, 1, 7))
    )


def test_a_cheque_without_number_is_a_lead_where_the_others_have_one() -> None:
    numbered, bare = _gifts([5_00], cheque_number="12")[0], _gifts([6_00, 7_00])[1]
    totals = BatchTotals(2, 12_00, 2, 13_00)
    assert find_leads([numbered, bare], totals) == [Lead(LeadKind.NO_CHEQUE_NUMBER, 2)]
    assert find_leads([bare], totals) == []
    cash = _gifts([6_00, 7_00], means=Means.CASH)
    assert find_leads(cash, totals) == []


def test_a_pile_of_equal_gifts_does_not_bury_the_other_leads() -> None:
    keyed = [10_00] * 200 + [100_00]
    leads = _leads(keyed, [10_00] * 201)
    assert len(leads) <= MOST_LEADS * len(LeadKind)
    assert Lead(LeadKind.TEN_TIMES, 201, 10_00) in leads


@pytest.mark.parametrize(
    ("lead", "expected", "said"),
    [
        (Lead(LeadKind.EQUAL_AMOUNT, 1), 0, "Line 1: €9.00 is exactly what is too much."),
        (Lead(LeadKind.EQUAL_AMOUNT, 1), 99_00, "Line 1: €9.00 is exactly what is missing."),
        (Lead(LeadKind.TEN_TIMES, 1, 90_00), 0, "€9.00 instead of €90.00? A zero"),
        (Lead(LeadKind.SWAPPED_DIGITS, 1, 90), 0, "€9.00 instead of €0.90? Two digits"),
        (Lead(LeadKind.SAME_DONOR_TWICE, 1), 0, "a donor who has another line"),
        (Lead(LeadKind.NO_CHEQUE_NUMBER, 1), 0, "€9.00 has no cheque number"),
        (Lead(LeadKind.COUNT_ONLY, 0), 0, "count the envelopes again"),
    ],
)
def test_every_lead_has_its_sentence(lead: Lead, expected: int, said: str) -> None:
    (gift,) = _gifts([9_00])
    totals = BatchTotals(1, 9_00, 1, expected)
    assert said in tell_lead(lead, gift if lead.gift_id else None, totals)


@pytest.mark.parametrize(
    ("totals", "said"),
    [
        (BatchTotals(2, 10_00, 2, 9_00), "€1.00 too much"),
        (BatchTotals(2, 10_00, 2, 11_00), "€1.00 missing"),
        (BatchTotals(2, 10_00, 1, 10_00), "1 gift too many"),
        (BatchTotals(2, 10_00, 4, 11_00), "€1.00 missing, 2 gifts missing"),
        (BatchTotals(2, 10_00, None, None), ""),
    ],
)
def test_the_difference_is_told_in_words(totals: BatchTotals, said: str) -> None:
    assert tell_difference(totals) == said
