# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The donors screen under the hand: opens, filters, types, saves, refuses."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.domain.addresses import Address, towns_of
from app.domain.donors import Donor
from app.ui.kit.fields import ProposalField
from app.ui.kit.screen import Services
from app.ui.kit.towns import TownProposals
from app.ui.kit.widgets import Bar
from app.ui.screens.donors.screen import DonorsScreen
from app.usecases.donors import CreateDonor, DonorIds, EditDonor, ShowDonor

Settle = Callable[[], None]
_MARIE = Donor(
    last_name="DUPONT",
    first_name="Marie",
    address=Address(street="12 rue du Pré", postal_code="35000", city="Rennes"),
    phone="0612345678",
)


def _show(services: Services, window: QWidget, settle: Settle) -> DonorsScreen:
    screen = DonorsScreen(services)
    QVBoxLayout(window).addWidget(screen)
    window.show()
    settle()
    return screen


@pytest.fixture
def screen(services: Services, window: QWidget, settle: Settle) -> DonorsScreen:
    """The screen on a dossier of two donors."""
    services.office.do(CreateDonor(_MARIE))
    services.office.do(CreateDonor(Donor(last_name="LE GALL", first_name="Yann")))
    return _show(services, window, settle)


def _press(bar: Bar) -> None:
    button = bar.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    button.click()


def _type(screen: DonorsScreen, name: str, text: str) -> None:
    field = screen.form.fields.field(name)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def test_an_empty_dossier_says_what_to_do(
    services: Services, window: QWidget, settle: Settle
) -> None:
    screen = _show(services, window, settle)
    assert screen.empty.isVisible()
    screen.empty.action.click()
    assert screen.form.isVisible()


def test_the_filter_narrows_the_list_and_the_sheet_follows_the_row(
    screen: DonorsScreen, settle: Settle
) -> None:
    QTest.keyClicks(screen.browse.filter, "gall")
    settle()
    assert screen.browse.table.model().rowCount() == 1
    QTest.keyClick(screen.browse.filter, Qt.Key.Key_Down)
    settle()
    assert screen.browse.sheet.name.text() == "LE GALL Yann"
    QTest.keyClicks(screen.browse.filter, "zzz")
    settle()
    assert screen.browse.list_stack.currentIndex() == 1


def test_a_field_is_saved_when_it_is_left_and_can_be_undone(
    screen: DonorsScreen, services: Services, settle: Settle
) -> None:
    screen.open(id=1, do="edit")
    settle()
    _type(screen, "city", "Brest")
    QTest.keyClick(screen.form.fields.field("city"), Qt.Key.Key_Tab)
    settle()
    assert services.office.ask(ShowDonor(1)).donor.address.city == "Brest"
    assert screen.form.status.text().startswith("Saved at")
    screen.form.undo_button.click()
    settle()
    assert services.office.ask(ShowDonor(1)).donor.address.city == "Rennes"
    assert screen.form.fields.values()["city"] == "Rennes"


def test_a_title_of_no_list_is_typed_and_saved(
    screen: DonorsScreen, services: Services, settle: Settle
) -> None:
    screen.open(id=1, do="edit")
    settle()
    _type(screen, "civility", "Dr")
    QTest.keyClick(screen.form.fields.field("civility"), Qt.Key.Key_Tab)
    settle()
    assert services.office.ask(ShowDonor(1)).donor.addressee == "Dr Marie DUPONT"


def test_a_usual_title_is_picked_from_the_list_and_gives_the_salutation(
    screen: DonorsScreen, services: Services, settle: Settle
) -> None:
    screen.open(id=1, do="edit")
    settle()
    title, salutation = (screen.form.fields.field(name) for name in ("civility", "salutation"))
    assert isinstance(title, ProposalField)
    assert isinstance(salutation, QLineEdit)
    told: list[str] = []
    title.textEdited.connect(told.append)
    title.setFocus()
    QTest.keyClick(title, Qt.Key.Key_Down)
    popup = title.proposals.popup()
    assert popup is not None
    assert popup.isVisible()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(popup, key)
    assert title.text() == "Mme"
    assert told == ["Mme"]
    assert salutation.placeholderText() == "Madame"
    QTest.keyClick(title, Qt.Key.Key_Tab)
    settle()
    assert services.office.ask(ShowDonor(1)).donor.civility == "Mme"


def test_what_is_wrong_stays_in_the_field_with_its_sentence(
    screen: DonorsScreen, services: Services, settle: Settle
) -> None:
    screen.open(id=1, do="edit")
    settle()
    _type(screen, "email", "marie")
    assert "e-mail" in screen.form.fields.field("email").accessibleDescription()
    QTest.keyClick(screen.form.fields.field("email"), Qt.Key.Key_Tab)
    settle()
    assert not services.office.ask(ShowDonor(1)).donor.email


def test_a_conflict_names_who_and_when_and_offers_to_reopen(
    screen: DonorsScreen, services: Services, settle: Settle
) -> None:
    screen.open(id=1, do="edit")
    settle()
    donor = services.office.ask(ShowDonor(1)).donor
    services.office.do(EditDonor(replace(donor, notes="by another")))
    settle()
    _type(screen, "city", "Brest")
    QTest.keyClick(screen.form.fields.field("city"), Qt.Key.Key_Tab)
    settle()
    assert "Anne" in screen.form.bar.label.text()
    assert services.office.ask(ShowDonor(1)).donor.address.city == "Rennes"
    _press(screen.form.bar)
    settle()
    assert screen.form.fields.values()["notes"] == "by another"


def test_a_look_alike_is_shown_before_a_double_is_made(
    screen: DonorsScreen, services: Services, settle: Settle
) -> None:
    screen.open(do="new")
    _type(screen, "last_name", "dupont")
    _type(screen, "first_name", "Marie")
    _type(screen, "phone", "06 12 34 56 78")
    settle()
    assert len(screen.form.strip.buttons) == 1
    screen.form.act.click()
    settle()
    assert len(services.office.ask(DonorIds())) == 2
    screen.form.strip.buttons[0].click()
    settle()
    assert screen.browse.sheet.name.text() == "DUPONT Marie"


def test_a_donor_is_created_from_the_keyboard(
    screen: DonorsScreen, services: Services, settle: Settle
) -> None:
    screen.open(do="new", last_name="martin")
    assert screen.form.fields.values()["last_name"] == "MARTIN"
    _type(screen, "first_name", "Jeanne")
    QTest.keyClick(screen.form.fields.field("first_name"), Qt.Key.Key_Return)
    assert not screen.form.fields.field("first_name").hasFocus()
    QTest.keyClick(screen.form, Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert len(services.office.ask(DonorIds())) == 3
    assert screen.browse.sheet.name.text() == "MARTIN Jeanne"


def test_escape_leaves_the_form_and_keeps_what_was_typed(
    screen: DonorsScreen, services: Services, settle: Settle
) -> None:
    screen.open(id=1, do="edit")
    settle()
    _type(screen, "city", "Vannes")
    assert screen.step_back()
    assert not screen.step_back()
    settle()
    assert services.office.ask(ShowDonor(1)).donor.address.city == "Vannes"


def test_a_few_donors_are_shown_with_the_reason_and_a_way_back(
    screen: DonorsScreen, settle: Settle
) -> None:
    screen.open(ids=(2,), why="incomplete address")
    settle()
    assert screen.browse.table.model().rowCount() == 1
    assert "incomplete address" in screen.browse.only_bar.label.text()
    _press(screen.browse.only_bar)
    settle()
    assert screen.browse.table.model().rowCount() == 2


def test_the_towns_of_a_code_are_proposed_as_it_is_typed(qtbot: QtBot) -> None:
    """The only one is filled in; what stands there is never written over."""
    code, town = QLineEdit(), QLineEdit()
    for field in (code, town):
        qtbot.addWidget(field)
    TownProposals(code, town, towns_of)
    QTest.keyClicks(code, "35000")
    assert town.text() == "Rennes"
    code.clear()
    QTest.keyClicks(code, "56000")
    assert town.text() == "Rennes"
    town.clear()
    code.clear()
    QTest.keyClicks(code, "51300")
    assert town.text() == ""
    completer = town.completer()
    completer.setCompletionPrefix("vitry")
    assert completer.currentCompletion() == "Vitry-en-Perthois"
