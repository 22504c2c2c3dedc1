# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The finder: any word, any order, no accents, telephone and number; the likeliest first."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.addresses import Address
from app.domain.donors import Donor, DonorKind, number_text
from app.domain.lists import ListColumn
from app.usecases.batches import OpenBatch, PostBatch
from app.usecases.donors import CreateDonor, DonorIds, EditDonor, FindDonors
from app.usecases.gifts import AddGift, GiftDraft
from app.usecases.office import Office

_RENNES = Address(street="12 rue du Pré", postal_code="35000", city="Rennes")
_PEOPLE = (
    Donor(last_name="Lefèvre", first_name="Jean", address=_RENNES, phone="+33 6 39 98 12 34"),
    Donor(last_name="Œuvre", first_name="Łukasz", email="lukasz@exemple.invalid"),
    Donor(last_name="L'Hôtellier-d'Arcy", first_name="Marie-Bénédicte"),
    Donor(last_name="Jean", first_name="Paul"),
    Donor(kind=DonorKind.ORGANISATION, organisation_name="Éts Jeannot"),
    Donor(last_name="Jeannet", first_name="Anne", deceased_on=date(2020, 1, 1)),
    Donor(last_name="Nilo", first_name="Zoé"),
    Donor(last_name="Berini", first_name="Ugo", address=replace(_RENNES, city="Nilochelles")),
)


@pytest.fixture
def office(any_office: Office) -> Office:
    """A few donors on file, on a file and on a server."""
    for donor in _PEOPLE:
        any_office.do(CreateDonor(donor))
    return any_office


def _names(office: Office, text: str) -> list[str]:
    return [line.name for line in office.ask(FindDonors(text)) if not line.near]


@pytest.mark.parametrize(
    "text",
    [
        "lefevre", "LEFÈVRE", "jean lef", "lef jean", "rennes lefevre", "35000 jean", "pre lef",
        "06 39 98 12 34", "lefevre 06 39 98", "0033 6 39 98", "0639981234", "+33639981234",
        "06.39.98",
    ],
)  # fmt: skip
def test_any_word_in_any_order_finds_the_donor(office: Office, text: str) -> None:
    assert "LEFÈVRE Jean" in _names(office, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("oeuvre", "ŒUVRE Łukasz"),
        ("lukasz", "ŒUVRE Łukasz"),
        ("lukasz@exemple", "ŒUVRE Łukasz"),
        ("hotellier", "L'HÔTELLIER-D'ARCY Marie-Bénédicte"),
        ("l'hotellier d arcy", "L'HÔTELLIER-D'ARCY Marie-Bénédicte"),
        ("benedicte arcy", "L'HÔTELLIER-D'ARCY Marie-Bénédicte"),
        ("jeannot", "Éts Jeannot"),
    ],
)
def test_letters_without_accents_find_letters_with_them(
    office: Office, text: str, name: str
) -> None:
    assert _names(office, text) == [name]


def test_a_surname_comes_before_a_first_name_and_the_gone_come_last(office: Office) -> None:
    assert _names(office, "jean") == [
        "JEAN Paul", "Éts Jeannot", "LEFÈVRE Jean", "JEANNET Anne",
    ]  # fmt: skip


def test_a_person_comes_before_a_city(office: Office) -> None:
    assert _names(office, "nilo") == ["NILO Zoé", "BERINI Ugo"]


def test_a_whole_number_is_an_answer_by_itself(office: Office) -> None:
    assert _names(office, number_text(10004)) == ["JEAN Paul"]
    assert _names(office, "10004")[0] == "JEAN Paul"


def test_who_gave_lately_comes_first_among_homonyms(any_office: Office) -> None:
    twins = [
        any_office.do(CreateDonor(Donor(last_name="Abricot", first_name=name)))
        for name in ("Anne", "Zoé")
    ]
    batch = any_office.do(OpenBatch())
    any_office.do(AddGift(batch.id, GiftDraft(donor_id=twins[1].id, cents=5000)))
    any_office.do(PostBatch(batch.id))
    found = any_office.ask(FindDonors("abricot"))
    assert [line.id for line in found] == [twins[1].id, twins[0].id]
    assert (found[0].gifts, found[0].cents, found[0].last_cents) == (1, 5000, 5000)


def test_the_whole_list_is_ordered_and_filtered(office: Office) -> None:
    every = office.ask(DonorIds())
    assert len(every) == len(_PEOPLE)
    backwards = office.ask(DonorIds(descending=True))
    assert list(backwards) == list(reversed(every))
    for order in ListColumn:
        assert set(office.ask(DonorIds(order, descending=True))) == set(every)
    assert len(office.ask(DonorIds(text="jean"))) == 4
    assert len(office.ask(DonorIds(text=number_text(10004)))) == 1
    assert len(office.ask(DonorIds(text="06 39"))) == 1
    assert list(office.ask(DonorIds(text="  "))) == list(every)


@given(st.text(max_size=20) | st.text("0123456789+-. ()'*\"", max_size=6))
@example("00")
@example("+00 0")
@example("0")
@example("000\x00")
def test_any_text_is_answered(office: Office, text: str) -> None:
    assert len(office.ask(FindDonors(text, 3))) <= 3


def test_a_postal_code_shows_its_people_after_the_donor_of_that_number(office: Office) -> None:
    """With tens of thousands on file, every postal code is somebody's number."""
    somebody = replace(_PEOPLE[6], last_name="Trente", number=35000)
    office.do(CreateDonor(somebody))
    assert _names(office, "35000") == ["TRENTE Zoé", "BERINI Ugo", "LEFÈVRE Jean"]


def test_gone_donors_come_last_however_they_were_found(office: Office) -> None:
    office.do(CreateDonor(Donor(last_name="Zorn", first_name="Jeanne")))
    assert _names(office, "jean")[-1] == "JEANNET Anne"


def test_a_donor_changed_is_found_by_what_changed_only(any_office: Office) -> None:
    donor = any_office.do(CreateDonor(_PEOPLE[0]))
    any_office.do(EditDonor(replace(donor, last_name="Abricot", phone="02 61 91 00 00")))
    assert _names(any_office, "lefevre") == _names(any_office, "0639") == []
    assert _names(any_office, "abricot") == _names(any_office, "02 61") == ["ABRICOT Jean"]
