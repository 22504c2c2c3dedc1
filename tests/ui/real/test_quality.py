# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is doubtful on file mended with real keys on a French keyboard, no mouse."""

from pathlib import Path

import pytest

from app.usecases.donors import ShowDonor
from tests.support.giving import new_donor
from tests.ui.real.conftest import Start
from tests.ui.real.test_pages import go, open_office

pytestmark = pytest.mark.screen


def test_a_misspelt_email_is_mended_with_six_keys(dossier: Path, start: Start) -> None:
    office = open_office(dossier)
    try:
        donor = new_donor(office, "Quazimodor", email="q@gmial.com")
    finally:
        office.close()
    program = start()
    go(program, "Qualité")
    program.wait_focus("checksTable")
    program.until(lambda: program.ask("still"))
    titles = [row[0] for row in program.ask("rows", name="checksTable")]
    program.key("Home", *["Down"] * titles.index("Mél qu’aucun message n’atteint"))
    program.wait_text("est peut-être gmail.com.")
    program.keys = 0
    program.key("Return")
    program.wait_focus("findingsTable")
    program.key("Return")
    program.wait_focus("mended")
    program.key("Return")
    program.wait_text("est devenu")
    assert program.keys <= 6
    assert (program.ask("clashes"), program.ask("nameless"), program.ask("mouse")) == ([], [], 0)
    program.close()
    office = open_office(dossier)
    try:
        assert office.ask(ShowDonor(donor.id)).donor.email == "q@gmail.com"
    finally:
        office.close()
