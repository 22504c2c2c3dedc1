# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of calls under the hand: a list made, calls noted one after the other."""

from collections.abc import Callable

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.calls import CallOutcome
from app.domain.donors import Donor
from app.ui.kit.screen import Services
from app.ui.screens.calls.screen import CallsScreen
from app.usecases.donors import CreateDonor, ShowDonor


def test_a_list_is_made_and_worked_through(
    services: Services, window: QWidget, settle: Callable[[], None]
) -> None:
    made = [
        services.office.do(CreateDonor(Donor(last_name=name, phone=phone)))
        for name, phone in (("Ada", "06 12 34 56 78"), ("Bob", "06 12 34 56 79"), ("Cyr", ""))
    ]
    screen = CallsScreen(services)
    QVBoxLayout(window).addWidget(screen)
    window.show()
    settle()
    assert screen.who.text() == "No call list yet."
    screen.make.click()
    settle()
    assert "Type a name" in screen.bar.label.text()
    QTest.keyClicks(screen.name, "Merci")
    screen.make.click()
    settle()
    assert "2 donors to call" in screen.bar.label.text()
    assert "ADA" in screen.who.text()
    assert screen.phones.text() == "06\u00a012\u00a034\u00a056\u00a078"
    QTest.keyClicks(screen.text, "merci bien")
    screen.acts[CallOutcome.REACHED].click()
    settle()
    assert "BOB" in screen.who.text()
    screen.acts[CallOutcome.ABSENT].click()
    settle()
    assert "Absent on" in screen.known.text()
    screen.acts[CallOutcome.REFUSES].click()
    settle()
    assert screen.who.text() == "Everybody on this list was called."
    events = services.office.ask(ShowDonor(made[0].id)).details.events
    assert "merci bien" in events[0].text
