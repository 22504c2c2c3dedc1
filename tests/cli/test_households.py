# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Households by words alone."""

from pathlib import Path

import pytest

from app.domain.donors import Donor
from app.usecases.donors import CreateDonor
from app.wiring import ShippedDoors
from tests.cli.conftest import Obole

NOBODY = {"name": "", "greeting": "", "members": []}


@pytest.fixture
def couple(dossier: Path) -> tuple[str, str]:
    """The numbers of two persons."""
    office = ShippedDoors().open(str(dossier))
    jean, lise = (
        office.do(CreateDonor(Donor(last_name=last, first_name=first))).number_text
        for last, first in (("Joly", "Jean"), ("Durand", "Lise"))
    )
    office.close()
    return jean, lise


def test_a_household_is_joined_shown_left_and_taken_off(
    obole: Obole, couple: tuple[str, str]
) -> None:
    jean, lise = couple
    assert obole("households", "show", jean) == (0, NOBODY)
    status, told = obole("households", "join", lise, "--with", jean, "--since", "2024-05-04")
    assert status == 0
    assert [(one["number"], one["joint"]) for one in told["members"]] == [
        (jean, True),
        (lise, True),
    ]
    called = obole("households", "call", jean, "--name", "Famille Joly")[1]
    assert (called["name"], called["greeting"]) == ("Famille Joly", told["greeting"])
    assert obole("households", "call", jean, "--name", "")[1]["name"] == told["name"]
    status, told = obole("households", "leave", lise, "--on", "2025-03-15")
    assert [one["left_on"] for one in told["members"]] == [None, "2025-03-15"]
    assert obole("households", "leave", lise)[1]["refused"]["code"] == "household.none"
    status, told = obole("households", "join", lise, "--with", jean, "--bond", "other", "--apart")
    assert told["refused"]["code"] == "household.twice"
    assert obole("households", "remove", lise)[1] == NOBODY
    assert obole("households", "show", jean)[1] == NOBODY
    assert obole("households", "remove", lise)[1]["refused"]["code"] == "household.none"
