# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amounts keyed a second time with real keys, through a power cut, until the batch is posted."""

from pathlib import Path

import pytest

from app.domain.batches import BatchRules
from app.kernel.clock import FixedClock
from app.usecases.batches import OpenBatch, SaveBatchRules
from app.usecases.donors import DonorIds
from app.usecases.gifts import AddGift, GiftDraft
from app.wiring import ShippedDoors
from tests.conftest import TODAY
from tests.ui.real.conftest import Start
from tests.ui.real.program import Program
from tests.ui.real.test_posting import resume

pytestmark = pytest.mark.screen


@pytest.fixture
def strict(dossier: Path) -> Path:
    """A batch of two cheques, one keyed wrong, where every amount is keyed twice."""
    office = ShippedDoors().open(str(dossier), clock=FixedClock(TODAY))
    office.do(SaveBatchRules(BatchRules(double_keying=True)))
    batch = office.do(OpenBatch(expected_count=2, expected_total_cents=104_00))
    for donor_id, cents in zip(office.ask(DonorIds()), (50_00, 45_00), strict=False):
        office.do(AddGift(batch.id, GiftDraft(donor_id=donor_id, cents=cents)))
    office.close()
    return dossier


def _key_again(program: Program) -> None:
    resume(program)
    for _tab in range(12):
        if program.ask("focus")["name"] == "btnControl":
            break
        program.key("shift+Tab")
    program.wait_focus("btnControl")
    program.key("space", "Down", "Down", "Return")
    program.wait_focus("againAmount")


@pytest.mark.usefixtures("strict")
def test_what_differs_is_looked_up_on_the_cheque_and_a_power_cut_loses_nothing(
    start: Start,
) -> None:
    program = start()
    _key_again(program)
    program.wait_text("0 sur 2")
    program.type("50")
    program.key("KP_Enter")
    program.wait_text("1 sur 2")
    program.type("54")
    program.key("Return")
    program.wait_text("Regardez le chèque")
    program.kill()
    program = start()
    _key_again(program)
    program.wait_text("1 sur 2")
    program.wait_text("Regardez le chèque")
    program.type("54")
    program.key("Return")
    program.wait_text("54,00\u00a0€ au lieu de 45,00\u00a0€")
    program.key("Escape")
    program.wait_text("Le compte est juste")
    program.key("F12")
    program.wait_focus("btnConfirmPost")
    program.key("Return")
    program.wait_text("Merci.")
