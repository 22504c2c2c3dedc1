# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Demonstrations: the same for the same seed, whole, and sound on both databases."""

import pytest

from app.domain.demo import demo_batches, demo_donors
from app.kernel.errors import Refused
from app.usecases.audit import VerifyAudit
from app.usecases.batches import ListBatches
from app.usecases.demo import FillDemo
from app.usecases.dossier import Examine
from app.usecases.gifts import UnidentifiedGifts
from app.usecases.office import Office


def test_the_same_seed_gives_the_same_people_and_gifts() -> None:
    assert list(demo_donors(40, 7, 2025)) == list(demo_donors(40, 7, 2025))
    assert list(demo_donors(40, 7, 2025)) != list(demo_donors(40, 8, 2025))
    assert list(demo_batches(40, 90, 7, 2025)) == list(demo_batches(40, 90, 7, 2025))


def test_a_demonstration_is_sound_to_the_cent(any_office: Office) -> None:
    filled = any_office.do(FillDemo(donors=60, gifts=700, seed=3, year=2024))
    assert any_office.ask(Examine()).problems == ()
    assert any_office.ask(VerifyAudit()).ok
    batches = any_office.ask(ListBatches())
    assert sum(batch.count for batch in batches) == filled.gifts == 700
    assert sum(batch.cents for batch in batches) == filled.cents
    assert {batch.received_on.year for batch in batches} == set(range(2020, 2025))
    assert all(batch.cents == batch.expected_total_cents for batch in batches)
    waiting = any_office.ask(UnidentifiedGifts())
    assert sum(batch.unidentified for batch in batches) == len(waiting)


def test_a_dossier_in_use_is_not_filled(office: Office) -> None:
    office.do(FillDemo(donors=3, gifts=3))
    with pytest.raises(Refused) as caught:
        office.do(FillDemo(donors=3, gifts=3))
    assert caught.value.code == "demo.not_empty"
