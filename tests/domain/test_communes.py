# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Postal codes and towns: what agrees, what is near, what is never called wrong."""

import csv

import pytest

from app.domain.addresses import Address, agrees, codes_of, nearest_town, towns_of
from app.domain.donors import Donor, check_donor
from tests.support.tables import others


@pytest.mark.parametrize(
    ("code", "town"),
    [
        ("75012", "Paris 12"),
        ("75012", "PARIS 12e arrondissement"),
        ("13016", "marseille"),
        ("44600", "St-Nazaire"),
        ("82160", "NAJAC"),
        ("06160", "Juan-les-Pins"),
        ("31068", "TOULOUSE CEDEX 7"),
        ("35000", "Rennes CEDEX"),
        ("98000", "Monaco"),
        ("35000", ""),
    ],
)
def test_what_mail_bears_agrees(code: str, town: str) -> None:
    assert agrees(code, town)


def test_a_wrong_town_is_told_with_those_of_the_code() -> None:
    assert not agrees("35000", "Vannes")
    assert towns_of("35000") == ("Rennes",)
    assert codes_of("Vannes") == ("56000",)
    assert (nearest_town("35000", "Renes"), nearest_town("35000", "Vannes")) == ("Rennes", "")
    donor = Donor(last_name="Essai", address=Address(postal_code="35000", city="Vannes"))
    (problem,) = check_donor(donor)
    assert (problem.field, problem.code) == ("city", "address.town")
    abroad = Address(postal_code="35000", city="Vannes", country="BE")
    assert check_donor(Donor(last_name="Essai", address=abroad)) == []


@pytest.mark.slow
def test_nearly_every_label_of_the_post_office_agrees_with_its_code() -> None:
    with others("tables", "codes_postaux_communes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    wrong = [
        row
        for row in rows
        if not agrees(row["code_postal"], row["nom_commune"])
        or not agrees(row["code_postal"], row["libelle_acheminement"])
    ]
    assert len(rows) > 35_000
    assert len(wrong) <= 2, wrong
