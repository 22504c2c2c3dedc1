# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The power is cut while a clerk keys and posts: what was confirmed is there, once."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.domain.batches import BatchState
from app.usecases.audit import VerifyAudit
from app.usecases.batches import ListBatches, ShowBatch, ToResume
from app.usecases.deposits import DepositSlip, ListDeposits
from app.usecases.dossier import Examine
from app.usecases.office import Office
from app.wiring import ShippedDoors
from tests.conftest import MakeOffice
from tests.support.clerk import PILE
from tests.support.cuts import KILLS
from tests.support.desk import put_on_file

_ROOT = Path(__file__).resolve().parents[2]


def _work_and_die(location: str, chance: random.Random) -> list[list[str]]:
    """Let a clerk work for a moment, kill -9, and return what was confirmed."""
    command = [sys.executable, "-m", "tests.support.clerk", location]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as clerk:
        assert clerk.stdout is not None
        told = [clerk.stdout.readline()]
        time.sleep(chance.uniform(0, 0.08))
        clerk.kill()
        told += clerk.stdout.readlines()
    return [line.split() for line in told if line.endswith("\n")]


def _check(office: Office, told: list[list[str]]) -> None:
    """Everything told is there, once; nothing half-written; numbers without a gap."""
    assert office.ask(Examine()).problems == ()
    assert office.ask(VerifyAudit()).ok
    batches = office.ask(ListBatches())
    assert [batch.sequence for batch in reversed(batches)] == list(range(1, len(batches) + 1))
    sheets = [office.ask(ShowBatch(batch.id)) for batch in batches]
    ids = {line.id for sheet in sheets for line in sheet.lines}
    posted = {s.batch.number for s in sheets if s.batch.state is BatchState.POSTED}
    numbers = [line.number for line in reversed(office.ask(ListDeposits()))]
    assert numbers == [f"{line[:4]}-{rank:03d}" for rank, line in enumerate(numbers, start=1)]
    assert {int(words[1]) for words in told if words[0] == "keyed"} <= ids
    assert {words[1] for words in told if words[0] == "posted"} <= posted
    assert {words[2] for words in told if words[0] == "posted"} <= set(numbers)
    assert {words[1] for words in told if words[0] == "opened"} <= {
        sheet.batch.number for sheet in sheets
    }
    for sheet in sheets:
        whole = sheet.batch.state is BatchState.POSTED
        assert sheet.totals.count == PILE if whole else sheet.totals.count <= PILE
        assert len(sheet.deposits) == (1 if whole else 0)
    drafts = office.ask(ToResume())
    assert len(drafts) <= 1, "the clerk goes on with the draft left open"
    for draft in drafts:
        assert draft.partial in {"", f"line {draft.batch.count + 1}"}
    for line in office.ask(ListDeposits()):
        assert office.ask(DepositSlip(line.id)).startswith(b"%PDF")


@pytest.mark.slow
def test_whatever_was_confirmed_survives_the_cut(make_office: MakeOffice, tmp_path: Path) -> None:
    location = str(tmp_path / "dossier.obole")
    put_on_file(make_office(location))
    chance = random.Random(2026)
    told: list[list[str]] = []
    for _ in range(KILLS):
        told += _work_and_die(location, chance)
        office = ShippedDoors().open(location)
        try:
            _check(office, told)
        finally:
            office.close()
    kinds = {words[0] for words in told}
    assert kinds == {"opened", "keyed", "posted"}
