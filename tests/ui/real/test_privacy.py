# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A request written down and a person erased with real keys on a French keyboard, no mouse."""

from pathlib import Path

import pytest

from app.domain.privacy import Answer, RequestKind
from app.usecases.donors import ShowDonor
from app.usecases.privacy import ListRequests
from tests.support.giving import give, new_donor
from tests.ui.real.conftest import Start
from tests.ui.real.test_pages import go, open_office

pytestmark = pytest.mark.screen


def test_a_person_who_asks_is_erased_with_the_keys_alone(dossier: Path, start: Start) -> None:
    office = open_office(dossier)
    try:
        donor = new_donor(office, "Quazimodor")
        give(office, (donor, 40_00))
    finally:
        office.close()
    program = start()
    go(program, "Données personnelles")
    program.wait_focus("requestWho")
    program.type(donor.number_text)
    program.key("Tab", "Down", "Down", "Tab", "Tab")
    program.wait_focus("requestProof")
    program.type("lettre")
    program.key("Return")
    program.wait_text("La demande est notée")
    program.key("alt+o")
    program.wait_focus("eraseTyped")
    program.wait_text("gardés jusqu’au 31/12/2036")
    program.type(donor.number_text)
    program.key("Return")
    program.wait_text("1 personne est effacée")
    assert (program.ask("clashes"), program.ask("nameless"), program.ask("mouse")) == ([], [], 0)
    program.close()
    office = open_office(dossier)
    try:
        sheet = office.ask(ShowDonor(donor.id))
        assert sheet.donor.display_name.startswith("EFFACÉ LE")
        assert sheet.line.cents == 40_00
        (line,) = office.ask(ListRequests())
        assert (line.request.kind, line.request.answer) == (RequestKind.ERASURE, Answer.PARTLY)
    finally:
        office.close()
