# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Coupons and cheques read: whose they are, what is learned, what is never kept."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.campaigns import Appeal
from app.domain.readers.scans import Coupon
from app.kernel.errors import Refused
from app.usecases.audit import VerifyAudit
from app.usecases.batches import OpenBatch
from app.usecases.donors import EditDonor, ShowDonor
from app.usecases.dossier import Examine
from app.usecases.gifts import AddGift, GiftDraft, UnusualHints
from app.usecases.office import Office
from app.usecases.organisation import ListAppeals, SaveAppeal
from app.usecases.readers import (
    CouponSheet,
    ForgetAccounts,
    KnownAccounts,
    LearnAccount,
    ReadScan,
)
from tests.conftest import MakeOffice
from tests.support.giving import new_donor
from tests.support.pdf import text_of

ACCOUNT = "067800123456030041234567"
CHEQUE = f"C0001234C E{ACCOUNT[:12]}A{ACCOUNT[12:]}B"
LATER = f"C0001235C E{ACCOUNT[:12]}A{ACCOUNT[12:]}B"


@pytest.fixture
def office(any_office: Office) -> Office:
    """A dossier, on each database in turn."""
    return any_office


def appeal(office: Office) -> Appeal:
    office.do(SaveAppeal(Appeal(code="NOEL", name="Appel de Noël")))
    return next(one for one in office.ask(ListAppeals()) if one.code == "NOEL")


def test_a_coupon_tells_donor_and_appeal(office: Office) -> None:
    donor, christmas = new_donor(office, "Coupon"), appeal(office)
    found = office.ask(ReadScan(Coupon(donor.number, christmas.id).digits))
    assert [line.id for line in found.donors] == [donor.id]
    assert (found.appeal_id, found.cheque_number, found.account) == (christmas.id, "", "")


def test_an_appeal_that_is_gone_leaves_the_donor(office: Office) -> None:
    donor = new_donor(office, "Coupon")
    found = office.ask(ReadScan(Coupon(donor.number, 9999).digits))
    assert [line.id for line in found.donors] == [donor.id]
    assert found.appeal_id is None


def test_a_coupon_of_nobody_is_told_with_its_number(office: Office) -> None:
    with pytest.raises(Refused, match="99999-") as refused:
        office.ask(ReadScan(Coupon(99_999).digits))
    assert refused.value.code == "scan.nobody"


def test_what_is_neither_is_told(office: Office) -> None:
    with pytest.raises(Refused, match="neither a coupon"):
        office.ask(ReadScan("3760123456789"))


def test_a_cheque_is_learned_once_and_proposed_ever_after(office: Office) -> None:
    donor = new_donor(office, "Tireur")
    first = office.ask(ReadScan(CHEQUE))
    assert (first.donors, first.cheque_number, len(first.account)) == ([], "0001234", 64)
    office.do(LearnAccount(first.account, donor.id, " Banque des Essais "))
    then = office.ask(ReadScan(LATER))
    assert [line.id for line in then.donors] == [donor.id]
    assert (then.cheque_number, then.bank) == ("0001235", "Banque des Essais")
    assert office.ask(KnownAccounts(donor.id)) == 1
    office.do(LearnAccount(first.account, donor.id))
    assert office.ask(KnownAccounts(donor.id)) == 1
    assert office.ask(VerifyAudit()).problems == ()
    assert office.ask(Examine()).problems == ()


def test_two_donors_on_one_account_are_both_proposed(office: Office) -> None:
    account = office.ask(ReadScan(CHEQUE)).account
    couple = [new_donor(office, name) for name in ("Tireuse", "Tireur")]
    for donor in couple:
        office.do(LearnAccount(account, donor.id))
    assert {line.id for line in office.ask(ReadScan(LATER)).donors} == {d.id for d in couple}


def test_a_forgotten_account_asks_anew(office: Office) -> None:
    donor = new_donor(office, "Tireur")
    office.do(LearnAccount(office.ask(ReadScan(CHEQUE)).account, donor.id))
    assert office.do(ForgetAccounts(donor.id)) == 1
    assert office.ask(ReadScan(LATER)).donors == []
    assert office.do(ForgetAccounts(donor.id)) == 0
    actions = [entry.action for entry in office.ask(ShowDonor(donor.id)).history]
    assert actions == ["created", "account_learned", "accounts_forgotten"]


def test_the_same_cheque_of_the_same_account_is_recognised(office: Office) -> None:
    donor, wife = new_donor(office, "Tireur"), new_donor(office, "Tireuse")
    found = office.ask(ReadScan(CHEQUE))
    for one in (donor, wife):
        office.do(LearnAccount(found.account, one.id))
    batch = office.do(OpenBatch())
    draft = GiftDraft(donor_id=donor.id, cents=50_00, cheque_number=found.cheque_number)
    office.do(AddGift(batch.id, draft))
    asked = UnusualHints(wife.id, 50_00, found.cheque_number, "Autre banque", account=found.account)
    assert [hint.code for hint in office.ask(asked)] == ["gift.same_cheque"]
    elsewhere = UnusualHints(wife.id, 50_00, found.cheque_number, "Autre banque")
    assert office.ask(elsewhere) == []


def test_no_account_can_be_read_in_the_file(make_office: MakeOffice, tmp_path: Path) -> None:
    path = tmp_path / "dossier.obole"
    office = make_office(str(path))
    donor = new_donor(office, "Tireur")
    office.do(LearnAccount(office.ask(ReadScan(CHEQUE)).account, donor.id))
    office.close()
    kept = b"".join(one.read_bytes() for one in tmp_path.glob("dossier.obole*"))
    assert b"account_learned" in kept
    assert ACCOUNT[:12].encode() not in kept
    assert ACCOUNT[12:].encode() not in kept


def test_two_dossiers_never_share_a_fingerprint(make_office: MakeOffice, tmp_path: Path) -> None:
    prints = set()
    for name in ("one", "two"):
        office = make_office(str(tmp_path / f"{name}.obole"))
        prints.add(office.ask(ReadScan(CHEQUE)).account)
        office.close()
    assert len(prints) == 2


def test_a_sheet_of_coupons_is_drawn_for_those_who_are_there(office: Office) -> None:
    christmas = appeal(office)
    donors = [new_donor(office, f"Coupon{place}") for place in range(16)]
    gone = new_donor(office, "Parti")
    office.do(EditDonor(replace(gone, deceased_on=date(2025, 1, 1))))
    told = text_of(office.ask(CouponSheet(christmas.id)))
    assert told.count("Appel de Noël") == 16
    assert "PARTI" not in told
    assert Coupon(donors[0].number, christmas.id).digits in told
    one = text_of(office.ask(CouponSheet(donor_ids=(donors[3].id,))))
    assert "COUPON3" in one
    assert "COUPON4" not in one


def test_no_coupon_for_nobody(office: Office) -> None:
    with pytest.raises(Refused, match="no donor"):
        office.ask(CouponSheet())
