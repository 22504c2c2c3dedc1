# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The quality of the file by words alone."""

from pathlib import Path

import pytest

from app.domain.donors import Donor
from app.usecases.donors import CreateDonor
from app.wiring import ShippedDoors
from tests.cli.conftest import Obole


@pytest.fixture
def number(dossier: Path) -> str:
    """The number of somebody whose e-mail is misspelt."""
    office = ShippedDoors().open(str(dossier))
    donor = office.do(
        CreateDonor(Donor(civility="Mme", last_name="Essai", first_name="ZOÉ", email="z@gmial.com"))
    )
    office.close()
    return donor.number_text


def test_checks_are_counted_shown_and_mended(obole: Obole, number: str) -> None:
    counts = {one["check"]: one["found"] for one in obole("quality", "list")[1]["checks"]}
    assert (counts["email"], counts["first_name"]) == (1, 1)
    (finding,) = obole("quality", "show", "email")[1]["findings"]
    assert (finding["number"], finding["proposal"]) == (number, "z@gmail.com")
    assert obole("quality", "mend", "email", number, "--dry-run")[1]["written"] is False
    assert obole("quality", "mend", "email", number)[1]["value"] == "z@gmail.com"
    assert obole("quality", "mend", "email", number)[0] == 3
    assert obole("quality", "mend", "first_name", "--all")[1]["count"] == 1
    assert obole("quality", "show", "first_name")[1]["findings"] == []
    assert obole("quality", "mend", "first_name")[1]["refused"]["code"] == "quality.which"


def test_an_exception_is_made_listed_and_forgotten(obole: Obole, number: str) -> None:
    made = obole("quality", "except", "email", number, "--why", "Vérifié par téléphone")[1]
    assert obole("quality", "show", "email")[1] == {"check": "email", "excepted": 1, "findings": []}
    (listed,) = obole("quality", "exceptions")[1]["exceptions"]
    assert (listed["number"], listed["why"]) == (number, "Vérifié par téléphone")
    assert obole("quality", "forget", str(made["exception"]))[0] == 0
    assert len(obole("quality", "show", "email")[1]["findings"]) == 1
