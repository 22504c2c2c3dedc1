# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two records made one and two again, on both databases: nothing lost, nothing made up."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.domain.addresses import Address
from app.domain.donors import Donor, DonorKind, ReceiptWish, number_text
from app.domain.duplicates.merging import Part
from app.kernel.clock import FixedClock
from app.kernel.errors import Conflict, Refused
from app.usecases.demo import demo_organisation
from app.usecases.donors import (
    CreateDonor,
    DonorByNumber,
    DonorIds,
    EditDonor,
    FindDonors,
    ShowDonor,
)
from app.usecases.dossier import Examine
from app.usecases.duplicates import (
    KeepApart,
    LetMeet,
    ListMerges,
    MergeDonors,
    ScanDuplicates,
    ShowPair,
    UnmergeDonors,
)
from app.usecases.gifts import CorrectGift
from app.usecases.office import Office
from app.usecases.readers import LearnAccount
from app.usecases.receipts import IssueReceipts, PreviewReceipts
from app.usecases.receipts.register import DonorReceipts
from app.wiring import ShippedDoors
from db.base import metadata
from db.repos.duplicates.references import DERIVED, name_in, referring
from tests.support.giving import give, new_donor

_RENNES = Address(street="12 rue du Pré", postal_code="35000", city="Rennes")
_VANNES = Address(street="3 quai Est", postal_code="56000", city="Vannes")
_VOLATILE = {"version", "updated_at"}
TABLES = (
    "donor", "gift", "tax_receipt", "drawer_account", "donor_redirect", "donor_apart",
    "donor_total", "donor_year", "donor_finder", "donor_contact", "donor_address", "donor_tag",
    "donor_external_number", "donor_event", "donor_task", "donor_document", "donor_consent",
    "call_line",
)  # fmt: skip


def state(office: Office) -> dict[str, list[Any]]:
    """Return all that names a donor, as the tables hold it."""
    told = {}
    with office._store.read() as uow:
        for name in TABLES:
            table = metadata.tables[name]
            columns = [column for column in table.c if column.name not in _VOLATILE]
            rows = uow._work.connection.execute(sa.select(*columns))  # type: ignore[attr-defined]
            told[name] = sorted((tuple(row) for row in rows), key=repr)
    return told


def merge(office: Office, kept: Donor, gone: Donor, *take: Part) -> int:
    """Merge two donors as they are on file now; return the merge's id."""
    view = office.ask(ShowPair(kept.id, gone.id))
    return office.do(MergeDonors(view.kept, view.gone, frozenset(take))).id


def test_every_reference_to_a_donor_is_known_to_merges() -> None:
    """A table that begins to name donors is to be tried here, with its rows, before it is added.

    Merges move its rows by themselves; what is unique of it, and what is the safer of two rows
    (an opposition, a hold), is for a person to think about.
    """
    assert {name_in(column) for column in referring()} == {
        "call_line.donor_id",
        "donor_apart.one_id",
        "donor_apart.other_id",
        "donor_address.donor_id",
        "donor_consent.donor_id",
        "donor_contact.donor_id",
        "donor_document.donor_id",
        "donor_event.donor_id",
        "donor_external_number.donor_id",
        "donor_redirect.donor_id",
        "donor_tag.donor_id",
        "donor_task.donor_id",
        "drawer_account.donor_id",
        "gift.donor_id",
        "gift.payer_id",
        "gift.thanked_id",
        "donor_standing.donor_id",
        "donor_gift_aid.donor_id",
        "household_member.donor_id",
        "privacy_request.donor_id",
        "quality_exception.donor_id",
        "returned_letter.donor_id",
        "tax_receipt.donor_id",
        "letter.donor_id",
        "mail_message.donor_id",
    }
    assert {table.name for table in DERIVED} == {"donor_finder", "donor_total", "donor_year"}


def test_g01_all_moves_to_the_file_kept_and_the_old_number_leads_to_it(any_office: Office) -> None:
    """G01, asks 55 and 56: gifts, receipts, accounts and notes move; nothing goes bye-bye."""
    kept = new_donor(any_office, "Dupont", notes="Aime le moulin")
    gone = new_donor(any_office, "Dupond", notes="Appeler le soir", phone="06 12 34 56 78")
    give(any_office, (kept, 50_00), (gone, 20_00), (gone, 15_00))
    any_office.do(IssueReceipts(2025, 2))
    any_office.do(LearnAccount("1" * 64, gone.id))
    merge(any_office, kept, gone)
    sheet = any_office.ask(ShowDonor(kept.id))
    assert (sheet.line.gifts, sheet.line.cents) == (3, 85_00)
    assert sheet.donor.notes == "Aime le moulin\nAppeler le soir"
    assert sheet.donor.phone == "06 12 34 56 78"
    assert len(any_office.ask(DonorReceipts(kept.id))) == 2
    assert any_office.ask(DonorByNumber(gone.number_text)).id == kept.id
    for text in (gone.number_text, str(gone.number)):
        assert [line.id for line in any_office.ask(FindDonors(text))] == [kept.id]
    assert gone.id not in any_office.ask(DonorIds())
    assert not any_office.ask(Examine()).problems
    newcomer = any_office.do(CreateDonor(Donor(last_name="Neuf")))
    assert newcomer.number > gone.number


def test_g02_a_person_and_an_organisation_are_not_merged(office: Office) -> None:
    """G02: of another nature, refused with both names; so is a donor with itself."""
    person = new_donor(office, "Dupont")
    firm = new_donor(
        office, "", first_name="", kind=DonorKind.ORGANISATION, organisation_name="Dupont SARL"
    )
    with pytest.raises(Refused, match="Dupont SARL"):
        merge(office, person, firm)
    with pytest.raises(Refused, match="same donor"):
        office.do(MergeDonors(person, person))


def test_g05_of_seven_contacts_one_pair_is_sure(office: Office) -> None:
    """G05: the two who share first name, last name and e-mail, and no other, are surely one."""
    contacts = (
        ("robin", "hood", "robin@example.com"), ("robin", "hood", "hood@example.com"),
        ("robin", "dale", "robin@example.com"), ("little", "dale", "dale@example.com"),
        ("will", "dale", "dale@example.com"), ("will", "dale", "will@example.com"),
        ("will", "dale", "will@example.com"),
    )  # fmt: skip
    made = [
        office.do(CreateDonor(Donor(first_name=first, last_name=last, email=email)))
        for first, last, email in contacts
    ]
    sure = office.ask(ScanDuplicates(sure=True))
    assert [(one.one_id, one.other_id) for one in sure] == [(made[5].id, made[6].id)]


def test_ask_57_what_holds_mail_or_tells_a_death_is_never_lost(office: Office) -> None:
    """Ask 57: returned mail of the same address, a death, and a wish survive either way round."""
    kept = new_donor(office, "Dupont", receipt_wish=ReceiptWish.NONE)
    gone = new_donor(office, "Dupont", returned_on=date(2025, 11, 3), deceased_on=date(2025, 12, 1))
    merge(office, kept, gone)
    after = office.ask(ShowDonor(kept.id)).donor
    assert (after.returned_on, after.deceased_on) == (date(2025, 11, 3), date(2025, 12, 1))
    assert after.receipt_wish is ReceiptWish.NONE


def test_ask_58_an_address_is_overwritten_only_when_chosen(office: Office) -> None:
    """Ask 58: the address kept stays unless the other one was chosen, whole."""
    kept = new_donor(office, "Dupont", address=_RENNES)
    gone = new_donor(office, "Dupont", address=_VANNES)
    assert Part.ADDRESS in office.ask(ShowPair(kept.id, gone.id)).contested
    first = merge(office, kept, gone)
    assert office.ask(ShowDonor(kept.id)).donor.address == _RENNES
    office.do(UnmergeDonors(first))
    merge(office, kept, gone, Part.ADDRESS)
    assert office.ask(ShowDonor(kept.id)).donor.address == _VANNES


def test_ask_60_merges_are_told_with_who_and_when(any_office: Office) -> None:
    """Ask 60: the list names both and who did it; the sheet's history holds both lives."""
    kept, gone = new_donor(any_office, "Dupont"), new_donor(any_office, "Dupond")
    merge_id = merge(any_office, kept, gone)
    (told,) = any_office.ask(ListMerges())
    assert (told.id, told.by, told.undone_at) == (merge_id, "Anne", None)
    assert (told.kept_number, told.gone_number) == (kept.number, gone.number)
    actions = [entry.action for entry in any_office.ask(ShowDonor(kept.id)).history]
    assert actions.count("created") == 2
    assert {"merged", "absorbed"} <= set(actions)
    any_office.do(UnmergeDonors(merge_id))
    (told,) = any_office.ask(ListMerges())
    assert told.undone_by == "Anne"
    with pytest.raises(Refused, match="already"):
        any_office.do(UnmergeDonors(merge_id))
    with pytest.raises(Refused, match="99"):
        any_office.do(UnmergeDonors(99))


def test_check_22_a_merge_undone_leaves_everything_as_it_was(any_office: Office) -> None:
    """Check 22 of the desk: gifts, receipts, accounts, sums and finder identical to the start."""
    kept = new_donor(any_office, "Dupont", email="")
    gone = new_donor(any_office, "Dupond", email="m@exemple.fr", address=_VANNES)
    other = new_donor(any_office, "Autre")
    give(any_office, (kept, 50_00), (gone, 20_00), (other, 5_00))
    any_office.do(IssueReceipts(2025, 3))
    for donor in (kept, gone):
        any_office.do(LearnAccount("1" * 64, donor.id))
    any_office.do(LearnAccount("2" * 64, gone.id))
    any_office.do(KeepApart(gone.id, other.id))
    before = state(any_office)
    merge_id = merge(any_office, kept, gone, Part.NAME, Part.ADDRESS)
    view = any_office.ask(DonorReceipts(kept.id))
    assert {line.cents for line in view} == {50_00, 20_00}
    assert state(any_office) != before
    undone = any_office.do(UnmergeDonors(merge_id))
    assert (undone.gifts, undone.since, undone.receipts) == (1, 0, ())
    assert state(any_office) == before
    assert not any_office.ask(Examine()).problems


def test_both_receipts_of_a_year_are_told_and_both_numbers_stay(office: Office) -> None:
    """The desk warns; the register is not touched but for who answers for it."""
    kept, gone = new_donor(office, "Dupont"), new_donor(office, "Dupond")
    give(office, (kept, 50_00), (gone, 20_00))
    office.do(IssueReceipts(2025, 2))
    (same,) = office.ask(ShowPair(kept.id, gone.id)).same_years
    assert (same.year, len(same.kept_numbers), len(same.gone_numbers)) == (2025, 1, 1)
    merge(office, kept, gone)
    numbers = {line.number for line in office.ask(DonorReceipts(kept.id))}
    assert numbers == {*same.kept_numbers, *same.gone_numbers}
    assert office.ask(PreviewReceipts(2025)).count == 0


def test_what_came_since_goes_where_it_belongs(any_office: Office) -> None:
    """A correction follows its gift; a gift that names the old number goes back; others stay."""
    kept, gone = new_donor(any_office, "Dupont"), new_donor(any_office, "Dupond")
    (mine, its) = give(any_office, (kept, 50_00), (gone, 20_00))
    merge_id = merge(any_office, kept, gone)
    give(any_office, (kept, 7_00))
    any_office.do(CorrectGift(gift_id=its.id, cents=25_00, reason="miscopied"))
    any_office.do(EditDonor(replace(any_office.ask(ShowDonor(kept.id)).donor, phone="0299000000")))
    undone = any_office.do(UnmergeDonors(merge_id))
    assert undone.since == 2
    assert any_office.ask(ShowDonor(gone.id)).line.cents == 25_00
    assert any_office.ask(ShowDonor(kept.id)).line.cents == 57_00
    assert any_office.ask(ShowDonor(kept.id)).donor.phone == "0299000000"
    assert mine.id in {line.id for line in any_office.ask(ShowDonor(kept.id)).gifts}
    assert not any_office.ask(Examine()).problems


def test_a_receipt_issued_since_for_both_is_named(office: Office) -> None:
    """It stays with the record kept, and is told so that it is cancelled and issued again."""
    kept, gone = new_donor(office, "Dupont"), new_donor(office, "Dupond")
    give(office, (kept, 50_00), (gone, 20_00))
    merge_id = merge(office, kept, gone)
    office.do(IssueReceipts(2025, 1))
    (receipt,) = office.ask(DonorReceipts(kept.id))
    assert receipt.cents == 70_00
    assert office.do(UnmergeDonors(merge_id)).receipts == (receipt.number,)


def test_a_pair_changed_meanwhile_is_not_merged(office: Office) -> None:
    """What the person chose was read from records that are no more."""
    kept, gone = new_donor(office, "Dupont"), new_donor(office, "Dupond")
    view = office.ask(ShowPair(kept.id, gone.id))
    office.do(EditDonor(replace(gone, phone="0299000000")))
    with pytest.raises(Conflict, match="meanwhile"):
        office.do(MergeDonors(view.kept, view.gone))


def test_not_a_duplicate_is_remembered_until_taken_back(any_office: Office) -> None:
    """The pair is proposed no more, by the whole scan; taken back, it is again."""
    one, other = new_donor(any_office, "Dupont"), new_donor(any_office, "Dupond")
    assert len(any_office.ask(ScanDuplicates())) == 1
    any_office.do(KeepApart(other.id, one.id))
    any_office.do(KeepApart(one.id, other.id))
    assert not any_office.ask(ScanDuplicates())
    any_office.do(LetMeet(other.id, one.id))
    assert len(any_office.ask(ScanDuplicates())) == 1


_ACTS = st.lists(
    st.tuples(
        st.sampled_from(("merge", "merge", "undo", "give")), st.integers(0, 9), st.integers(0, 9)
    ),
    max_size=9,
)


@pytest.mark.slow
@settings(max_examples=6, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(acts=_ACTS, order=st.randoms(use_true_random=False))
def test_merges_and_gifts_in_any_order_undone_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int, int]], order: random.Random
) -> None:
    """Whatever was merged, given and undone in between, undoing all gives the very start back.

    A gift keyed in between is found on the record it was keyed on.
    """
    folder: Path = tmp_path_factory.mktemp("merges")
    office = ShippedDoors().create(
        str(folder / "d.obole"), demo_organisation(), clock=FixedClock(date(2026, 1, 6))
    )
    donors = [
        new_donor(office, "Un", phone="0611111111", notes="premier"),
        new_donor(office, "Deux", phone="", address=_VANNES, notes="second"),
        new_donor(office, "Trois", email="t@exemple.fr", address=Address()),
        new_donor(office, "Quatre", notes="premier", deceased_on=date(2025, 1, 1)),
    ]
    give(office, *((donor, 10_00 + place) for place, donor in enumerate(donors)))
    for donor in donors[:3]:
        office.do(LearnAccount("1" * 64, donor.id))
    owners = {line.id: one.id for one in donors for line in office.ask(ShowDonor(one.id)).gifts}
    start = state(office)
    standing: list[int] = []
    for act, one, other in acts:
        live = list(office.ask(DonorIds()))
        first, second = live[one % len(live)], live[other % len(live)]
        if act == "give":
            (made,) = give(office, (office.ask(ShowDonor(first)).donor, 3_00))
            owners[made.id] = first
        elif act == "merge" and first != second:
            parts = tuple(Part)[: one % 4]
            kept, gone = (office.ask(ShowDonor(end)).donor for end in (first, second))
            standing.append(merge(office, kept, gone, *parts))
        elif act == "undo" and standing:
            office.do(UnmergeDonors(standing.pop(one % len(standing))))
    order.shuffle(standing)
    for merge_id in standing:
        office.do(UnmergeDonors(merge_id))
    end = state(office)
    assert {name: rows for name, rows in end.items() if name in _WITHOUT_GIFTS} == {
        name: rows for name, rows in start.items() if name in _WITHOUT_GIFTS
    }
    found = {line.id: d.id for d in donors for line in office.ask(ShowDonor(d.id)).gifts}
    assert found == owners
    assert not office.ask(Examine()).problems
    office.close()


_WITHOUT_GIFTS = {"donor", "drawer_account", "donor_redirect", "donor_apart", "tax_receipt"}


def test_a_number_put_away_is_never_given_again(office: Office) -> None:
    """The last number of the dossier, merged away, stays taken, after the undoing too."""
    kept, gone = new_donor(office, "Dupont"), new_donor(office, "Dupond")
    merge_id = merge(office, kept, gone)
    newcomer = new_donor(office, "Neuf")
    office.do(UnmergeDonors(merge_id))
    numbers = [office.ask(ShowDonor(one)).donor.number_text for one in office.ask(DonorIds())]
    assert len(numbers) == len(set(numbers)) == 3
    assert number_text(newcomer.number) != gone.number_text
