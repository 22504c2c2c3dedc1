# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of personal data under the hand: requests answered, a person handed over and erased."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.privacy import Answer
from app.domain.users import Role, User
from app.kernel.clock import FixedClock
from app.ui.kit.screen import Services
from app.ui.screens.home import presenter as home
from app.ui.screens.privacy.screen import PrivacyScreen
from app.usecases.dashboards import ShowHome
from app.usecases.donors import ShowDonor
from app.usecases.privacy import ListRequests
from tests.support.giving import give, new_donor


@pytest.fixture
def screen(services: Services, window: QWidget, settle: Callable[[], None]) -> PrivacyScreen:
    """The page, shown."""
    made = PrivacyScreen(services)
    QVBoxLayout(window).addWidget(made)
    window.show()
    settle()
    return made


def test_a_request_is_written_down_and_answered(
    services: Services, screen: PrivacyScreen, settle: Callable[[], None]
) -> None:
    donor = new_donor(services.office, "Demande")
    pane = screen.requests
    screen.open(ask=donor.number_text)
    QTest.keyClicks(pane.proof, "lettre")
    QTest.keyClick(pane.proof, Qt.Key.Key_Return)
    settle()
    assert "written down" in pane.bar.label.text()
    (task,) = (
        one for one in home.tasks(services.office.ask(ShowHome())) if one.screen == "privacy"
    )
    assert task.detail == "DEMANDE Zoé: by 06/02/2026"
    pane.acts[Answer.REFUSED].click()
    settle()
    assert "gives its reason" in pane.bar.label.text()
    QTest.keyClicks(pane.reply, "copie remise")
    pane.acts[Answer.DONE].click()
    settle()
    (line,) = services.office.ask(ListRequests())
    assert (line.request.answer, line.request.told) == (Answer.DONE, "copie remise")
    assert not pane.acts[Answer.DONE].isEnabled()
    assert not any(t.screen == "privacy" for t in home.tasks(services.office.ask(ShowHome())))


def test_a_person_is_told_handed_over_and_erased(
    services: Services, screen: PrivacyScreen, settle: Callable[[], None], tmp_path: Path
) -> None:
    donor = new_donor(services.office, "Effacé")
    give(services.office, (donor, 40_00))
    screen.open(id=donor.id)
    settle()
    assert screen.act is not None
    screen.hand_over_to(tmp_path / "tout.zip")
    settle()
    assert "2 files" in screen.act.bar.label.text()
    assert zipfile.is_zipfile(tmp_path / "tout.zip")
    QTest.keyClicks(screen.act.typed, "10428-9")
    QTest.keyClick(screen.act.typed, Qt.Key.Key_Return)
    settle()
    assert "nothing was erased" in screen.act.bar.label.text()
    QTest.keyClicks(screen.act.typed, donor.number_text)
    screen.act.act.click()
    settle()
    assert screen.act is None
    assert "1 person was erased" in screen.bar.label.text()
    sheet = services.office.ask(ShowDonor(donor.id))
    assert (sheet.donor.first_name, sheet.line.cents) == ("", 40_00)
    screen.open(id=donor.id)
    settle()
    assert screen.act is not None
    assert not screen.act.typed.isVisible()
    assert "nothing left" in screen.act.asked.text()
    assert screen.step_back()
    assert not screen.step_back()


def test_those_whose_time_has_come_are_chosen_and_erased_together(
    services: Services, screen: PrivacyScreen, settle: Callable[[], None]
) -> None:
    donors = [new_donor(services.office, f"Silence{rank}") for rank in range(3)]
    services.office.clock = FixedClock(date(2029, 6, 1))
    screen.open(show="due")
    settle()
    pane = screen.due
    assert "3 persons are proposed" in pane.told.text()
    pane.table.setFocus()
    QTest.keyClick(pane.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert pane.preview.text() == "Preview 3 persons…"
    pane.preview.click()
    settle()
    assert screen.act is not None
    QTest.keyClicks(screen.act.typed, "3")
    QTest.keyClick(screen.act.typed, Qt.Key.Key_Return)
    settle()
    assert "3 persons were erased" in screen.bar.label.text()
    assert "no time has come" in pane.told.text()
    assert donors


def test_a_clerk_sees_no_request_at_home(services: Services) -> None:
    clerk = services.office.as_user(User(name="Ana", role=Role.ENTRY))
    assert clerk.ask(ShowHome()).requests == ()
