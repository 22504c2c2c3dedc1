# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The posting page: cheques deposited now, or kept for another day."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.domain.batches import BatchKind, BatchRules
from app.ui.kit.screen import Services
from app.ui.screens.batches.posting import PostingPage
from app.usecases.batches import CompareBatch, ShowBatch
from app.usecases.deposits import ListDeposits, OnHand
from tests.support.desk import keyed

Settle = Callable[[], None]
Show = Callable[..., PostingPage]


@pytest.fixture
def show(services: Services, window: QWidget, settle: Settle) -> Show:
    """Return what shows the posting page of a batch of so many cents."""

    def made(*cents: int, kind: BatchKind = BatchKind.CHEQUES) -> PostingPage:
        page = PostingPage(services)
        page.setParent(window)
        page.resize(1200, 680)
        window.show()
        page.show()
        batch, _gifts = keyed(services.office, cents, kind=kind)
        office = services.office
        compared = office.ask(CompareBatch(batch.id))
        page.show_sheet(office.ask(ShowBatch(batch.id)), compared, BatchRules())
        settle()
        return page

    return made


def test_everything_is_deposited_unless_one_says_otherwise(
    show: Show, services: Services, settle: Settle
) -> None:
    page = show(75_00, 50_00)
    assert page.later.now.isChecked()
    assert not page.later.table.isVisible()
    page.act.click()
    settle()
    assert services.office.ask(ListDeposits())[0].cents == 125_00
    assert services.office.ask(OnHand()) == []


def test_nothing_is_deposited_and_all_of_it_waits(
    show: Show, services: Services, settle: Settle
) -> None:
    page = show(75_00, 50_00)
    page.later.none.click()
    assert page.later.told.text() == "kept for another day: €125.00"
    page.act.click()
    settle()
    assert services.office.ask(ListDeposits()) == []
    assert len(services.office.ask(OnHand())) == 2


def test_one_cheque_is_kept_with_the_space_bar(
    show: Show, services: Services, settle: Settle
) -> None:
    page = show(75_00, 50_00, 30_00)
    page.later.some.click()
    assert page.later.table.isVisible()
    page.later.table.selectRow(2)
    QTest.keyClick(page.later.table, Qt.Key.Key_Space)
    assert page.later.told.text() == "kept for another day: €30.00"
    page.act.click()
    settle()
    (deposit,) = services.office.ask(ListDeposits())
    assert (deposit.count, deposit.cents) == (2, 125_00)
    assert [line.cents for line in services.office.ask(OnHand())] == [30_00]


def test_transfers_are_not_asked_about(show: Show) -> None:
    assert not show(75_00, kind=BatchKind.TRANSFERS).later.isVisible()
