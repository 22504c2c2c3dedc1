# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The power is cut while receipts are issued: no gap, no double, none without its document."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.domain.gifts import Means
from app.usecases.dossier import Examine
from app.usecases.receipts import PreviewReceipts, ReceiptRegister, VerifyReceipts
from app.wiring import ShippedDoors
from tests.conftest import MakeOffice
from tests.support.cuts import KILLS
from tests.support.giving import give, new_donor

_DONORS = 120
_UNDER_WAY = 0.5
"""How often the cut waits for confirmed work, however slow the machine is."""
_ROOT = Path(__file__).resolve().parents[2]


def _work_and_die(location: str, chance: random.Random) -> list[list[str]]:
    """Let a treasurer work for a moment, kill -9, and return what was confirmed."""
    command = [sys.executable, "-m", "tests.support.issuer", location]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as treasurer:
        assert treasurer.stdout is not None
        told = [treasurer.stdout.readline()]
        if chance.random() < _UNDER_WAY:
            told += [treasurer.stdout.readline() for _ in range(chance.randrange(2 * _DONORS))]
        time.sleep(chance.uniform(0, 0.5))
        treasurer.kill()
        told += treasurer.stdout.readlines()
    return [line.split() for line in told if line.endswith("\n")]


@pytest.mark.slow
def test_the_register_proves_after_every_cut(make_office: MakeOffice, tmp_path: Path) -> None:
    location = str(tmp_path / "dossier.obole")
    office = make_office(location)
    donors = [new_donor(office, f"Nom{i:03d}") for i in range(_DONORS)]
    give(office, *((one, 1_000 + i) for i, one in enumerate(donors)), means=Means.TRANSFER)
    ledger = office.ask(PreviewReceipts(2025)).ledger_cents
    chance = random.Random(2025)
    told: list[list[str]] = []
    for _ in range(KILLS):
        told += _work_and_die(location, chance)
        after = ShippedDoors().open(location)
        try:
            assert after.ask(VerifyReceipts()).problems == ()
            assert after.ask(Examine()).problems == ()
            register = {one.number: one.state for one in after.ask(ReceiptRegister(2025))}
            assert list(register) == [f"2025-{i:06d}" for i in range(1, len(register) + 1)]
            for word, number in (words for words in told if len(words) == 2):
                assert number in register
                assert word == "issued" or register[number] == "cancelled"
            preview = after.ask(PreviewReceipts(2025))
            placed = preview.cents + sum(total.cents for total in preview.buckets)
            assert placed == preview.ledger_cents == ledger
        finally:
            after.close()
    assert {words[0] for words in told} == {"ready", "issued", "cancelled"}
