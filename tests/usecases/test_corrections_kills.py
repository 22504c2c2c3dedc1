# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The power is cut while gifts on receipts are corrected: all of an act is there, or none of it."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.domain.deposits import CARRIED, DepositState
from app.usecases.audit import VerifyAudit
from app.usecases.batches import ListBatches, Sheet, ShowBatch
from app.usecases.deposits import DepositSlip, ListDeposits, OnHand, ShowDeposit
from app.usecases.dossier import Examine
from app.usecases.gifts import ListReturns
from app.usecases.office import Office
from app.usecases.receipts import ReceiptRegister, VerifyReceipts
from app.wiring import ShippedDoors
from tests.conftest import MakeOffice
from tests.support.cuts import KILLS
from tests.support.giving import new_donor
from tests.support.teller import YEAR

_UNDER_WAY = 0.6
"""How often the cut waits for confirmed work, however slow the machine is."""
_ROOT = Path(__file__).resolve().parents[2]


def _work_and_die(location: str, chance: random.Random) -> list[list[str]]:
    """Let a treasurer work for a moment, kill -9, and return what was confirmed."""
    command = [sys.executable, "-m", "tests.support.teller", location]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as teller:
        assert teller.stdout is not None
        told = [teller.stdout.readline()]
        if chance.random() < _UNDER_WAY:
            told += [teller.stdout.readline() for _ in range(chance.randrange(1, 9))]
        time.sleep(chance.uniform(0, 0.15))
        teller.kill()
        told += teller.stdout.readlines()
    return [line.split() for line in told if line.endswith("\n")]


def _whole_or_not(sheet: Sheet) -> bool:
    """A batch taken back whole reverses the last line; then no line of it is left standing."""
    *_others, last = sheet.lines[::-1] or (None,)
    return last is None or last.reversed_by is None or all(g.reversed_by for g in sheet.lines)


def _check(office: Office, told: list[list[str]]) -> None:
    """Every act told is there whole; the books, the slips and the drawer make the same sum."""
    assert office.ask(Examine()).problems == ()
    assert office.ask(VerifyReceipts()).problems == ()
    batches = [office.ask(ShowBatch(one.id)) for one in office.ask(ListBatches())]
    lines = {line.id: line for sheet in batches for line in sheet.lines}
    register = {one.number: one.state for one in office.ask(ReceiptRegister(YEAR))}
    deposits = office.ask(ListDeposits())
    for words in told:
        if words[0] == "reversed":
            gift_id, reversal_id, receipt = int(words[1]), int(words[2]), words[3]
            assert lines[gift_id].reversed_by == reversal_id
            assert receipt == "-" or register[receipt] == "cancelled"
    by_id = {sheet.batch.id: sheet for sheet in batches}
    for batch_id in (int(words[1]) for words in told if words[0] == "taken"):
        assert all(line.reversed_by is not None for line in by_id[batch_id].lines)
    assert all(_whole_or_not(sheet) for sheet in batches)
    assert {words[1] for words in told if words[0] == "deposited"} <= {d.number for d in deposits}
    gone = {one.number for one in deposits if one.state is DepositState.CANCELLED}
    assert {words[1] for words in told if words[0] == "cancelled"} <= gone
    assert {words[1] for words in told if words[0] == "posted"} <= {
        sheet.batch.number for sheet in batches
    }
    returns = office.ask(ListReturns())
    assert all(lines[one.entry.reversal_id].reverses_id == one.gift.id for one in returns)
    sheets = [office.ask(ShowDeposit(one.id)) for one in deposits]
    bank = sum(sheet.expected_cents - sheet.settled_apart_cents for sheet in sheets)
    books = sum(
        line.cents for line in lines.values() if line.means in CARRIED and line.state == "posted"
    )
    assert books == bank + sum(line.cents for line in office.ask(OnHand()))
    assert all(office.ask(DepositSlip(one.id)).startswith(b"%PDF") for one in deposits[:5])


_ACTS = {"ready", "posted", "reversed", "taken", "deposited", "cancelled"}
_MOST = 40
"""Cuts go on until every kind of act was met; how far a teller comes depends on the machine."""


@pytest.mark.slow
def test_an_act_cut_short_never_was(make_office: MakeOffice, tmp_path: Path) -> None:
    location = str(tmp_path / "dossier.obole")
    office = make_office(location)
    for name in ("Essai", "Juste"):
        new_donor(office, name)
    chance = random.Random(2027)
    told: list[list[str]] = []
    for turn in range(max(KILLS, _MOST)):
        if turn >= KILLS and {words[0] for words in told} == _ACTS:
            break
        told += _work_and_die(location, chance)
        after = ShippedDoors().open(location)
        try:
            _check(after, told)
        finally:
            after.close()
    last = ShippedDoors().open(location)
    try:
        assert last.ask(VerifyAudit()).problems == ()
    finally:
        last.close()
    assert {words[0] for words in told} == _ACTS
