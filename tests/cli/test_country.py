# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The country of the receipts from a terminal."""

from pathlib import Path

import pytest

from app.cli.main import run
from app.wiring import ShippedDoors
from tests.cli.conftest import Obole


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
