# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Payments that are split, gifts that are not money, counterparts: through the office."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.batches import BatchKind
from app.domain.donors import ReceiptWish
from app.domain.gifts import (
    PLAIN,
    Expense,
    Gift,
    GiftDetails,
    GiftNature,
    GiftPurpose,
    Means,
    Share,
    Tribute,
    Vehicle,
)
from app.domain.organisation import Fund
from app.domain.receipts import Bucket, Scope
from app.kernel.errors import Conflict, Refused
from app.usecases.audit import VerifyAudit
from app.usecases.batches import CheckBatch, OpenBatch, PostBatch, ShowBatch
from app.usecases.deposits import ShowDeposit
from app.usecases.donors import ShowDonor
from app.usecases.dossier import Examine
from app.usecases.gifts import (
    AddGift,
    AttachVoucher,
    CorrectGift,
    EditGift,
    GiftDraft,
    IdentifyGift,
    PaymentOf,
    PriceExpenses,
    ReadVoucher,
    RemoveGift,
    ReturnCheque,
    ShowEvidence,
    UnidentifiedGifts,
    UnusualHints,
    WaiverPaper,
)
from app.usecases.office import Office
from app.usecases.organisation import SaveFund
from app.usecases.receipts.issue import IssueReceipts
from app.usecases.receipts.preview import PreviewReceipts, ReceiptPreview
from tests.support.desk import put_on_file
from tests.support.giving import IN_2025, new_donor

_REASON = "misread on the cheque"


def _fund(office: Office, code: str, *, eligible: bool = True) -> int:
    return office.do(SaveFund(Fund(code=code, name=code, eligible=eligible))).id


def _split(office: Office, *cents: int, donor_id: int | None = None) -> tuple[Gift, list[int]]:
    """Key one cheque shared between as many new funds, in a batch that expects one envelope."""
    funds = [_fund(office, f"F{place}") for place in range(len(cents))]
    batch = office.do(OpenBatch(BatchKind.CHEQUES, 1, sum(cents)))
    draft = GiftDraft(
        donor_id=donor_id, cents=sum(cents), cheque_number="0000123", cheque_bank="LBP",
        clue="" if donor_id else "M. Durand",
    )  # fmt: skip
    shares = tuple(Share(fund_id=fund, cents=c) for fund, c in zip(funds, cents, strict=True))
    return office.do(AddGift(batch.id, draft, shares)), funds


def _healthy(office: Office) -> None:
    assert office.ask(Examine()).problems == ()
    assert office.ask(VerifyAudit()).ok


def test_a_split_cheque_is_one_envelope_one_cheque_and_one_gift(any_office: Office) -> None:
    office, donor = any_office, put_on_file(any_office)
    lead, _funds = _split(office, 30_00, 50_00, 20_00, donor_id=donor.id)
    assert office.ask(CheckBatch(lead.batch_id)).totals.agree
    posted = office.do(PostBatch(lead.batch_id))
    (deposit,) = posted.deposits
    assert (deposit.count, deposit.cents) == (1, 100_00)
    sheet = office.ask(ShowBatch(lead.batch_id))
    assert [tuple(part) for part in sheet.by_fund] == [
        ("F0", 1, 30_00), ("F1", 1, 50_00), ("F2", 1, 20_00)
    ]  # fmt: skip
    assert [tuple(part) for part in sheet.by_means] == [("cheque", 1, 100_00)]
    assert {line.cheque_number for line in sheet.lines} == {"0000123"}
    assert len(office.ask(ShowDeposit(deposit.id)).lines) == 3
    told = office.ask(ShowDonor(donor.id)).line
    assert (told.gifts, told.cents, told.last_cents) == (1, 100_00, 100_00)
    _healthy(office)


def test_the_parts_of_a_payment_move_together(any_office: Office) -> None:
    office, donor = any_office, put_on_file(any_office)
    lead, funds = _split(office, 30_00, 70_00)
    payment = office.ask(PaymentOf(lead.id))
    changed = replace(payment.gift, donor_id=donor.id, clue="", cents=90_00, cheque_number="9")
    shares = (
        Share(fund_id=funds[1], cents=60_00),
        Share(fund_id=funds[0], cents=20_00),
        Share(fund_id=1, cents=10_00),
    )
    office.do(EditGift(changed, shares, payment.parts))
    lines = office.ask(ShowBatch(lead.batch_id)).lines[::-1]
    assert [(line.fund_id, line.cents) for line in lines] == [
        (funds[1], 60_00), (funds[0], 20_00), (1, 10_00)
    ]  # fmt: skip
    assert {(line.donor_id, line.cheque_number) for line in lines} == {(donor.id, "9")}
    assert {line.payment_id for line in lines} == {lead.id}
    part = office.ask(PaymentOf(lines[2].id))
    assert part.gift.id == lead.id
    office.do(EditGift(part.gift, (), part.parts))
    (line,) = office.ask(ShowBatch(lead.batch_id)).lines
    assert (line.id, line.cents, line.part_of_id) == (lead.id, 90_00, None)
    _healthy(office)


def test_a_stale_or_half_told_payment_is_refused(office: Office) -> None:
    lead, _funds = _split(office, 30_00, 70_00)
    payment = office.ask(PaymentOf(lead.id))
    for stale in (
        EditGift(lead),
        EditGift(payment.gift, payment.shares, ((payment.parts[0][0], 9),)),
        EditGift(replace(payment.gift, id=payment.parts[0][0]), payment.shares, payment.parts),
    ):
        with pytest.raises(Conflict) as conflict:
            office.do(stale)
        assert conflict.value.code == "gift.shares"
    assert office.ask(PaymentOf(lead.id)) == payment


def test_removing_a_part_removes_the_payment(any_office: Office) -> None:
    lead, _funds = _split(any_office, 30_00, 70_00)
    (part, _version) = any_office.ask(PaymentOf(lead.id)).parts[0]
    any_office.do(RemoveGift(part))
    assert any_office.ask(ShowBatch(lead.batch_id)).lines == []
    _healthy(any_office)


def test_a_returned_split_cheque_takes_every_share_back(any_office: Office) -> None:
    office, donor = any_office, put_on_file(any_office)
    lead, funds = _split(office, 30_00, 70_00, donor_id=donor.id)
    office.do(PostBatch(lead.batch_id))
    office.do(CorrectGift(gift_id=lead.id, reason=_REASON, fund_id=1))
    (part, _version) = office.ask(PaymentOf(lead.id)).parts[0]
    correction = office.do(ReturnCheque(part, "no funds"))
    assert correction.cents == 100_00
    told = office.ask(ShowDonor(donor.id)).line
    assert (told.gifts, told.cents) == (0, 0)
    assert funds
    _healthy(office)


def test_a_corrected_donor_takes_every_share_along(any_office: Office) -> None:
    office = any_office
    wrong, right = put_on_file(office), put_on_file(office, "Martin")
    lead, _funds = _split(office, 30_00, 70_00, donor_id=wrong.id)
    office.do(PostBatch(lead.batch_id))
    correction = office.do(CorrectGift(gift_id=lead.id, reason=_REASON, donor_id=right.id))
    assert (correction.cents, correction.bank_difference_cents) == (100_00, 0)
    assert office.ask(ShowDonor(wrong.id)).line.cents == 0
    told = office.ask(ShowDonor(right.id)).line
    assert (told.gifts, told.cents) == (1, 100_00)
    _healthy(office)


def test_identifying_one_share_identifies_the_payment(any_office: Office) -> None:
    office, donor = any_office, put_on_file(any_office)
    lead, _funds = _split(office, 30_00, 70_00)
    office.do(PostBatch(lead.batch_id))
    assert len(office.ask(UnidentifiedGifts())) == 2
    office.do(IdentifyGift(lead.id, donor.id))
    assert not office.ask(UnidentifiedGifts())
    assert office.ask(ShowDonor(donor.id)).line.cents == 100_00
    _healthy(office)


def _preview(office: Office, scope: Scope = Scope.ANNUAL) -> ReceiptPreview:
    preview = office.ask(PreviewReceipts(2025, scope))
    told = preview.cents + sum(bucket.cents for bucket in preview.buckets)
    assert told == preview.ledger_cents
    return preview


def _key(office: Office, *drafts: GiftDraft) -> list[Gift]:
    batch = office.do(OpenBatch(BatchKind.MIXED, received_on=IN_2025))
    told = [replace(draft, means=draft.means or Means.CHEQUE) for draft in drafts]
    keyed = [office.do(AddGift(batch.id, draft)) for draft in told]
    office.do(PostBatch(batch.id))
    return keyed


def test_only_the_part_that_gives_right_is_receipted(any_office: Office) -> None:
    """Each cent of the ledger stands in one bucket: fees, counterparts and nobody's gifts too."""
    office = any_office
    donor = new_donor(office, "Essai")
    plain, served = PLAIN, replace(PLAIN, purpose=GiftPurpose.MEMBERSHIP_SERVED)
    fee = replace(PLAIN, purpose=GiftPurpose.MEMBERSHIP)
    _key(
        office,
        GiftDraft(donor_id=donor.id, cents=100_00, details=plain),
        GiftDraft(donor_id=donor.id, cents=20_00, details=fee),
        GiftDraft(donor_id=donor.id, cents=35_00, details=served),
        GiftDraft(donor_id=donor.id, cents=40_00, details=replace(plain, benefit_cents=10_01)),
        GiftDraft(donor_id=donor.id, cents=60_00, details=replace(plain, benefit_cents=15_00)),
        GiftDraft(donor_id=None, cents=5_00, means=Means.CASH, anonymous=True),
        GiftDraft(donor_id=None, cents=7_00, clue="M. X"),
    )
    preview = _preview(office)
    assert (preview.count, preview.cents) == (1, 180_00)
    held = {bucket.bucket: bucket.cents for bucket in preview.buckets}
    assert held == {
        Bucket.NOT_ELIGIBLE: 35_00,
        Bucket.BENEFIT: 40_00,
        Bucket.ANONYMOUS: 5_00,
        Bucket.UNIDENTIFIED: 7_00,
    }
    assert [line.cents for line in office.ask(UnidentifiedGifts())] == [7_00]
    office.do(IssueReceipts(2025, preview.count))
    assert _preview(office).count == 0
    _healthy(office)


def test_a_split_payment_makes_one_receipt_of_its_own(any_office: Office) -> None:
    office = any_office
    donor = new_donor(office, "Essai", receipt_wish=ReceiptWish.PER_GIFT)
    without = _fund(office, "CAFE", eligible=False)
    batch = office.do(OpenBatch(BatchKind.CHEQUES, 1, 100_00, received_on=IN_2025))
    shares = (
        Share(fund_id=1, cents=50_00),
        Share(fund_id=_fund(office, "TOIT"), cents=30_00),
        Share(fund_id=without, cents=20_00),
    )
    office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=100_00), shares))
    office.do(PostBatch(batch.id))
    preview = _preview(office, Scope.SINGLE)
    assert (preview.count, preview.cents) == (1, 80_00)


def test_too_much_in_return_is_told_while_keying(any_office: Office) -> None:
    office, donor = any_office, put_on_file(any_office)
    batch = office.do(OpenBatch(BatchKind.CHEQUES, received_on=IN_2025))
    generous = GiftDraft(
        donor_id=donor.id, cents=400_00, details=GiftDetails(benefit_cents=73_00)
    )  # fmt: skip
    gift = office.do(AddGift(batch.id, generous))

    def codes(benefit: int, cents: int = 400_00, gift_id: int = 0) -> set[str]:
        query = UnusualHints(
            donor.id, cents, gift_id=gift_id, benefit_cents=benefit, received_on=IN_2025
        )
        return {hint.code for hint in office.ask(query)} & {"gift.benefit"}

    assert codes(1) == {"gift.benefit"}
    assert codes(0) == set()
    assert codes(73_00, gift_id=gift.id) == set()
    assert codes(73_01, gift_id=gift.id) == {"gift.benefit"}
    assert codes(26_00, 100_00, gift.id) == {"gift.benefit"}


def _journey(km: int, cents: int = 0) -> Expense:
    return Expense(
        day=date(2025, 4, 2), purpose="Food bank, Rennes", cents=cents, vehicle=Vehicle.CAR,
        power=5, kilometres=km,
    )  # fmt: skip


def test_waived_expenses_follow_the_scale_of_the_whole_year(any_office: Office) -> None:
    office, donor = any_office, put_on_file(any_office)
    stamps = Expense(day=date(2025, 4, 1), purpose="Stamps", cents=12_50)
    (first,) = _key(
        office,
        GiftDraft(
            donor_id=donor.id, cents=0, means=Means.EXPENSES, expenses=(stamps, _journey(5_000))
        ),
    )
    assert first.cents == 12_50 + 3_180_00
    assert first.details.nature is GiftNature.EXPENSES
    (told,) = office.ask(PriceExpenses(donor.id, (_journey(1_000),)))
    assert told.cents == 357_00
    evidence = office.ask(ShowEvidence(first.id))
    assert [expense.cents for expense in evidence.expenses] == [12_50, 3_180_00]
    assert office.ask(WaiverPaper(first.id)).startswith(b"%PDF")
    assert office.ask(ShowBatch(first.batch_id)).deposits == []
    _healthy(office)


def test_expenses_that_do_not_make_the_gift_are_refused(office: Office) -> None:
    donor = put_on_file(office)
    batch = office.do(OpenBatch(BatchKind.OTHER))
    sheet = (Expense(day=date(2025, 4, 1), purpose="Stamps", cents=12_50),)
    for draft, code in (
        (GiftDraft(donor_id=donor.id, cents=13_00, means=Means.EXPENSES, expenses=sheet),
         "expense.total"),
        (GiftDraft(donor_id=donor.id, cents=12_50, expenses=sheet), "gift.undescribed"),
        (GiftDraft(donor_id=donor.id, cents=12_50, means=Means.CASH), "gift.means"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            office.do(AddGift(batch.id, draft))
        assert refused.value.code == code


def test_a_draft_of_expenses_changes_with_its_sheet(any_office: Office) -> None:
    office, donor = any_office, put_on_file(any_office)
    batch = office.do(OpenBatch(BatchKind.OTHER, received_on=IN_2025))
    draft = GiftDraft(
        donor_id=donor.id, cents=0, means=Means.EXPENSES, expenses=(_journey(100),)
    )  # fmt: skip
    gift = office.do(AddGift(batch.id, draft))
    office.do(AttachVoucher(gift.id, "bill.pdf", b"%PDF-1.7 bill"))
    payment = office.ask(PaymentOf(gift.id))
    assert [expense.cents for expense in payment.expenses] == [63_60]
    edited = replace(payment.gift, cents=127_20)
    office.do(EditGift(edited, expenses=(_journey(200),)))
    assert office.ask(PaymentOf(gift.id)).expenses[0].cents == 127_20
    office.do(RemoveGift(gift.id))
    _healthy(office)


def test_vouchers_are_kept_whole_and_once(any_office: Office) -> None:
    office, donor = any_office, put_on_file(any_office)
    details = replace(PLAIN, description="12 folding chairs")
    (gift,) = _key(
        office, GiftDraft(donor_id=donor.id, cents=90_00, means=Means.IN_KIND, details=details)
    )
    body = b"\x89PNG bill"
    (voucher,) = office.do(AttachVoucher(gift.id, "scans/bill.png", body))
    assert voucher.name == "bill.png"
    assert office.ask(ReadVoucher(gift.id, voucher.id)) == body
    for name, wrong, code in (
        ("bill.png", body, "constraint.uq_gift_voucher_document"),
        ("bill.exe", b"MZ", "voucher.kind"),
        ("film.pdf", b"%PDF-" + bytes(20_000_000), "voucher.size"),
    ):
        with pytest.raises(Refused) as refused:
            office.do(AttachVoucher(gift.id, name, wrong))
        assert refused.value.code == code
    with pytest.raises(Refused) as unknown:
        office.ask(ReadVoucher(gift.id, voucher.id + 1))
    assert unknown.value.code == "voucher.unknown"
    with pytest.raises(Refused) as none:
        office.ask(WaiverPaper(gift.id))
    assert none.value.code == "waiver.none"
    _healthy(office)


def test_who_paid_who_is_thanked_and_for_whose_sake(any_office: Office) -> None:
    office = any_office
    donor, payer = put_on_file(office), put_on_file(office, "Martin", "Paul")
    details = GiftDetails(
        tribute=Tribute.MEMORY, tribute_name="Ada Essai", payer_id=payer.id, thanked_id=donor.id
    )
    (gift,) = _key(office, GiftDraft(donor_id=donor.id, cents=50_00, details=details))
    line = office.ask(ShowEvidence(gift.id)).line
    assert (line.payer_name, line.thanked_name) == ("MARTIN Paul", "")
    assert line.details.tribute_name == "Ada Essai"
    with pytest.raises(Refused):
        office.do(
            AddGift(
                office.do(OpenBatch()).id,
                GiftDraft(donor_id=donor.id, cents=1, details=GiftDetails(payer_id=999)),
            )
        )


def test_a_correction_can_mend_the_counterpart(office: Office) -> None:
    donor = put_on_file(office)
    (gift,) = _key(office, GiftDraft(donor_id=donor.id, cents=50_00))
    details = replace(gift.details, benefit_cents=5_00)
    correction = office.do(CorrectGift(gift_id=gift.id, reason=_REASON, details=details))
    assert correction.line is not None
    assert correction.line.details.benefit_cents == 5_00
    assert office.ask(PaymentOf(gift.id)).gift.id == correction.line.id


def test_a_corrected_gift_keeps_its_sheet_and_its_proof(any_office: Office) -> None:
    office = any_office
    wrong, right = put_on_file(office), put_on_file(office, "Martin")
    draft = GiftDraft(donor_id=wrong.id, cents=0, means=Means.EXPENSES, expenses=(_journey(5_000),))
    (gift,) = _key(office, draft)
    office.do(AttachVoucher(gift.id, "waiver.pdf", b"%PDF-1.7 signed"))
    with pytest.raises(Refused) as refused:
        office.do(CorrectGift(gift_id=gift.id, reason=_REASON, cents=1_00))
    assert refused.value.code == "expense.total"
    correction = office.do(CorrectGift(gift_id=gift.id, reason=_REASON, donor_id=right.id))
    assert correction.line is not None
    evidence = office.ask(ShowEvidence(correction.line.id))
    assert [expense.cents for expense in evidence.expenses] == [3_180_00]
    assert [voucher.name for voucher in evidence.vouchers] == ["waiver.pdf"]
    (more,) = office.ask(PriceExpenses(right.id, (_journey(1_000),)))
    (anew,) = office.ask(PriceExpenses(wrong.id, (_journey(1_000),)))
    assert (more.cents, anew.cents) == (357_00, 636_00)
    _healthy(office)
