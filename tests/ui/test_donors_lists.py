# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists on the donors screen: made on a page, several rows selected, written out."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.addresses import Address
from app.domain.donors import Donor, Tag
from app.domain.lists import ListColumn, read_conditions
from app.ui.kit import dialogs
from app.ui.kit.screen import Services
from app.ui.screens.donors.listdraft import conditions_of, values_of
from app.ui.screens.donors.screen import DonorsScreen
from app.usecases.calls import CallLists
from app.usecases.donors import (
    AddDetail,
    CreateDonor,
    DueTasks,
    EditDonor,
    FindDonors,
    ListTags,
    ShowDonor,
)
from app.usecases.exports import ExportModel, SaveModel
from app.usecases.lists import SavedLists
from tests.support.pdf import text_of

Settle = Callable[[], None]
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def screen(services: Services, window: QWidget, settle: Settle) -> DonorsScreen:
    """The screen on a dossier of four donors, two of them in Rennes."""
    for name, city in (
        ("ZOLA", "Rennes"),
        ("SAND", "Nohant"),
        ("HUGO", "RENNES"),
        ("ÉLUARD", "Paris"),
    ):
        home = Address(street="1 rue du Pré", postal_code="35000", city=city)
        made = services.office.do(CreateDonor(Donor(last_name=name, address=home)))
    services.office.do(AddDetail(Tag(donor_id=made.id, name="Poète")))
    screen = DonorsScreen(services)
    QVBoxLayout(window).addWidget(screen)
    window.show()
    settle()
    return screen


def _names(screen: DonorsScreen) -> list[str]:
    model = screen.browse.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def _undo(screen: DonorsScreen) -> None:
    (undo,) = [
        one for one in screen.services.toast.findChildren(QPushButton) if "Undo" in one.text()
    ]
    undo.click()


def _type(screen: DonorsScreen, name: str, text: str) -> None:
    field = screen.compose.fields.field(name)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    QTest.keyClicks(field, text)


@pytest.mark.parametrize(
    "text",
    [
        "city=Ren*\npostal_code=35*\nkind=person\nlast_gift>=2024-01-01\nlast_gift<2025-01-01",
        "total@2025>=100\ngifts@2025<3\ntag=Poète\ntag!=Banni\nreceipt=none\nemail=yes\nphone=no",
    ],
)
def test_a_form_gives_back_the_conditions_it_shows(text: str) -> None:
    values, others = values_of(read_conditions(text))
    assert others == ()
    assert set(conditions_of(values)) == set(read_conditions(text))


def test_what_the_form_has_no_field_for_is_kept() -> None:
    conditions = read_conditions("tag=un\ntag=deux\ntotal@2025>=100\ngifts@2024<1")
    values, others = values_of(conditions)
    assert {*conditions_of(values), *others} == set(conditions)
    assert len(others) == 2


def test_a_list_is_made_told_and_left(screen: DonorsScreen, settle: Settle) -> None:
    QTest.keyClick(screen.browse.filter, Qt.Key.Key_F, Qt.KeyboardModifier(_CTRL | _SHIFT))
    assert screen.compose.isVisible()
    _type(screen, "city", "rennes")
    box = screen.compose.boxes.field(ListColumn.EMAIL)
    assert isinstance(box, QCheckBox)
    box.click()
    screen.compose.act.click()
    settle()
    assert _names(screen) == ["HUGO", "ZOLA"]
    assert screen.browse.only_bar.label.text() == "town: rennes"
    assert screen.browse.count.text() == "2 donors found · €0.00"
    assert ListColumn.EMAIL in screen.browse.made.shown
    QTest.keyClicks(screen.browse.filter, "zol")
    settle()
    assert _names(screen) == ["ZOLA"]
    screen.browse._show_all()
    settle()
    assert len(_names(screen)) == 4
    assert ListColumn.EMAIL in DonorsScreen(screen.services).browse.made.shown
    settle()


def test_a_list_is_kept_opened_again_with_fresh_rows_and_forgotten(
    screen: DonorsScreen, settle: Settle
) -> None:
    screen.begin_list()
    _type(screen, "city", "rennes")
    name = screen.compose.keep.field("name")
    assert isinstance(name, QLineEdit)
    QTest.keyClicks(name, "Rennais")
    screen.compose.act.click()
    settle()
    assert screen.browse.only_bar.label.text() == "Rennais: town: rennes"
    screen.browse._show_all()
    home = Address(street="2 rue du Pré", postal_code="35000", city="Rennes")
    screen.services.office.do(CreateDonor(Donor(last_name="DUMAS", address=home)))
    settle()
    (entry,) = screen.browse.tools.kept.actions()
    assert entry.text() == "Rennais"
    entry.trigger()
    settle()
    assert _names(screen) == ["DUMAS", "HUGO", "ZOLA"]
    screen.begin_list()
    assert screen.compose.forget.isVisible()
    screen.compose.forget.click()
    settle()
    assert len(_names(screen)) == 5
    assert screen.services.office.ask(SavedLists()) == []


def test_a_period_that_ends_before_it_begins_stays_on_the_page(screen: DonorsScreen) -> None:
    screen.begin_list()
    _type(screen, "first", "01022025")
    _type(screen, "last", "01012025")
    screen.compose.act.click()
    assert screen.compose.isVisible()
    assert "before it begins" in screen.compose.fields.field("last").accessibleDescription()
    assert screen.step_back()
    assert screen.browse.isVisible()


def test_several_rows_are_selected_counted_kept_by_a_sort_and_written(
    screen: DonorsScreen, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, out = screen.browse.table, tmp_path / "a.xlsx"
    table.setFocus()
    table.selectRow(1)
    QTest.keyClick(table, Qt.Key.Key_Down, _SHIFT)
    settle()
    chosen = table.selected_ids()
    assert len(chosen) == 2
    assert screen.browse.count.text() == "2 donors selected · €0.00"
    table._sort_by(1)
    settle()
    assert set(table.selected_ids()) == set(chosen)
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_told: out)
    model = ExportModel(name="Villes", columns="city,number")
    screen.services.office.do(SaveModel(model))
    fields = screen.browse.acts.workbook_fields
    settle()
    screen.browse.tools.workbook_wanted.emit()
    assert screen.browse.acts.workbook.title.text() == "A workbook of 2 donors"
    screen.browse.acts.workbook.buttons[0].click()
    settle()
    assert not screen.browse.acts.workbook.isVisible()
    column = [cell.value for cell in load_workbook(out).active["A"] if cell.value]
    assert set(column) == {"Name", "HUGO", "SAND", "Total"}
    fields.columns.setCurrentText("Villes")
    screen.browse.acts.workbook.buttons[0].click()
    settle()
    head, *rows = load_workbook(out).active.iter_rows(values_only=True)
    assert head == ("City", "Donor number")
    assert {row[0] for row in rows} == {"RENNES", "Nohant"}
    QTest.keyClick(table, Qt.Key.Key_A, _CTRL)
    settle()
    assert len(table.selected_ids()) == 4


def test_labels_ask_for_the_sheet_and_its_first_free_label(
    screen: DonorsScreen, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, strip = tmp_path / "a.pdf", screen.browse.acts.labels
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_told: out)
    screen.browse.tools.labels_wanted.emit()
    first = strip.fields.field("first")
    assert isinstance(first, QLineEdit)
    for wrong in ("x", "99"):
        first.setText(wrong)
        strip.buttons[0].click()
        settle()
        assert first.accessibleDescription()
        assert not out.exists()
    first.setText("4")
    QTest.keyClick(first, Qt.Key.Key_Return)
    settle()
    assert "1 RUE DU PRE" in text_of(out.read_bytes())
    assert screen.services.toast.text.startswith("4 labels in ")


def test_a_tag_and_a_task_for_the_list_are_taken_back_as_one(
    screen: DonorsScreen, settle: Settle
) -> None:
    office, acts = screen.services.office, screen.browse.acts
    screen.browse.tools.tag_wanted.emit()
    word = acts.tag.fields.field("name")
    QTest.keyClicks(word, "Lettre")
    QTest.keyClick(word, Qt.Key.Key_Return)
    settle()
    assert [(one.name, one.donors) for one in office.ask(ListTags())] == [
        ("Lettre", 4),
        ("Poète", 1),
    ]
    assert screen.services.toast.text == "Lettre: put on 4 donors."
    _undo(screen)
    settle()
    assert [one.name for one in office.ask(ListTags())] == ["Poète"]
    screen.browse.tools.task_wanted.emit()
    acts.task.buttons[0].click()
    settle()
    assert acts.task.fields.field("text").accessibleDescription()
    QTest.keyClicks(acts.task.fields.field("text"), "Remercier")
    acts.task.buttons[0].click()
    settle()
    assert len(office.ask(DueTasks())) == 4
    _undo(screen)
    settle()
    assert office.ask(DueTasks()) == []
    screen.browse.tools.tag_wanted.emit()
    assert screen.step_back()
    assert not acts.tag.isVisible()


def test_the_rows_selected_become_a_call_list_and_are_taken_back(
    screen: DonorsScreen, settle: Settle
) -> None:
    """Those without a number are left out and told; without a name nothing is made."""
    office, acts = screen.services.office, screen.browse.acts
    first = office.ask(FindDonors("zola"))[0]
    office.do(EditDonor(replace(office.ask(ShowDonor(first.id)).donor, phone="0299000001")))
    settle()
    screen.browse.tools.calls_wanted.emit()
    assert "4 donors" in acts.calls.title.text()
    acts.calls.buttons[0].click()
    settle()
    name = acts.calls.fields.field("name")
    assert "name" in name.accessibleDescription()
    assert office.ask(CallLists()) == []
    QTest.keyClicks(name, "Merci")
    QTest.keyClick(name, Qt.Key.Key_Return)
    settle()
    (made,) = office.ask(CallLists())
    assert (made.made.name, made.donors) == ("Merci", 1)
    assert screen.services.toast.text.startswith("1 donor to call.")
    assert "3" in screen.services.toast.text
    _undo(screen)
    settle()
    assert office.ask(CallLists()) == []
