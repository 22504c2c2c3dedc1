# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Returned cheques and refunds listed among the deposits."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.kit.screen import Services
from app.ui.screens.deposits.screen import DepositsScreen
from app.usecases.gifts import RefundGift, ReturnCheque
from tests.support.desk import posted
from tests.ui.conftest import RecordingNavigator

Settle = Callable[[], None]


@pytest.fixture
def screen(services: Services, window: QWidget) -> DepositsScreen:
    """The screen, in its window."""
    made = DepositsScreen(services)
    QVBoxLayout(window).addWidget(made)
    window.show()
    return made


def test_what_left_again_is_listed_the_latest_first(screen: DepositsScreen, settle: Settle) -> None:
    office = screen.services.office
    made, (first, second) = posted(office, [50_00, 20_00])
    office.do(ReturnCheque(first.id, "no funds", 12_50))
    office.do(RefundGift(gift_id=second.id, reason="keyed twice", cents=5_00))
    screen.open()
    settle()
    screen.listing.returns.setFocus()
    QTest.keyClick(screen.listing.returns, Qt.Key.Key_Space)
    settle()
    page = screen.returns
    assert page.isVisible()
    assert page.told.text() == "2 times, €55.00 · bank fees €12.50"
    model = page.table.model()
    shown = [[model.index(row, column).data() for column in (1, 2, 3, 4, 7)] for row in range(2)]
    assert shown == [
        ["Refund", "DUPONT Marie", "€5.00", "", "keyed twice"],
        ["Unpaid cheque", "DUPONT Marie", "€50.00", "€12.50", "no funds"],
    ]
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    navigator = screen.services.navigator
    assert isinstance(navigator, RecordingNavigator)
    assert navigator.visits == [("batches", {"id": made.batch.id})]
    assert screen.step_back()
    assert screen.listing.isVisible()


def test_without_any_it_says_so_and_shows_the_next_one_at_once(
    screen: DepositsScreen, settle: Settle
) -> None:
    office = screen.services.office
    _made, (gift,) = posted(office, [50_00])
    screen.open(show="returns")
    settle()
    assert "No cheque was returned" in screen.returns.told.text()
    office.do(ReturnCheque(gift.id, "no funds"))
    screen.open(show="returns")
    settle()
    assert screen.returns.table.model().rowCount() == 1
