# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Money that left again: cheques returned unpaid and refunds, with all a letter will need."""

from datetime import date, timedelta

import pytest

from app.domain.gifts import Gift, Means, ReturnKind
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.usecases.audit import VerifyAudit
from app.usecases.batches import OpenBatch, PostBatch, ShowBatch
from app.usecases.deposits import DepositSlip, MakeDeposits, ShowDeposit
from app.usecases.dossier import Examine
from app.usecases.gifts import (
    AddGift,
    CorrectGift,
    GiftDraft,
    ListReturns,
    RefundGift,
    ReturnCheque,
    ShowGift,
)
from app.usecases.office import Office
from app.usecases.receipts import IssueReceipts
from tests.conftest import TODAY
from tests.support.desk import posted, put_on_file
from tests.support.giving import give, new_donor


def test_a_returned_cheque_keeps_all_a_letter_will_need(
    any_office: Office,
) -> None:
    office = any_office
    donor = new_donor(office, "Essai")
    batch = office.do(OpenBatch(expected_count=1, expected_total_cents=20_00))
    draft = GiftDraft(
        donor_id=donor.id, cents=20_00, cheque_number="0012345", cheque_bank="Banque des Essais"
    )
    gift = office.do(AddGift(batch.id, draft))
    office.do(PostBatch(batch.id))
    office.do(IssueReceipts(2026, 1))
    office.clock = FixedClock(TODAY + timedelta(days=9))
    done = office.do(ReturnCheque(gift.id, " no funds ", 12_50, TODAY + timedelta(days=8), "RJ-77"))
    (line,) = office.ask(ListReturns())
    entry = line.entry
    assert (entry.kind, entry.cents, entry.fee_cents) == (ReturnKind.UNPAID, 20_00, 12_50)
    assert (entry.happened_on, entry.reference) == (TODAY + timedelta(days=8), "RJ-77")
    assert (entry.reason, entry.receipt_number) == ("no funds", "2026-000001")
    assert (entry.reversal_id, entry.noted_by) == (done.reversal.id, "Anne")
    told = line.gift
    assert (told.donor_id, told.cheque_number, told.cheque_bank) == (
        donor.id,
        "0012345",
        "Banque des Essais",
    )
    assert (told.received_on, told.deposit_number) == (TODAY, "2026-001")
    assert done.batch.received_on == TODAY + timedelta(days=9)
    assert office.ask(Examine()).ok
    assert office.ask(VerifyAudit()).ok


def test_the_original_batch_and_slip_stay_as_they_were(office: Office) -> None:
    """A year later the reversal stands in the open year; the old year's papers do not move."""
    result, (gift, other) = posted(office, [20_00, 30_00])
    deposit = result.deposits[0]
    slip, sheet = office.ask(DepositSlip(deposit.id)), office.ask(ShowBatch(result.batch.id))
    office.clock = FixedClock(date(2027, 2, 1))
    done = office.do(ReturnCheque(gift.id, "no funds"))
    refund = office.do(RefundGift(gift_id=other.id, reason="asked for it", cents=10_00))
    assert (done.batch.number, refund.batch.number) == ("2027-C01", "2027-C02")
    assert office.ask(DepositSlip(deposit.id)) == slip
    assert office.ask(ShowDeposit(deposit.id)).deposit == deposit
    after = office.ask(ShowBatch(result.batch.id))
    assert (after.batch, after.totals, after.by_fund) == (sheet.batch, sheet.totals, sheet.by_fund)


def test_a_refund_tells_how_and_how_much(office: Office) -> None:
    _result, (gift,) = posted(office, [50_00])
    command = RefundGift(
        gift_id=gift.id, reason="twice", cents=20_00, means=Means.CHEQUE, reference="0000099"
    )
    done = office.do(command)
    assert done.line is not None
    assert (done.line.cents, done.line.corrects_id) == (30_00, gift.id)
    assert (done.deposit_number, done.bank_difference_cents) == ("", 0)
    (line,) = office.ask(ListReturns())
    assert (line.entry.kind, line.entry.cents) == (ReturnKind.REFUND, 20_00)
    assert (line.entry.means, line.entry.reference) == (Means.CHEQUE, "0000099")


@pytest.mark.parametrize("cents", [0, -1, 50_01])
def test_no_more_is_refunded_than_was_given(office: Office, cents: int) -> None:
    _result, (gift,) = posted(office, [50_00])
    with pytest.raises(Refused, match=r"€50\.00") as refused:
        office.do(RefundGift(gift_id=gift.id, reason="twice", cents=cents))
    assert refused.value.code == "gift.refund"


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY + timedelta(days=1)])
def test_money_leaves_between_its_coming_and_today(office: Office, day: date) -> None:
    _result, (gift,) = posted(office, [50_00])
    for command in (
        ReturnCheque(gift.id, "no funds", on=day),
        RefundGift(gift_id=gift.id, reason="twice", on=day),
    ):
        with pytest.raises(Refused) as refused:
            office.do(command)
        assert refused.value.code == "gift.return_day"


def test_a_fee_is_never_negative_and_a_reason_never_missing(office: Office) -> None:
    _result, (gift,) = posted(office, [50_00])
    for command, code in (
        (ReturnCheque(gift.id, "no funds", -1), "gift.fee"),
        (ReturnCheque(gift.id, "  "), "gift.reason"),
        (RefundGift(gift_id=gift.id, reason=""), "gift.reason"),
    ):
        with pytest.raises(Refused) as refused:
            office.do(command)
        assert refused.value.code == code
    assert office.ask(ListReturns()) == []


def _acts(gift_id: int) -> tuple[CorrectGift | ReturnCheque | RefundGift, ...]:
    return (
        CorrectGift(gift_id=gift_id, reason="again", cents=1_00),
        ReturnCheque(gift_id, "again"),
        RefundGift(gift_id=gift_id, reason="again"),
    )


@pytest.mark.parametrize("first", range(3))
def test_whatever_took_it_back_nothing_does_so_twice(office: Office, first: int) -> None:
    _result, (gift,) = posted(office, [50_00], donor=put_on_file(office))
    done = office.do(_acts(gift.id)[first])
    for target, code in ((gift, "gift.reversed"), (done.reversal, "gift.is_reversal")):
        for act in _acts(target.id):
            with pytest.raises(Refused) as refused:
                office.do(act)
            assert refused.value.code == code
    assert office.ask(ShowGift(gift.id)).reversed_by == done.reversal.id


def test_what_is_left_of_a_refunded_cheque_is_not_on_hand(office: Office) -> None:
    gift = _deposited_later(office)
    done = office.do(RefundGift(gift_id=gift.id, reason="too much", cents=1_00))
    assert done.line is not None
    assert not office.ask(ShowGift(done.line.id)).on_hand


def _deposited_later(office: Office) -> Gift:
    donor = new_donor(office, "Essai")
    (gift,) = give(office, (donor, 5_00), post=False)
    office.do(PostBatch(gift.batch_id, "no control", (gift.id,)))
    office.do(MakeDeposits(gift_ids=(gift.id,), bank_account_id=1))
    return gift
