# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The returned mail page: number, reason, next; undo, summary, list with the money at stake."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.addresses import DESK_REASONS, Address, ReturnReason
from app.domain.donors import Donor
from app.ui.kit.screen import Services
from app.ui.screens.addresses import presenter
from app.ui.screens.addresses.screen import AddressesScreen
from app.usecases.donors import ShowDonor
from app.usecases.office import Office
from tests.conftest import TODAY
from tests.support.giving import give, new_donor

Settle = Callable[[], None]


@pytest.fixture
def donors(office: Office) -> list[Donor]:
    """Two donors who gave last year."""
    home = Address(street="12 rue du Pré", postal_code="35000", city="Rennes")
    made = [new_donor(office, name, address=home) for name in ("Parti", "Inconnu")]
    give(office, (made[0], 5_000), (made[1], 7_000))
    return made


@pytest.fixture
def screen(
    services: Services, window: QWidget, settle: Settle, donors: list[Donor]
) -> AddressesScreen:
    """The page, waiting for the first envelope."""
    assert donors
    made = AddressesScreen(services)
    QVBoxLayout(window).addWidget(made)
    window.show()
    window.activateWindow()
    made.focus_first()
    settle()
    return made


def pass_letter(screen: AddressesScreen, donor: Donor, key: str, settle: Settle) -> None:
    QTest.keyClicks(screen.letter, donor.number_text.replace("-", ""))
    QTest.keyClick(screen.letter, Qt.Key.Key_Return)
    settle()
    QTest.keyClicks(screen.reason, key)
    settle()


def held(office: Office, donor: Donor) -> bool:
    return office.ask(ShowDonor(donor.id)).donor.returned_on == TODAY


@pytest.mark.parametrize(("typed", "unshifted"), [*zip("12345", "&é\"'(", strict=True)])
def test_the_five_keys_answer_shifted_or_not(typed: str, unshifted: str) -> None:
    assert presenter.reason_of_key(typed) is DESK_REASONS[int(typed) - 1]
    assert presenter.reason_of_key(unshifted) is DESK_REASONS[int(typed) - 1]


@pytest.mark.parametrize("key", ["", "6", "-", "a", "12"])
def test_no_other_key_answers(key: str) -> None:
    assert presenter.reason_of_key(key) is None


def test_a_pile_is_noted_undone_and_summed_up(
    screen: AddressesScreen, office: Office, donors: list[Donor], settle: Settle
) -> None:
    pass_letter(screen, donors[0], "1", settle)
    assert held(office, donors[0])
    pass_letter(screen, donors[1], "2", settle)
    assert screen.count.text() == "2 letters noted"
    assert [line.reason for line in screen.table.rows_model.rows] == [
        ReturnReason.UNKNOWN,
        ReturnReason.GONE,
    ]
    assert "€120.00 given in 2025, €120.00 of it on no receipt" in screen.stake.text()
    QTest.keyClicks(screen.letter, "u")
    settle()
    assert not held(office, donors[1])
    assert screen.letter.text() == ""
    screen.finish.click()
    assert screen.bar.label.text() == (
        "1 letter noted: gone away 1. 1 donor, who gave €50.00 in all."
    )


def test_escape_passes_to_another_letter(
    screen: AddressesScreen, office: Office, donors: list[Donor], settle: Settle
) -> None:
    QTest.keyClicks(screen.letter, "parti")
    QTest.keyClick(screen.letter, Qt.Key.Key_Return)
    settle()
    assert "PARTI" in screen.whose.text()
    QTest.keyClick(screen.reason, Qt.Key.Key_Escape)
    assert not screen.reason.isEnabled()
    assert not held(office, donors[0])


def test_a_number_miscopied_is_told(screen: AddressesScreen, settle: Settle) -> None:
    QTest.keyClicks(screen.letter, "104280")
    QTest.keyClick(screen.letter, Qt.Key.Key_Return)
    settle()
    assert "miscopied" in screen.bar.label.text()


def test_the_list_leads_to_the_sheet(
    screen: AddressesScreen, services: Services, donors: list[Donor], settle: Settle
) -> None:
    pass_letter(screen, donors[0], "4", settle)
    screen.open(show="unreachable")
    screen.table.selectRow(0)
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert services.navigator.visits == [("donors", {"id": donors[0].id})]  # type: ignore[attr-defined]
