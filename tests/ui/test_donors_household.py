# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The household on the sheet, by keys: somebody added, a separation, what is refused."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.donors import Donor
from app.ui.kit.screen import Services
from app.ui.screens.donors.household import HouseholdPane
from app.ui.screens.donors.screen import DonorsScreen
from app.usecases.donors import CreateDonor
from app.usecases.households import JoinHousehold, ShowHouseholds
from app.usecases.office import Office

Settle = Callable[[], None]


@pytest.fixture
def couple(office: Office) -> tuple[Donor, Donor]:
    """Two persons on file; the first of the list comes first."""
    jean = office.do(CreateDonor(Donor(last_name="Joly", first_name="Jean")))
    lise = office.do(CreateDonor(Donor(last_name="Xarvol", first_name="Lise")))
    return jean, lise


def shown(services: Services, window: QWidget, settle: Settle, donor: Donor) -> DonorsScreen:
    screen = DonorsScreen(services)
    QVBoxLayout(window).addWidget(screen)
    window.show()
    settle()
    screen.open(id=donor.id, part="household")
    settle()
    return screen


def told(pane: HouseholdPane) -> str:
    """Return every sentence shown on the form."""
    labels = pane.form.findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisible())


def rows(pane: HouseholdPane) -> list[tuple[str, bool]]:
    return [(one.line.name, one.member.left_on is None) for one in pane.members]


def test_somebody_is_added_by_keys_and_the_sheet_says_so(
    services: Services, window: QWidget, settle: Settle, couple: tuple[Donor, Donor]
) -> None:
    jean, lise = couple
    screen = shown(services, window, settle, jean)
    sheet = screen.browse.sheet
    pane = sheet.household
    assert not sheet.lives_with.isVisible()
    pane.add_button.click()
    assert pane.form.person.hasFocus()
    QTest.keyClicks(pane.form.person, "xarvol")
    settle()
    QTest.keyClick(pane.form.person, Qt.Key.Key_Return)
    assert pane.form.person.text() == "XARVOL Lise"
    for name in ("bond", "joint", "joined_on"):
        field = pane.form.form.field(name)
        assert field.hasFocus(), name
        QTest.keyClick(field, Qt.Key.Key_Return)
    settle()
    assert rows(pane) == [("JOLY Jean", True), ("XARVOL Lise", True)]
    assert sheet.lives_with.text() == "Lives with XARVOL Lise (taxed together)"
    pane.table.selectRow(1)
    QTest.keyClick(pane.table, Qt.Key.Key_Return)
    settle()
    assert screen.browse.table.current_id() == lise.id
    assert sheet.lives_with.text() == "Lives with JOLY Jean (taxed together)"


def test_a_separation_has_a_day_and_a_mistake_is_taken_off(
    services: Services, window: QWidget, settle: Settle, couple: tuple[Donor, Donor]
) -> None:
    jean, lise = couple
    services.office.do(JoinHousehold(lise.id, jean.id, joined_on=date(2024, 5, 4)))
    pane = shown(services, window, settle, jean).browse.sheet.household
    pane.table.selectRow(1)
    pane.edit_button.click()
    until = pane.form.form.field("left_on")
    assert until.hasFocus()
    QTest.keyClicks(until, "03052024")
    QTest.keyClick(until, Qt.Key.Key_Return)
    settle()
    assert "before coming to it" in told(pane)
    QTest.keyClick(until, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(until, "15032025")
    QTest.keyClick(until, Qt.Key.Key_Return)
    settle()
    assert rows(pane) == [("JOLY Jean", True), ("XARVOL Lise", False)]
    assert pane.members[1].when == "since 04/05/2024 until 15/03/2025"
    pane.table.selectRow(1)
    QTest.keyClick(pane.table, Qt.Key.Key_Delete)
    settle()
    assert services.office.ask(ShowHouseholds(jean.id)) == []
    (undo,) = services.toast.findChildren(QPushButton)
    undo.click()
    settle()
    assert [one.line.name for one in services.office.ask(ShowHouseholds(jean.id))] == [
        "JOLY Jean",
        "XARVOL Lise",
    ]
    assert pane.members[1].when == "since 04/05/2024 until 15/03/2025"


def test_how_mail_addresses_a_couple_is_proposed_and_typed(
    services: Services, window: QWidget, settle: Settle, couple: tuple[Donor, Donor]
) -> None:
    jean, lise = couple
    pane = shown(services, window, settle, jean).browse.sheet.household
    assert pane.called.isHidden()
    services.office.do(JoinHousehold(lise.id, jean.id))
    pane.reload()
    settle()
    assert "On envelopes: " in pane.called.text()
    pane.call_button.click()
    assert pane.call_form.name.hasFocus()
    assert pane.call_form.name.placeholderText() in pane.called.text()
    QTest.keyClicks(pane.call_form.name, "Famille Joly")
    QTest.keyClick(pane.call_form.name, Qt.Key.Key_Return)
    assert pane.call_form.greeting.hasFocus()
    QTest.keyClick(pane.call_form.greeting, Qt.Key.Key_Return)
    settle()
    assert pane.currentIndex() == 0
    assert "On envelopes: Famille Joly" in pane.called.text()
    pane.begin_call()
    QTest.keyClick(pane.call_form.name, Qt.Key.Key_Escape)
    assert pane.currentIndex() == 0
    pane.call_form.wanted.emit(1, "Durand", "")
    settle()
    assert "after you opened it" in pane.call_form.bar.label.text()


def test_nobody_chosen_is_told_at_the_field(
    services: Services, window: QWidget, settle: Settle, couple: tuple[Donor, Donor]
) -> None:
    pane = shown(services, window, settle, couple[0]).browse.sheet.household
    pane.add_button.click()
    pane.form.save()
    assert "down arrow and Enter" in told(pane)
    QTest.keyClick(pane.form.person, Qt.Key.Key_Escape)
    assert pane.currentIndex() == 0
