# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every way to find a donor: a slip of the fingers, another spelling, any number of theirs."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
import sqlalchemy as sa

from app.domain.addresses import Address
from app.domain.donors import Donor, DonorKind
from app.domain.readers.scans import Coupon
from app.usecases.batches import OpenBatch, PostBatch
from app.usecases.donors import CreateDonor, DonorIds, EditDonor, FindDonors, ShowDonor
from app.usecases.dossier import Examine
from app.usecases.gifts import AddGift, GiftDraft
from app.usecases.office import Office
from app.usecases.ports.people import FEW, DonorLine
from app.usecases.receipts import IssueReceipts, PreviewReceipts, ReceiptRegister
from db.engine import make_engines
from tests.support.giving import IN_2025, give, new_donor

_ETIENNE = Address(street="4 place d'Armes", postal_code="42000", city="Saint-Étienne")
_SIREN = "732829320"
_PEOPLE = (
    Donor(last_name="Lefèvre", first_name="Jean", phone="+33 6 39 98 12 34"),
    Donor(last_name="Dupont", first_name="Marie", email="marie.dupont@exemple.invalid"),
    Donor(last_name="Fougère", first_name="Denise", phone="02 61 91 45 67"),
    Donor(last_name="de La Tour", first_name="Anne-Marie"),
    Donor(last_name="Delaroche", first_name="Jeanpierre"),
    Donor(last_name="Saint-Amand", first_name="Zoé"),
    Donor(last_name="St Hilaire", first_name="Ugo", address=_ETIENNE),
    Donor(last_name="L'Hôtellier-d'Arcy", first_name="Noé"),
    Donor(kind=DonorKind.ORGANISATION, organisation_name="Éts Ste Barbe", siren=_SIREN),
)


@pytest.fixture
def office(any_office: Office) -> Office:
    """A few donors on file, on a file and on a server."""
    for donor in _PEOPLE:
        any_office.do(CreateDonor(donor))
    return any_office


def _found(office: Office, text: str) -> Sequence[DonorLine]:
    return office.ask(FindDonors(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("dupond", "DUPONT Marie"), ("dupontt", "DUPONT Marie"), ("dupnt", "DUPONT Marie"),
        ("dupnot", "DUPONT Marie"), ("fupont", "DUPONT Marie"), ("marie dupond", "DUPONT Marie"),
        ("dupond mar", "DUPONT Marie"), ("dipont marei", "DUPONT Marie"),
        ("lefebvre j", "LEFÈVRE Jean"), ("LEFÉBRE jean", "LEFÈVRE Jean"),
        ("fougére denize", "FOUGÈRE Denise"), ("denise fougeres", "FOUGÈRE Denise"),
        ("hotelier", "L'HÔTELLIER-D'ARCY Noé"), ("amnad", "SAINT-AMAND Zoé"),
        ("dupond 06 39", None), ("zzyzx", None), ("dup", "DUPONT Marie"),
    ],
)  # fmt: skip
def test_a_slip_of_the_fingers_is_forgiven(office: Office, text: str, name: str | None) -> None:
    assert [line.name for line in _found(office, text)][:1] == ([name] if name else [])


@pytest.mark.parametrize("text", ["lefevre j", "fougere denis", "denis foug", "dupont marie"])
def test_what_was_typed_right_is_no_slip(office: Office, text: str) -> None:
    (line,) = _found(office, text)
    assert not line.near


def test_who_is_near_comes_below_all_who_answer_and_is_marked(office: Office) -> None:
    for name in ("Dupond", "Dupondel"):
        new_donor(office, name, first_name="Ali")
    found = [(line.name, line.near) for line in _found(office, "dupond")]
    assert found == [("DUPOND Ali", False), ("DUPONDEL Ali", False), ("DUPONT Marie", True)]


def test_nobody_near_is_looked_for_when_enough_answer(office: Office) -> None:
    for number in range(FEW):
        new_donor(office, "Dupond", first_name=f"Ali{number}")
    assert not any(line.near for line in _found(office, "dupond"))
    assert len(office.ask(FindDonors("dupont", 3))) == 3
    assert len(office.ask(FindDonors("dupont"))) == FEW


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("latour", "DE LA TOUR Anne-Marie"), ("delatour a", "DE LA TOUR Anne-Marie"),
        ("tour de la", "DE LA TOUR Anne-Marie"), ("annemarie", "DE LA TOUR Anne-Marie"),
        ("de la roche", "DELAROCHE Jeanpierre"), ("jean-pierre delar", "DELAROCHE Jeanpierre"),
        ("le fèvre", "LEFÈVRE Jean"), ("lhotellier", "L'HÔTELLIER-D'ARCY Noé"),
        ("darcy noe", "L'HÔTELLIER-D'ARCY Noé"), ("st amand", "SAINT-AMAND Zoé"),
        ("St-Amand", "SAINT-AMAND Zoé"), ("saintamand", "SAINT-AMAND Zoé"),
        ("saint hilaire", "ST HILAIRE Ugo"), ("hilaire st etienne", "ST HILAIRE Ugo"),
        ("sainte barbe", "Éts Ste Barbe"), ("42 etien", "ST HILAIRE Ugo"),
    ],
)  # fmt: skip
def test_another_spelling_of_the_same_name_answers(office: Office, text: str, name: str) -> None:
    assert [line.name for line in _found(office, text) if not line.near] == [name]


@pytest.mark.parametrize("text", ["1234", "98 12 34", "639981234", "0033639981234", "lefevre 1234"])
def test_the_end_of_a_telephone_is_enough(office: Office, text: str) -> None:
    assert [line.name for line in _found(office, text)] == ["LEFÈVRE Jean"]
    assert len(office.ask(DonorIds(text=text))) == 1


@pytest.mark.parametrize("text", [_SIREN, "732 829 320", "732829320 00074", "73282"])
def test_an_organisation_is_found_by_its_siren(office: Office, text: str) -> None:
    assert [line.name for line in _found(office, text)] == ["Éts Ste Barbe"]


@pytest.mark.parametrize(
    "text", ["marie.dupont@exemple.invalid", "marie.dupont@", "dupont@exemple"]
)
def test_an_email_is_found_whole_or_in_part(office: Office, text: str) -> None:
    assert [line.name for line in _found(office, text)] == ["DUPONT Marie"]


def test_a_coupon_is_found_by_its_bar_code(office: Office) -> None:
    marie = _found(office, "dupont")[0]
    code = Coupon(marie.number, 12).digits
    assert [line.name for line in _found(office, code)] == ["DUPONT Marie"]
    assert len(office.ask(DonorIds(text=code))) == 1
    misread = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert list(_found(office, misread)) == []


@pytest.mark.parametrize("text", ["0012345", "12345", "00 123 45"])
def test_a_cheque_is_found_by_its_number(office: Office, text: str) -> None:
    marie = _found(office, "dupont")[0]
    batch = office.do(OpenBatch())
    office.do(AddGift(batch.id, GiftDraft(donor_id=marie.id, cents=5_000, cheque_number="0012345")))
    office.do(PostBatch(batch.id))
    assert [line.name for line in _found(office, text)] == ["DUPONT Marie"]


def test_a_cheque_with_letters_is_found_too(office: Office) -> None:
    marie = _found(office, "dupont")[0]
    batch = office.do(OpenBatch())
    office.do(AddGift(batch.id, GiftDraft(donor_id=marie.id, cents=5_000, cheque_number="ABC123")))
    assert [line.name for line in _found(office, "ABC123")] == ["DUPONT Marie"]


def test_a_receipt_is_found_by_its_number(any_office: Office) -> None:
    donor = new_donor(any_office, "Essai")
    give(any_office, (donor, 1_000), day=IN_2025)
    any_office.do(IssueReceipts(2025, any_office.ask(PreviewReceipts(2025)).count))
    (receipt,) = any_office.ask(ReceiptRegister(2025))
    assert [line.name for line in _found(any_office, receipt.number)] == ["ESSAI Zoé"]
    assert [line.name for line in _found(any_office, " 2025-1 ")] == ["ESSAI Zoé"]
    assert list(any_office.ask(DonorIds(text=receipt.number))) == [donor.id]
    assert list(_found(any_office, f"2025-{10**12}")) == []


def test_a_name_that_changed_leaves_no_word_behind(office: Office, location: str) -> None:
    marie, other = _found(office, "dupont")[0], new_donor(office, "Marie", first_name="Jo")
    known = office.ask(FindDonors("fougere"))[0]
    office.do(EditDonor(_whole(office, marie.id, last_name="Abricot")))
    assert list(_found(office, "dupond")) == []
    assert _found(office, "abricod")[0].near
    assert {line.id for line in _found(office, "mariee")} >= {marie.id, other.id}
    assert known.name == "FOUGÈRE Denise"
    assert office.ask(Examine()).problems == ()
    assert "dupont" not in _words(location)


def test_the_doctor_tells_words_that_are_missing(office: Office, location: str) -> None:
    writer, reader = make_engines(location)
    with writer.begin() as connection:
        connection.execute(sa.text("DELETE FROM donor_word WHERE word = 'dupont'"))
    writer.dispose()
    reader.dispose()
    (problem,) = office.ask(Examine()).problems
    assert problem.startswith("The finder has 1 words of names too few or too many")


def _whole(office: Office, donor_id: int, **changes: str) -> Donor:
    return replace(office.ask(ShowDonor(donor_id)).donor, **changes)  # type: ignore[arg-type]


def _words(location: str) -> set[str]:
    writer, reader = make_engines(location)
    with reader.connect() as connection:
        words = set(connection.execute(sa.text("SELECT word FROM donor_word")).scalars())
    writer.dispose()
    reader.dispose()
    return words
