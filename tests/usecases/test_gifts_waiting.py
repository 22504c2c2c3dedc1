# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gifts set aside: banked at once, never on a receipt, and whose they may be, with the reasons."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.addresses import Address
from app.domain.donors import number_text
from app.kernel.money import format_amount
from app.usecases.audit import VerifyAudit
from app.usecases.batches import OpenBatch, PostBatch, TotalsOf
from app.usecases.dashboards import ShowHome
from app.usecases.deposits import ListDeposits
from app.usecases.donors import ShowDonor
from app.usecases.dossier import Examine
from app.usecases.gifts import (
    AddGift,
    CorrectGift,
    EditGift,
    GetGift,
    GiftDraft,
    IdentifyGift,
    RemoveGift,
    SuggestDonors,
    UnidentifiedGifts,
)
from app.usecases.office import Office
from app.usecases.readers import KnownAccounts, LearnAccount, ReadScan
from app.usecases.receipts import PreviewReceipts
from tests.support.giving import give, new_donor

ACCOUNT = "067800123456030041234567"
CHEQUE = f"C0001234C E{ACCOUNT[:12]}A{ACCOUNT[12:]}B"
IN_2025 = date(2025, 12, 2)


@pytest.fixture
def office(any_office: Office) -> Office:
    """A dossier, on each database in turn."""
    return any_office


def set_aside(
    office: Office,
    cents: int = 20_00,
    *,
    clue: str = "",
    account: str = "",
    cheque: tuple[str, str] = ("", ""),
    post: bool = True,
) -> int:
    """Key a gift of nobody known; ``cheque`` is its number and its bank."""
    batch = office.do(OpenBatch(received_on=IN_2025))
    number, bank = cheque
    draft = GiftDraft(
        donor_id=None,
        cents=cents,
        clue=clue,
        account=account,
        cheque_number=number,
        cheque_bank=bank,
    )
    gift = office.do(AddGift(batch.id, draft))
    if post:
        office.do(PostBatch(batch.id))
    return gift.id


def suggested(office: Office, gift_id: int) -> list[tuple[int, tuple[str, ...]]]:
    return [(one.donor.id, one.reasons) for one in office.ask(SuggestDonors(gift_id))]


def test_a_gift_set_aside_is_in_the_totals_and_in_the_deposit_and_on_no_receipt(
    office: Office,
) -> None:
    donor = new_donor(office, "Connue")
    batch = office.do(OpenBatch(expected_count=2, expected_total_cents=70_00, received_on=IN_2025))
    office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=50_00)))
    aside = office.do(AddGift(batch.id, GiftDraft(donor_id=None, cents=20_00, clue="illisible")))
    assert office.ask(TotalsOf(batch.id)).agree
    office.do(PostBatch(batch.id))
    deposit = office.ask(ListDeposits())[0]
    assert (deposit.count, deposit.cents) == (2, 70_00)
    before = office.ask(PreviewReceipts(2025))
    assert (before.count, before.cents) == (1, 50_00)
    home = office.ask(ShowHome())
    assert (home.unidentified_count, home.unidentified_cents) == (1, 20_00)
    assert home.unidentified_since == IN_2025
    office.do(IdentifyGift(aside.id, donor.id))
    assert office.ask(UnidentifiedGifts()) == []
    home = office.ask(ShowHome())
    assert (home.unidentified_count, home.unidentified_since) == (0, None)
    after = office.ask(PreviewReceipts(2025))
    assert (after.count, after.cents) == (1, 70_00)
    assert office.ask(ListDeposits())[0].cents == 70_00
    assert office.ask(Examine()).ok


def test_a_correction_that_leaves_the_donor_unknown_keeps_it_from_the_receipts(
    office: Office,
) -> None:
    account = office.ask(ReadScan(CHEQUE)).account
    gift_id = set_aside(office, account=account)
    corrected = office.do(CorrectGift(gift_id=gift_id, reason="lu 25", cents=25_00))
    assert [line.cents for line in office.ask(UnidentifiedGifts())] == [25_00]
    assert office.ask(PreviewReceipts(2025)).count == 0
    assert corrected.line is not None
    donor = new_donor(office, "Trouvée")
    office.do(CorrectGift(gift_id=corrected.line.id, reason="trouvée", donor_id=donor.id))
    assert office.ask(UnidentifiedGifts()) == []
    assert office.ask(PreviewReceipts(2025)).cents == 25_00
    assert office.ask(KnownAccounts(donor.id)) == 1


def test_the_name_on_the_cheque_points_at_its_donors_the_nearest_first(office: Office) -> None:
    rennes = new_donor(office, "Tessier", first_name="Jeanne")
    elsewhere = Address(street="1 quai", postal_code="56000", city="Vannes")
    vannes = new_donor(office, "Tessier", first_name="Paul", address=elsewhere)
    new_donor(office, "Rennes-Voisin", first_name="Luc", address=elsewhere)
    told = suggested(office, set_aside(office, clue="Mme TESSIER, Vannes"))
    assert [donor_id for donor_id, _reasons in told] == [vannes.id, rennes.id]
    assert told[0][1] == (
        "“TESSIER” is noted, as in the name.",
        "Lives in Vannes, which is noted.",
    )
    full = suggested(office, set_aside(office, clue="Jeanne Tessier"))
    assert full[0][0] == rennes.id


def test_a_number_or_a_telephone_in_the_clue_points_at_its_donor(office: Office) -> None:
    donor = new_donor(office, "Numéro")
    dialled = new_donor(office, "Téléphone", phone="06 12 34 56 78")
    number = number_text(donor.number)
    assert suggested(office, set_aside(office, clue=f"coupon {number}")) == [
        (donor.id, (f"The number {number} is noted.",))
    ]
    assert suggested(office, set_aside(office, clue="tél. 06 12 34 56 78")) == [
        (dialled.id, ("The telephone number is noted.",))
    ]


def test_a_place_alone_names_nobody_and_nor_does_nothing(office: Office) -> None:
    new_donor(office, "Habitante")
    assert suggested(office, set_aside(office, clue="Rennes")) == []
    assert suggested(office, set_aside(office)) == []


def test_a_cheque_of_the_same_book_points_at_who_wrote_the_other(office: Office) -> None:
    writer, other = new_donor(office, "Carnet"), new_donor(office, "Autre")
    batch = office.do(OpenBatch(received_on=date(2025, 9, 2)))
    for donor, bank in ((writer, "Banque des Essais"), (other, "Banque du Port")):
        draft = GiftDraft(donor_id=donor.id, cents=33_00, cheque_number="0004210", cheque_bank=bank)
        office.do(AddGift(batch.id, draft))
    office.do(PostBatch(batch.id))
    near = ("0004217", "BANQUE DES ESSAIS")
    assert suggested(office, set_aside(office, cheque=near)) == [
        (writer.id, ("Cheque 0004210 of the same bank, on 02/09/2025, was close in number.",))
    ]
    far = ("0009217", "Banque des Essais")
    assert suggested(office, set_aside(office, cheque=far)) == []


def test_the_amount_points_at_who_gave_it_and_stopped(office: Office) -> None:
    stopped, once, still = (new_donor(office, name) for name in ("Cesse", "Unique", "Fidèle"))
    for month in (5, 6, 7):
        give(office, (stopped, 17_00), (still, 17_00), day=date(2025, month, 3))
    give(office, (once, 17_00), day=date(2025, 6, 3))
    give(office, (still, 17_00), day=date(2025, 11, 28))
    amount = format_amount(17_00)
    assert suggested(office, set_aside(office, 17_00)) == [
        (stopped.id, (f"Gave {amount} 3 times, and nothing since 03/07/2025.",))
    ]


def test_an_account_read_is_kept_until_the_donor_is_known_then_teaches_it(office: Office) -> None:
    donor = new_donor(office, "Tireur")
    account = office.ask(ReadScan(CHEQUE)).account
    gift_id = set_aside(office, account=account)
    assert suggested(office, gift_id) == []
    known = new_donor(office, "Conjointe")
    office.do(LearnAccount(account, known.id))
    assert suggested(office, gift_id) == [(known.id, ("Writes cheques on this account.",))]
    office.do(IdentifyGift(gift_id, donor.id))
    assert office.ask(KnownAccounts(donor.id)) == 1
    assert {line.id for line in office.ask(ReadScan(CHEQUE)).donors} == {donor.id, known.id}
    actions = [entry.action for entry in office.ask(ShowDonor(donor.id)).history]
    assert actions == ["created", "account_learned"]
    assert office.ask(VerifyAudit()).problems == ()


def test_a_draft_line_given_its_donor_teaches_the_account_too(office: Office) -> None:
    donor = new_donor(office, "Tireur")
    account = office.ask(ReadScan(CHEQUE)).account
    gift = office.ask(GetGift(set_aside(office, account=account, post=False)))
    office.do(EditGift(replace(gift, donor_id=donor.id)))
    assert office.ask(KnownAccounts(donor.id)) == 1


def test_a_line_set_aside_can_be_removed_with_its_account(office: Office) -> None:
    account = office.ask(ReadScan(CHEQUE)).account
    office.do(RemoveGift(set_aside(office, account=account, post=False)))
    assert office.ask(Examine()).ok


def test_who_is_archived_or_deceased_is_not_suggested(office: Office) -> None:
    new_donor(office, "Partie", deceased_on=date(2024, 1, 1))
    assert suggested(office, set_aside(office, clue="Partie")) == []
