# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Returned mail by words alone: noted, listed, taken back, reopened."""

from pathlib import Path

import pytest

from app.domain.addresses import Address
from app.domain.donors import Donor
from app.usecases.donors import CreateDonor
from app.wiring import ShippedDoors
from tests.cli.conftest import Obole


@pytest.fixture
def number(dossier: Path) -> str:
    """The number of somebody with an address."""
    office = ShippedDoors().open(str(dossier))
    home = Address(street="12 rue du Pré", postal_code="35000", city="Rennes")
    donor = office.do(CreateDonor(Donor(last_name="Dupont", address=home)))
    office.close()
    return donor.number_text


def test_a_letter_is_noted_listed_and_taken_back(obole: Obole, number: str) -> None:
    status, noted = obole("npai", "add", number, "--reason", "gone", "--day", "2026-01-05")
    assert (status, noted["reason"], noted["day"]) == (0, "gone", "2026-01-05")
    _status, listed = obole("npai", "list")
    assert [(one["number"], one["reason"]) for one in listed["donors"]] == [(number, "gone")]
    (letter,) = obole("npai", "show", number)[1]["letters"]
    assert (letter["street"], letter["lifted_on"]) == ("12 rue du Pré", None)
    assert obole("npai", "undo", str(noted["letter"]))[1]["held_since"] is None
    assert obole("npai", "list", "--year", "2025")[1]["count"] == 0


def test_an_address_is_reopened_once(obole: Obole, number: str) -> None:
    obole("npai", "add", number, "--reason", "refused")
    assert obole("npai", "lift", number)[0] == 0
    assert obole("npai", "show", number)[1]["letters"][0]["lifted_on"] == "2026-01-06"
    assert obole("npai", "lift", number)[0] == 3
