# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A batch open at another computer, met and taken over with real keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.users import Seat
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.usecases.batches import OpenBatch, TakeBatch
from app.usecases.gifts import AddGift, GiftDraft
from app.usecases.office import Office
from app.wiring import ShippedDoors
from tests.conftest import TODAY
from tests.ui.real.conftest import Start
from tests.ui.real.test_keying import key_line

pytestmark = pytest.mark.screen
_LINE = GiftDraft(donor_id=None, cents=50_00, clue="Durand")


@pytest.fixture
def elsewhere(dossier: Path) -> Iterator[Office]:
    """The same dossier at another computer, in another process than the program's."""
    office = ShippedDoors().open(str(dossier), clock=FixedClock(TODAY))
    office.seat = Seat("BUREAU", "another window")
    yield office
    office.close()


def test_a_batch_open_elsewhere_is_seen_then_taken_over(start: Start, elsewhere: Office) -> None:
    batch = elsewhere.do(OpenBatch(expected_count=2, expected_total_cents=100_00))
    elsewhere.do(TakeBatch(batch.id))
    elsewhere.do(AddGift(batch.id, _LINE))
    program = start()
    program.wait_text("Reprendre")
    program.key("Return")
    program.wait_text("sur BUREAU depuis")
    assert not program.ask("widget", name="finder")["visible"]
    assert [row[3] for row in program.ask("rows", name="postedTable")] == ["50,00\u00a0€"]
    program.key("alt+p")
    program.wait_focus("finder")
    key_line(program, "104289", "50")
    program.wait_lines(2)
    with pytest.raises(Refused) as refused:
        elsewhere.do(AddGift(batch.id, _LINE))
    assert refused.value.code == "batch.held"
