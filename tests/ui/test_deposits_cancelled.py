# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A deposit cancelled in the window before it goes to the bank."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.deposits import DepositState
from app.ui.kit.screen import Services
from app.ui.screens.deposits.screen import DepositsScreen
from app.usecases.deposits import ListDeposits, MarkDeposit, OnHand
from tests.support.desk import posted

Settle = Callable[[], None]


@pytest.fixture
def screen(services: Services, window: QWidget) -> DepositsScreen:
    """The screen, in its window."""
    made = DepositsScreen(services)
    QVBoxLayout(window).addWidget(made)
    window.show()
    return made


def test_a_deposit_is_cancelled_with_a_reason_and_its_gifts_wait(
    screen: DepositsScreen, settle: Settle
) -> None:
    office = screen.services.office
    deposit = posted(office, [50_00, 20_00])[0].deposits[0]
    screen.open(id=deposit.id)
    settle()
    screen.sheet.cancel.click()
    page = screen.cancelling
    assert page.isVisible()
    assert page.reason.hasFocus()
    assert page._facts.text().startswith("2 cheques · €70.00: they wait again")
    QTest.keyClick(page.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert page.isVisible()
    QTest.keyClicks(page.reason, "wrong account")
    QTest.keyClick(page.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    sheet = screen.sheet
    assert sheet.isVisible()
    assert "wait for another deposit" in sheet.note.label.text()
    assert "by Anne: wrong account" in sheet._life.text()
    assert not any(part.isVisible() for part in (sheet.cancel, sheet.carry, sheet.found))
    assert sheet.slip.isEnabled()
    assert office.ask(ListDeposits())[0].state is DepositState.CANCELLED
    assert len(office.ask(OnHand())) == 2


def test_once_at_the_bank_it_is_not_offered(screen: DepositsScreen, settle: Settle) -> None:
    office = screen.services.office
    deposit = posted(office, [50_00])[0].deposits[0]
    office.do(MarkDeposit(deposit.id, DepositState.BANKED))
    screen.open(id=deposit.id)
    settle()
    assert not screen.sheet.cancel.isVisible()


def test_escape_gives_nothing_up(screen: DepositsScreen, settle: Settle) -> None:
    office = screen.services.office
    deposit = posted(office, [50_00])[0].deposits[0]
    screen.open(id=deposit.id)
    settle()
    screen.sheet.cancel.click()
    assert screen.step_back()
    assert screen.sheet.isVisible()
    assert office.ask(ListDeposits())[0].state is DepositState.OPEN
