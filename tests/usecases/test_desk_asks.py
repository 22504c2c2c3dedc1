# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people who key gifts elsewhere ask for in vain, and must never have to ask for here."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.addresses import Address
from app.domain.batches import BatchKind, BatchState
from app.domain.campaigns import Appeal
from app.domain.donors import Donor
from app.domain.gifts import GiftDetails, GiftPurpose, GiftState, Means, Tribute
from app.domain.imports.fields import ImportKind
from app.domain.organisation import BankAccount, Fund
from app.kernel.errors import Refused
from app.usecases.batches import (
    ListBatches,
    OpenBatch,
    PostBatch,
    ShowBatch,
    TotalsOf,
)
from app.usecases.dashboards import ShowHome
from app.usecases.deposits import DepositSlip, OnHand, ReconcileDeposit, ShowDeposit
from app.usecases.donors import CreateDonor, DonorIds, FindDonors, ShowDonor
from app.usecases.dossier import Examine
from app.usecases.gifts import (
    AddGift,
    GetGift,
    GiftDraft,
    RefundGift,
    ReturnCheque,
    ShowGift,
    UnidentifiedGifts,
    UnusualHints,
)
from app.usecases.imports import RunImport
from app.usecases.office import Office
from app.usecases.organisation import SaveAppeal, SaveBankAccount, SaveFund
from app.usecases.receipts import PreviewReceipts
from tests.support.desk import posted, put_on_file
from tests.support.pdf import text_of
from tests.support.tables import text


def test_ask_29_an_envelope_number_of_a_former_program_finds_its_donor_alone(
    any_office: Office,
) -> None:
    put_on_file(any_office)
    martin = any_office.do(CreateDonor(Donor(last_name="Martin", former_number="E-4711")))
    for typed in ("4711", "E-4711", "e 4711"):
        assert [donor.id for donor in any_office.ask(FindDonors(typed))] == [martin.id]


def test_ask_32_anonymous_cash_is_counted_and_banked_without_a_made_up_donor(
    office: Office,
) -> None:
    batch = office.do(OpenBatch(BatchKind.CASH, 1, 7_50, received_on=date(2025, 12, 24)))
    gift = office.do(
        AddGift(batch.id, GiftDraft(donor_id=None, cents=7_50, anonymous=True)),
    )
    (deposit,) = office.do(PostBatch(batch.id)).deposits
    assert (deposit.means, deposit.cents) == (Means.CASH, 7_50)
    assert list(office.ask(DonorIds())) == []
    assert office.ask(UnidentifiedGifts()) == []
    assert office.ask(ShowGift(gift.id)).anonymous
    preview = office.ask(PreviewReceipts(2025))
    assert (preview.count, preview.ledger_cents) == (0, 7_50)


def test_ask_33_a_cheque_number_may_be_missing_or_the_same_as_another(office: Office) -> None:
    donor = put_on_file(office)
    batch = office.do(OpenBatch(expected_count=4, expected_total_cents=40_00))
    for number in ("", "", "0", "0"):
        draft = GiftDraft(donor_id=donor.id, cents=10_00, cheque_number=number)
        office.do(AddGift(batch.id, draft))
    (deposit,) = office.do(PostBatch(batch.id)).deposits
    sheet = office.ask(ShowDeposit(deposit.id))
    assert [line.cheque_number for line in sheet.lines] == ["", "", "0", "0"]


def test_ask_39_money_goes_back_from_a_posted_batch_that_stays_closed(office: Office) -> None:
    """A batch of refunds is below zero, needs no control, and is never left open."""
    result, (kept, back, _other) = posted(office, [20_00, 50_00, 30_00])
    done = office.do(RefundGift(gift_id=back.id, reason="paid twice"))
    whole = office.ask(ShowBatch(done.batch.id))
    assert (whole.batch.kind, whole.batch.state) == (BatchKind.CORRECTION, BatchState.POSTED)
    assert (whole.totals.count, whole.totals.cents) == (1, -50_00)
    assert not whole.totals.controlled
    before = office.ask(ShowBatch(result.batch.id))
    assert before.batch == result.batch
    assert before.totals.cents == 100_00
    assert office.ask(ShowGift(kept.id)).reversed_by is None
    assert not [one for one in office.ask(ListBatches()) if one.state is BatchState.DRAFT]
    assert office.ask(Examine()).ok


def test_ask_40_a_cheque_number_typed_in_a_batch_is_wherever_the_cheque_is(office: Office) -> None:
    donor = put_on_file(office)
    batch = office.do(OpenBatch(expected_count=1, expected_total_cents=50_00))
    draft = GiftDraft(donor_id=donor.id, cents=50_00, cheque_number="7788123", cheque_bank="CIC")
    gift = office.do(AddGift(batch.id, draft))
    (deposit,) = office.do(PostBatch(batch.id)).deposits
    for line in (
        office.ask(ShowBatch(batch.id)).lines[0],
        office.ask(ShowDeposit(deposit.id)).lines[0],
        office.ask(ShowDonor(donor.id)).gifts[0],
        office.ask(ShowGift(gift.id)),
    ):
        assert (line.cheque_number, line.cheque_bank) == ("7788123", "CIC")
    assert "7788123" in text_of(office.ask(DepositSlip(deposit.id)))
    assert [found.id for found in office.ask(FindDonors("7788123"))] == [donor.id]
    (hint,) = office.ask(
        UnusualHints(donor_id=None, cents=50_00, cheque_number="7788123", cheque_bank="CIC")
    )
    assert hint.code == "gift.same_cheque"
    returned = office.do(ReturnCheque(gift.id, "no funds"))
    assert returned.reversal.cheque_number == "7788123"


def test_ask_41_all_there_is_to_say_of_a_gift_is_said_in_one_go(office: Office) -> None:
    donor, payer = put_on_file(office), put_on_file(office, "Martin", "Paul")
    roof = office.do(SaveFund(Fund(code="ROOF", name="Roof")))
    winter = office.do(SaveAppeal(Appeal(code="W", name="Winter")))
    batch = office.do(OpenBatch())
    details = GiftDetails(
        purpose=GiftPurpose.MEMBERSHIP,
        benefit_cents=2_00,
        tribute=Tribute.MEMORY,
        tribute_name="Ada Essai",
        payer_id=payer.id,
        thanked_id=payer.id,
    )
    draft = GiftDraft(
        donor_id=donor.id,
        cents=50_00,
        cheque_number="12",
        cheque_bank="LBP",
        cheque_dated_on=date(2026, 1, 2),
        received_on=date(2026, 1, 5),
        fund_id=roof.id,
        appeal_id=winter.id,
        note="found behind the door",
        details=details,
    )
    line = office.do(AddGift(batch.id, draft))
    office.do(PostBatch(batch.id))
    gift = office.ask(GetGift(line.id))
    assert gift.state is GiftState.POSTED
    assert gift.details == details
    for name in ("cheque_number", "cheque_bank", "cheque_dated_on", "received_on", "fund_id",
                 "appeal_id", "note"):  # fmt: skip
        assert getattr(gift, name) == getattr(draft, name)


def test_ask_42_what_is_typed_wins_over_the_batch_and_what_is_optional_stays_so(
    office: Office,
) -> None:
    donor = put_on_file(office)
    roof = office.do(SaveFund(Fund(code="ROOF", name="Roof")))
    winter = office.do(SaveAppeal(Appeal(code="W", name="Winter")))
    batch = office.do(OpenBatch(BatchKind.MIXED, appeal_id=winter.id))
    told = office.do(
        AddGift(
            batch.id,
            GiftDraft(
                donor_id=donor.id, cents=5_00, means=Means.CASH, fund_id=roof.id, appeal_id=0,
                received_on=date(2026, 1, 2),
            ),
        )
    )  # fmt: skip
    assert (told.means, told.fund_id, told.appeal_id) == (Means.CASH, roof.id, None)
    assert told.received_on == date(2026, 1, 2)
    bare = office.do(AddGift(batch.id, GiftDraft(donor_id=None, cents=5_00, means=Means.CASH)))
    assert (bare.clue, bare.note, bare.cheque_number, bare.details) == ("", "", "", GiftDetails())
    assert (bare.fund_id, bare.appeal_id) == (batch.fund_id, winter.id)


def test_asks_61_62_63_and_66_one_line_of_the_bank_is_told_cheque_by_cheque(
    any_office: Office,
) -> None:
    """One numbered slip is one line at the bank; each cheque tells its slip, slips their donors."""
    office = any_office
    marie, jean = put_on_file(office), put_on_file(office, "Martin", "Jean")
    batch = office.do(OpenBatch(expected_count=2, expected_total_cents=125_00))
    for donor, cents, number in ((marie, 75_00, "ABC123"), (jean, 50_00, "XYZ987")):
        draft = GiftDraft(donor_id=donor.id, cents=cents, cheque_number=number)
        office.do(AddGift(batch.id, draft))
    (deposit,) = office.do(PostBatch(batch.id)).deposits
    statement = ReconcileDeposit(
        deposit_id=deposit.id, credited_on=date(2026, 1, 6), credited_cents=125_00
    )
    assert office.do(statement).difference_cents == 0
    sheet = office.ask(ShowDeposit(deposit.id))
    assert sheet.expected_cents == 125_00
    assert [(line.donor_name, line.cheque_number) for line in sheet.lines] == [
        ("DUPONT Marie", "ABC123"),
        ("MARTIN Jean", "XYZ987"),
    ]
    for donor in (marie, jean):
        (line,) = office.ask(ShowDonor(donor.id)).gifts
        assert line.deposit_number == deposit.number == "2026-001"


def test_ask_65_each_account_has_the_slips_its_bank_takes(office: Office) -> None:
    """As many sheets as the bank's limit makes; the account as that bank asks for it."""
    french = office.do(
        SaveBankAccount(
            BankAccount(label="Poste", iban="FR1420041010050500013M02606", max_cheques=2)
        )
    )
    abroad = office.do(
        SaveBankAccount(BankAccount(label="Gand", iban="BE68539007547034", bic="GKCCBEBB"))
    )
    donor = put_on_file(office)
    slips = {}
    for account in (french, abroad):
        batch = office.do(OpenBatch(bank_account_id=account.id, comment="Winter appeal"))
        for _cheque in range(3):
            office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=10_00)))
        deposits = office.do(PostBatch(batch.id)).deposits
        slips[account.label] = [text_of(office.ask(DepositSlip(one.id))) for one in deposits]
    assert [len(slips["Poste"]), len(slips["Gand"])] == [2, 1]
    assert all("bank 20041 · branch 01005" in slip for slip in slips["Poste"])
    assert "branch" not in slips["Gand"][0]
    assert "BE68 5390 0754 7034" in slips["Gand"][0]
    assert "GKCCBEBB" in slips["Gand"][0]
    assert all("Winter appeal" in slip for account in slips.values() for slip in account)


def test_b07_each_wrong_gift_has_a_message_of_its_own(office: Office) -> None:
    """B07: dated in the future, of zero, without a payment method, or a batch with no line."""
    donor = put_on_file(office)
    mixed = office.do(OpenBatch(BatchKind.MIXED))
    wrong: dict[str, GiftDraft] = {
        "gift.future": GiftDraft(
            donor_id=donor.id, cents=1, means=Means.CASH, received_on=date(2026, 1, 7)
        ),
        "amount.zero": GiftDraft(donor_id=donor.id, cents=0, means=Means.CASH),
        "gift.no_means": GiftDraft(donor_id=donor.id, cents=1),
    }
    told = {}
    for code, draft in wrong.items():
        with pytest.raises(Refused) as refused:
            office.do(AddGift(mixed.id, draft))
        told[refused.value.code] = refused.value.message
        assert refused.value.code == code
    with pytest.raises(Refused) as empty:
        office.do(PostBatch(mixed.id))
    told[empty.value.code] = empty.value.message
    assert set(told) == {*wrong, "batch.empty"}
    assert len(set(told.values())) == len(told)
    assert office.ask(TotalsOf(mixed.id)).count == 0


def test_b07_a_thing_given_needs_no_payment_method(office: Office) -> None:
    donor = put_on_file(office)
    things = office.do(OpenBatch(BatchKind.OTHER))
    details = GiftDetails(description="a piano")
    line = office.do(AddGift(things.id, GiftDraft(donor_id=donor.id, cents=1, details=details)))
    assert line.means is Means.IN_KIND


def test_b07_a_cheque_named_is_paid_by_cheque(office: Office) -> None:
    mixed = office.do(OpenBatch(BatchKind.MIXED))
    draft = GiftDraft(donor_id=put_on_file(office).id, cents=1)
    for named in (
        {"cheque_number": "1"},
        {"cheque_bank": "CIC"},
        {"cheque_dated_on": date(2026, 1, 2)},
    ):
        line = office.do(AddGift(mixed.id, replace(draft, **named)))
        assert line.means is Means.CHEQUE


def test_f01_a_file_of_gifts_of_two_donors_makes_its_total(office: Office, tmp_path: Path) -> None:
    """F01: 20 + 25 + 30 + 40 brought in make 115.00; the rehearsal leaves the books unchanged."""
    for name in ("Dupont", "Martin"):
        home = Address(street="3 rue Haute", postal_code="35000", city="Rennes")
        office.do(CreateDonor(Donor(last_name=name, first_name="Ada", address=home)))
    rows = "".join(
        f"{name};Ada;35000;0{day}/12/2025;{amount};CHQ\n"
        for day, (name, amount) in enumerate(
            (("Dupont", "20"), ("Martin", "25"), ("Dupont", "30"), ("Martin", "40")), 1
        )
    )
    table = text(tmp_path / "gifts.csv", f"Nom;Prénom;CP;Date;Montant;Mode\n{rows}")
    rehearsal = office.do(RunImport(ImportKind.GIFTS, table, dry_run=True))
    assert rehearsal.file_cents == 115_00
    assert (office.ask(ListBatches()), office.ask(ShowHome()).cents) == ([], 0)
    told = office.do(RunImport(ImportKind.GIFTS, table))
    assert (told.created_gifts, told.created_donors, told.imported_cents) == (4, 0, 115_00)
    (batch,) = office.ask(ListBatches())
    assert (batch.state, batch.count, batch.cents) == (BatchState.POSTED, 4, 115_00)
    assert sorted(office.ask(ShowDonor(one)).line.cents for one in office.ask(DonorIds())) == [
        50_00,
        65_00,
    ]


def test_i02_what_is_in_no_deposit_is_told_apart(office: Office) -> None:
    """I02: of three payments two bear a deposit; the list of what is not deposited holds one."""
    batch = office.do(OpenBatch(expected_count=3, expected_total_cents=155_00))
    donor = put_on_file(office)
    gifts = [
        office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=cents, cheque_number=no)))
        for cents, no in ((75_00, "ABC123"), (50_00, "XYZ987"), (30_00, "?????"))
    ]
    office.do(PostBatch(batch.id, later=(gifts[2].id,)))
    payments = {line.id: line for line in office.ask(ShowDonor(donor.id)).gifts}
    assert [payments[one.id].deposit_number for one in gifts] == ["2026-001", "2026-001", ""]
    assert [payments[one.id].on_hand for one in gifts] == [False, False, True]
    (waiting,) = office.ask(OnHand())
    assert (waiting.cents, waiting.cheque_number) == (30_00, "?????")


def test_i03_nothing_but_a_cheque_is_offered_for_a_deposit_of_cheques(office: Office) -> None:
    """I03: cash waits apart; transfer, card and the rest never wait."""
    donor = put_on_file(office)
    batch = office.do(OpenBatch(BatchKind.MIXED))
    money = (Means.CASH, Means.TRANSFER, Means.CARD, Means.DIRECT_DEBIT)
    gifts = [
        office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=10_00, means=means)))
        for means in money
    ]
    office.do(PostBatch(batch.id, later=(gifts[0].id,)))
    assert [line.means for line in office.ask(OnHand())] == [Means.CASH]
