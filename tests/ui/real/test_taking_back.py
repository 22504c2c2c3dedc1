# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A deposit cancelled, then its whole batch taken back: with real keys, no mouse."""

from pathlib import Path

import pytest

from app.domain.deposits import DepositState
from app.usecases.batches import ListBatches, ShowBatch
from app.usecases.deposits import ListDeposits, OnHand
from tests.ui.real.program import Program
from tests.ui.real.test_keying import key_line, open_batch
from tests.ui.real.test_pages import open_office

pytestmark = pytest.mark.screen


def post_two(program: Program) -> None:
    """Key two cheques, post them, and stand on the batch just posted, its slip under the caret."""
    open_batch(program, "2", "80")
    key_line(program, "104289", "50")
    key_line(program, "104289", "30")
    program.wait_lines(2)
    program.key("F12")
    program.wait_focus("btnConfirmPost")
    program.key("Return")
    program.wait_text("Merci.")


def test_the_deposit_is_cancelled_then_the_batch_is_taken_back(
    program: Program, dossier: Path
) -> None:
    post_two(program)
    program.until(lambda: "2026-001" in str(program.ask("focus")))
    program.key("Return")
    program.wait_text("faite par Anne")
    program.key("alt+m")
    program.wait_focus("cancelReason")
    assert (program.ask("clashes"), program.ask("nameless")) == ([], [])
    program.type("autre compte")
    program.key("ctrl+KP_Enter")
    program.wait_text("attendent une autre remise")
    program.key("alt+Left")
    program.wait_text("Merci.")
    program.key("alt+x")
    program.wait_focus("wholeReason")
    assert (program.ask("clashes"), program.ask("nameless")) == ([], [])
    program.wait_text("Extourne de 2 dons")
    program.type("pile d'une autre association")
    program.key("ctrl+KP_Enter")
    program.wait_text("est extourné par le lot 2026-C01")
    assert program.ask("mouse") == 0
    program.close()
    office = open_office(dossier)
    try:
        assert office.ask(ListDeposits())[0].state is DepositState.CANCELLED
        assert office.ask(OnHand()) == []
        reversal, batch = office.ask(ListBatches())[:2]
        lines = [line for one in (batch, reversal) for line in office.ask(ShowBatch(one.id)).lines]
    finally:
        office.close()
    assert sorted(line.cents for line in lines) == [-50_00, -30_00, 30_00, 50_00]
    assert all(line.reverses_id or line.reversed_by for line in lines)
