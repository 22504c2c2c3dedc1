# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A deposit is cancelled before it goes to the bank; no cent is lost on the way."""

import pytest

from app.domain.deposits import DepositState
from app.domain.gifts import Means
from app.domain.users import Role, User
from app.kernel.errors import Refused
from app.usecases.audit import VerifyAudit
from app.usecases.batches import PostBatch, ShowBatch
from app.usecases.dashboards import ShowHome
from app.usecases.deposits import (
    CancelDeposit,
    DepositSlip,
    ListDeposits,
    MakeDeposits,
    MarkDeposit,
    OnHand,
    ReconcileDeposit,
    ShowDeposit,
)
from app.usecases.dossier import Examine
from app.usecases.gifts import CorrectGift, RefundGift, ReturnCheque
from app.usecases.office import Office
from tests.conftest import TODAY
from tests.support.desk import keyed, posted
from tests.support.pdf import text_of

_WHY = "wrong account"


def _sound(office: Office) -> None:
    assert office.ask(Examine()).problems == ()
    assert office.ask(VerifyAudit()).ok


def _refusal(office: Office, deposit_id: int, reason: str = _WHY) -> Refused:
    with pytest.raises(Refused) as refused:
        office.do(CancelDeposit(deposit_id, reason))
    return refused.value


def test_its_gifts_wait_again_and_its_number_stays(any_office: Office) -> None:
    office = any_office
    made, gifts = posted(office, [20_00, 30_00])
    (deposit,) = made.deposits
    office.do(MarkDeposit(deposit.id, DepositState.PRINTED))
    before = office.ask(DepositSlip(deposit.id))
    cancelled = office.do(CancelDeposit(deposit.id, f" {_WHY} "))
    assert (cancelled.state, cancelled.number) == (DepositState.CANCELLED, deposit.number)
    assert (cancelled.cancelled_on, cancelled.cancelled_by) == (TODAY, "Anne")
    assert cancelled.cancel_reason == _WHY
    assert [line.id for line in office.ask(OnHand())] == [gift.id for gift in gifts]
    sheet = office.ask(ShowDeposit(deposit.id))
    assert (sheet.deposit.cents, sheet.expected_cents, sheet.lines) == (50_00, 0, [])
    slip = office.ask(DepositSlip(deposit.id))
    assert "CANCELLED" in text_of(slip)
    assert "CANCELLED" not in text_of(before)
    assert "€50.00" in text_of(slip)
    (again,) = office.do(MakeDeposits(gift_ids=tuple(gift.id for gift in gifts), bank_account_id=1))
    assert (again.number, again.cents) == ("2026-002", 50_00)
    assert len(office.ask(ListDeposits())) == 2
    assert office.ask(OnHand()) == []
    _sound(office)


def test_what_corrected_its_gifts_waits_too_as_long_as_it_is_the_same_money(
    any_office: Office,
) -> None:
    office = any_office
    made, (first, second) = posted(office, [20_00, 30_00])
    line = office.do(CorrectGift(gift_id=first.id, reason="misread", cents=25_00)).line
    assert line is not None
    last = office.do(CorrectGift(gift_id=line.id, reason="misread", cents=26_00)).line
    cash = office.do(CorrectGift(gift_id=second.id, reason="misread", means=Means.TRANSFER)).line
    assert last is not None
    assert cash is not None
    office.do(CancelDeposit(made.deposits[0].id, _WHY))
    assert [(line.id, line.cents) for line in office.ask(OnHand())] == [(last.id, 26_00)]
    _sound(office)


def test_cash_counted_and_a_split_cheque_wait_whole(office: Office) -> None:
    batch, gifts = keyed(office, [20_00, 30_00, 5_00])
    made = office.do(PostBatch(batch.id, later=(gifts[0].id,)))
    office.do(CancelDeposit(made.deposits[0].id, _WHY))
    home = office.ask(ShowHome())
    assert (home.on_hand_count, home.on_hand_cents, home.on_hand_since) == (3, 55_00, TODAY)
    assert office.ask(ShowBatch(batch.id)).deposits[0].state is DepositState.CANCELLED


@pytest.mark.parametrize("state", [DepositState.BANKED, DepositState.RECONCILED])
def test_once_banked_it_is_refused(office: Office, state: DepositState) -> None:
    deposit = posted(office, [20_00])[0].deposits[0]
    if state is DepositState.BANKED:
        office.do(MarkDeposit(deposit.id, state))
    else:
        office.do(ReconcileDeposit(deposit_id=deposit.id, credited_on=TODAY, credited_cents=20_00))
    assert _refusal(office, deposit.id).code == "deposit.banked"
    assert office.ask(OnHand()) == []


@pytest.mark.parametrize("act", [ReturnCheque, RefundGift])
def test_money_that_left_again_stands_in_the_way(
    office: Office, act: type[ReturnCheque | RefundGift]
) -> None:
    made, (gift, _other) = posted(office, [20_00, 30_00])
    office.do(act(gift_id=gift.id, reason="no funds"))
    assert _refusal(office, made.deposits[0].id).code == "deposit.returned"


def test_a_reason_is_asked_for_and_twice_is_refused(office: Office) -> None:
    deposit = posted(office, [20_00])[0].deposits[0]
    assert _refusal(office, deposit.id, " ").field == "reason"
    office.do(CancelDeposit(deposit.id, _WHY))
    assert _refusal(office, deposit.id).code == "deposit.cancelled"
    with pytest.raises(Refused):
        office.do(MarkDeposit(deposit.id, DepositState.BANKED))
    with pytest.raises(Refused):
        office.do(ReconcileDeposit(deposit_id=deposit.id, credited_on=TODAY, credited_cents=20_00))
    reader = office.as_user(User(name="Zoé", role=Role.READER))
    with pytest.raises(Refused):
        reader.do(CancelDeposit(deposit.id, _WHY))
