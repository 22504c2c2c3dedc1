# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A posted gift corrected with real keys: two linked lines, the totals right, and only once."""

from pathlib import Path

import pytest

from app.usecases.batches import ListBatches, ShowBatch
from app.usecases.gifts import ShowGift
from tests.ui.real.program import Program
from tests.ui.real.test_keying import key_line, open_batch
from tests.ui.real.test_pages import open_office

pytestmark = pytest.mark.screen


def correct_first_line(program: Program) -> None:
    """From the batch just posted, go to its line and press Ctrl+E."""
    program.until(lambda: program.ask("rows", name="postedTable") and program.ask("focus"))
    for _stop in range(9):
        if program.ask("focus")["name"] == "postedTable":
            break
        program.key("shift+Tab")
    program.key("Home", "ctrl+e")


def test_an_amount_is_corrected_by_two_linked_lines_and_never_twice(
    program: Program, dossier: Path
) -> None:
    open_batch(program, "1", "50")
    key_line(program, "104289", "50")
    program.wait_lines(1)
    program.key("F12")
    program.wait_focus("btnConfirmPost")
    program.key("Return")
    program.wait_text("Merci.")
    correct_first_line(program)
    program.until(lambda: (program.ask("focus") or {}).get("spoken") == "Montant")
    assert program.ask("focus")["text"].startswith("50,00")
    assert (program.ask("clashes"), program.ask("nameless")) == ([], [])
    program.type("55")
    program.key("alt+t")
    program.wait_focus("correctionReason")
    program.wait_text("puis 55,00\u00a0€")
    program.type("mal lu")
    program.key("ctrl+KP_Enter")
    program.wait_text("2026-C01")
    correct_first_line(program)
    program.wait_text("ne peut pas l’être deux fois")
    program.key("ctrl+KP_Enter")
    assert program.ask("mouse") == 0
    program.close()
    office = open_office(dossier)
    try:
        lines = office.ask(ShowBatch(office.ask(ListBatches())[0].id)).lines
        back, right = sorted(
            (office.ask(ShowGift(line.id)) for line in lines), key=lambda g: g.cents
        )
        posted = office.ask(ShowGift(back.reverses_id or 0))
    finally:
        office.close()
    assert (back.cents, right.cents, posted.cents) == (-5000, 5500, 5000)
    assert right.corrects_id == posted.id
    assert back.donor_id == right.donor_id == posted.donor_id
