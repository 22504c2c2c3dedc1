# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several workstations in one dossier, each a process: nothing is lost, doubled or unchained."""

import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from app.usecases.audit import VerifyAudit
from app.usecases.batches import ListBatches, OpenBatch, ShowBatch
from app.usecases.deposits import ListDeposits
from app.usecases.donors import ShowDonor
from app.usecases.dossier import Examine
from app.usecases.office import Office
from app.usecases.receipts import ReceiptRegister, VerifyReceipts
from tests.support.colleague import CENTS, PILE
from tests.support.desk import put_on_file
from tests.support.giving import give, new_donor

_ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


def _together(location: str, *works: Sequence[object]) -> list[list[str]]:
    """Let colleagues work at the same time; return what each told."""
    with ExitStack() as stack:
        people = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", "tests.support.colleague", location, *map(str, work)],
                    cwd=_ROOT,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for work in works
        ]
        for person in people:
            assert person.stdout is not None
            assert person.stdout.readline() == "ready\n"
        for person in people:
            assert person.stdin is not None
            person.stdin.write("go\n")
            person.stdin.flush()
        told = [person.communicate(timeout=120)[0].splitlines() for person in people]
        assert [person.returncode for person in people] == [0] * len(people)
    assert all(lines[-1] == "done" for lines in told)
    return told


def _check_sound(office: Office) -> None:
    assert office.ask(Examine()).problems == ()
    assert office.ask(VerifyAudit()).ok


def test_batches_keyed_at_once_are_whole_and_numbered(any_office: Office, location: str) -> None:
    donor = put_on_file(any_office)
    _together(location, ("key", 4), ("key", 4), ("register", 10))
    batches = any_office.ask(ListBatches())
    assert [line.sequence for line in reversed(batches)] == list(range(1, 9))
    assert {(line.count, line.cents) for line in batches} == {(PILE, PILE * CENTS)}
    assert [line.number for line in reversed(any_office.ask(ListDeposits()))] == [
        f"2026-{place:03d}" for place in range(1, 9)
    ]
    told = any_office.ask(ShowDonor(donor.id)).line
    assert told.cents == 8 * PILE * CENTS
    _check_sound(any_office)


def test_one_batch_keyed_by_two_has_every_line_once(any_office: Office, location: str) -> None:
    put_on_file(any_office)
    batch = any_office.do(OpenBatch())
    _together(location, ("share", 25), ("share", 25))
    sheet = any_office.ask(ShowBatch(batch.id))
    assert sorted(line.position for line in sheet.lines) == list(range(1, 51))
    assert sheet.totals.cents == 50 * CENTS
    _check_sound(any_office)


def test_two_issues_at_once_give_each_receipt_once(any_office: Office, location: str) -> None:
    donors = [new_donor(any_office, f"Essai{letter}") for letter in "ABCDEFGHIJ"]
    for donor in donors:
        give(any_office, (donor, 50_00), day=date(2025, 4, 3))
    _together(location, ("issue", 1), ("issue", 1), ("key", 3))
    register = any_office.ask(ReceiptRegister(2025))
    assert sorted(line.number for line in register) == [
        f"2025-{place:06d}" for place in range(1, len(donors) + 1)
    ]
    assert any_office.ask(VerifyReceipts()).ok
    _check_sound(any_office)
