# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person erased through the office: what goes, what stays, and the proofs that still hold."""

import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.domain.addresses import Address
from app.domain.calls import CallReason
from app.domain.consents import Channel, Consent
from app.domain.donors import (
    Contact,
    ContactKind,
    DatedAddress,
    Donor,
    DonorEvent,
    DonorTask,
    EventKind,
    ExternalNumber,
    Tag,
)
from app.domain.imports.fields import ImportKind
from app.domain.privacy import Answer, Part, PrivacyRequest, RequestKind, Term
from app.domain.users import Role, User
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused, Trouble
from app.usecases.audit import VerifyAudit
from app.usecases.calls import MakeCallList
from app.usecases.donors import (
    AddDetail,
    AttachDocument,
    CreateDonor,
    DonorByNumber,
    EditDonor,
    FindDonors,
    ShowDonor,
)
from app.usecases.dossier import Examine
from app.usecases.duplicates import MergeDonors, ShowPair, UnmergeDonors
from app.usecases.gifts import EditGift, RemoveGift
from app.usecases.households import JoinHousehold
from app.usecases.imports import RunImport
from app.usecases.office import Office
from app.usecases.privacy import (
    AnswerRequest,
    DueForErasure,
    EraseDue,
    ErasePerson,
    ExportPerson,
    ExtendRequest,
    ListRequests,
    PreviewErasure,
    PreviewErasures,
    Why,
    WriteRequest,
)
from app.usecases.receipts.issue import IssueReceipts
from app.usecases.receipts.preview import PreviewReceipts
from app.usecases.receipts.verify import VerifyReceipts
from db.base import metadata
from tests.conftest import TODAY
from tests.support.giving import give, new_donor

SECRETS = (
    *("Zyxomorphe", "Wilhelmine", "rue des Quarks", "Trifouillis", "zyx@exemple.fr", "612345678"),
    *(
        "Vieux-Moulin",
        "pro@exemple.fr",
        "Fidélissime",
        "GESTDON-77",
        "Vue au marché",
        "Rappeler-la",
    ),
    *("Mme Zyx, banque Postale", "salutation-particuliere", "remarque-intime", "carte-identite"),
    *("passeport-vu", "Ernestine"),
)
FULL = Donor(
    civility="Mme",
    last_name="Zyxomorphe",
    first_name="Wilhelmine",
    address=Address(street="7 rue des Quarks", postal_code="35000", city="Trifouillis"),
    email="zyx@exemple.fr",
    phone="+33612345678",
    notes="remarque-intime",
    salutation="salutation-particuliere",
)


@pytest.fixture
def office(any_office: Office) -> Office:
    """A dossier, on each database in turn."""
    return any_office


def known(office: Office, donor: Donor = FULL) -> Donor:
    """Put somebody on file of whom everything is known."""
    one = office.do(CreateDonor(donor))
    away = Address(street="Le Vieux-Moulin", postal_code="56000", city="Vannes")
    for detail in (
        Contact(donor_id=one.id, kind=ContactKind.EMAIL, value="pro@exemple.fr"),
        DatedAddress(donor_id=one.id, label="été", address=away, from_on=date(2025, 6, 1)),
        Tag(donor_id=one.id, name="Fidélissime"),
        ExternalNumber(donor_id=one.id, source="Ancien", number="GESTDON-77"),
        DonorEvent(donor_id=one.id, kind=EventKind.VISIT, on_day=TODAY, text="Vue au marché"),
        DonorTask(donor_id=one.id, text="Rappeler-la", due_on=TODAY),
        Consent(donor_id=one.id, channel=Channel.POST, on_day=TODAY, source="Ernestine"),
    ):
        office.do(AddDetail(detail))
    office.do(AttachDocument(one.id, "carte-identite.pdf", b"%PDF-1.4 Zyxomorphe"))
    office.do(
        WriteRequest(
            PrivacyRequest(
                donor_id=one.id, kind=RequestKind.ERASURE, asked_on=TODAY, proof="passeport-vu"
            )
        )
    )
    return office.ask(ShowDonor(one.id)).donor


def rows_of(office: Office) -> dict[str, str]:
    """Return every row of every table as text, by table."""
    engine = office._store.engine  # type: ignore[attr-defined]
    with engine.connect() as connection:
        found = {
            name: "\n".join(str(tuple(row)) for row in connection.execute(sa.select(table)))
            for name, table in metadata.tables.items()
        }
        index = connection.execute(sa.text("SELECT * FROM donor_search"))
        return {**found, "donor_search": "\n".join(str(tuple(row)) for row in index)}


def told(office: Office) -> dict[str, list[str]]:
    """Return where something of the person is still said."""
    return {
        name: said
        for name, text in rows_of(office).items()
        if (said := [word for word in SECRETS if word.lower() in text.lower()])
    }


def proved(office: Office) -> None:
    """Prove the trail, the register and the file."""
    for query in (VerifyAudit(), VerifyReceipts(), Examine()):
        verdict = office.ask(query)
        assert verdict.ok, verdict.problems


def erase(office: Office, donor: Donor) -> None:
    """Erase somebody; what was told before is what was done."""
    plan = office.ask(PreviewErasure(donor.id)).erasure
    assert office.do(ErasePerson(donor.id, donor.number_text)) == plan


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


def test_no_file_brings_an_erased_person_back(office: Office, tmp_path: Path) -> None:
    donor = known(office)
    erase(office, donor)
    table = tmp_path / "donateurs.csv"
    table.write_text(
        f"Numéro;Nom;Prénom;Ville\n{donor.number_text};Zyxomorphe;Wilhelmine;Trifouillis\n",
        encoding="utf-8",
    )
    report = office.do(RunImport(ImportKind.DONORS, table))
    (rejected,) = report.rejected
    assert "not erased" in rejected.expected
    assert office.ask(FindDonors("zyxomorphe")) == []


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


def test_everything_known_is_handed_over_in_one_archive(office: Office, tmp_path: Path) -> None:
    donor, other = known(office), new_donor(office, "Tiers")
    give(office, (donor, 40_00), (other, 15_00))
    office.do(IssueReceipts(2025, office.ask(PreviewReceipts(2025)).count))
    done = office.do(ExportPerson(donor.id, tmp_path / "zyx.zip"))
    assert done.missing == ()
    with zipfile.ZipFile(done.path) as archive:
        assert tuple(archive.namelist()) == done.files
        whole = archive.read("person.json").decode()
        receipt = archive.read("receipts/2025-000002.pdf")
        scan = archive.read("documents/1-carte-identite.pdf")
    assert scan == b"%PDF-1.4 Zyxomorphe"
    assert receipt.startswith(b"%PDF")
    document = json.loads(whole)
    assert [row["cents"] for row in document["gift"]] == [40_00]
    assert {"donor_event", "donor_consent", "donor_task", "tax_receipt"} <= set(document)
    assert "Tiers" not in whole
    missed = [word for word in SECRETS if word not in whole and word != "Mme Zyx, banque Postale"]
    assert missed == []
    with pytest.raises(Refused, match="one archive"):
        office.do(ExportPerson(donor.id, tmp_path / "zyx.pdf"))
    with pytest.raises(Trouble, match="cannot be written"):
        office.do(ExportPerson(donor.id, tmp_path / "nowhere" / "zyx.zip"))
    erase(office, donor)
    assert "Zyx" not in json.dumps([str(row) for row in office.ask(ShowDonor(donor.id)).history])


def test_a_request_is_due_within_a_month_or_three(office: Office) -> None:
    donor = new_donor(office, "Demande")
    asked = PrivacyRequest(donor_id=donor.id, asked_on=TODAY, proof="letter")
    request = office.do(WriteRequest(asked))
    assert request.due_on == date(2026, 2, 6)
    assert office.do(ExtendRequest(request.id)).due_on == date(2026, 4, 6)
    with pytest.raises(Refused, match="06/04/2026"):
        office.do(ExtendRequest(request.id))
    with pytest.raises(Refused, match="reason"):
        office.do(AnswerRequest(request.id, Answer.REFUSED))
    office.do(AnswerRequest(request.id, Answer.DONE, "copy sent"))
    with pytest.raises(Refused, match="answered on"):
        office.do(AnswerRequest(request.id, Answer.DONE))
    assert office.ask(ListRequests(waiting=True)) == []
    stranger = office.do(WriteRequest(PrivacyRequest(person="Une Inconnue", asked_on=TODAY)))
    assert [line.name for line in office.ask(ListRequests())] == ["Une Inconnue", "DEMANDE Zoé"]
    assert stranger.donor_number == 0
    for wrong in (
        PrivacyRequest(asked_on=TODAY),
        PrivacyRequest(person="X", asked_on=date(2026, 1, 7)),
        PrivacyRequest(person="X"),
    ):
        with pytest.raises(Refused):
            office.do(WriteRequest(wrong))


def test_only_who_may_erases(office: Office) -> None:
    donor = known(office)
    clerk = office.as_user(User(name="Ana", role=Role.ENTRY))
    for request in (PreviewErasure(donor.id), DueForErasure(), ListRequests()):
        with pytest.raises(Refused, match="may not do this"):
            clerk.ask(request)
    with pytest.raises(Refused, match="may not do this"):
        clerk.do(ErasePerson(donor.id, donor.number_text))


def test_whoever_was_silent_for_three_years_is_proposed(office: Office) -> None:
    never, gave = new_donor(office, "Jamais"), new_donor(office, "Donna")
    give(office, (gave, 20_00), day=date(2026, 1, 5))
    office.clock = FixedClock(date(2029, 1, 5))
    assert office.ask(DueForErasure()) == []
    office.clock = FixedClock(date(2029, 1, 6))
    assert [(due.donor_id, due.why) for due in office.ask(DueForErasure())] == [
        (gave.id, Why.DONOR)
    ]
    office.clock = FixedClock(date(2029, 1, 7))
    both = office.ask(DueForErasure())
    assert [(due.donor_id, due.why, due.cents) for due in both] == [
        (never.id, Why.PROSPECT, 0),
        (gave.id, Why.DONOR, 20_00),
    ]
    call = DonorEvent(
        donor_id=never.id, kind=EventKind.CALL, on_day=date(2029, 1, 7), text="Bonjour"
    )
    office.do(AddDetail(call))
    assert [due.donor_id for due in office.ask(DueForErasure())] == [gave.id]
    with pytest.raises(Refused, match="JAMAIS"):
        office.do(EraseDue((never.id, gave.id), 2))
    with pytest.raises(Refused, match="type 1"):
        office.do(EraseDue((gave.id,), 2))
    office.do(EraseDue((gave.id,), 1))
    assert office.ask(DueForErasure()) == []
    proved(office)
