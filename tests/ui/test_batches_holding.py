# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A batch open in another window is shown, not keyed; it can be taken over and handed over."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.users import Role, Seat, User
from app.kernel.clock import FixedClock
from app.ui.kit.screen import Services
from app.ui.screens.batches.screen import BatchesScreen
from app.usecases.batches import ListBatches, OpenBatch, ShowBatch, TakeBatch, TakeOverBatch
from app.usecases.office import Office
from app.usecases.users import SaveUser
from app.wiring import ShippedDoors

Settle = Callable[[], None]


@pytest.fixture
def screen(services: Services, window: QWidget, qtbot: QtBot) -> BatchesScreen:
    made = BatchesScreen(services)
    made.setParent(window)
    made.resize(1200, 640)
    window.show()
    qtbot.waitExposed(window)
    made.show()
    return made


@pytest.fixture
def colleague(office: Office, tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    """Basile, a treasurer, in the same dossier at another computer."""
    office.do(SaveUser(User(name="Basile", role=Role.TREASURER)))
    location = str(tmp_path / "dossier.obole")
    other = ShippedDoors().open(location, clock=clock, user="Basile")
    other.seat = Seat("ACCUEIL", "another window")
    yield other
    other.close()


def _bar_button(screen: BatchesScreen) -> QPushButton:
    (found,) = screen.viewing.done.findChildren(QPushButton)
    return found


def test_a_batch_open_elsewhere_is_shown_and_taken_over(
    screen: BatchesScreen, settle: Settle, office: Office, colleague: Office
) -> None:
    batch = office.do(OpenBatch())
    colleague.do(TakeBatch(batch.id))
    screen.open(id=batch.id)
    settle()
    assert screen.viewing.isVisible()
    told = screen.viewing.done.label.text()
    assert "Basile" in told
    assert "ACCUEIL" in told
    assert "Draft" in screen.viewing.state.text
    QTest.keyClick(_bar_button(screen), Qt.Key.Key_Space)
    settle()
    assert screen.entry.isVisible()
    lease = office.ask(ShowBatch(batch.id)).lease
    assert lease is not None
    assert lease.window == office.seat.window


def test_a_clerk_is_told_but_not_offered_to_take_over(
    screen: BatchesScreen, settle: Settle, office: Office, colleague: Office
) -> None:
    batch = office.do(OpenBatch())
    colleague.do(TakeBatch(batch.id))
    office.actor = User(name="Chloé", role=Role.ENTRY)
    screen.open(id=batch.id)
    settle()
    assert "Basile" in screen.viewing.done.label.text()
    assert screen.viewing.done.findChildren(QPushButton) == []


def test_the_window_that_lost_its_batch_stops_keying_and_says_who_has_it(
    screen: BatchesScreen, settle: Settle, office: Office, colleague: Office
) -> None:
    batch = office.do(OpenBatch())
    screen.open(id=batch.id)
    settle()
    assert screen.entry.isVisible()
    screen._holder.renew()
    settle()
    assert screen.entry.isVisible()
    colleague.do(TakeOverBatch(batch.id))
    screen._holder.renew()
    settle()
    assert screen.viewing.isVisible()
    assert "Basile took this batch over" in screen.viewing.done.label.text()


def test_going_elsewhere_puts_the_batch_aside_and_coming_back_holds_it(
    screen: BatchesScreen, settle: Settle, office: Office, colleague: Office
) -> None:
    batch = office.do(OpenBatch())
    screen.open(id=batch.id)
    settle()
    assert screen.may_leave()
    screen.hide()
    settle()
    assert office.ask(ShowBatch(batch.id)).lease is None
    screen.show()
    settle()
    assert office.ask(ShowBatch(batch.id)).lease is not None
    assert screen.may_leave()
    screen.hide()
    settle()
    colleague.do(TakeBatch(batch.id))
    screen.show()
    settle()
    assert screen.viewing.isVisible()


def test_the_list_tells_where_a_batch_is_open(
    screen: BatchesScreen, settle: Settle, office: Office, colleague: Office
) -> None:
    batch = office.do(OpenBatch())
    colleague.do(TakeBatch(batch.id))
    screen.open()
    settle()
    model = screen.listing.table.paged_model
    model.line(0)
    settle()
    cells = [str(model.index(0, column).data()) for column in range(model.columnCount())]
    assert cells[-1].startswith("Anne · Basile, ACCUEIL, ")


@pytest.mark.usefixtures("colleague")
def test_a_draft_is_handed_over_from_the_list(
    screen: BatchesScreen, settle: Settle, office: Office
) -> None:
    office.do(OpenBatch())
    screen.open()
    settle()
    QTest.keyClick(screen.listing.hand, Qt.Key.Key_Space)
    settle()
    (choice,) = screen.listing.owners.actions()
    assert choice.text() == "Basile"
    choice.trigger()
    screen.listing.owners.close()
    settle()
    assert office.ask(ListBatches())[0].owned_by == "Basile"
    assert "Basile answers for batch 2026-001 now." in screen.services.toast.text


def test_where_nobody_else_keys_handing_over_says_so(
    screen: BatchesScreen, settle: Settle, office: Office
) -> None:
    office.do(OpenBatch())
    screen.open()
    settle()
    screen.listing.hand.click()
    settle()
    assert "Nobody else keys gifts" in screen.services.toast.text
