# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The country of the receipts, chosen in the settings."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.kit.screen import Services
from app.ui.screens.settings.association import ReceiptsPage
from app.ui.screens.settings.country import CountryPage
from app.usecases.office import Office
from app.usecases.organisation import GetOrganisation

Settle = Callable[[], None]


def test_the_fields_are_those_of_the_law(
    services: Services, qtbot: QtBot, settle: Settle, office: Office
) -> None:
    page = CountryPage(services)
    qtbot.addWidget(page)
    settle()
    assert (page.country.currentData(), page.form.names) == ("FR", ())
    page.country.setCurrentIndex(page.country.findData("BE"))
    page.country.activated.emit(page.country.currentIndex())
    assert page.form.names == ("enterprise_number", "language")
    number = page.form.field("enterprise_number")
    assert isinstance(number, QLineEdit)
    number.setText("0403.019.262")
    page.save.click()
    settle()
    assert "miscopied" in number.accessibleDescription()
    number.setText("0403.019.261")
    page.save.click()
    settle()
    assert office.ask(GetOrganisation()).receipt_country == "BE"
    assert services.toast.text == "The country of the receipts is saved."
    kept = page.form.field("enterprise_number")
    assert isinstance(kept, QLineEdit)
    assert kept.text() == "0403.019.261"

    receipts = ReceiptsPage(services)
    qtbot.addWidget(receipts)
    settle()
    shown = {name: receipts.form.field(name).isHidden() for name in receipts.form.names}
    assert shown["signatory_name"] is False
    cell = receipts.form.field("receipt_status").parentWidget()
    assert cell is not None
    assert cell.isHidden()
