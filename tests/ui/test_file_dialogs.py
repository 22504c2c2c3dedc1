# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files are chosen in dialogs that open none of those they list."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFileSystemModel,
    QLineEdit,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.ui.kit import dialogs
from app.ui.kit.chooser import printer_dialog
from app.ui.kit.theme import Theme
from app.usecases.donors import DonorIds
from app.usecases.office import Office
from tests.support.locks import counted, locks_on


def _with_dialog(act: Callable[[QFileDialog], None]) -> None:
    """Do something to the dialog that will be shown."""

    def found() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        act(dialog)

    QTimer.singleShot(0, found)


def _type(name: str) -> Callable[[QFileDialog], None]:
    def act(dialog: QFileDialog) -> None:
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        line.setText(name)
        QTest.keyClick(line, Qt.Key.Key_Return)

    return act


def _has_icon(name: QModelIndex) -> bool:
    return not name.data(Qt.ItemDataRole.DecorationRole).isNull()


def _escape(dialog: QFileDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_file_is_chosen_or_not(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    table = tmp_path / "gifts.csv"
    table.write_text("a;b", encoding="utf-8")
    page = QWidget()
    qtbot.addWidget(page)
    _with_dialog(_type("gifts.csv"))
    assert dialogs.file_to_open(page, "Open", "*.csv", str(tmp_path)) == table
    _with_dialog(_escape)
    assert dialogs.file_to_open(page, "Open", "*.csv") is None
    qtbot.waitUntil(lambda: not page.findChildren(QFileDialog))


def test_where_to_write_is_proposed(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    proposed: list[str] = []

    def accept(dialog: QFileDialog) -> None:
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        proposed.append(line.text())
        QTest.keyClick(line, Qt.Key.Key_Return)

    _with_dialog(accept)
    wanted = tmp_path / "list 2026.xlsx"
    assert dialogs.file_to_write(None, "Save", str(wanted), "Workbooks (*.xlsx)") == wanted
    assert proposed == ["list 2026.xlsx"]
    _with_dialog(_escape)
    assert dialogs.file_to_write(None, "Save", "a.xlsx", "Workbooks (*.xlsx)") is None


def test_a_folder_is_chosen(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    _with_dialog(_type("out"))
    assert dialogs.folder_to_write(None, "Where?", str(tmp_path)) == tmp_path / "out"
    _with_dialog(_escape)
    assert dialogs.folder_to_write(None, "Where?") is None


@counted
def test_the_dialog_on_printers_opens_none_of_the_files_at_home(
    theme: Theme,
    qtbot: QtBot,
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office.ask(DonorIds())
    before = locks_on(tmp_path / "dossier.obole")
    monkeypatch.setenv("HOME", str(tmp_path))
    page = QWidget()
    qtbot.addWidget(page)
    printer = QPrinter()
    dialog = printer_dialog(printer, page)
    dialog.show()
    (model,) = dialog.findChildren(QFileSystemModel)
    home = model.index(str(tmp_path))
    qtbot.waitUntil(lambda: model.rowCount(home) >= 3)
    for row in range(model.rowCount(home)):
        model.index(row, 0, home).data(Qt.ItemDataRole.DecorationRole)  # draws it now
    dialog.reject()
    assert locks_on(tmp_path / "dossier.obole") == before


@counted
def test_a_dialog_opens_none_of_the_files_it_lists(
    theme: Theme, qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    office.ask(DonorIds())
    before = locks_on(tmp_path / "dossier.obole")
    (tmp_path / "papers").mkdir()
    listed: dict[str, str] = {}

    def look(dialog: QFileDialog) -> None:
        dialog.setViewMode(QFileDialog.ViewMode.Detail)
        view = dialog.findChild(QTreeView, "treeView")
        assert view is not None
        model = view.model()
        # What the system tells of each file comes one after the other, the kind with the icon.
        qtbot.waitUntil(lambda: model.rowCount(view.rootIndex()) >= 4)
        for row in range(model.rowCount(view.rootIndex())):
            name, kind = (model.index(row, column, view.rootIndex()) for column in (0, 2))
            qtbot.waitUntil(partial(_has_icon, name))
            listed[name.data()] = kind.data()
        _escape(dialog)

    _with_dialog(look)
    assert dialogs.file_to_open(None, "Open", "*", str(tmp_path)) is None
    assert listed["dossier.obole"] == "obole"
    assert listed["papers"] == "Folder"
    assert locks_on(tmp_path / "dossier.obole") == before
