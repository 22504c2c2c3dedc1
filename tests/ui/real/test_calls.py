# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The telephone rings: another process tells the window, which shows who calls within a second."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.domain.donors import Donor
from app.usecases.calls import WhoCalls
from app.usecases.donors import CreateDonor, ShowDonor
from app.wiring import ShippedDoors
from tests.ui.real.conftest import Start
from tests.ui.real.program import ROOT, Program, of_this_run

pytestmark = [pytest.mark.screen, pytest.mark.slow]
CALLER, SHARED, UNKNOWN = "+33612345678", "+33299000001", "+33799887766"
LIMIT_S = 1.0


def call(program: Program, words: tuple[str, ...]) -> float:
    """Run what a soft-phone runs when it rings; return the instant it began."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "app", *words],
        cwd=ROOT,
        env=program.desktop.environment | of_this_run(program.settings),
        check=False,
        timeout=20,
    )
    assert done.returncode == 0
    return began


def in_front(program: Program, window: str) -> bool:
    """Tell whether the window has the keys."""
    return program.desktop.tell("getactivewindow") == window


@pytest.fixture
def callers(dossier: Path) -> list[Donor]:
    """Somebody with a number of their own, and two who share one."""
    office = ShippedDoors().open(str(dossier))
    made = [
        office.do(CreateDonor(Donor(last_name=name, first_name="Ida", phone=phone)))
        for name, phone in (
            ("Xarvoline", "06 12 34 56 78"),
            ("Ouzbelle", "02 99 00 00 01"),
            ("Ouzbelin", "02.99.00.00.01"),
        )
    ]
    office.close()
    return made


def test_a_call_shows_the_sheet_within_a_second(start: Start, callers: list[Donor]) -> None:
    program = start()
    window = program.desktop.tell("search", "--onlyvisible", "--name", "Obole").split()[-1]
    took = []
    for words in (("call", CALLER), (f"tel:{CALLER}",), (f"callto:{CALLER}",)):
        program.key("ctrl+k")
        program.key("Escape")
        program.desktop.tell("windowminimize", window)
        program.until(lambda: not in_front(program, window))
        began = call(program, words)
        program.until(lambda: in_front(program, window))
        program.wait_text("XARVOLINE Ida")
        took.append(time.monotonic() - began)
    assert min(took) <= LIMIT_S, took
    program.wait_text("appelle\u00a0: XARVOLINE Ida")


def test_a_number_that_is_shared_or_unknown_is_chosen_or_typed_into_a_new_sheet(
    start: Start, callers: list[Donor]
) -> None:
    program = start()
    call(program, ("call", SHARED))
    program.wait_focus("whoBox")
    program.wait_text("Plusieurs donateurs ont ce numéro")
    program.key("Down")
    program.key("alt+n")
    program.wait_focus("sheetFollowed_text")
    program.type("demande un duplicata")
    program.key("ctrl+Return")
    program.wait_text("demande un duplicata")
    call(program, ("call", UNKNOWN))
    program.wait_focus("whoBox")
    program.wait_text("Personne n’a ce numéro")
    program.key("Return")
    program.until(lambda: (program.ask("focus") or {}).get("name") != "whoBox")
    program.type("Nouvo")
    program.key("ctrl+Return")
    program.wait_text("NOUVO")
    program.close()
    office = ShippedDoors().open(str(program.dossier))
    noted = [office.ask(ShowDonor(one.id)).details.events for one in callers[1:]]
    assert sum(len(events) for events in noted) == 1
    (new,) = office.ask(WhoCalls(UNKNOWN)).lines
    assert new.name == "NOUVO"
    office.close()


def test_a_caller_is_known_in_eight_keys_and_five_seconds(
    start: Start, callers: list[Donor]
) -> None:
    """T5: from any page to what one must know, and Escape gives the caret back."""
    program = start()
    before, pressed, began = program.ask("focus"), program.keys, time.monotonic()
    program.key("ctrl+k")
    program.wait_focus("whoBox")
    program.type("xarvol")
    program.wait_text("Aucun reçu n’a encore été émis.")
    assert time.monotonic() - began <= 5
    assert program.keys - pressed <= 8
    program.key("Escape")
    program.until(lambda: program.ask("focus") == before)
