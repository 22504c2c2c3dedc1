# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pile of a draft counted again in the window, and the line half-typed meanwhile."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.batches import BatchKind, ExpectedPart, Tape
from app.domain.deposits import CashPile
from app.domain.gifts import Means
from app.ui.kit.screen import Services
from app.ui.screens.batches.recounting import RecountPage
from app.ui.screens.batches.screen import BatchesScreen
from app.usecases.batches import OpenBatch, ShowBatch
from tests.support.desk import keyed

Settle = Callable[[], None]


@pytest.fixture
def screen(services: Services, window: QWidget) -> BatchesScreen:
    """The screen, in its window."""
    made = BatchesScreen(services)
    QVBoxLayout(window).addWidget(made)
    window.show()
    return made


def _recount(screen: BatchesScreen, settle: Settle) -> RecountPage:
    screen.entry.tools.menu().actions()[1].trigger()
    settle()
    assert screen.recount.isVisible()
    return screen.recount


def test_the_figures_are_typed_over_and_enter_keeps_them(
    screen: BatchesScreen, settle: Settle
) -> None:
    office = screen.services.office
    batch, _gifts = keyed(office, [20_00, 30_00])
    screen.open(id=batch.id)
    settle()
    QTest.keyClicks(screen.entry.box.finder, "dup")
    settle()
    page = _recount(screen, settle)
    assert page.count.hasFocus()
    assert (page.count.text(), page.total.cents()) == ("2", 50_00)
    assert not page.pile.cash.isVisible()
    QTest.keyClicks(page.count, "3")
    QTest.keyClick(page.count, Qt.Key.Key_Return)
    assert page.total.hasFocus()
    QTest.keyClicks(page.total, "62,50")
    QTest.keyClick(page.total, Qt.Key.Key_Return)
    settle()
    assert screen.entry.isVisible()
    again = office.ask(ShowBatch(batch.id)).batch
    assert (again.expected_count, again.expected_total_cents) == (3, 62_50)
    assert screen.entry.strip._expected.text() == "3 gifts · €62.50"
    assert screen.entry.box.finder.text() == "dup"


def test_the_strip_leads_there_and_cash_makes_the_total(
    screen: BatchesScreen, settle: Settle
) -> None:
    office = screen.services.office
    batch = office.do(OpenBatch(BatchKind.CASH, 2, counted=(CashPile(20_00, 3),)))
    screen.open(id=batch.id)
    settle()
    screen.entry.strip.recount.click()
    settle()
    page = screen.recount
    pieces = page.pile.cash._pieces
    assert pieces[20_00].text() == "3"
    pieces[20_00].clear()
    QTest.keyClicks(pieces[20_00], "2")
    assert page.total.cents() == 40_00
    page.act.click()
    settle()
    assert office.ask(ShowBatch(batch.id)).batch.expected_total_cents == 40_00


def test_means_counted_apart_are_shown_again(screen: BatchesScreen, settle: Settle) -> None:
    office = screen.services.office
    parts = (ExpectedPart(Means.CHEQUE, 2, 70_00), ExpectedPart(Means.CASH, 1, 20_00))
    batch = office.do(OpenBatch(BatchKind.MIXED, expected_parts=parts))
    screen.open(id=batch.id)
    settle()
    page = _recount(screen, settle)
    assert page.pile.parts.isVisible()
    assert page.pile.expected_parts() == parts
    count = page.pile.parts._fields[Means.CASH][0]
    count.clear()
    QTest.keyClicks(count, "2")
    assert page.count.text() == "4"


def test_a_tape_that_makes_something_else_is_told_gone(
    screen: BatchesScreen, settle: Settle
) -> None:
    office = screen.services.office
    tape = Tape((10_00, 20_00))
    batch = office.do(OpenBatch(BatchKind.CHEQUES, 2, 30_00, tape=tape))
    screen.open(id=batch.id)
    settle()
    page = _recount(screen, settle)
    told: list[str] = []
    page.recounted.connect(told.append)
    page.count.clear()
    page.total.clear()
    page.act.click()
    settle()
    assert told == [
        (
            "The batch goes without a control. "
            "The tape of the adding machine made 2 gifts · €30.00: it is removed."
        )
    ]


def test_half_a_control_is_refused_beside_its_field(screen: BatchesScreen, settle: Settle) -> None:
    batch, _gifts = keyed(screen.services.office, [20_00])
    screen.open(id=batch.id)
    settle()
    page = _recount(screen, settle)
    page.total.clear()
    page.act.click()
    settle()
    assert page.isVisible()
    assert page.total.hasFocus()
    screen.step_back()
    settle()
    assert screen.entry.isVisible()
