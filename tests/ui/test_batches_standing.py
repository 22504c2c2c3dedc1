# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The month's standing gifts, offered where a batch is opened."""

from collections.abc import Callable
from datetime import date

from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.donors import Donor, StandingGift
from app.ui.kit.screen import Services
from app.ui.screens.batches.opening import OpeningPage
from app.usecases.batches import ShowBatch
from app.usecases.donors import AddDetail, CreateDonor

Settle = Callable[[], None]


def test_their_batch_is_opened_once(services: Services, window: QWidget, settle: Settle) -> None:
    office = services.office
    page = OpeningPage(services)
    QVBoxLayout(window).addWidget(page)
    window.show()
    page.start()
    settle()
    assert not page._standing_button.isVisible()
    donor = office.do(CreateDonor(Donor(last_name="Essai", first_name="Zoé")))
    given = StandingGift(donor_id=donor.id, cents=2_500, first_on=date(2025, 1, 5))
    office.do(AddDetail(given))
    page.start()
    settle()
    assert page.standing_told.text() == "Standing gifts of 01/2026: 1 gift, €25.00"
    opened = QSignalSpy(page.opened)
    page.comment.setText("VIR JANVIER")
    page._standing_button.click()
    settle()
    assert opened.count() == 1
    sheet = office.ask(ShowBatch(opened.at(0)[0]))
    assert [line.cents for line in sheet.lines] == [2_500]
    assert sheet.batch.comment == "VIR JANVIER"
    page.start()
    settle()
    assert not page._standing_button.isVisible()
