# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of a sheet under the hand: typed, refused at their field, changed, taken off."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from app.domain.donors import Contact, ContactUse, Details, Donor
from app.domain.users import Role, User
from app.ui.kit.screen import Services
from app.ui.screens.donors.drafting import FIELDS, LineKind, blank, kind_of, values_of, with_values
from app.ui.screens.donors.lines import LinesPane
from app.ui.screens.donors.screen import DonorsScreen
from app.usecases.donors import AddDetail, AttachDocument, CreateDonor, ShowDonor
from tests.conftest import TODAY

Settle = Callable[[], None]


@pytest.fixture
def donor(services: Services) -> Donor:
    """Somebody on file."""
    return services.office.do(CreateDonor(Donor(last_name="Dupont", first_name="Marie")))


def shown(services: Services, window: QWidget, settle: Settle) -> DonorsScreen:
    screen = DonorsScreen(services)
    QVBoxLayout(window).addWidget(screen)
    window.show()
    settle()
    screen.browse.table.selectRow(0)
    settle()
    screen.browse.sheet.tabs.setCurrentWidget(screen.browse.sheet.reached)
    return screen


def details(services: Services, donor: Donor) -> Details:
    return services.office.ask(ShowDonor(donor.id)).details


def field(pane: LinesPane, name: str) -> QLineEdit:
    found = pane.form.form.field(name)
    assert isinstance(found, QLineEdit)
    return found


@pytest.mark.parametrize("kind", list(LineKind))
def test_every_kind_of_line_goes_into_its_fields_and_back(kind: LineKind) -> None:
    line = blank(kind, 7)
    assert kind_of(line) is kind
    values = values_of(line)
    assert tuple(values) == FIELDS[kind]
    assert with_values(line, values) == line


def test_a_task_is_typed_ticked_off_and_ticked_back(
    services: Services, window: QWidget, settle: Settle, donor: Donor
) -> None:
    sheet = shown(services, window, settle).browse.sheet
    pane = sheet.followed
    sheet.show_part("followed")
    pane.add_button.click()
    text = pane.form.form.field("text")
    QTest.keyClicks(text, "Rappeler")
    pane.form.save()
    settle()
    (task,) = details(services, donor).tasks
    assert (task.text, task.due_on, task.done_on) == ("Rappeler", TODAY, None)
    assert not pane.done_button.isEnabled()
    pane.table.selectRow(0)
    pane.done_button.click()
    settle()
    assert details(services, donor).tasks[0].done_on == TODAY
    assert pane.done_button.text() == "Not &done"
    pane.done_button.click()
    settle()
    assert details(services, donor).tasks[0].done_on is None


def test_a_document_is_attached_and_shown(
    services: Services, window: QWidget, settle: Settle, donor: Donor, tmp_path: Path
) -> None:
    sheet = shown(services, window, settle).browse.sheet
    sheet.show_part("followed")
    picture = QPixmap(40, 30)
    picture.fill(Qt.GlobalColor.darkGreen)
    scan = tmp_path / "lettre.png"
    assert picture.save(str(scan))
    sheet.followed.attach_file(scan)
    settle()
    assert [one.name for one in details(services, donor).documents] == ["lettre.png"]
    sheet.followed.table.selectRow(0)
    sheet.followed.edit()
    settle()
    assert sheet.followed.currentWidget() is sheet.followed.preview
    assert sheet.followed.preview.view.pixmap().width() == picture.width()
    QTest.keyClick(sheet.followed.preview, Qt.Key.Key_Escape)
    assert sheet.followed.currentIndex() == 0


def test_a_donor_is_archived_and_brought_back(
    services: Services, window: QWidget, settle: Settle, donor: Donor
) -> None:
    sheet = shown(services, window, settle).browse.sheet
    sheet.archive_button.click()
    settle()
    assert services.office.ask(ShowDonor(donor.id)).donor.archived_on == TODAY
    assert sheet.archive_button.text() == "Bring &back"
    sheet.archive_button.click()
    settle()
    assert services.office.ask(ShowDonor(donor.id)).donor.archived_on is None
    assert sheet.history.rows_model.rowCount()


def test_a_telephone_is_typed_refused_mended_and_saved(
    services: Services, window: QWidget, settle: Settle, donor: Donor
) -> None:
    pane = shown(services, window, settle).browse.sheet.reached
    pane.add_button.click()
    value = field(pane, "value")
    value.setFocus()
    QTest.keyClicks(value, "06 12")
    pane.form.save()
    settle()
    assert pane.currentWidget() is pane.form
    assert value.hasFocus()
    assert details(services, donor).contacts == []
    QTest.keyClicks(value, " 34 56 78")
    QTest.keyClick(value, Qt.Key.Key_Return)
    QTest.keyClick(pane.form.form.field("use"), Qt.Key.Key_Return)
    settle()
    assert pane.currentWidget() is not pane.form
    (contact,) = details(services, donor).contacts
    assert (contact.value, contact.use) == ("+33612345678", ContactUse.MOBILE)
    assert "06\u00a012\u00a034\u00a056\u00a078" in services.toast.text


def test_escape_leaves_the_line_and_writes_nothing(
    services: Services, window: QWidget, settle: Settle, donor: Donor
) -> None:
    screen = shown(services, window, settle)
    pane = screen.browse.sheet.reached
    pane.begin()
    QTest.keyClicks(field(pane, "value"), "0612345678")
    assert screen.step_back()
    assert not screen.step_back()
    assert details(services, donor).contacts == []


def test_a_line_taken_off_is_put_back(
    services: Services, window: QWidget, settle: Settle, donor: Donor
) -> None:
    services.office.do(AddDetail(Contact(donor_id=donor.id, value="0612345678")))
    pane = shown(services, window, settle).browse.sheet.reached
    assert not pane.remove_button.isEnabled()
    pane.table.selectRow(0)
    pane.table.setFocus()
    QTest.keyClick(pane.table, Qt.Key.Key_Delete)
    settle()
    assert details(services, donor).contacts == []
    assert services.toast._undo is not None
    services.toast._undo.click()
    settle()
    assert [one.value for one in details(services, donor).contacts] == ["+33612345678"]


def test_ask_81_who_may_not_edit_is_told_why(
    services: Services, window: QWidget, settle: Settle, donor: Donor
) -> None:
    services.office.actor = User(name="Lise", role=Role.READER)
    pane = shown(services, window, settle).browse.sheet.reached
    assert not pane.add_button.isEnabled()
    assert "ask the treasurer" in pane.add_button.toolTip()
    pane.begin()
    assert pane.currentWidget() is not pane.form
    assert not details(services, donor).contacts


def test_what_a_donor_opposes_is_noted_shown_above_all_and_taken_back(
    services: Services, window: QWidget, settle: Settle, donor: Donor
) -> None:
    sheet = shown(services, window, settle).browse.sheet
    sheet.show_part("privacy")
    pane = sheet.privacy
    pane.oppose_button.click()
    settle()
    (everything,) = details(services, donor).consents
    assert "every solicitation" in sheet.warning.label.text()
    assert pane.summary.isHidden()
    pane.add_button.click()
    for name, words in (("standing", "Accepts"), ("purpose", "Newsletter"), ("channel", "By post")):
        choice = pane.form.form.field(name)
        assert isinstance(choice, QComboBox)
        choice.setCurrentText(words)
    pane.form.save()
    settle()
    assert "newsletter by e-mail" in sheet.warning.label.text()
    pane.table.selectRow(1)
    assert pane.table.current() == everything
    assert not pane.proof_button.isEnabled()
    pane.remove()
    settle()
    assert pane.summary.isVisible()


def test_the_proof_is_shown_where_it_was_noted(
    services: Services, window: QWidget, settle: Settle, donor: Donor, tmp_path: Path
) -> None:
    scan = QPixmap(20, 20)
    scan.fill(Qt.GlobalColor.white)
    scan.save(str(tmp_path / "coupon.png"))
    body = (tmp_path / "coupon.png").read_bytes()
    services.office.do(AttachDocument(donor.id, "coupon.png", body))
    sheet = shown(services, window, settle).browse.sheet
    sheet.show_part("privacy")
    pane = sheet.privacy
    pane.begin()
    proof = pane.form.form.field("proof_sha256")
    assert isinstance(proof, QComboBox)
    proof.setCurrentText("coupon.png")
    pane.form.save()
    settle()
    pane.table.selectRow(0)
    pane.proof_button.click()
    settle()
    assert pane.preview.isVisible()
    assert pane.step_back()
