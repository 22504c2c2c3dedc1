# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Duplicates by words alone: found, merged, undone, told apart."""

from pathlib import Path

from app.domain.donors import Donor
from app.usecases.donors import CreateDonor
from app.wiring import ShippedDoors
from tests.cli.conftest import Obole


def _two(dossier: Path) -> tuple[str, str]:
    office = ShippedDoors().open(str(dossier))
    names = [
        office.do(CreateDonor(Donor(last_name=name, first_name="Marie", email="m@exemple.fr")))
        for name in ("Dupont", "Dupond")
    ]
    office.close()
    return names[0].number_text, names[1].number_text


def test_a_pair_is_found_merged_and_two_again(obole: Obole, dossier: Path) -> None:
    """The documents hold what the contract names."""
    one, other = _two(dossier)
    status, found = obole("donors", "duplicates", "--min-score", "5")
    assert (status, found["count"]) == (0, 1)
    (pair,) = found["pairs"]
    assert (pair["a"], pair["b"], pair["sure"]) == (one, other, True)
    assert pair["reasons"] == ["near_name", "email"]
    status, merged = obole("donors", "merge", one, other, "--keep", other, "--take", "name")
    assert (status, merged["kept"], merged["gone"]) == (0, other, one)
    assert obole("donors", "show", one)[1]["names"]["last_name"] == "Dupont"
    status, undone = obole("duplicates", "unmerge", str(merged["merge"]))
    assert (status, undone["restored"]) == (0, one)
    assert obole("duplicates", "merges")[1]["merges"][0]["undone_at"]


def test_rejected_pairs_are_not_listed(obole: Obole, dossier: Path) -> None:
    """Until it is taken back."""
    one, other = _two(dossier)
    assert obole("duplicates", "reject", other, one)[0] == 0
    assert obole("duplicates", "list")[1]["pairs"] == []
    assert obole("duplicates", "reject", one, other, "--forget")[0] == 0
    assert obole("duplicates", "list", "--sure")[1]["count"] == 1


def test_keep_must_be_one_of_the_two(obole: Obole, dossier: Path) -> None:
    """A third number is refused."""
    one, other = _two(dossier)
    third = ShippedDoors().open(str(dossier))
    number = third.do(CreateDonor(Donor(last_name="Autre"))).number_text
    third.close()
    assert obole("duplicates", "merge", one, other, "--keep", number)[0] == 3
