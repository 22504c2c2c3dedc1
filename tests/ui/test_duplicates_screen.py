# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desk of duplicates: keys choose, merge, reject and put off; a merge is undone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.domain.addresses import Address
from app.domain.donors import Donor
from app.ui.kit.screen import Services
from app.ui.screens.duplicates.screen import DuplicatesScreen
from app.usecases.donors import DonorIds, ShowDonor
from app.usecases.duplicates import ListMerges, ScanDuplicates
from app.usecases.receipts import IssueReceipts
from tests.support.giving import give, new_donor

_SLIP = Address(street="12 rue du Prés", postal_code="35000", city="Rennes")


@pytest.fixture
def pair(services: Services) -> tuple[Donor, Donor]:
    """Two records of one donor, both with a gift and a receipt."""
    office = services.office
    one, other = new_donor(office, "Dupont"), new_donor(office, "Dupond", address=_SLIP)
    give(office, (one, 620_00), (other, 90_00))
    office.do(IssueReceipts(2025, 2))
    return one, other


@pytest.fixture
def screen(
    services: Services,
    window: QWidget,
    pair: tuple[Donor, Donor],
    settle: Callable[[], None],
    qtbot: QtBot,
) -> DuplicatesScreen:
    """The desk, its scan done, on the first pair."""
    assert pair
    made = DuplicatesScreen(services)
    QVBoxLayout(window).addWidget(made)
    window.show()
    made.open()
    settle()
    qtbot.waitUntil(made.pair_card.isVisible)
    settle()
    return made


def test_the_pair_stands_side_by_side_with_its_result(screen: DuplicatesScreen) -> None:
    """Count, class, why, totals of both, and the receipts of the same year."""
    assert screen.told.text() == "1 pair to look at: 1 sure, 0 possible."
    assert "Pair 1 of 1 · similar name + same street" in screen.heading.text()
    assert "1 + 1 = 2 · €620.00 + €90.00 = €710.00" in screen.result.text()
    assert screen.warning.isVisible()


def test_a_pair_found_once_the_page_is_left_takes_no_key(
    screen: DuplicatesScreen, window: QWidget, settle: Callable[[], None], qtbot: QtBot
) -> None:
    """A search ends when it ends: N or F12 typed elsewhere by then must decide nothing here."""
    elsewhere = QLineEdit(window)
    elsewhere.show()
    screen.again.click()
    screen.hide()
    elsewhere.setFocus()
    settle()
    qtbot.waitUntil(screen.again.isEnabled)
    settle()
    assert elsewhere.hasFocus()
    assert not screen.parts.hasFocus()


def test_keys_choose_each_part_and_merge(
    screen: DuplicatesScreen,
    services: Services,
    pair: tuple[Donor, Donor],
    settle: Callable[[], None],
) -> None:
    """2 (or é on a French keyboard) takes the second record's; F12 merges."""
    one, other = pair
    QTest.keyClicks(screen.parts, "1")
    QTest.keyClicks(screen.parts, "2")
    QTest.keyClick(screen, Qt.Key.Key_F12)
    settle()
    sheet = services.office.ask(ShowDonor(one.id))
    assert sheet.donor.last_name == one.last_name
    assert sheet.donor.address == other.address
    assert sheet.line.cents == 710_00
    assert services.toast.text.startswith("DUPOND Zoé")
    assert screen.told.text() == "No probable duplicate."


def test_a_merge_is_undone_from_the_list(
    screen: DuplicatesScreen,
    services: Services,
    pair: tuple[Donor, Donor],
    settle: Callable[[], None],
) -> None:
    """The desk lists merges, and gives both records back."""
    screen.merge_pair()
    settle()
    assert screen.merges_card.isVisible()
    assert len(services.office.ask(DonorIds())) == 1
    screen.undo.click()
    settle()
    assert services.office.ask(ShowDonor(pair[1].id)).line.cents == 90_00
    assert "on file again with 1 gift" in services.toast.text
    assert services.office.ask(ListMerges())[0].undone_at is not None
    assert not screen.undo.isEnabled()


def test_n_is_remembered_and_p_puts_off(
    screen: DuplicatesScreen, services: Services, settle: Callable[[], None]
) -> None:
    """P comes round to the only pair again; N leaves it for good."""
    QTest.keyClicks(screen.parts, "p")
    settle()
    assert "Pair 1 of 1" in screen.heading.text()
    QTest.keyClicks(screen.parts, "n")
    settle()
    assert not services.office.ask(ScanDuplicates())
    assert screen.pair_card.isHidden()


def test_the_other_number_can_be_kept(
    screen: DuplicatesScreen,
    services: Services,
    pair: tuple[Donor, Donor],
    settle: Callable[[], None],
) -> None:
    """The two records change places."""
    screen.swap.click()
    settle()
    screen.merge_pair()
    settle()
    assert list(services.office.ask(DonorIds())) == [pair[1].id]
