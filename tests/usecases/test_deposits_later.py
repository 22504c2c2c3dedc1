# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cheques and cash kept for another day, and deposits followed up to the bank's statement."""

from datetime import date, timedelta

import pytest

from app.domain.batches import BatchKind
from app.domain.deposits import CashPile, DepositState, read_piles
from app.domain.gifts import Gift, Means, Share
from app.domain.organisation import BankAccount, Fund
from app.domain.users import Role, User
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.usecases.audit import VerifyAudit
from app.usecases.batches import OpenBatch, PostBatch
from app.usecases.deposits import (
    DepositSlip,
    ListDeposits,
    MakeDeposits,
    MarkDeposit,
    OnHand,
    ReconcileDeposit,
    ShowDeposit,
)
from app.usecases.dossier import Examine
from app.usecases.gifts import AddGift, CorrectGift, GiftDraft, RefundGift, ReturnCheque
from app.usecases.office import Office
from app.usecases.organisation import SaveBankAccount, SaveFund
from tests.conftest import TODAY
from tests.support.desk import keyed, posted, put_on_file
from tests.support.pdf import text_of


def _kept(office: Office, *cents: int, kind: BatchKind = BatchKind.CHEQUES) -> list[Gift]:
    """Post a batch of these cents, all of it kept for later."""
    batch, gifts = keyed(office, cents, kind=kind)
    done = office.do(PostBatch(batch.id, later=tuple(gift.id for gift in gifts)))
    assert done.deposits == []
    return gifts


def _deposit(office: Office, *gifts: Gift, **others: object) -> list[str]:
    ids = tuple(gift.id for gift in gifts)
    made = office.do(MakeDeposits(gift_ids=ids, bank_account_id=1, **others))  # type: ignore[arg-type]
    return [deposit.number for deposit in made]


def test_cheques_of_several_batches_go_on_one_slip_another_day(
    any_office: Office,
) -> None:
    office = any_office
    first, second = _kept(office, 75_00, 20_00), _kept(office, 30_00)
    assert [line.cents for line in office.ask(OnHand())] == [75_00, 20_00, 30_00]
    office.clock = FixedClock(TODAY + timedelta(days=3))
    assert _deposit(office, first[0], second[0], comment="Both Tuesdays") == ["2026-001"]
    (line,) = office.ask(ListDeposits())
    assert (line.count, line.cents, line.batch_number) == (2, 105_00, "")
    assert line.made_on == TODAY + timedelta(days=3)
    sheet = office.ask(ShowDeposit(line.id))
    assert (sheet.batch, sheet.deposit.made_by) == (None, "Anne")
    text = text_of(office.ask(DepositSlip(line.id)))
    for said in ("2026-001, 2026-002", "Both Tuesdays", "€105.00", "09/01/2026"):
        assert said in text
    assert [gift.id for gift in office.ask(OnHand())] == [first[1].id]
    assert office.ask(Examine()).problems == ()
    assert office.ask(VerifyAudit()).ok


def test_the_bank_s_limit_makes_several_slips(office: Office) -> None:
    account = BankAccount(id=1, version=1, label="Main account", max_cheques=2)
    office.do(SaveBankAccount(account))
    gifts = _kept(office, 1_00, 2_00, 3_00, 4_00, 5_00)
    assert _deposit(office, *gifts) == ["2026-001", "2026-002", "2026-003"]
    assert [line.cents for line in reversed(office.ask(ListDeposits()))] == [3_00, 7_00, 5_00]


@pytest.mark.parametrize(
    ("ids", "code"),
    [((), "deposit.nothing"), ((1, 1), "deposit.chosen"), ((1, 99), "deposit.chosen")],
)
def test_a_choice_that_is_none_is_refused(office: Office, ids: tuple[int, ...], code: str) -> None:
    _kept(office, 75_00)
    with pytest.raises(Refused) as refused:
        office.do(MakeDeposits(gift_ids=ids, bank_account_id=1))
    assert refused.value.code == code


def test_a_cheque_is_deposited_once(office: Office) -> None:
    (gift,) = _kept(office, 75_00)
    _deposit(office, gift)
    with pytest.raises(Refused, match="on deposit 2026-001 already") as refused:
        _deposit(office, gift)
    assert refused.value.code == "deposit.not_on_hand"
    _result, (now,) = posted(office, [10_00])
    with pytest.raises(Refused, match="2026-002"):
        _deposit(office, now)


def test_only_what_is_carried_is_kept(office: Office) -> None:
    batch, (gift,) = keyed(office, [10_00], kind=BatchKind.TRANSFERS)
    for later in ((gift.id,), (99,)):
        with pytest.raises(Refused) as refused:
            office.do(PostBatch(batch.id, later=later))
        assert refused.value.code == "batch.later"


def test_cash_is_deposited_with_its_notes_and_coins(office: Office) -> None:
    gifts = _kept(office, 50_00, 4_00, kind=BatchKind.CASH)
    piles = (CashPile(2_00, 2), CashPile(50_00, 1), CashPile(1, 0))
    with pytest.raises(Refused, match=r"€56\.00"):
        _deposit(office, *gifts, counted=(CashPile(2_00, 3), CashPile(50_00, 1)))
    _deposit(office, *gifts, counted=piles)
    (line,) = office.ask(ListDeposits())
    assert line.means is Means.CASH
    deposit = office.ask(ShowDeposit(line.id)).deposit
    assert read_piles(deposit.counted) == (CashPile(50_00, 1), CashPile(2_00, 2))
    assert "Note or coin" in text_of(office.ask(DepositSlip(line.id)))


def test_a_cheque_on_hand_is_corrected_in_the_drawer(office: Office) -> None:
    """The slip that comes later has the right amount; no deposit differs at the bank."""
    (gift,) = _kept(office, 54_00)
    done = office.do(CorrectGift(gift_id=gift.id, reason="misread", cents=45_00))
    assert (done.deposit_number, done.bank_difference_cents) == ("", 0)
    assert [line.cents for line in office.ask(OnHand())] == [45_00]
    with pytest.raises(Refused) as refused:
        _deposit(office, gift)
    assert refused.value.code == "deposit.not_on_hand"
    assert done.line is not None
    _deposit(office, done.line)
    assert office.ask(ListDeposits())[0].cents == 45_00
    assert office.ask(Examine()).ok


def test_a_transfer_that_was_a_cheque_is_on_hand_and_the_reverse_is_not(office: Office) -> None:
    _result, (transfer,) = posted(office, [10_00], kind=BatchKind.TRANSFERS)
    done = office.do(CorrectGift(gift_id=transfer.id, reason="a cheque", means=Means.CHEQUE))
    assert done.line is not None
    assert [line.id for line in office.ask(OnHand())] == [done.line.id]
    office.do(CorrectGift(gift_id=done.line.id, reason="after all", means=Means.TRANSFER))
    assert office.ask(OnHand()) == []


def test_a_cheque_on_hand_is_not_returned_but_given_back(office: Office) -> None:
    (gift,) = _kept(office, 54_00)
    with pytest.raises(Refused) as refused:
        office.do(ReturnCheque(gift.id, "no funds"))
    assert refused.value.code == "gift.on_hand"
    with pytest.raises(Refused) as part:
        office.do(RefundGift(gift_id=gift.id, reason="too much", cents=4_00))
    assert part.value.code == "gift.on_hand"
    office.do(RefundGift(gift_id=gift.id, reason="given back", means=Means.CHEQUE))
    assert office.ask(OnHand()) == []


def test_each_state_tells_when_and_who(office: Office) -> None:
    (made,) = posted(office, [50_00])[0].deposits
    printed = office.do(MarkDeposit(made.id, DepositState.PRINTED))
    assert (printed.printed_at, printed.printed_by) == (office.clock.now(), "Anne")
    banked = office.do(MarkDeposit(made.id, DepositState.BANKED))
    assert (banked.banked_on, banked.banked_by) == (TODAY, "Anne")
    found = office.do(ReconcileDeposit(deposit_id=made.id, credited_on=TODAY, credited_cents=50_00))
    assert (found.state, found.reconciled_by) == (DepositState.RECONCILED, "Anne")
    assert (found.difference_cents, found.difference_reason) == (0, "")


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY + timedelta(days=1)])
def test_nothing_is_banked_before_the_slip_nor_after_today(office: Office, day: date) -> None:
    (made,) = posted(office, [50_00])[0].deposits
    for command in (
        MarkDeposit(made.id, DepositState.BANKED, day),
        ReconcileDeposit(deposit_id=made.id, credited_on=day, credited_cents=50_00),
    ):
        with pytest.raises(Refused) as refused:
            office.do(command)
        assert refused.value.code == "deposit.day"


def test_the_statement_s_line_has_a_command_of_its_own(office: Office) -> None:
    (made,) = posted(office, [50_00])[0].deposits
    with pytest.raises(Refused) as refused:
        office.do(MarkDeposit(made.id, DepositState.RECONCILED))
    assert refused.value.code == "deposit.line"
    with pytest.raises(Refused):
        office.do(ReconcileDeposit(deposit_id=made.id, credited_on=TODAY, credited_cents=0))
    clerk = office.as_user(User(name="Zoé", role=Role.ENTRY))
    with pytest.raises(Refused) as barred:
        clerk.do(ReconcileDeposit(deposit_id=made.id, credited_on=TODAY, credited_cents=50_00))
    assert barred.value.code == "permission"


def _reconcile(office: Office, deposit_id: int, cents: int, reason: str = "") -> int:
    command = ReconcileDeposit(
        deposit_id=deposit_id, credited_on=TODAY, credited_cents=cents, reason=reason
    )
    return office.do(command).difference_cents


def test_a_difference_at_the_bank_is_told_and_kept(office: Office) -> None:
    (made,) = posted(office, [50_00, 20_00])[0].deposits
    with pytest.raises(Refused, match=r"€75\.00, €70\.00 was expected: €5\.00") as refused:
        _reconcile(office, made.id, 75_00)
    assert (refused.value.code, refused.value.field) == ("deposit.difference", "reason")
    assert _reconcile(office, made.id, 75_00, "the bank added five") == 5_00
    (line,) = office.ask(ListDeposits())
    assert (line.cents, line.credited_cents, line.difference_cents) == (70_00, 75_00, 5_00)
    kept = office.ask(ShowDeposit(made.id)).deposit
    assert kept.difference_reason == "the bank added five"


def test_a_corrected_gift_explains_the_bank_s_line(office: Office) -> None:
    """The slip said 50, the cheque was 55, then 56: the bank credits 56, no reason is asked."""
    result, (gift,) = posted(office, [50_00])
    made = result.deposits[0]
    first = office.do(CorrectGift(gift_id=gift.id, reason="misread", cents=55_00))
    assert first.line is not None
    again = office.do(CorrectGift(gift_id=first.line.id, reason="misread again", cents=56_00))
    assert (again.deposit_number, again.bank_difference_cents) == ("2026-001", 1_00)
    sheet = office.ask(ShowDeposit(made.id))
    assert (sheet.deposit.cents, sheet.expected_cents) == (50_00, 56_00)
    assert _reconcile(office, made.id, 56_00) == 6_00


def test_money_that_left_again_is_another_line_of_the_statement(office: Office) -> None:
    donor = put_on_file(office)
    result, gifts = posted(office, [50_00, 20_00, 30_00], donor=donor)
    made = result.deposits[0]
    office.do(ReturnCheque(gifts[0].id, "no funds"))
    office.do(RefundGift(gift_id=gifts[1].id, reason="asked for it", cents=5_00))
    office.do(CorrectGift(gift_id=gifts[2].id, reason="was cash", means=Means.CASH))
    sheet = office.ask(ShowDeposit(made.id))
    assert sheet.deposit.cents == 100_00
    assert sheet.expected_cents == 70_00, "the cash was not on it; the rest is credited whole"
    assert sheet.settled_apart_cents == 55_00
    assert [line.cents for line in office.ask(OnHand())] == [30_00]


def _shared_cheque(office: Office) -> Gift:
    """Post one cheque of 100 shared between two funds, deposited."""
    roof = office.do(SaveFund(Fund(code="ROOF", name="Roof")))
    donor = put_on_file(office)
    batch = office.do(OpenBatch(expected_count=1, expected_total_cents=100_00))
    shares = (Share(fund_id=1, cents=30_00), Share(fund_id=roof.id, cents=70_00))
    gift = office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=100_00), shares))
    office.do(PostBatch(batch.id))
    return gift


def test_a_shared_cheque_returned_leaves_the_bank_s_line_whole(office: Office) -> None:
    gift = _shared_cheque(office)
    done = office.do(ReturnCheque(gift.id, "no funds"))
    assert done.bank_difference_cents == -100_00
    sheet = office.ask(ShowDeposit(office.ask(ListDeposits())[0].id))
    assert (sheet.expected_cents, sheet.settled_apart_cents) == (100_00, 100_00)


def test_what_is_no_money_is_not_paid_back(office: Office) -> None:
    donor = put_on_file(office)
    batch = office.do(OpenBatch(BatchKind.MIXED))
    draft = GiftDraft(donor_id=donor.id, cents=10_00, means=Means.CASH)
    gift = office.do(AddGift(batch.id, draft))
    office.do(PostBatch(batch.id))
    with pytest.raises(Refused) as refused:
        office.do(RefundGift(gift_id=gift.id, reason="sent back", means=Means.IN_KIND))
    assert refused.value.code == "gift.not_money"
