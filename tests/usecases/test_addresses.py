# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Returned mail: the address is closed, known again, reopened; the money at stake is told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.addresses import Address, ReturnReason
from app.domain.donors import Donor
from app.domain.readers.scans import Coupon
from app.kernel.errors import Refused
from app.usecases.addresses import (
    LiftReturns,
    NoGoodAddress,
    RecordReturn,
    UndoReturn,
    WhoseLetter,
)
from app.usecases.audit import VerifyAudit
from app.usecases.donors import EditDonor, ShowDonor
from app.usecases.dossier import Examine
from app.usecases.duplicates import MergeDonors, ShowPair, UnmergeDonors
from app.usecases.office import Office
from tests.conftest import TODAY
from tests.support.giving import give, new_donor

OLD = Address(street="12 rue du Pré", postal_code="35000", city="Rennes")
AGAIN = Address(street="12, RUE DU PRE", postal_code="35000", city="RENNES")
NEW = Address(street="4 place du Four", postal_code="29200", city="Brest")


@pytest.fixture
def office(any_office: Office) -> Office:
    """A dossier, on each database in turn."""
    return any_office


@pytest.fixture
def donor(office: Office) -> Donor:
    """Somebody with an address."""
    return new_donor(office, "Revenu", address=OLD)


def shown(office: Office, donor: Donor) -> Donor:
    return office.ask(ShowDonor(donor.id)).donor


def move(office: Office, donor: Donor, address: Address) -> Donor:
    return office.do(EditDonor(replace(shown(office, donor), address=address)))


def test_a_letter_that_came_back_closes_the_address(office: Office, donor: Donor) -> None:
    letter = office.do(RecordReturn(donor.id, ReturnReason.GONE))
    assert (letter.address, letter.returned_on, letter.held_since) == (donor.address, TODAY, None)
    sheet = office.ask(ShowDonor(donor.id))
    assert sheet.donor.returned_on == TODAY
    assert list(sheet.returned) == [letter]
    assert office.ask(Examine()).problems == ()
    assert office.ask(VerifyAudit()).problems == ()


def test_a_new_address_reopens_and_the_closed_one_is_known_again(
    office: Office, donor: Donor
) -> None:
    office.do(RecordReturn(donor.id, ReturnReason.UNKNOWN, date(2025, 11, 3)))
    assert move(office, donor, NEW).returned_on is None
    assert move(office, donor, AGAIN).returned_on == date(2025, 11, 3)
    assert move(office, donor, NEW).returned_on is None


def test_an_address_said_good_after_all_is_closed_no_more(office: Office, donor: Donor) -> None:
    office.do(RecordReturn(donor.id, ReturnReason.REFUSED))
    assert office.do(LiftReturns(donor.id)).returned_on is None
    assert [one.lifted_on for one in office.ask(ShowDonor(donor.id)).returned] == [TODAY]
    move(office, donor, NEW)
    assert move(office, donor, AGAIN).returned_on is None
    with pytest.raises(Refused, match="nothing to reopen"):
        office.do(LiftReturns(donor.id))


def test_letters_are_taken_back_one_by_one(office: Office, donor: Donor) -> None:
    first = office.do(RecordReturn(donor.id, ReturnReason.GONE, date(2025, 12, 1)))
    second = office.do(RecordReturn(donor.id, ReturnReason.DECEASED))
    with pytest.raises(Refused, match="take that one back first"):
        office.do(UndoReturn(first.id))
    assert office.do(UndoReturn(second.id)).returned_on == date(2025, 12, 1)
    assert office.do(UndoReturn(first.id)).returned_on is None
    assert not office.ask(ShowDonor(donor.id)).returned
    with pytest.raises(Refused):
        office.do(UndoReturn(first.id))


def test_taking_a_letter_back_leaves_the_address_found_since(office: Office, donor: Donor) -> None:
    letter = office.do(RecordReturn(donor.id, ReturnReason.GONE))
    move(office, donor, NEW)
    after = office.do(UndoReturn(letter.id))
    assert (after.address, after.returned_on) == (NEW, None)


def test_letters_follow_a_merge_and_its_undoing(office: Office, donor: Donor) -> None:
    """The address of the file put away stays closed for the one kept, until they are parted."""
    office.do(RecordReturn(donor.id, ReturnReason.GONE))
    kept = new_donor(office, "Revenue", address=NEW)
    view = office.ask(ShowPair(kept.id, donor.id))
    merged = office.do(MergeDonors(view.kept, view.gone))
    assert [one.reason for one in office.ask(ShowDonor(kept.id)).returned] == [ReturnReason.GONE]
    assert move(office, kept, AGAIN).returned_on == TODAY
    office.do(UnmergeDonors(merged.id))
    assert not office.ask(ShowDonor(kept.id)).returned
    assert [one.reason for one in office.ask(ShowDonor(donor.id)).returned] == [ReturnReason.GONE]
    assert office.ask(Examine()).problems == ()


def test_a_day_to_come_is_refused(office: Office, donor: Donor) -> None:
    with pytest.raises(Refused, match="yet to come"):
        office.do(RecordReturn(donor.id, ReturnReason.GONE, TODAY + timedelta(1)))
    assert shown(office, donor).returned_on is None


@pytest.mark.parametrize("way", ["number", "key", "coupon", "name"])
def test_a_letter_is_known_by_what_is_written_on_it(office: Office, donor: Donor, way: str) -> None:
    typed = {
        "number": donor.number_text,
        "key": donor.number_text.replace("-", ""),
        "coupon": Coupon(donor.number).digits,
        "name": "revenu",
    }[way]
    assert [line.id for line in office.ask(WhoseLetter(typed))] == [donor.id]


@pytest.mark.parametrize(
    ("typed", "told"), [("104280", "miscopied"), ("99999-9", "No donor bears")]
)
def test_a_number_of_nobody_is_told(office: Office, typed: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        office.ask(WhoseLetter(typed))


def test_whom_no_letter_reaches_with_the_money_at_stake(office: Office, donor: Donor) -> None:
    """Held or incomplete, most money first; whoever died or is archived is left out."""
    bare = new_donor(office, "Sans", address=Address(city="Brest"))
    new_donor(office, "Bien", address=NEW)
    new_donor(office, "Partie", address=OLD, deceased_on=date(2025, 5, 1), returned_on=TODAY)
    give(office, (donor, 5_000), (bare, 7_000))
    office.do(RecordReturn(donor.id, ReturnReason.INCOMPLETE))
    lines = office.ask(NoGoodAddress())
    assert [(line.donor_id, line.reason, line.cents) for line in lines] == [
        (bare.id, None, 7_000),
        (donor.id, ReturnReason.INCOMPLETE, 5_000),
    ]
    assert [(line.unreceipted, line.unreceipted_cents) for line in lines] == [
        (1, 7_000),
        (1, 5_000),
    ]
    assert [line.cents for line in office.ask(NoGoodAddress(2019))] == [0, 0]
