# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pile of a draft is counted again; figures that make something else are refused."""

from dataclasses import replace

import pytest

from app.domain.batches import BatchKind, ExpectedPart, Tape
from app.domain.deposits import CashPile, read_piles
from app.domain.gifts import Means
from app.domain.users import Seat
from app.kernel.errors import Conflict, Refused
from app.usecases.batches import (
    CheckBatch,
    EditBatch,
    OpenBatch,
    PostBatch,
    RecountBatch,
    ShowBatch,
    TakeBatch,
)
from app.usecases.deposits import DepositSlip
from app.usecases.gifts import AddGift, GiftDraft
from app.usecases.office import Office
from tests.support.desk import keyed, posted, put_on_file
from tests.support.pdf import text_of


def test_a_cash_count_is_made_again_and_printed_on_the_slip(any_office: Office) -> None:
    office = any_office
    donor = put_on_file(office)
    batch = office.do(OpenBatch(BatchKind.CASH, 2, counted=(CashPile(20_00, 3),)))
    for cents in (20_00, 50_00):
        office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=cents)))
    assert not office.ask(CheckBatch(batch.id)).totals.agree
    piles = (CashPile(20_00, 1), CashPile(50_00, 1))
    again = office.do(RecountBatch(batch_id=batch.id, expected_count=2, counted=piles))
    assert again.expected_total_cents == 70_00
    assert sorted(pile.value_cents for pile in read_piles(again.counted)) == [20_00, 50_00]
    assert office.ask(CheckBatch(batch.id)).totals.agree
    (deposit,) = office.do(PostBatch(batch.id)).deposits
    assert deposit.counted == again.counted
    assert "€50.00" in text_of(office.ask(DepositSlip(deposit.id)))


def test_means_counted_apart_make_the_figures_again(any_office: Office) -> None:
    office = any_office
    batch = office.do(OpenBatch(BatchKind.MIXED, 1, 10_00))
    parts = (ExpectedPart(Means.CHEQUE, 2, 70_00), ExpectedPart(Means.CASH, 1, 20_00))
    again = office.do(RecountBatch(batch_id=batch.id, expected_parts=parts))
    assert (again.expected_count, again.expected_total_cents) == (3, 90_00)
    assert again.parts == parts
    bare = office.do(RecountBatch(batch_id=batch.id))
    assert (bare.expected_count, bare.expected_total_cents, bare.parts) == (None, None, ())


def test_a_tape_stays_only_while_it_makes_the_count(office: Office) -> None:
    batch = office.do(OpenBatch(BatchKind.CHEQUES, 2, 30_00, tape=Tape((10_00, 20_00))))
    same = office.do(RecountBatch(batch_id=batch.id, expected_count=2, expected_total_cents=30_00))
    assert same.tape == batch.tape
    other = office.do(RecountBatch(batch_id=batch.id, expected_count=3, expected_total_cents=30_00))
    assert other.tape == ""


def test_the_rest_of_the_header_stays(office: Office) -> None:
    batch, _gifts = keyed(office, [20_00])
    office.do(EditBatch(replace(batch, comment="collection")))
    again = office.do(RecountBatch(batch_id=batch.id, expected_count=2, expected_total_cents=40_00))
    shown = office.ask(ShowBatch(batch.id)).batch
    assert (shown.comment, shown.expected_count) == ("collection", 2)
    assert replace(again, expected_count=1, expected_total_cents=20_00, version=0) == replace(
        batch, comment="collection", version=0
    )


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (RecountBatch(batch_id=0, expected_count=2), "batch.half_control"),
        (
            RecountBatch(
                batch_id=0,
                expected_count=2,
                expected_total_cents=50_00,
                counted=(CashPile(20_00, 2),),
            ),
            "batch.counted",
        ),
        (
            RecountBatch(
                batch_id=0,
                expected_count=1,
                expected_total_cents=1,
                expected_parts=(ExpectedPart(Means.CASH, 1, 1),),
            ),
            "batch.parts_kind",
        ),
    ],
)
def test_figures_that_disagree_are_refused(office: Office, wrong: RecountBatch, code: str) -> None:
    batch = office.do(OpenBatch(BatchKind.CASH))
    with pytest.raises(Refused) as refused:
        office.do(replace(wrong, batch_id=batch.id))
    assert refused.value.code == code


def test_what_is_posted_stale_or_open_elsewhere_is_not_recounted(office: Office) -> None:
    made, _gifts = posted(office, [20_00])
    with pytest.raises(Refused) as refused:
        office.do(RecountBatch(batch_id=made.batch.id))
    assert refused.value.code == "batch.posted"
    draft, _gifts = keyed(office, [20_00])
    office.do(EditBatch(replace(draft, comment="collection")))
    with pytest.raises(Conflict):
        office.do(RecountBatch(batch_id=draft.id, version=draft.version))
    office.seat = Seat("elsewhere", "another window")
    office.do(TakeBatch(draft.id))
    office.seat = Seat("here", "this window")
    with pytest.raises(Refused) as held:
        office.do(RecountBatch(batch_id=draft.id))
    assert held.value.code == "batch.held"
