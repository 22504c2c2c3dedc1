# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fiscal years in the window: looked at, closed with the keys, opened again with a reason."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.organisation import Fund
from app.ui.kit.fields import MoneyField
from app.ui.kit.screen import Services
from app.ui.screens.accounting.closing import ClosePage, ReopenPage
from app.ui.screens.accounting.screen import AccountingScreen
from app.ui.screens.settings.ledger import LedgerPage
from app.usecases.accounting import ListAccounts, ReviewYear
from app.usecases.batches import OpenBatch
from app.usecases.office import Office
from app.usecases.organisation import SaveFund
from app.usecases.receipts.countries import ChooseCountry
from tests.support.giving import give, new_donor

Settle = Callable[[], None]
LAST = date(2025, 12, 31)


@pytest.fixture
def screen(services: Services, window: QWidget, settle: Settle, office: Office) -> AccountingScreen:
    """The page, on a dossier with a gift of 2025 and a draft left open."""
    office.do(SaveFund(Fund(code="PUITS", name="Un puits", restricted=True)))
    give(office, (new_donor(office, "Essai"), 10_000))
    office.do(OpenBatch(received_on=LAST))
    made = AccountingScreen(services)
    made.setParent(window)
    made.resize(window.size())
    window.show()
    made.show()
    settle()
    return made


def test_a_year_is_looked_at_closed_and_opened_again(
    screen: AccountingScreen, services: Services, settle: Settle, office: Office
) -> None:
    told = [one.text() for one in screen.checks.findChildren(QPushButton)]
    assert told == ["See the batches", "See the deposits", "See the receipts"]
    screen.checks.findChildren(QPushButton)[2].click()
    assert services.navigator.visits[-1] == ("receipts", {})  # type: ignore[attr-defined]
    screen.close_year.click()
    page = screen.stack.page
    assert isinstance(page, ClosePage)
    left, spent = page.findChildren(MoneyField)
    QTest.keyClicks(left, "30")
    QTest.keyClicks(spent, "40")
    QTest.keyClick(spent, Qt.Key.Key_F12)
    settle()
    assert "there was only" in page.bar.label.text()
    spent.clear()
    QTest.keyClicks(spent, "12,50")
    QTest.keyClick(spent, Qt.Key.Key_F12)
    settle()
    assert screen.stack.page is screen.list_page
    assert services.toast.text.startswith("The year to 31/12/2025 is closed")
    review = office.ask(ReviewYear(LAST))
    assert review.line.closed
    assert review.funds[0].year.closing_cents == 1_750
    assert not screen.close_year.isVisible()
    screen.reopen.click()
    again = screen.stack.page
    assert isinstance(again, ReopenPage)
    QTest.keyClick(again.reason, Qt.Key.Key_Return)
    settle()
    assert office.ask(ReviewYear(LAST)).line.closed
    QTest.keyClicks(again.reason, "an error")
    QTest.keyClick(again.reason, Qt.Key.Key_Return)
    settle()
    assert not office.ask(ReviewYear(LAST)).line.closed
    screen.package.click()
    assert services.navigator.visits[-1] == ("exports", {"closing": LAST})  # type: ignore[attr-defined]


def test_escape_leaves_an_act_and_another_law_is_told(
    screen: AccountingScreen, settle: Settle, office: Office
) -> None:
    screen.close_year.click()
    assert screen.step_back()
    assert not screen.step_back()
    screen.table.selectRow(0)
    settle()
    assert not screen.close_year.isEnabled()
    office.do(ChooseCountry("LU", {}))
    settle()
    assert "French associations" in screen.bar.label.text()


def test_an_account_is_typed_in_the_settings(
    services: Services, qtbot: QtBot, settle: Settle, office: Office
) -> None:
    page = LedgerPage(services)
    qtbot.addWidget(page)
    settle()
    lines = office.ask(ListAccounts())
    place = next(i for i, one in enumerate(lines) if one.rule.key == "card")
    page.table.selectRow(place)
    page.form.fill({"number": "5115", "label": "Cartes", "analytic": ""})
    page.save.click()
    settle()
    kept = office.ask(ListAccounts())[place]
    assert (kept.number, kept.label) == ("5115", "Cartes")
    page.form.fill({"number": "754", "label": "Cartes", "analytic": ""})
    page.save.click()
    settle()
    assert office.ask(ListAccounts())[place] == kept
    told = [one.text() for one in page.form.findChildren(QLabel)]
    assert any("holds no money" in one for one in told)
