# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Standing gifts: what is due in a month is keyed once, as one batch."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.batches import BatchKind, BatchRules
from app.domain.donors import Donor, Pace, StandingGift
from app.domain.gifts import GiftState, Means
from app.kernel.errors import Refused
from app.usecases.batches import PostBatch, SaveBatchRules, ShowBatch
from app.usecases.donors import AddDetail, EditDetail, EditDonor, RemoveDetail, ShowDonor
from app.usecases.duplicates import MergeDonors
from app.usecases.gifts import CorrectGift, GetGift, RemoveGift, ReverseBatch
from app.usecases.gifts.standing import DueStanding, OpenStandingBatch
from app.usecases.office import Office
from tests.support.giving import new_donor

JANUARY = date(2026, 1, 1)


def order(office: Office, donor: Donor, cents: int, **told: object) -> StandingGift:
    """Note a standing gift, of each month since 2024 unless told otherwise."""
    made = StandingGift(donor_id=donor.id, cents=cents, first_on=date(2024, 1, 5))
    return office.do(AddDetail(replace(made, **told)))  # type: ignore[arg-type]


def due(office: Office, month: date = JANUARY) -> list[int]:
    return [one.standing.cents for one in office.ask(DueStanding(month))]


def test_case_b12_two_go_on_one_rests_two_drafts_are_made(any_office: Office) -> None:
    """Orders of 30 and 25 go on, 35 is suspended: two drafts, one reference, then final."""
    office = any_office
    donors = [new_donor(office, name) for name in ("Abel", "Bois", "Cyr")]
    order(office, donors[0], 3_000)
    order(office, donors[1], 2_500, means=Means.DIRECT_DEBIT)
    order(office, donors[2], 3_500, suspended=True)
    batch = office.do(OpenStandingBatch(JANUARY, reference="VIR JANVIER"))
    sheet = office.ask(ShowBatch(batch.id))
    assert (batch.kind, batch.expected_count) == (BatchKind.TRANSFERS, 2)
    assert batch.expected_total_cents == 5_500
    assert batch.comment == "VIR JANVIER"
    gifts = [office.ask(GetGift(line.id)) for line in sheet.lines]
    assert {(gift.cents, gift.means, gift.note) for gift in gifts} == {
        (3_000, Means.TRANSFER, "VIR JANVIER"),
        (2_500, Means.DIRECT_DEBIT, "VIR JANVIER"),
    }
    assert {line.state for line in sheet.lines} == {GiftState.DRAFT}
    office.do(PostBatch(batch.id))
    assert {line.state for line in office.ask(ShowBatch(batch.id)).lines} == {GiftState.POSTED}


def test_a_month_is_keyed_once_and_what_left_its_batch_is_due_again(any_office: Office) -> None:
    """Ask 71: the same instalment is never collected twice."""
    office = any_office
    donor = new_donor(office, "Abel")
    first, _second = order(office, donor, 1_000), order(office, donor, 2_000)
    batch = office.do(OpenStandingBatch(JANUARY))
    assert due(office) == []
    with pytest.raises(Refused, match=r"No standing gift of 01/2026 is left to key"):
        office.do(OpenStandingBatch(JANUARY))
    lines = {line.cents: line for line in office.ask(ShowBatch(batch.id)).lines}
    office.do(RemoveGift(lines[1_000].id))
    assert due(office) == [first.cents]
    other = office.do(OpenStandingBatch(JANUARY))
    (line,) = office.ask(ShowBatch(other.id)).lines
    assert line.cents == first.cents
    office.do(RemoveGift(line.id))
    assert due(office) == [first.cents]
    office.do(SaveBatchRules(BatchRules(difference_allowed=True)))
    office.do(PostBatch(batch.id, difference_reason="1 000 did not come"))
    office.do(CorrectGift(gift_id=lines[2_000].id, reason="misread", cents=2_100))
    assert due(office) == [first.cents]
    third = office.do(OpenStandingBatch(JANUARY))
    office.do(PostBatch(third.id))
    office.do(ReverseBatch(third.id, "all rejected by the bank"))
    assert due(office) == [first.cents]


def test_who_died_gives_nothing_any_more_and_a_merge_keeps_the_order(office: Office) -> None:
    kept, gone = new_donor(office, "Abel"), new_donor(office, "Abel")
    order(office, gone, 1_000)
    office.do(MergeDonors(kept, gone))
    assert [one.donor.id for one in office.ask(DueStanding(JANUARY))] == [kept.id]
    donor = office.ask(ShowDonor(kept.id)).donor
    office.do(EditDonor(replace(donor, deceased_on=date(2025, 12, 1))))
    assert due(office) == []


def test_an_order_ends_rests_or_goes_and_its_gifts_stay(office: Office) -> None:
    donor = new_donor(office, "Abel")
    kept = order(office, donor, 1_000)
    batch = office.do(OpenStandingBatch(JANUARY))
    ended = office.do(EditDetail(replace(kept, last_on=date(2026, 1, 31))))
    assert due(office, date(2026, 2, 10)) == []
    office.do(RemoveDetail(ended))
    assert len(office.ask(ShowBatch(batch.id)).lines) == 1


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"cents": 0}, "cents"),
        ({"means": Means.CHEQUE}, "means"),
        ({"first_on": date.min}, "first_on"),
        ({"last_on": date(2023, 1, 1)}, "last_on"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    office: Office, told: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        order(office, new_donor(office, "Abel"), **{"cents": 1_000, **told})  # type: ignore[arg-type]
    assert refused.value.field == field


@given(
    first=st.dates(date(2020, 1, 1), date(2026, 12, 31)),
    pace=st.sampled_from(Pace),
    years=st.integers(0, 5),
)
def test_each_year_holds_twelve_four_or_one(first: date, pace: Pace, years: int) -> None:
    standing = StandingGift(cents=1, first_on=first, pace=pace)
    after = first.year + 1 + years
    months = [month for month in range(1, 13) if standing.is_due(after, month)]
    assert len(months) == {Pace.MONTHLY: 12, Pace.QUARTERLY: 4, Pace.YEARLY: 1}[pace]
    assert first.month in months
    assert not standing.is_due(first.year - 1, 12)
