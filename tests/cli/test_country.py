# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The country of the receipts from a terminal."""

from pathlib import Path

import pytest

from app.cli.main import run
from app.domain.addresses import Address
from app.wiring import ShippedDoors
from tests.cli.conftest import Obole
from tests.support.giving import give, new_donor


def test_a_country_is_chosen_and_told(obole: Obole) -> None:
    status, told = obole("country", "show")
    assert (status, told["country"], told["currency"]) == (0, "FR", "EUR")
    status, told = obole("country", "set", "be", "--mention", "enterprise_number=0403.019.261")
    assert (status, told["country"]) == (0, "BE")
    assert told["mentions"] == {"enterprise_number": "0403.019.261"}
    assert [one["code"] for one in told["asked"]] == ["enterprise_number", "language"]
    assert obole("country", "set", "BE", "--mention", "sans-égal")[0] == 3


def test_a_dossier_is_made_under_the_law_of_its_country(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--name", "Exemple", "--country", "be", "--address", "1 rue", "--city", "Bruxelles"]
    new = ["--json", "new", str(tmp_path / "be.obole"), *words]
    assert run([*new, "--postal-code", "1000"], ShippedDoors()) == 0
    office = ShippedDoors().open(str(tmp_path / "be.obole"))
    assert office.currency == "EUR"
    office.close()
    unknown = ["--json", "new", str(tmp_path / "zz.obole"), "--name", "Z", "--country", "zz"]
    assert run(unknown, ShippedDoors()) == 3
    assert not (tmp_path / "zz.obole").exists()
    capsys.readouterr()


def test_gift_aid_is_declared_and_claimed(obole: Obole, dossier: Path, tmp_path: Path) -> None:
    assert obole("receipts", "gift-aid")[0] == 3
    assert obole("country", "set", "GB", "--mention", "hmrc_reference=AB12345")[0] == 0
    office = ShippedDoors().open(str(dossier))
    london = Address(street="12 Road", postal_code="SW1A 1AA", city="London", country="GB")
    donor = new_donor(office, "Essai", address=london)
    give(office, (donor, 10_000))
    office.close()
    status, _told = obole("donors", "gift-aid", donor.number_text, "--said", "2025-03-01")
    assert status == 0
    out = str(tmp_path / "aid.csv")
    status, told = obole("receipts", "gift-aid", "--out", out)
    assert (status, told["count"], told["cents"], told["path"]) == (0, 1, 10_000, out)
    assert obole("receipts", "gift-aid")[1]["cents"] == 0
