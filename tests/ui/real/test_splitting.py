# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One cheque over two funds with real keys (Ctrl+R): one envelope, one cheque, to the cent."""

from pathlib import Path

import pytest

from app.kernel.clock import FixedClock
from app.usecases.batches import ShowBatch, ToResume
from app.usecases.dossier import Examine
from app.wiring import ShippedDoors
from tests.conftest import TODAY
from tests.ui.real.program import Program
from tests.ui.real.test_keying import KNOWN_NUMBER, key_line, open_batch

pytestmark = pytest.mark.screen


def split_line(program: Program) -> None:
    """Key 100 euros as 33.33 and what remains, without the mouse."""
    program.type(KNOWN_NUMBER)
    program.key("Return")
    program.wait_focus("amount")
    program.type("100")
    program.key("ctrl+r")
    program.wait_text("Répartir 100,00\u00a0€")
    program.type("33,33")
    program.key("Return", "Return")
    program.wait_focus("amount")
    program.wait_text("66,67\u00a0€")
    program.key("KP_Enter")
    program.wait_focus("finder")


def test_a_cheque_is_split_with_keys_alone_and_stays_one(program: Program, dossier: Path) -> None:
    open_batch(program, "2", "150")
    split_line(program)
    rows = program.wait_lines(2)
    assert [row[3] for row in rows] == ["66,67\u00a0€", "33,33\u00a0€"]
    assert rows[0][5] != rows[1][5]
    key_line(program, KNOWN_NUMBER, "50")
    program.wait_lines(3)
    program.key("F9")
    program.wait_text("Le compte est juste")
    assert program.ask("mouse") == 0
    program.close()
    office = ShippedDoors().open(str(dossier), clock=FixedClock(TODAY))
    (draft,) = office.ask(ToResume())
    sheet = office.ask(ShowBatch(draft.batch.id))
    assert (sheet.totals.count, sheet.totals.cents) == (2, 150_00)
    assert len({line.payment_id for line in sheet.lines}) == 2
    assert office.ask(Examine()).problems == ()
    office.close()
