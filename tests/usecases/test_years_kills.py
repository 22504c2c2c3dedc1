# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The power is cut while a year is closed or opened again: it is the one or the other, whole."""

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from app.kernel.clock import FixedClock
from app.usecases.accounting import ListYears, ReopenYear
from app.usecases.audit import VerifyAudit
from app.usecases.demo import FillDemo
from app.usecases.dossier import Examine
from app.usecases.exports import ExportAccountant
from app.usecases.office import Office
from app.wiring import ShippedDoors
from tests.conftest import MakeOffice
from tests.support.closer import LAST
from tests.support.cuts import KILLS

_ROOT = Path(__file__).resolve().parents[2]
_CLOCK = FixedClock(date(2026, 1, 6))
_UNDER_WAY = 0.5
"""How often the cut falls into the next act: a year is opened again in no time."""
_MOST = 40
"""Cuts go on until both were met; how far the treasurer comes depends on the machine."""


def _work_and_die(location: str, chance: random.Random) -> int:
    """Let the treasurer work for a moment, kill -9, and return how many acts were confirmed."""
    command = [sys.executable, "-m", "tests.support.closer", location]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as closer:
        assert closer.stdout is not None
        told = [closer.stdout.readline() for _ in range(chance.randrange(1, 4))]
        if chance.random() < _UNDER_WAY:
            time.sleep(chance.uniform(0, 0.12))
        closer.kill()
        told += closer.stdout.readlines()
    return len(told) - 1


def _acts(location: str) -> int:
    """Count how often the year was closed or opened: each act makes a version of it."""
    with closing(sqlite3.connect(location)) as file:
        return int(file.execute("SELECT coalesce(max(version), 0) FROM fiscal_year").fetchone()[0])


def _booked(location: str) -> tuple[int, int]:
    """Count the deposits, and those whose day is kept because a year is closed."""
    with closing(sqlite3.connect(location)) as file:
        deposits, booked = file.execute("SELECT count(*), count(booked_on) FROM deposit").fetchone()
    assert deposits
    return int(deposits), int(booked)


def _is_closed(office: Office, location: str, folder: Path) -> bool:
    """Tell which of the two the year is, once it was found to be that wholly."""
    assert office.ask(Examine()).problems == ()
    assert office.ask(VerifyAudit()).problems == ()
    closed = any(line.closed for line in office.ask(ListYears()))
    deposits, booked = _booked(location)
    assert booked == (deposits if closed else 0)
    packed = office.do(ExportAccountant(folder / "2025.zip", LAST))
    assert packed.final is closed
    return closed


@pytest.mark.slow
def test_a_closing_cut_short_never_was(make_office: MakeOffice, tmp_path: Path) -> None:
    location = str(tmp_path / "dossier.obole")
    made = make_office(location)
    made.do(FillDemo(20, 60, year=2025))
    made.close()
    chance, met = random.Random(2030), set[bool]()
    for turn in range(max(KILLS, _MOST)):
        if turn >= KILLS and met == {True, False}:
            break
        before = _acts(location)
        confirmed = _work_and_die(location, chance)
        office = ShippedDoors().open(location, clock=_CLOCK)
        try:
            # What was confirmed is there; the next act may be whole too, and untold.
            assert _acts(location) - before - confirmed in {0, 1}
            closed = _is_closed(office, location, tmp_path)
            met.add(closed)
            if closed:
                office.do(ReopenYear(LAST, "to be cut again"))
        finally:
            office.close()
    assert met == {True, False}
