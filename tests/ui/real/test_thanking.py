# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Donors are thanked with the keys alone: found, ticked, written to, and told as done."""

from datetime import date
from pathlib import Path

import pytest

from app.kernel.clock import FixedClock
from app.usecases.letters.queue import MarkThanked, ThankQueue
from app.wiring import ShippedDoors
from tests.support.giving import give, new_donor
from tests.support.pdf import is_sound, text_of
from tests.ui.real.conftest import Start
from tests.ui.real.program import Program
from tests.ui.real.test_pages import go

pytestmark = pytest.mark.screen

DAY = date(2026, 1, 6)


@pytest.fixture
def waiting(dossier: Path) -> None:
    """Two donors wait for thanks; whoever the demonstration left waiting was thanked."""
    office = ShippedDoors().open(str(dossier), clock=FixedClock(DAY))
    if due := tuple(line.due.donor_id for line in office.ask(ThankQueue()).lines):
        office.do(MarkThanked(due))
    donors = [new_donor(office, name) for name in ("Xanthe", "Xavrol")]
    give(office, (donors[0], 5_000), (donors[1], 20_000), (donors[0], 700), day=DAY)
    office.close()


def answer(program: Program, verb: str) -> None:
    """Walk the buttons of the question to this one, and press it."""
    program.wait_text(verb)
    for _step in range(4):
        if (program.ask("focus") or {}).get("text") == verb:
            break
        program.key("Tab")
    program.key("Return")


@pytest.mark.usefixtures("waiting")
def test_donors_are_thanked_with_the_keys_alone(start: Start) -> None:
    program = start()
    go(program, "lettres")
    program.wait_focus("queueTable")
    program.wait_text("2 donateurs à remercier · par courrier 2")
    assert [*program.ask("clashes"), *program.ask("nameless")] == []
    program.key("space")
    program.wait_text("Faire 1 lettre")
    program.key("Home", "space")
    program.wait_text("Faire 2 lettres")
    program.key("ctrl+p")
    answer(program, "D’abord une feuille d’essai")
    assert "ESSAI" in text_of(program.wait_paper("essai"))
    program.key("ctrl+p")
    answer(program, "Faire")
    first = "Imprimer une feuille d’a&bord"
    program.until(lambda: (program.ask("focus") or {}).get("text") == first)
    assert [*program.ask("clashes"), *program.ask("nameless")] == []
    program.key("alt+o")
    printed = program.wait_paper("lettres")
    assert is_sound(printed)
    assert "57,00" in text_of(printed)
    program.key("Escape")
    program.wait_text("Personne à remercier")


@pytest.mark.usefixtures("waiting")
def test_a_letter_is_written_with_the_keys_alone(start: Start) -> None:
    program = start()
    go(program, "lettres")
    program.wait_focus("queueTable")
    program.key("ctrl+Tab", "ctrl+Tab", "ctrl+Tab", "ctrl+Tab")
    program.wait_text("Ce paragraphe est imprimé")
    assert [*program.ask("clashes"), *program.ask("nameless")] == []
    for _step in range(20):
        if (program.ask("focus") or {}).get("name") == "letterText":
            break
        program.key("Tab")
    program.wait_focus("letterText")
    program.key("ctrl+End", "Return")
    program.type("Vive le moulin")
    program.key("ctrl+s")
    program.wait_text("est enregistré")
    assert program.ask("focus")["name"] == "letterText"
