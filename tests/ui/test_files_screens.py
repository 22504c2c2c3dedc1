# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Import and export on the screen: rehearse, bring in, recognise the same file, undo; write out."""

import threading
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.domain.addresses import Address
from app.domain.donors import Donor
from app.kernel.assets import asset_path
from app.ui.kit import dialogs
from app.ui.kit.screen import Services
from app.ui.screens.exports.screen import ExportsScreen
from app.ui.screens.imports.screen import ImportsScreen
from app.usecases.context import Context
from app.usecases.donors import CreateDonor, DonorIds, EditDonor, ShowDonor
from app.usecases.duplicates import scanning
from app.usecases.exports import ExportKind, ExportModels
from app.usecases.imports import likely
from tests.ui.conftest import PATIENCE_MS

Settle = Callable[[], None]
_CHEQUES = asset_path("samples", "moulin-modele.xlsx")


@pytest.fixture
def imports(services: Services, window: QWidget, settle: Settle) -> ImportsScreen:
    """The import screen on an empty dossier."""
    made = ImportsScreen(services)
    QVBoxLayout(window).addWidget(made)
    window.show()
    settle()
    return made


def _rehearse(screen: ImportsScreen, settle: Settle, path: Path = _CHEQUES) -> None:
    screen.show_choice()
    screen.choose.take(path)
    screen.choose.gifts.setChecked(True)
    screen.choose.next.click()
    settle()


def test_nothing_can_be_rehearsed_before_a_file_is_chosen(imports: ImportsScreen) -> None:
    assert not imports.choose.next.isEnabled()
    assert imports.choose.next.toolTip()
    imports.focus_first()
    assert imports.choose.choose.hasFocus()


def test_a_dry_run_tells_before_and_after_and_writes_nothing(
    imports: ImportsScreen, services: Services, settle: Settle
) -> None:
    _rehearse(imports, settle)
    assert imports.strip.current == 3
    rows = imports.report.tally.rows_model.rows
    assert [(row.before, row.after) for row in rows] == [
        ("0", "30"),
        ("0", "40"),
        ("€0.00", "€2,240.00"),
    ]
    assert len(services.office.ask(DonorIds())) == 0


def test_a_dry_run_shows_who_is_perhaps_on_file(
    imports: ImportsScreen, services: Services, settle: Settle, tmp_path: Path
) -> None:
    home = Address(street="8 quai Neuf", postal_code="44000", city="Nantes")
    known = Donor(last_name="Abricot", first_name="Paul", address=home)
    services.jobs.write(CreateDonor(known))
    settle()
    coming = tmp_path / "coming.csv"
    coming.write_text("Nom;Prénom;Adresse;CP;Ville\nABRICOTT;Paul;8 quai Neuf;44000;NANTES\n")
    imports.show_choice()
    imports.choose.take(coming)
    imports.choose.donors.setChecked(True)
    imports.choose.next.click()
    settle()
    report = imports.report
    assert report.tabs.currentWidget() is report.likely
    (row,) = report.likely.table.rows_model.rows
    assert (row.row, row.name, row.other) == (2, "ABRICOTT Paul", "ABRICOT Paul, 10001-4")
    sides = [label.text() for label in report.likely.sides.findChildren(QLabel)]
    assert sides[sides.index("Name") :][:4] == ["Name", "ABRICOTT Paul", "≠", "ABRICOT Paul"]
    assert sides[-3:] == ["8 quai Neuf, 44000 NANTES", "", "8 quai Neuf, 44000 Nantes"]
    assert "1 donor to be made looks like another, 1 surely" in report.bar.label.text()
    assert report.act.isEnabled()
    assert "To look at: 1. New: 0" in report.likely.piles.text()
    QTest.keyClick(report.likely.table, Qt.Key.Key_1)
    assert report.act.text().replace("&", "") == "Dry run"
    report.act.click()
    settle()
    assert "To look at: 0. New: 0. Decided: 1" in report.likely.piles.text()
    assert not report.act.isEnabled()
    report.likely.forget.click()
    report.act.click()
    settle()
    report.likely.all_sure.click()
    assert [report.likely._decision(one) for one in report.likely.table.rows_model.rows] == [
        "same person"
    ]


def test_comparing_can_be_stopped_and_that_is_told(
    imports: ImportsScreen,
    settle: Settle,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clicked = threading.Event()

    def percents(ctx: Context) -> Callable[[int, int], None]:
        """Hold the comparison at its first step until somebody had time to stop it."""
        clicked.wait(20)
        return scanning.percents(ctx)

    monkeypatch.setattr(likely, "percents", percents)
    people = "".join(f"Abricot{end};Paul;8 quai Neuf;44000;NANTES\n" for end in ("", "t"))
    coming = tmp_path / "coming.csv"
    coming.write_text("Nom;Prénom;Adresse;CP;Ville\n" + people)
    imports.choose.take(coming)
    imports.choose.donors.setChecked(True)
    imports.choose.next.click()
    report = imports.report
    qtbot.waitUntil(report.stop.isVisible, timeout=PATIENCE_MS)
    assert "Dry run: nothing is written yet" in report.bar.label.text()
    assert report.tabs.tabText(report.tabs.indexOf(report.likely)) == "On file? (…)"
    assert not report.act.isEnabled()
    report.stop.click()
    clicked.set()
    settle()
    assert "who is perhaps on file already is not known" in report.bar.label.text()
    assert report.tabs.tabText(report.tabs.indexOf(report.likely)) == "On file? (…)"
    assert report.act.isEnabled()
    imports.show_choice()
    imports.choose.next.click()
    settle()
    assert report.tabs.currentWidget() is report.likely


def test_an_import_is_told_recognised_the_second_time_and_undone(
    imports: ImportsScreen, services: Services, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    _rehearse(imports, settle)
    imports.report.act.click()
    settle()
    assert "30 donors" in imports.report.bar.label.text()
    assert len(services.office.ask(DonorIds())) == 30
    _rehearse(imports, settle)
    assert "already imported" in imports.report.bar.label.text()
    assert not imports.report.act.isEnabled()
    monkeypatch.setattr(dialogs, "ask", lambda *_arguments, **_options: True)
    imports.show_history()
    settle()
    imports.history.undo.click()
    settle()
    assert len(services.office.ask(DonorIds())) == 0
    assert not imports.history.undo.isEnabled()


def test_what_holds_an_import_is_listed_and_the_rest_is_undone(
    imports: ImportsScreen, services: Services, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    _rehearse(imports, settle)
    imports.report.act.click()
    settle()
    known = services.office.ask(ShowDonor(services.office.ask(DonorIds())[0])).donor
    services.jobs.write(EditDonor(replace(known, phone="06 39 98 00 01")))
    settle()
    monkeypatch.setattr(dialogs, "ask", lambda *_arguments, **_options: True)
    imports.report.undo.click()
    settle()
    history = imports.history
    assert "The rest of it can be undone" in history.bar.label.text()
    assert [one.number for one in history.held.rows_model.rows] == [known.number]
    history.rest.click()
    settle()
    assert list(services.office.ask(DonorIds())) == [known.id]
    assert history.table.rows_model.rows[0].state == "Undone, some stays"
    assert not history.held.isVisible()


def test_a_file_that_is_no_table_is_refused_in_place(
    imports: ImportsScreen, settle: Settle, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"not a workbook")
    _rehearse(imports, settle, broken)
    assert imports.choose.isVisible()
    assert imports.choose.bar.isVisible()


def test_escape_goes_back_to_the_file(imports: ImportsScreen, settle: Settle) -> None:
    _rehearse(imports, settle)
    assert imports.step_back()
    assert imports.choose.path == _CHEQUES
    assert not imports.step_back()


def test_an_empty_history_says_so(imports: ImportsScreen, settle: Settle) -> None:
    imports.open(page="history")
    settle()
    assert imports.history.empty.isVisible()


@pytest.mark.parametrize(("kind", "rows"), [(ExportKind.DONORS, 30), (ExportKind.GIFTS, 40)])
def test_a_list_is_written_where_the_person_says(
    imports: ImportsScreen,
    services: Services,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    kind: ExportKind,
    rows: int,
) -> None:
    _rehearse(imports, settle)
    imports.report.act.click()
    settle()
    screen = ExportsScreen(services)
    screen.open(kind=kind.value)
    screen.list.format.setCurrentIndex(screen.list.format.findData("csv.international"))
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_arguments: tmp_path / "list.csv")
    screen.list.act.click()
    settle()
    assert f"{rows} rows" in screen.bar.label.text()
    assert (tmp_path / "list.csv").stat().st_size > rows
    screen.deleteLater()


def test_columns_are_chosen_kept_used_and_forgotten_by_the_keys(
    services: Services, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = ExportsScreen(services)
    screen.show()
    screen.open(kind=ExportKind.BATCHES.value)
    assert not screen.list.warning.isVisible()
    assert not screen.list.solicits.isVisible()
    screen.list.choose.click()
    settle()
    page = screen.columns
    page.every.click()
    page.act.click()
    assert "one column at least" in page.bar.label.text()
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    page.down.click()
    page.table.selectRow(0)
    page.down.click()
    page.keep.fill({"name": "Bilan", "usual": True})
    page.act.click()
    settle()
    assert screen.list.columns.currentText() == "Bilan"
    (model,) = services.office.ask(ExportModels(ExportKind.BATCHES))
    assert (model.keys, model.usual) == (("kind", "batch"), True)
    screen.list.choose.click()
    settle()
    assert screen.step_back()
    out = tmp_path / "list.xlsx"
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_arguments: out)
    screen.list.act.click()
    settle()
    assert load_workbook(out).active["A1"].value == "Kind"
    screen.list.choose.click()
    settle()
    page.forget.click()
    settle()
    assert services.office.ask(ExportModels(ExportKind.BATCHES)) == []
    assert screen.list.columns.currentText() == "All columns"
    screen.deleteLater()


def test_the_accountants_package_is_written_from_the_page(
    services: Services, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = ExportsScreen(services)
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_arguments: tmp_path / "package")
    screen.package.closing.setText("")
    screen.package.act.click()
    assert "last day" in screen.bar.label.text()
    screen.package.closing.setText("not a day")
    screen.package.act.click()
    assert "last day" not in screen.bar.label.text()
    screen.package.closing.setText("31/12/2025")
    screen.package.act.click()
    settle()
    assert "All its controls agree" in screen.bar.label.text()
    assert (tmp_path / "package.zip").stat().st_size
    screen.deleteLater()


def test_the_whole_dossier_is_written_from_the_page(
    services: Services, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = ExportsScreen(services)
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_arguments: tmp_path / "whole")
    screen.whole.form.setCurrentIndex(1)
    screen.whole.act.click()
    assert not screen.whole.act.isEnabled()
    settle()
    assert "documents written in whole.zip" in screen.bar.label.text()
    with zipfile.ZipFile(tmp_path / "whole.zip") as archive:
        assert "dossier.xlsx" in archive.namelist()
    assert screen.whole.act.isEnabled()
    screen.deleteLater()
