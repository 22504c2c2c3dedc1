# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Standing gifts by words alone."""

from pathlib import Path

from app.domain.donors import Donor
from app.usecases.donors import CreateDonor
from app.wiring import ShippedDoors
from tests.cli.conftest import Obole


def test_an_order_is_noted_and_its_month_keyed_once(obole: Obole, dossier: Path) -> None:
    office = ShippedDoors().open(str(dossier))
    number = office.do(CreateDonor(Donor(last_name="Essai", first_name="Zoé"))).number_text
    office.close()
    status, told = obole("donors", "standing", number, "25,00", "--from", "2025-01-05")
    assert status == 0, told
    words = ("batches", "standing", "--month", "2026-01")
    assert obole(*words, "--dry-run")[1] | {"gifts": []} == {
        "batch": None,
        "count": 1,
        "cents": 2_500,
        "gifts": [],
    }
    status, told = obole(*words, "--reference", "VIR")
    assert (status, told["count"], told["gifts"][0]["means"]) == (0, 1, "transfer")
    assert told["batch"]
    assert obole(*words)[1]["refused"]["code"] == "standing.none"
    assert obole("batches", "standing", "--month", "janvier")[1]["refused"]["code"] == (
        "standing.month"
    )
