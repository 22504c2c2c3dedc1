# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person erased through the office: what goes, what stays, and the proofs that still hold."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.calls import CallReason
from app.domain.donors import (
    Tag,
)
from app.domain.privacy import Answer, Part, Term
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.usecases.calls import MakeCallList
from app.usecases.donors import (
    AddDetail,
    CreateDonor,
    DonorByNumber,
    EditDonor,
    FindDonors,
    ShowDonor,
)
from app.usecases.duplicates import MergeDonors, ShowPair, UnmergeDonors
from app.usecases.gifts import EditGift, RemoveGift
from app.usecases.households import JoinHousehold
from app.usecases.office import Office
from app.usecases.privacy import (
    DueForErasure,
    EraseDue,
    ErasePerson,
    ListRequests,
    PreviewErasure,
    PreviewErasures,
    Why,
)
from app.usecases.receipts import ReceiptDocument, ReceiptRegister, ShowReceipt
from app.usecases.receipts.issue import IssueReceipts
from app.usecases.receipts.preview import PreviewReceipts
from tests.conftest import TODAY
from tests.support.giving import give, new_donor
from tests.support.known import FULL, erase, known, proved, told


@pytest.fixture
def office(any_office: Office) -> Office:
    """A dossier, on each database in turn."""
    return any_office


def test_who_never_gave_leaves_no_trace_but_the_number(office: Office) -> None:
    donor = known(office)
    before = told(office)
    assert {"donor", "donor_contact", "audit_entry", "donor_word"} <= set(before)
    plan = office.ask(PreviewErasure(donor.id)).erasure
    assert told(office) == before
    assert plan.whole
    assert plan.stays == ()
    assert plan.name == "ZYXOMORPHE Wilhelmine"
    parts = {gone.part for gone in plan.gone}
    assert {Part.RECORD, Part.EVENTS, Part.DOCUMENTS, Part.CONSENTS, Part.TRAIL} <= parts
    erase(office, donor)
    assert told(office) == {}
    proved(office)
    with pytest.raises(Refused):
        office.ask(ShowDonor(donor.id))
    with pytest.raises(Refused, match="was erased on"):
        office.ask(DonorByNumber(donor.number_text))
    assert new_donor(office, "Suivant").number == donor.number + 1
    (line,) = office.ask(ListRequests())
    assert (line.request.answer, line.request.answered_on) == (Answer.DONE, TODAY)
    assert line.request.donor_number == donor.number


def test_gifts_and_receipts_keep_every_cent_and_the_receipt_its_name(office: Office) -> None:
    donor, other = known(office), new_donor(office, "Reste")
    give(office, (donor, 40_00), (other, 15_00), (donor, 25_00))
    preview = office.ask(PreviewReceipts(2025))
    office.do(IssueReceipts(2025, preview.count))
    sheet = office.ask(ShowDonor(donor.id))
    plan = office.ask(PreviewErasure(donor.id)).erasure
    assert not plan.whole
    assert (plan.gifts, plan.cents) == (2, 65_00)
    stays = {one.term: (one.count, one.cents, one.until) for one in plan.stays}
    assert stays[Term.RECEIPTS] == (1, 65_00, date(2032, 1, 6))
    assert stays[Term.ACCOUNTS] == (2, 65_00, date(2036, 12, 31))
    erase(office, donor)
    # Only what the receipt printed still names the person, and the amounts are what they were.
    assert set(told(office)) == {"tax_receipt"}
    proved(office)
    after = office.ask(ShowDonor(donor.id))
    assert after.donor.display_name.startswith("ERASED ON")
    assert after.donor.number == donor.number
    assert [line.cents for line in after.gifts] == [line.cents for line in sheet.gifts]
    assert after.line.cents == 65_00
    assert office.ask(FindDonors("zyxomorphe")) == []
    with pytest.raises(Refused, match="erased"):
        office.do(EditDonor(replace(after.donor, last_name="Revenue")))
    with pytest.raises(Refused, match="erased"):
        office.do(AddDetail(Tag(donor_id=donor.id, name="Revenue")))
    with pytest.raises(Refused, match="is to be kept until"):
        office.do(ErasePerson(donor.id, donor.number_text))


def test_the_remainder_is_proposed_and_goes_when_the_last_term_has_passed(office: Office) -> None:
    donor = known(office)
    give(office, (donor, 40_00))
    office.do(IssueReceipts(2025, office.ask(PreviewReceipts(2025)).count))
    erase(office, donor)
    last = office.ask(PreviewErasure(donor.id)).erasure.kept_until
    assert last is not None
    office.clock = FixedClock(last)
    assert [due for due in office.ask(DueForErasure()) if due.why is Why.REMAINS] == []
    office.clock = FixedClock(date(last.year + 1, 1, 1))
    (due,) = (due for due in office.ask(DueForErasure()) if due.why is Why.REMAINS)
    (plan,) = office.ask(PreviewErasures((due.donor_id,)))
    assert {gone.part for gone in plan.gone} >= {Part.RECEIPTS, Part.VOUCHERS}
    assert list(office.do(EraseDue((due.donor_id,), 1))) == [plan]
    assert told(office) == {}
    assert office.ask(ShowDonor(donor.id)).line.cents == 40_00
    proved(office)
    (line,) = office.ask(ReceiptRegister(2025))
    assert line.cents == 40_00
    for query in (ShowReceipt(line.number), ReceiptDocument(line.number)):
        with pytest.raises(Refused, match="erased"):
            office.ask(query)
    assert [due for due in office.ask(DueForErasure()) if due.why is Why.REMAINS] == []


def test_what_is_being_keyed_and_a_wrong_number_forbid_it(office: Office) -> None:
    donor = known(office)
    with pytest.raises(Refused, match="is not the number"):
        office.do(ErasePerson(donor.id, new_donor(office, "Autre").number_text))
    give(office, (donor, 10_00), post=False)
    plan = office.ask(PreviewErasure(donor.id)).erasure
    assert "2025-001" in plan.obstacles[0]
    with pytest.raises(Refused, match="2025-001"):
        office.do(ErasePerson(donor.id, donor.number_text))
    assert office.ask(ShowDonor(donor.id)).donor == donor


def test_a_merge_leaves_nothing_either_side(office: Office) -> None:
    kept = known(office)
    gone = office.do(CreateDonor(replace(FULL, first_name="Ernestine", phone="")))
    apart = new_donor(office, "Voisin")
    pair = office.ask(ShowPair(kept.id, gone.id))
    office.do(MergeDonors(pair.kept, pair.gone))
    undone = office.do(
        MergeDonors(office.ask(ShowDonor(apart.id)).donor, office.ask(ShowDonor(kept.id)).donor)
    )
    office.do(UnmergeDonors(undone.id))
    give(office, (office.ask(ShowDonor(kept.id)).donor, 12_00))
    erase(office, office.ask(ShowDonor(kept.id)).donor)
    assert told(office) == {}
    proved(office)
    assert office.ask(DonorByNumber(gone.number_text)).id == kept.id
    assert office.ask(ShowDonor(apart.id)).donor.last_name == "Voisin"
    assert new_donor(office, "Suivant").number == apart.number + 1


def test_a_line_that_was_the_donors_once_says_nothing_more(office: Office) -> None:
    donor = known(office)
    (gift,) = give(office, (None, 10_00), post=False)
    kept = office.do(EditGift(replace(gift, donor_id=donor.id, clue="Zyxomorphe, le facteur")))
    office.do(RemoveGift(kept.id))
    give(office, (donor, 12_00))
    erase(office, donor)
    assert told(office) == {}
    with pytest.raises(Refused, match="erased"):
        give(office, (donor, 5_00))


def test_who_is_on_a_receipt_of_two_is_told_it_stays(office: Office) -> None:
    donor, spouse = known(office), new_donor(office, "Conjoint", civility="M.")
    office.do(JoinHousehold(donor.id, spouse.id))
    give(office, (donor, 40_00), (spouse, 30_00))
    office.do(IssueReceipts(2025, office.ask(PreviewReceipts(2025)).count))
    plan = office.ask(PreviewErasure(donor.id)).erasure
    receipts = [(one.count, one.cents) for one in plan.stays if one.term is Term.RECEIPTS]
    assert (receipts, plan.unreceipted) == ([(1, 70_00)], 0)
    erase(office, donor)
    assert set(told(office)) == {"tax_receipt"}
    proved(office)
    # Who gave nothing to a receipt is not needed to prove it.
    other = known(office)
    office.do(JoinHousehold(other.id, new_donor(office, "Colocataire").id))
    gone = {one.part for one in office.ask(PreviewErasure(other.id)).erasure.gone}
    assert Part.HOUSEHOLD in gone
    erase(office, other)
    assert set(told(office)) == {"tax_receipt"}
    proved(office)


def test_calls_and_clues_go_too(office: Office) -> None:
    donor = known(office)
    office.do(MakeCallList("Merci", CallReason.THANK, (donor.id,)))
    (gift,) = give(office, (None, 10_00))
    assert gift.donor_id is None
    erase(office, donor)
    assert told(office) == {}
    proved(office)
