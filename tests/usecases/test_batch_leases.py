# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Batches owned, handed over, and closed to others while open in one window."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.batches import LEASE_LIFE, GiftBatch
from app.domain.users import Role, Seat, User
from app.kernel.clock import FixedClock
from app.kernel.command import Command
from app.kernel.errors import Refused
from app.usecases.audit import VerifyAudit
from app.usecases.batches import (
    CancelBatch,
    EditBatch,
    HandOverBatch,
    KeepBatch,
    LeaveBatch,
    ListBatches,
    OpenBatch,
    PostBatch,
    SavePartialLine,
    ShowBatch,
    TakeBatch,
    TakeOverBatch,
)
from app.usecases.gifts import AddGift, GiftDraft
from app.usecases.office import Office
from app.usecases.users import SaveUser
from app.wiring import ShippedDoors

_LINE = GiftDraft(donor_id=None, cents=5_00, clue="Durand")
Desk = Callable[[str, str], Office]


class _Watch(FixedClock):
    """A clock every desk of a test reads, moved by hand."""

    _passed = timedelta()

    def later(self, by: timedelta) -> None:
        self._passed += by

    def now(self) -> datetime:
        return super().now() + self._passed


@pytest.fixture
def watch() -> _Watch:
    return _Watch(date(2026, 1, 6))


@pytest.fixture
def desk(any_office: Office, location: str, watch: _Watch) -> Iterator[Desk]:
    """Return who sits a user of the dossier down at a computer, in a window of its own."""
    roles = {"Basile": Role.ENTRY, "Chloé": Role.ENTRY, "Denis": Role.TREASURER}
    for name, role in roles.items():
        any_office.do(SaveUser(User(name=name, role=role)))
    opened: list[Office] = []

    def sit(user: str, workstation: str) -> Office:
        office = ShippedDoors().open(location, clock=watch, user=user)
        office.seat = Seat(workstation, f"window {len(opened)}")
        opened.append(office)
        return office

    yield sit
    for office in opened:
        office.close()


def _refusal(office: Office, command: Command[object]) -> Refused:
    with pytest.raises(Refused) as caught:
        office.do(command)
    return caught.value


def _open(office: Office) -> GiftBatch:
    batch = office.do(OpenBatch())
    office.do(TakeBatch(batch.id))
    return batch


def test_a_batch_open_elsewhere_is_looked_at_but_not_written(desk: Desk) -> None:
    basile, chloe = desk("Basile", "ACCUEIL"), desk("Chloé", "BUREAU")
    batch = _open(basile)
    basile.do(AddGift(batch.id, _LINE))
    for command in (
        TakeBatch(batch.id),
        AddGift(batch.id, _LINE),
        EditBatch(batch),
        PostBatch(batch.id),
        CancelBatch(batch.id),
        HandOverBatch(batch.id, "Chloé"),
    ):
        refused = _refusal(chloe, command)
        assert refused.code == "batch.held"
        assert "Basile" in refused.message
        assert "ACCUEIL" in refused.message
    sheet = chloe.ask(ShowBatch(batch.id))
    assert sheet.totals.count == 1
    (line,) = chloe.ask(ListBatches())
    assert sheet.lease is not None
    assert line.lease == sheet.lease
    assert (line.lease.user, line.lease.workstation) == ("Basile", "ACCUEIL")


def test_a_batch_put_aside_is_free(desk: Desk) -> None:
    basile, chloe = desk("Basile", "ACCUEIL"), desk("Chloé", "BUREAU")
    batch = _open(basile)
    chloe.do(LeaveBatch(batch.id))
    assert _refusal(chloe, TakeBatch(batch.id)).code == "batch.held"
    basile.do(LeaveBatch(batch.id))
    assert chloe.ask(ShowBatch(batch.id)).lease is None
    chloe.do(TakeBatch(batch.id))
    assert chloe.do(AddGift(batch.id, _LINE)).position == 1


def test_a_window_that_says_nothing_loses_its_batch_and_the_trail_tells(
    desk: Desk, watch: _Watch
) -> None:
    basile, chloe = desk("Basile", "ACCUEIL"), desk("Chloé", "BUREAU")
    batch = _open(basile)
    watch.later(LEASE_LIFE - timedelta(seconds=1))
    basile.do(KeepBatch(batch.id))
    watch.later(LEASE_LIFE - timedelta(seconds=1))
    assert _refusal(chloe, TakeBatch(batch.id)).code == "batch.held"
    watch.later(timedelta(seconds=1))
    chloe.do(TakeBatch(batch.id))
    with chloe._store.read() as uow:
        last = uow.audit.last(1)[0]
    assert (last.by, last.action, last.subject_id) == ("Chloé", "taken_over", batch.id)
    assert last.values == '{"open":["Basile · ACCUEIL","Chloé · BUREAU"]}'
    lost = _refusal(basile, KeepBatch(batch.id))
    assert lost.code == "batch.lost"
    assert "Chloé" in lost.message
    assert chloe.ask(VerifyAudit()).ok


def test_the_treasurer_takes_over_at_once_and_a_clerk_does_not(desk: Desk) -> None:
    basile, chloe, denis = (desk(*who) for who in (
        ("Basile", "ACCUEIL"), ("Chloé", "BUREAU"), ("Denis", "MAISON")))  # fmt: skip
    batch = _open(basile)
    refused = _refusal(chloe, TakeOverBatch(batch.id))
    assert refused.code == "batch.take_over_right"
    assert _refusal(denis, TakeBatch(batch.id)).code == "batch.held"
    denis.do(TakeOverBatch(batch.id))
    assert denis.do(AddGift(batch.id, _LINE)).position == 1
    assert _refusal(basile, AddGift(batch.id, _LINE)).code == "batch.held"


def test_the_line_half_typed_in_a_lost_window_does_not_overwrite_the_other(desk: Desk) -> None:
    basile, denis = desk("Basile", "ACCUEIL"), desk("Denis", "MAISON")
    batch = _open(basile)
    denis.do(TakeOverBatch(batch.id))
    denis.do(SavePartialLine(batch.id, "Denis types"))
    basile.do(SavePartialLine(batch.id, "Basile types"))
    assert denis.ask(ShowBatch(batch.id)).batch.partial == "Denis types"


def test_one_person_comes_back_after_a_crash_without_waiting(desk: Desk) -> None:
    before, after = desk("Basile", "ACCUEIL"), desk("Basile", "ACCUEIL")
    batch = _open(before)
    after.do(TakeBatch(batch.id))
    assert after.do(AddGift(batch.id, _LINE)).position == 1
    assert _refusal(before, AddGift(batch.id, _LINE)).code == "batch.held"
    elsewhere = desk("Basile", "BUREAU")
    assert _refusal(elsewhere, TakeBatch(batch.id)).code == "batch.held"
    elsewhere.do(TakeOverBatch(batch.id))


def test_posting_and_cancelling_end_the_lease(desk: Desk) -> None:
    basile = desk("Basile", "ACCUEIL")
    posted, cancelled = _open(basile), _open(basile)
    basile.do(AddGift(posted.id, _LINE))
    basile.do(PostBatch(posted.id))
    basile.do(CancelBatch(cancelled.id))
    assert [line.lease for line in basile.ask(ListBatches())] == [None, None]
    assert _refusal(basile, TakeBatch(posted.id)).code == "batch.posted"
    assert _refusal(basile, KeepBatch(cancelled.id)).code == "batch.cancelled"


def test_a_batch_is_handed_over_by_its_owner_or_the_treasurer(desk: Desk) -> None:
    basile, chloe, denis = (desk(*who) for who in (
        ("Basile", "ACCUEIL"), ("Chloé", "BUREAU"), ("Denis", "MAISON")))  # fmt: skip
    batch = basile.do(OpenBatch())
    assert batch.owned_by == "Basile"
    assert _refusal(chloe, HandOverBatch(batch.id, "Chloé")).code == "batch.not_owner"
    assert _refusal(basile, HandOverBatch(batch.id, "Personne")).code == "batch.no_such_owner"
    assert basile.do(HandOverBatch(batch.id, "Chloé")).owned_by == "Chloé"
    assert chloe.ask(ListBatches())[0].owned_by == "Chloé"
    assert _refusal(basile, HandOverBatch(batch.id, "Basile")).code == "batch.not_owner"
    assert denis.do(HandOverBatch(batch.id, "Denis")).owned_by == "Denis"


@pytest.mark.slow
def test_a_process_that_died_frees_its_batch_in_the_end(
    desk: Desk, watch: _Watch, location: str
) -> None:
    """A second computer sees what another process has open, and gets it once that is dead."""
    chloe = desk("Chloé", "BUREAU")
    batch = chloe.do(OpenBatch())
    command = [sys.executable, "-m", "tests.support.colleague", location, "hold", "1"]
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdin.write("go\n")
        other.stdin.flush()
        assert [other.stdout.readline() for _line in range(2)] == ["ready\n", "held\n"]
        assert _refusal(chloe, AddGift(batch.id, _LINE)).code == "batch.held"
        other.kill()
    assert _refusal(chloe, TakeBatch(batch.id)).code == "batch.held"
    watch.later(LEASE_LIFE)
    chloe.do(TakeBatch(batch.id))
    assert chloe.do(AddGift(batch.id, _LINE)).position == 1
