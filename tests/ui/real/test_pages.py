# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors, receipts and files with real keys on a French keyboard, no mouse."""

from pathlib import Path

import pytest

from app.kernel.clock import FixedClock
from app.usecases.donors import FindDonors
from app.usecases.office import Office
from app.wiring import ShippedDoors
from tests.conftest import TODAY
from tests.ui.real.program import Program

pytestmark = pytest.mark.screen
LAPTOP, SMALL = (1366, 728), (1093, 582)


def go(program: Program, page: str) -> None:
    """Go to a page through Ctrl+K."""
    program.key("ctrl+k")
    program.until(lambda: (program.ask("focus") or {}).get("kind") == "QLineEdit")
    program.type(page)
    program.until(lambda: page in (program.ask("focus") or {}).get("text", ""))
    program.until(lambda: program.ask("answers") == page)
    program.key("Return")
    program.until(lambda: not program.shows("overlay"))


def open_office(dossier: Path) -> Office:
    """Look into the dossier from outside."""
    return ShippedDoors().open(str(dossier), clock=FixedClock(TODAY))


def test_tab_walks_the_donor_form_in_the_order_it_is_read(program: Program) -> None:
    program.key("ctrl+n")
    program.wait_focus("donor_last_name")
    seen = []
    for _step in range(8):
        program.key("Tab")
        seen.append(program.ask("focus")["name"])
    assert seen == [
        f"donor_{name}"
        for name in (
            "first_name",
            "deceased_on",
            "complement",
            "building",
            "street",
            "locality",
            "postal_code",
            "city",
        )
    ]


def test_a_donor_is_made_then_changed_without_the_mouse(program: Program, dossier: Path) -> None:
    program.key("ctrl+n")
    program.wait_focus("donor_last_name")
    program.type("uzandrek")
    program.key("Return")
    program.wait_focus("donor_first_name")
    program.type("Marie")
    program.key("ctrl+KP_Enter")
    program.wait_focus("donorsTable")
    program.wait_text("UZANDREK Marie")
    program.key("F2")
    program.wait_focus("donor_last_name")
    program.key(*["Tab"] * 8)
    program.wait_focus("donor_city")
    program.type("Brest")
    program.key("Escape")
    program.wait_focus("donorsTable")
    program.until(lambda: _city(dossier) == "Brest")
    assert program.ask("mouse") == 0


def _city(dossier: Path) -> str:
    office = open_office(dossier)
    try:
        found = office.ask(FindDonors("uzandrek"))
    finally:
        office.close()
    return found[0].city if found else ""


def test_ctrl_k_gives_the_caret_of_the_form_back(program: Program) -> None:
    program.key("ctrl+n")
    program.wait_focus("donor_last_name")
    program.type("dupont")
    program.key("Left", "Left")
    before = program.ask("focus")
    program.key("ctrl+k")
    program.until(lambda: (program.ask("focus") or {}).get("name") != "donor_last_name")
    program.type("querzoal")
    program.key("Escape")
    program.wait_focus("donor_last_name")
    assert program.ask("focus") == before


def test_without_the_right_to_issue_the_first_step_says_why(program: Program) -> None:
    go(program, "Reçus fiscaux")
    program.wait_text("n’a pas déclaré pouvoir émettre")
