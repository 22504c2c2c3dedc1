# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A donor who is on file already is recognised before a double is made, with real keys."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.addresses import Address
from app.domain.donors import Donor
from app.usecases.donors import CreateDonor
from tests.ui.real.conftest import DONORS, KNOWN, Start
from tests.ui.real.program import Program
from tests.ui.real.test_keying import open_batch
from tests.ui.real.test_pages import open_office

pytestmark = pytest.mark.screen
PHONE = "02 99 65 43 21"
ON_FILE = DONORS + len(KNOWN) + 1


@pytest.fixture
def reachable(dossier: Path) -> Path:
    """The dossier with one more donor, whose telephone is known."""
    office = open_office(dossier)
    try:
        home = Address(street="3 rue Haute", postal_code="35000", city="RENNES")
        office.do(
            CreateDonor(Donor(last_name="Wextrom", first_name="Ida", phone=PHONE, address=home))
        )
    finally:
        office.close()
    return dossier


def rows(dossier: Path) -> int:
    """Return how many donors the file holds."""
    with closing(sqlite3.connect(f"file:{dossier}?mode=ro", uri=True)) as base:
        return int(base.execute("SELECT count(*) FROM donor").fetchone()[0])


def tab_to(program: Program, name: str) -> None:
    """Press Tab until a field has the focus."""
    for _stop in range(30):
        if (program.ask("focus") or {}).get("name") == name:
            return
        program.key("Tab")
    message = f"Tab never came to {name}"
    raise AssertionError(message)


def test_a_known_telephone_shows_who_it_is_and_f7_takes_the_donor_there_is(
    start: Start, reachable: Path
) -> None:
    program = start()
    program.key("ctrl+n")
    program.wait_focus("donor_last_name")
    program.type("Wekstrom")
    assert not program.ask("widget", name="lookAlikes")["visible"]
    tab_to(program, "donor_phone")
    program.type(PHONE.replace(" ", ""))
    program.until(lambda: program.shows("lookAlikes"))
    program.wait_text("F7   WEXTROM Ida")
    program.wait_text("même téléphone")
    assert rows(reachable) == ON_FILE
    program.key("F7")
    program.wait_focus("donorsTable")
    program.wait_text("WEXTROM Ida")
    assert rows(reachable) == ON_FILE
    assert program.ask("mouse") == 0


def test_on_the_line_of_a_batch_too(start: Start, reachable: Path) -> None:
    program = start()
    open_batch(program, "1", "50")
    program.type("wekstrom")
    program.key("ctrl+n")
    program.until(lambda: program.shows("newDonor"))
    for _stop in range(12):
        if (program.ask("focus") or {}).get("spoken") == "Téléphone":
            break
        program.key("Tab")
    program.type(PHONE)
    program.wait_text("F7")
    program.wait_text("même téléphone")
    program.key("F7")
    program.wait_focus("amount")
    assert program.ask("widget", name="finder")["text"] == "WEXTROM Ida"
    program.type("50")
    program.key("Return")
    assert program.wait_lines(1)[0][1] == "WEXTROM Ida"
    assert rows(reachable) == ON_FILE
