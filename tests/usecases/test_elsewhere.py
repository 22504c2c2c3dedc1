# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two processes in one dossier: what one writes, the other is told; one's own is told once."""

import subprocess
import sys
import time
from pathlib import Path

from app.domain.donors import Donor
from app.kernel.changes import Changes
from app.usecases.batches import OpenBatch
from app.usecases.donors import CreateDonor
from app.usecases.gifts import AddGift, GiftDraft
from app.usecases.office import Office

_ROOT = Path(__file__).resolve().parents[2]


def _colleague(location: str, work: str, times: int) -> None:
    command = [sys.executable, "-m", "tests.support.colleague", location, work, str(times)]
    subprocess.run(command, cwd=_ROOT, input="go\n", text=True, check=True, timeout=60)


def test_what_another_process_writes_is_told_once(any_office: Office, location: str) -> None:
    any_office.look_elsewhere()
    heard: list[Changes] = []
    any_office.subscribe(heard.append)
    any_office.look_elsewhere()
    assert heard == []
    _colleague(location, "register", 2)
    any_office.look_elsewhere()
    assert [told.rooms for told in heard] == [frozenset({"donors"})]
    any_office.look_elsewhere()
    assert len(heard) == 1


def test_gifts_keyed_elsewhere_change_batches_and_sums(any_office: Office, location: str) -> None:
    any_office.do(CreateDonor(Donor(last_name="Abricot")))
    any_office.do(OpenBatch())
    any_office.look_elsewhere()
    heard: list[Changes] = []
    any_office.subscribe(heard.append)
    _colleague(location, "share", 1)
    any_office.look_elsewhere()
    assert len(heard) == 1
    assert heard[0].rooms >= {"gifts", "batches", "donors"}
    assert not heard[0].touches("organisation"), "a form being filled in is left alone"


def test_what_is_written_here_is_not_told_a_second_time(any_office: Office) -> None:
    any_office.look_elsewhere()
    heard: list[Changes] = []
    any_office.subscribe(heard.append)
    donor = any_office.do(CreateDonor(Donor(last_name="Abricot")))
    batch = any_office.do(OpenBatch())
    any_office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=10_00)))
    told = len(heard)
    any_office.look_elsewhere()
    assert len(heard) == told == 3


def test_both_are_told_when_both_write_between_two_looks(any_office: Office, location: str) -> None:
    any_office.look_elsewhere()
    _colleague(location, "register", 1)
    any_office.do(CreateDonor(Donor(last_name="Abricot")))
    heard: list[Changes] = []
    any_office.subscribe(heard.append)
    any_office.look_elsewhere()
    assert [told.rooms for told in heard] == [frozenset({"donors"})]


def test_a_look_at_a_file_nobody_wrote_in_costs_next_to_nothing(office: Office) -> None:
    office.look_elsewhere()
    began = time.perf_counter()
    for _look in range(500):
        office.look_elsewhere()
    assert (time.perf_counter() - began) / 500 < 0.002
