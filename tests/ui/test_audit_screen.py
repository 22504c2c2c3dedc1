# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of last acts under the hand."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.donors import Donor
from app.ui.kit.screen import Services
from app.ui.screens.audit.screen import AuditScreen
from app.usecases.donors import CreateDonor, EditDonor, ShowDonor


def test_an_act_is_chosen_and_taken_back(
    services: Services, window: QWidget, settle: Callable[[], None]
) -> None:
    """What cannot be taken back says why; a change made elsewhere is told, and nothing is lost."""
    office = services.office
    screen = AuditScreen(services)
    QVBoxLayout(window).addWidget(screen)
    window.show()
    settle()
    assert screen.empty.isVisible()
    assert not screen.undo.isVisible()
    made = office.do(CreateDonor(Donor(last_name="Essai", phone="0299000001")))
    office.do(EditDonor(replace(made, phone="0299000002")))
    settle()
    assert [line.what for line in screen.table.rows_model.rows] == [
        "Sheet changed",
        "Donor put on file",
    ]
    assert screen.undo.isEnabled()
    screen.undo.click()
    settle()
    assert office.ask(ShowDonor(made.id)).donor.phone == "0299000001"
    assert services.toast.text == "Taken back: Sheet changed, ESSAI."
    screen.table.selectRow(1)
    assert not screen.undo.isEnabled()
    assert screen.why.text() == screen.undo.accessibleDescription() != ""
