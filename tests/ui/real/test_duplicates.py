# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two donors merged and two again, with real keys on a French keyboard, no mouse."""

from pathlib import Path

import pytest

from app.domain.addresses import Address
from app.domain.donors import Donor
from app.usecases.donors import FindDonors, ShowDonor
from tests.support.giving import give, new_donor
from tests.ui.real.conftest import Start
from tests.ui.real.program import Program
from tests.ui.real.test_donors import tab_to
from tests.ui.real.test_pages import go, open_office

pytestmark = pytest.mark.screen
_HOME = Address(street="99 impasse du Doublon", postal_code="35990", city="Jumelles")


@pytest.fixture
def twins(dossier: Path) -> tuple[Donor, Donor]:
    """Two records of one donor, each with a gift; nobody else shares so much."""
    office = open_office(dossier)
    try:
        home, mail = {"address": _HOME, "phone": "02 96 00 00 01"}, "q@jumelles.exemple"
        one = new_donor(office, "Quazimodor", first_name="Aurélienne", email=mail, **home)
        other = new_donor(office, "Quazimodort", first_name="Aurélienne", email=mail, **home)
        give(office, (one, 620_00), (other, 90_00))
    finally:
        office.close()
    return one, other


def held(dossier: Path, donor: Donor) -> tuple[int, int, str]:
    """Return how many gifts and cents a donor's sheet holds, and its name."""
    office = open_office(dossier)
    try:
        (line,) = office.ask(FindDonors(donor.number_text))
        sheet = office.ask(ShowDonor(line.id))
        return sheet.line.gifts, sheet.line.cents, sheet.donor.last_name
    finally:
        office.close()


def wait_for_the_scan(program: Program) -> None:
    """Wait until all of the file was looked through, which takes longer than a key."""
    for _turn in range(6):
        try:
            program.until(lambda: program.shows("pairTable"))
        except AssertionError:
            continue
        return


def sound(program: Program) -> bool:
    return (program.ask("clashes"), program.ask("nameless"), program.ask("mouse")) == ([], [], 0)


def test_check_22_two_donors_merged_and_two_again(
    dossier: Path, twins: tuple[Donor, Donor], start: Start
) -> None:
    program = start()
    go(program, "Doublons")
    wait_for_the_scan(program)
    program.wait_focus("pairTable")
    program.wait_text(f"2 — n°\u00a0{twins[1].number_text}")
    program.wait_text("1 + 1 = 2")
    assert sound(program)
    program.key("eacute", "F12")
    program.wait_text("Son ancien numéro y conduit toujours.")
    one, other = twins
    assert held(dossier, one) == held(dossier, other) == (2, 710_00, "Quazimodort")
    tab_to(program, "mergesTable")
    assert sound(program)
    program.key("alt+a")
    program.wait_text("de nouveau au fichier avec 1 don")
    assert held(dossier, one) == (1, 620_00, "Quazimodor")
    assert held(dossier, other) == (1, 90_00, "Quazimodort")
