# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deposits: what posting carries to the bank, and its slip out of the vault."""

from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest

from app.domain.batches import BatchKind
from app.domain.deposits import DepositState
from app.domain.gifts import MONEY_MEANS, Means
from app.domain.organisation import BankAccount
from app.domain.users import Role, User
from app.kernel.errors import Refused, Trouble
from app.usecases.batches import OpenBatch, PostBatch, ShowBatch
from app.usecases.deposits import (
    DepositByNumber,
    DepositSlip,
    ListDeposits,
    MarkDeposit,
    OnHand,
    ShowDeposit,
)
from app.usecases.gifts import AddGift, CorrectGift, GiftDraft
from app.usecases.office import Office
from app.usecases.organisation import SaveBankAccount
from tests.support.desk import posted, put_on_file


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    try:
        return "\n".join(
            document[index].get_textpage().get_text_range() for index in range(len(document))
        )
    finally:
        document.close()


def test_i01_there_is_no_deposit_before_the_first_posting(office: Office) -> None:
    """I01: no cheque, nothing to show, and no crash."""
    assert office.ask(ListDeposits()) == []
    assert office.ask(OnHand()) == []
    with pytest.raises(Refused) as refused:
        office.ask(DepositByNumber("2026-001"))
    assert refused.value.code == "deposit.unknown"
    with pytest.raises(Refused):
        office.ask(DepositByNumber("the last one"))


def test_i02_the_third_cheque_is_kept_and_still_offered(office: Office) -> None:
    """I02: 75 and 50 are deposited, 125.00 on two lines; 30 alone is not, and still offered."""
    donor = put_on_file(office)
    batch = office.do(OpenBatch(expected_count=3, expected_total_cents=155_00))
    gifts = [
        office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=cents, cheque_number=n)))
        for cents, n in ((75_00, "ABC123"), (50_00, "XYZ987"), (30_00, ""))
    ]
    office.do(PostBatch(batch.id, later=(gifts[2].id,)))
    (line,) = office.ask(ListDeposits())
    assert (line.number, line.count, line.cents) == ("2026-001", 2, 125_00)
    assert (line.account_label, line.batch_number) == ("Main account", "2026-001")
    sheet = office.ask(ShowDeposit(line.id))
    assert [gift.cheque_number for gift in sheet.lines] == ["ABC123", "XYZ987"]
    held = office.ask(ShowBatch(batch.id)).lines
    assert {gift.cents: gift.deposit_number for gift in held} == {
        75_00: "2026-001",
        50_00: "2026-001",
        30_00: "",
    }
    assert [gift.id for gift in office.ask(OnHand())] == [gifts[2].id]


def test_i03_only_cheques_are_on_a_slip_of_cheques(office: Office) -> None:
    """I03: cash, transfer, card and debit are never on it."""
    donor = put_on_file(office)
    batch = office.do(OpenBatch(BatchKind.MIXED))
    for means in MONEY_MEANS:
        office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=10_00, means=means)))
    office.do(PostBatch(batch.id))
    held = {
        line.means: {gift.means for gift in office.ask(ShowDeposit(line.id)).lines}
        for line in office.ask(ListDeposits())
    }
    assert held == {Means.CHEQUE: {Means.CHEQUE}, Means.CASH: {Means.CASH}}


def test_the_slip_says_all_the_bank_asks(office: Office) -> None:
    office.do(
        SaveBankAccount(
            BankAccount(
                id=1,
                version=1,
                label="Poste",
                bank="La Banque Postale",
                holder="Les Amis du Moulin",
                iban="FR14 2004 1010 0505 0001 3M02 606",
            )
        )
    )
    batch = office.do(OpenBatch(expected_count=2, expected_total_cents=1_284_56))
    donor = put_on_file(office, "L'Hôtellier-d'Arcy", "Marie-Bénédicte")
    drafts = (
        GiftDraft(donor_id=donor.id, cents=1_234_56, cheque_number="0012345", cheque_bank="CIC"),
        GiftDraft(donor_id=None, cents=50_00, clue="Łukasz"),
    )
    for draft in drafts:
        office.do(AddGift(batch.id, draft))
    (deposit,) = office.do(PostBatch(batch.id)).deposits
    text = _text(office.ask(DepositSlip(deposit.id)))
    for said in (
        "Cheque deposit",
        "Slip no. 2026-001",
        "La Banque Postale",
        "FR14 2004 1010 0505 0001 3M02 606",
        "06/01/2026",
        "L'HÔTELLIER-D'ARCY Marie-Bénédicte",
        "CIC",
        "0012345",
        "€1,234.56",
        "Łukasz",
        "2 cheques",
        "Total: €1,284.56",
        "Signature of the depositor",
    ):
        assert said in text


def test_the_slip_never_changes_whatever_comes_after(office: Office) -> None:
    result, (gift,) = posted(office, [50_00])
    (deposit,) = result.deposits
    before = office.ask(DepositSlip(deposit.id))
    office.do(CorrectGift(gift_id=gift.id, reason="misread", cents=55_00))
    assert office.ask(DepositSlip(deposit.id)) == before
    assert office.ask(ShowDeposit(deposit.id)).deposit == deposit


def test_a_deposit_of_former_files_has_no_slip(office: Office) -> None:
    (deposit,) = posted(office, [50_00])[0].deposits
    with office._store.write(actor="", at=office.clock.now(), command="") as uow:
        uow.deposits.save(replace(deposit, document_sha256=""))
    with pytest.raises(Refused) as refused:
        office.ask(DepositSlip(deposit.id))
    assert refused.value.code == "deposit.no_slip"


def test_a_damaged_slip_is_told_not_given(office: Office) -> None:
    (deposit,) = posted(office, [50_00])[0].deposits
    with office._store.engine.begin() as connection:  # type: ignore[attr-defined]
        connection.exec_driver_sql("UPDATE document SET body = x'00'")
    with pytest.raises(Trouble, match="damaged"):
        office.ask(DepositSlip(deposit.id))


def test_a_deposit_goes_forward_and_a_reprint_leaves_it(office: Office) -> None:
    (deposit,) = posted(office, [50_00])[0].deposits
    states = [
        office.do(MarkDeposit(deposit.id, state)).state
        for state in (DepositState.PRINTED, DepositState.BANKED, DepositState.PRINTED)
    ]
    assert states == [DepositState.PRINTED, DepositState.BANKED, DepositState.BANKED]
    reader = office.as_user(User(name="Léo", role=Role.READER))
    with pytest.raises(Refused):
        reader.do(MarkDeposit(deposit.id, DepositState.RECONCILED))
