# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who lives together when, and what it changes in receipts: asks 43 to 46, cases B01 to B04."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.donors import Donor, DonorKind, ReceiptWish
from app.domain.gifts import GiftDetails, Means
from app.domain.households import Bond
from app.domain.organisation import Fund
from app.domain.receipts import Bucket, Scope
from app.kernel.errors import Refused
from app.usecases.batches import OpenBatch, PostBatch
from app.usecases.donors import EditDonor, ShowDonor
from app.usecases.duplicates import MergeDonors, ShowPair, UnmergeDonors
from app.usecases.gifts import AddGift, CorrectGift, GiftDraft
from app.usecases.households import (
    EditMember,
    JoinHousehold,
    LeaveHousehold,
    RemoveMember,
    ShowHouseholds,
)
from app.usecases.office import Office
from app.usecases.organisation import SaveFund
from app.usecases.receipts import (
    CancelReceipt,
    DonorReceipts,
    IssueReceipts,
    PreviewReceipts,
    ReceiptDocument,
    ReceiptPreview,
    ReceiptRegister,
    ShowReceipt,
    Specimen,
    VerifyReceipts,
)
from tests.conftest import MakeOffice
from tests.support.giving import give, new_donor
from tests.support.pdf import text_of

MARCH = date(2025, 3, 15)


def couple(office: Office, **told: object) -> tuple[Donor, Donor]:
    """Put two persons taxed together on file."""
    jean = new_donor(office, "Joly", first_name="Jean", civility="M.")
    lise = new_donor(office, "Durand", first_name="Lise")
    office.do(JoinHousehold(lise.id, jean.id, **told))  # type: ignore[arg-type]
    return jean, lise


def issue(office: Office, scope: Scope = Scope.ANNUAL, year: int = 2025) -> ReceiptPreview:
    """Issue what is due, and check that it is what the preview told, to the cent."""
    preview = office.ask(PreviewReceipts(year, scope))
    assert preview.cents + sum(one.cents for one in preview.buckets) == preview.ledger_cents
    report = office.do(IssueReceipts(year, preview.count, scope))
    assert (report.count, report.cents, report.left_out) == (preview.count, preview.cents, ())
    assert office.ask(VerifyReceipts()).ok
    return preview


def printed(office: Office) -> list[tuple[str, str, int]]:
    """Return family names, first names and cents of each receipt of 2025, by number."""
    shown = [office.ask(ShowReceipt(one.number)) for one in office.ask(ReceiptRegister(2025))]
    return [
        (one.snapshot.recipient.last_name, one.snapshot.recipient.first_name, one.snapshot.cents)
        for one in shown
    ]


def test_ask_44_case_b04_two_taxed_together_have_one_receipt_in_both_names(
    any_office: Office,
) -> None:
    """He gives 50 (40 give right) and 200 (140), she 25 (20): one receipt of 200."""
    office = any_office
    plain = office.do(SaveFund(Fund(code="SERV", name="Services", eligible=False)))
    jean, lise = couple(office)
    give(office, (jean, 4_000), (jean, 14_000), (lise, 2_000))
    give(office, (jean, 1_000), (jean, 6_000), (lise, 500), fund_id=plain.id)
    preview = issue(office)
    assert [(one.name, one.cents) for one in preview.due] == [("JOLY Jean and DURAND Lise", 20_000)]
    assert [(one.bucket, one.cents) for one in preview.buckets] == [(Bucket.NOT_ELIGIBLE, 7_500)]
    assert printed(office) == [("JOLY et DURAND", "Jean et Lise", 20_000)]
    (line,) = office.ask(ReceiptRegister(2025))
    for one in (jean, lise):
        assert [held.number for held in office.ask(DonorReceipts(one.id))] == [line.number]
    shown = text_of(office.ask(ReceiptDocument(line.number)))
    assert "JOLY et DURAND" in shown
    assert "Jean et Lise" in shown
    assert office.ask(PreviewReceipts(2025)).count == 0


def test_ask_12_three_in_a_household_never_triple_what_was_given(office: Office) -> None:
    jean, lise = couple(office)
    child = new_donor(office, "Joly", first_name="Tom", civility="M.")
    office.do(JoinHousehold(child.id, jean.id, bond=Bond.OTHER, joint=False))
    give(office, (jean, 10_000), (lise, 5_000))
    preview = issue(office)
    assert (preview.count, preview.cents, preview.ledger_cents) == (1, 15_000, 15_000)
    assert [cents for *_names, cents in printed(office)] == [15_000]
    assert office.ask(DonorReceipts(child.id)) == []


def test_one_family_name_is_printed_once(office: Office) -> None:
    jean = new_donor(office, "Joly", first_name="Jean")
    lise = new_donor(office, "Joly", first_name="Lise")
    office.do(JoinHousehold(lise.id, jean.id))
    give(office, (lise, 4_000))
    assert office.ask(Specimen(2025, lise.id))
    issue(office)
    assert printed(office) == [("JOLY", "Jean et Lise", 4_000)]


def test_ask_43_separated_in_march_before_is_both_after_is_each(office: Office) -> None:
    jean, lise = couple(office)
    office.do(LeaveHousehold(lise.id, MARCH))
    give(office, (jean, 100), (lise, 200), day=MARCH - timedelta(days=1))
    give(office, (jean, 400), (lise, 800), day=MARCH)
    assert issue(office).count == 3
    assert sorted(printed(office)) == [
        ("DURAND", "Lise", 800),
        ("JOLY", "Jean", 400),
        ("JOLY et DURAND", "Jean et Lise", 300),
    ]
    assert not any(
        office.ask(ShowReceipt(one.number)).snapshot.supplementary
        for one in office.ask(ReceiptRegister(2025))
    )


def test_ask_43_an_adult_child_of_the_household_is_receipted_alone(office: Office) -> None:
    jean, _lise = couple(office)
    child = new_donor(office, "Joly", first_name="Ana")
    office.do(JoinHousehold(child.id, jean.id, Bond.CHILD, joint=False))
    give(office, (jean, 100), (child, 700))
    issue(office)
    assert printed(office) == [("JOLY", "Ana", 700), ("JOLY et DURAND", "Jean et Lise", 100)]


def test_ask_45_a_death_ends_the_common_receipt_and_renames_nobody(office: Office) -> None:
    """The common declaration goes up to the day of death (CGI art. 6, 8)."""
    jean, lise = couple(office)
    give(office, (lise, 100), day=MARCH)
    give(office, (lise, 700), day=MARCH + timedelta(days=1))
    donor = office.ask(ShowDonor(jean.id)).donor
    office.do(EditDonor(replace(donor, deceased_on=MARCH)))
    issue(office)
    assert sorted(printed(office)) == [
        ("DURAND", "Lise", 700),
        ("DURAND et JOLY", "Lise et Jean", 100),
    ]
    lines = office.ask(ShowHouseholds(lise.id))
    assert [(one.line.name, one.line.deceased_on) for one in lines] == [
        ("JOLY Jean", MARCH),
        ("DURAND Lise", None),
    ]


def test_ask_45_who_survives_gets_the_common_receipt(office: Office) -> None:
    """The dead are named on it, and written to no more: address and wishes are the survivor's."""
    jean, lise = couple(office)
    give(office, (jean, 100))
    issue(office)
    donor = office.ask(ShowDonor(jean.id)).donor
    office.do(EditDonor(replace(donor, deceased_on=MARCH)))
    give(office, (jean, 700), day=MARCH)
    issue(office)
    before, after = (
        office.ask(ShowReceipt(one.number)) for one in office.ask(ReceiptRegister(2025))
    )
    assert (before.receipt.donor_id, after.receipt.donor_id) == (jean.id, lise.id)
    assert after.snapshot.recipient.number == lise.number_text
    assert after.snapshot.supplementary


def test_merging_keeps_the_household_and_undoing_gives_it_back(any_office: Office) -> None:
    office = any_office
    jean, lise = couple(office, joined_on=MARCH)
    twin = new_donor(office, "Durand", first_name="Lise")
    give(office, (lise, 300), day=MARCH)

    def members() -> list[int]:
        return [one.line.id for one in office.ask(ShowHouseholds(jean.id))]

    view = office.ask(ShowPair(twin.id, lise.id))
    merged = office.do(MergeDonors(view.kept, view.gone))
    assert members() == [jean.id, twin.id]
    issue(office)
    assert printed(office) == [("JOLY et DURAND", "Jean et Lise", 300)]
    office.do(UnmergeDonors(merged.id))
    assert members() == [jean.id, lise.id]
    assert office.ask(ShowHouseholds(twin.id)) == []
    assert office.ask(VerifyReceipts()).ok


def test_ask_46_living_together_is_not_giving_together(office: Office) -> None:
    jean, lise = couple(office, bond=Bond.OTHER, joint=False)
    give(office, (jean, 100), (lise, 200))
    issue(office)
    assert printed(office) == [("DURAND", "Lise", 200), ("JOLY", "Jean", 100)]


def test_case_b01_a_receipt_for_each_gift_holds_the_share_that_gives_right(
    office: Office,
) -> None:
    """One cheque of 220: 190 give right, 30 do not."""
    other = office.do(SaveFund(Fund(code="SERV", name="Services", eligible=False)))
    donor = new_donor(office, "Chaque", receipt_wish=ReceiptWish.PER_GIFT)
    give(office, (donor, 19_000))
    give(office, (donor, 3_000), fund_id=other.id)
    issue(office, Scope.SINGLE)
    assert printed(office) == [("CHAQUE", "Zoé", 19_000)]


def test_case_b02_a_yearly_receipt_sums_what_gives_right(office: Office) -> None:
    other = office.do(SaveFund(Fund(code="SERV", name="Services", eligible=False)))
    donor = new_donor(office, "Annuel")
    give(office, (donor, 4_000), (donor, 14_000))
    give(office, (donor, 1_000), (donor, 1_000), fund_id=other.id)
    issue(office)
    assert printed(office) == [("ANNUEL", "Zoé", 18_000)]


def test_case_b03_who_wants_none_has_none(office: Office) -> None:
    donor = new_donor(office, "Aucun", receipt_wish=ReceiptWish.NONE)
    give(office, (donor, 1_000_000))
    preview = office.ask(PreviewReceipts(2025))
    assert preview.count == 0
    assert [one.bucket for one in preview.buckets] == [Bucket.WISH_NONE]


def test_ask_10_payer_household_and_moral_credit_are_three_links(office: Office) -> None:
    """The aunt pays, the couple is receipted, the neighbour is thanked."""
    jean, _lise = couple(office)
    aunt, friend = new_donor(office, "Tante"), new_donor(office, "Voisin")
    details = GiftDetails(payer_id=aunt.id, thanked_id=friend.id)
    batch = office.do(OpenBatch(received_on=MARCH))
    draft = GiftDraft(donor_id=jean.id, cents=5_000, means=Means.CHEQUE, details=details)
    gift = office.do(AddGift(batch.id, draft))
    office.do(PostBatch(batch.id, difference_reason="no control"))
    issue(office)
    assert printed(office) == [("JOLY et DURAND", "Jean et Lise", 5_000)]
    assert (gift.details.payer_id, gift.details.thanked_id) == (aunt.id, friend.id)


def test_a_common_receipt_is_cancelled_and_replaced_in_both_names(office: Office) -> None:
    jean, lise = couple(office)
    give(office, (jean, 100), (lise, 200))
    issue(office)
    (first,) = office.ask(ReceiptRegister(2025))
    done = office.do(CancelReceipt(first.number, "adresse", replace=True))
    assert done.replacement is not None
    assert done.replacement.cents == 300
    assert [row[2] for row in printed(office)] == [300, 300]
    assert [one.replaces for one in office.ask(ReceiptRegister(2025))] == ["", first.number]
    late = give(office, (lise, 700))
    issue(office)
    newest = office.ask(ReceiptRegister(2025))[-1]
    assert office.ask(ShowReceipt(newest.number)).snapshot.supplementary
    assert newest.cents == sum(one.cents for one in late)
    assert office.ask(VerifyReceipts()).ok


def test_a_gift_of_the_partner_corrected_replaces_the_common_receipt(office: Office) -> None:
    jean, lise = couple(office)
    _first, second = give(office, (jean, 100), (lise, 200))
    issue(office)
    office.do(CorrectGift(gift_id=second.id, reason="mal lu", cents=250))
    old, new = office.ask(ReceiptRegister(2025))
    assert (old.state, new.replaces, new.cents) == ("cancelled", old.number, 350)
    assert printed(office)[1] == ("JOLY et DURAND", "Jean et Lise", 350)
    assert office.ask(VerifyReceipts()).ok


def test_a_couple_noted_late_replaces_the_receipt_in_one_name(office: Office) -> None:
    jean = new_donor(office, "Joly", first_name="Jean")
    lise = new_donor(office, "Durand", first_name="Lise")
    give(office, (jean, 100))
    issue(office)
    office.do(JoinHousehold(lise.id, jean.id))
    (first,) = office.ask(ReceiptRegister(2025))
    office.do(CancelReceipt(first.number, "couple", replace=True))
    assert printed(office)[1] == ("JOLY et DURAND", "Jean et Lise", 100)


def test_only_persons_live_together_and_in_one_household_at_a_time(office: Office) -> None:
    jean, lise = couple(office, joined_on=MARCH)
    zoe = new_donor(office, "Zoll", first_name="Zoé")
    firm = new_donor(office, "", kind=DonorKind.ORGANISATION, organisation_name="Éts Fictifs")
    with pytest.raises(Refused, match="nobody lives together with themselves"):
        office.do(JoinHousehold(zoe.id, zoe.id))
    with pytest.raises(Refused, match="only persons live in a household"):
        office.do(JoinHousehold(firm.id, zoe.id))
    with pytest.raises(Refused, match=r"DURAND Lise is in a household on these days, since 15/03"):
        office.do(JoinHousehold(lise.id, zoe.id, joined_on=MARCH + timedelta(days=9)))
    with pytest.raises(Refused, match="before coming to it"):
        office.do(LeaveHousehold(lise.id, MARCH))
    with pytest.raises(Refused, match="is in no household"):
        office.do(LeaveHousehold(zoe.id, MARCH))
    office.do(LeaveHousehold(lise.id, MARCH + timedelta(days=9)))
    office.do(JoinHousehold(lise.id, zoe.id, joined_on=MARCH + timedelta(days=9)))
    present, *others = office.ask(ShowHouseholds(lise.id))
    assert (present.line.name, len(others)) == ("ZOLL Zoé", 3)
    assert [one.member.left_on for one in office.ask(ShowHouseholds(jean.id))] == [
        None,
        MARCH + timedelta(days=9),
    ]


def test_a_mistake_is_taken_off_with_its_household(office: Office) -> None:
    jean, lise = couple(office)
    own = next(one for one in office.ask(ShowHouseholds(lise.id)) if one.line.id == lise.id)
    office.do(EditMember(replace(own.member, joint=False)))
    office.do(RemoveMember(replace(own.member, version=own.member.version + 1)))
    assert office.ask(ShowHouseholds(jean.id)) == []


def test_who_is_on_a_receipt_stays_in_its_household(office: Office) -> None:
    jean, lise = couple(office)
    give(office, (lise, 100))
    issue(office)
    for one in office.ask(ShowHouseholds(jean.id)):
        with pytest.raises(Refused, match=r"2025-000001 is in the name of this household"):
            office.do(RemoveMember(one.member))
    office.do(LeaveHousehold(lise.id, MARCH))
    assert office.ask(VerifyReceipts()).ok


_new = count()
_WHEN = st.dates(date(2024, 12, 1), date(2026, 1, 5))


@pytest.mark.slow
@settings(max_examples=10)
@given(data=st.data())
def test_every_cent_stands_on_one_receipt_whoever_lives_with_whom(
    make_office: MakeOffice, tmp_path: Path, data: st.DataObject
) -> None:
    office = make_office(str(tmp_path / f"{next(_new)}.obole"))
    people = [new_donor(office, name, first_name=name) for name in ("Abel", "Bois", "Cyr", "Dol")]
    draw = data.draw
    for one, other in draw(st.lists(st.permutations(people).map(lambda p: p[:2]), max_size=4)):
        joined = draw(st.none() | _WHEN)
        try:
            office.do(JoinHousehold(one.id, other.id, joint=draw(st.booleans()), joined_on=joined))
            if draw(st.booleans()):
                office.do(LeaveHousehold(one.id, draw(_WHEN)))
        except Refused:
            continue
    if draw(st.booleans()):
        gone = office.ask(ShowDonor(people[0].id)).donor
        office.do(EditDonor(replace(gone, deceased_on=draw(_WHEN))))
    day = st.dates(date(2025, 1, 1), date(2025, 12, 31))
    gifts = draw(st.lists(st.tuples(st.sampled_from(people), day), min_size=1, max_size=6))
    for cents, (donor, on_day) in enumerate(gifts, 1):
        give(office, (donor, 10**cents), day=on_day)
    preview = issue(office)
    covered = [
        line.gift_id
        for one in office.ask(ReceiptRegister(2025))
        for line in office.ask(ShowReceipt(one.number)).snapshot.lines
    ]
    assert len(covered) == len(set(covered)) == len(gifts)
    assert preview.cents == sum(10**cents for cents in range(1, len(gifts) + 1))
