# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Personal data through the office: asked for, handed over, whose time has come."""

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from app.domain.donors import (
    DonorEvent,
    EventKind,
)
from app.domain.imports.fields import ImportKind
from app.domain.privacy import Answer, PrivacyRequest
from app.domain.users import Role, User
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused, Trouble
from app.usecases.donors import (
    AddDetail,
    FindDonors,
    ShowDonor,
)
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
from tests.conftest import TODAY
from tests.support.giving import give, new_donor
from tests.support.known import SECRETS, erase, known, proved


def test_everything_known_is_handed_over_in_one_archive(any_office: Office, tmp_path: Path) -> None:
    office = any_office
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


def test_whoever_was_silent_for_three_years_is_proposed(any_office: Office) -> None:
    office = any_office
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
    with pytest.raises(Refused, match="500 at most"):
        office.ask(PreviewErasures(tuple(range(501))))
    with pytest.raises(Refused, match="type 1"):
        office.do(EraseDue((gave.id,), 2))
    office.do(EraseDue((gave.id,), 1))
    assert office.ask(DueForErasure()) == []
    proved(office)


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
