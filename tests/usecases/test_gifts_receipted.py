# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A gift on a live receipt is corrected in one stroke: receipt, gift, receipt that replaces."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.addresses import Address
from app.domain.donors import Donor
from app.domain.gifts import Gift, Share
from app.domain.organisation import Fund
from app.domain.users import Permission, Role, User
from app.kernel.errors import Refused
from app.usecases.audit import VerifyAudit
from app.usecases.batches import OpenBatch, PostBatch
from app.usecases.donors import EditDonor, ShowDonor
from app.usecases.dossier import Examine
from app.usecases.gifts import (
    AddGift,
    CorrectGift,
    Correction,
    ForeseeCorrection,
    GiftDraft,
    RefundGift,
    ReturnCheque,
)
from app.usecases.gifts.consequences import Act
from app.usecases.office import Office
from app.usecases.organisation import GetOrganisation, SaveFund
from app.usecases.receipts import (
    IssueReceipts,
    PreviewReceipts,
    ReceiptRegister,
    ShowReceipt,
    VerifyReceipts,
)
from tests.support.giving import IN_2025, give, new_donor

_REASON = "misread on the cheque"


def _receipted(office: Office, *cents: int) -> tuple[Donor, list[Gift], str]:
    """Give a donor posted gifts of 2025 and one receipt for all of them."""
    donor = new_donor(office, "Essai")
    gifts = list(give(office, *((donor, one) for one in cents)))
    return donor, gifts, office.do(IssueReceipts(2025, 1)).first


def _whole(office: Office) -> None:
    assert office.ask(Examine()).problems == ()
    assert office.ask(VerifyAudit()).ok
    assert office.ask(VerifyReceipts()).problems == ()


def _agree(office: Office, act: Act) -> Correction:
    """Carry out an act, and hold it against what was told before."""
    told = office.ask(ForeseeCorrection(act))
    done = office.do(act)
    assert told.receipt is not None
    assert done.receipt is not None
    assert done.receipt.cancelled.number == told.receipt.number
    issued = done.receipt.replacement
    assert (issued.cents if issued else 0) == told.receipt.cents
    assert done.receipt.obstacle == told.receipt.obstacle
    assert (done.deposit_number, done.bank_difference_cents) == (
        told.deposit_number,
        told.bank_difference_cents,
    )
    return done


def test_f02_the_receipt_shows_one_line_of_25_not_three(any_office: Office) -> None:
    """F02: 20 becomes 25 and another purpose; the receipt is replaced in the same stroke."""
    office = any_office
    roof = office.do(SaveFund(Fund(code="ROOF", name="Roof")))
    donor, (gift,), first = _receipted(office, 20_00)
    done = _agree(
        office, CorrectGift(gift_id=gift.id, reason=_REASON, cents=25_00, fund_id=roof.id)
    )
    assert done.receipt is not None
    assert done.receipt.replacement is not None
    sheet = office.ask(ShowReceipt(done.receipt.replacement.number))
    assert [line.cents for line in sheet.snapshot.lines] == [25_00]
    assert (sheet.line.replaces, sheet.line.number) == (first, "2025-000002")
    old = office.ask(ShowReceipt(first)).line
    assert (old.state, old.reason, old.replaced_by) == ("cancelled", _REASON, "2025-000002")
    assert office.ask(ShowDonor(donor.id)).line.cents == 25_00
    assert office.ask(PreviewReceipts(2025)).count == 0
    _whole(office)


def test_the_other_gifts_of_the_receipt_stay_on_the_new_one(office: Office) -> None:
    _donor, (first, _second), number = _receipted(office, 20_00, 30_00)
    done = _agree(office, ReturnCheque(first.id, "no funds"))
    assert done.receipt is not None
    assert done.receipt.replacement is not None
    assert done.receipt.replacement.cents == 30_00
    assert office.ask(ShowReceipt(number)).line.state == "cancelled"
    _whole(office)


def test_a_gift_posted_since_is_not_taken_onto_the_replacement(office: Office) -> None:
    donor, (gift,), _number = _receipted(office, 20_00)
    give(office, (donor, 7_00))
    done = _agree(office, CorrectGift(gift_id=gift.id, reason=_REASON, cents=25_00))
    assert done.receipt is not None
    assert done.receipt.replacement is not None
    assert done.receipt.replacement.cents == 25_00
    assert office.ask(PreviewReceipts(2025)).cents == 7_00
    _whole(office)


@pytest.mark.parametrize("kind", [ReturnCheque, RefundGift])
def test_nothing_replaces_a_receipt_whose_only_money_left_again(
    office: Office, kind: type[ReturnCheque | RefundGift]
) -> None:
    _donor, (gift,), number = _receipted(office, 20_00)
    done = _agree(office, kind(gift_id=gift.id, reason="no funds"))
    assert done.receipt is not None
    assert (done.receipt.replacement, done.receipt.obstacle) == (None, "")
    assert [(one.number, one.state) for one in office.ask(ReceiptRegister(2025))] == [
        (number, "cancelled")
    ]
    assert office.ask(PreviewReceipts(2025)).count == 0
    _whole(office)


def test_the_right_donor_is_due_a_receipt_and_the_wrong_one_has_none(office: Office) -> None:
    _wrong, (gift,), _number = _receipted(office, 20_00)
    right = new_donor(office, "Juste")
    act = CorrectGift(gift_id=gift.id, reason=_REASON, donor_id=right.id)
    assert office.ask(ForeseeCorrection(act)).donor_changes
    done = _agree(office, act)
    assert done.receipt is not None
    assert done.receipt.replacement is None
    (due,) = office.ask(PreviewReceipts(2025)).due
    assert (due.donor_id, due.cents) == (right.id, 20_00)
    _whole(office)


def test_a_gift_moved_to_another_year_leaves_the_receipt(office: Office) -> None:
    _donor, (gift, _kept), _number = _receipted(office, 20_00, 30_00)
    day = date(2024, 12, 31)
    done = _agree(office, CorrectGift(gift_id=gift.id, reason=_REASON, received_on=day))
    assert done.receipt is not None
    assert done.receipt.replacement is not None
    assert done.receipt.replacement.cents == 30_00
    assert office.ask(PreviewReceipts(2024)).cents == 20_00
    _whole(office)


def test_a_replacement_that_cannot_be_issued_waits_and_says_why(office: Office) -> None:
    donor, (gift,), number = _receipted(office, 20_00)
    kept = office.ask(ShowDonor(donor.id)).donor
    office.do(EditDonor(replace(kept, address=Address(city="Rennes"))))
    done = _agree(office, CorrectGift(gift_id=gift.id, reason=_REASON, cents=25_00))
    assert done.receipt is not None
    assert (done.receipt.replacement, done.receipt.obstacle) == (None, "Incomplete address")
    kept = office.ask(ShowDonor(donor.id)).donor
    office.do(EditDonor(replace(kept, address=donor.address)))
    issued = office.do(IssueReceipts(2025, 1))
    assert office.ask(ShowReceipt(issued.first)).line.replaces == number
    _whole(office)


def test_a_refund_in_part_leaves_the_rest_on_the_receipt(office: Office) -> None:
    _donor, (gift,), _number = _receipted(office, 50_00)
    done = _agree(office, RefundGift(gift_id=gift.id, reason="twice by mistake", cents=20_00))
    assert done.line is not None
    assert done.line.cents == 30_00
    assert done.receipt is not None
    assert done.receipt.replacement is not None
    assert done.receipt.replacement.cents == 30_00
    assert done.bank_difference_cents == 0
    _whole(office)


def test_a_shared_cheque_is_told_and_replaced_share_by_share(office: Office) -> None:
    roof = office.do(SaveFund(Fund(code="ROOF", name="Roof")))
    donor = new_donor(office, "Essai")
    batch = office.do(OpenBatch(received_on=IN_2025))
    shares = (Share(fund_id=1, cents=30_00), Share(fund_id=roof.id, cents=70_00))
    gift = office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=100_00), shares))
    (kept,) = give(office, (donor, 5_00), post=False)
    for batch_id in (batch.id, kept.batch_id):
        office.do(PostBatch(batch_id, "no control"))
    office.do(IssueReceipts(2025, 1))
    done = _agree(office, CorrectGift(gift_id=gift.id, reason=_REASON, cents=40_00))
    assert done.receipt is not None
    assert done.receipt.replacement is not None
    assert done.receipt.replacement.cents == 115_00
    assert done.line is not None
    done = _agree(office, ReturnCheque(done.line.id, "no funds"))
    assert done.receipt is not None
    assert done.receipt.replacement is not None
    assert done.receipt.replacement.cents == 5_00
    _whole(office)


def test_nothing_is_written_when_the_replacement_cannot_be_drawn(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    _donor, (gift,), number = _receipted(office, 20_00)

    def fail(*_words: object, **_options: object) -> object:
        message = "no font"
        raise RuntimeError(message)

    monkeypatch.setattr(type(office._tools.printer), "series", fail)
    with pytest.raises(RuntimeError):
        office.do(CorrectGift(gift_id=gift.id, reason=_REASON, cents=25_00))
    assert office.ask(ShowReceipt(number)).line.state == "issued"
    _whole(office)


def test_who_may_not_touch_receipts_is_told_whom_to_ask(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    _donor, (gift,), number = _receipted(office, 20_00)
    may = User.may
    monkeypatch.setattr(
        User,
        "may",
        lambda user, permission: permission != Permission.RECEIPTS_ISSUE and may(user, permission),
    )
    treasurer = office.as_user(User(name="Tom", role=Role.TREASURER))
    with pytest.raises(Refused, match=number) as refused:
        treasurer.do(CorrectGift(gift_id=gift.id, reason=_REASON, cents=25_00))
    assert refused.value.code == "gift.receipted"


def test_an_association_that_lost_its_right_cancels_without_replacing(office: Office) -> None:
    _donor, (gift,), _number = _receipted(office, 20_00)
    organisation = office.ask(GetOrganisation())
    with office._store.write(actor="", at=office.clock.now(), command="") as uow:
        uow.organisation.save(replace(organisation, receipts_allowed=False))
    done = _agree(office, CorrectGift(gift_id=gift.id, reason=_REASON, cents=25_00))
    assert done.receipt is not None
    assert done.receipt.replacement is None
    assert done.receipt.obstacle
    _whole(office)
