# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file that does not explain itself is explained on the page, and its rejects come out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.gifts import Means
from app.domain.imports.fields import Field
from app.domain.imports.matching import UpdatePolicy
from app.ui.kit import dialogs
from app.ui.kit.screen import Services
from app.ui.screens.imports.screen import ImportsScreen

Settle = Callable[[], None]
STRANGE = "Qui;Quand;Combien\nAbricot;03/12/2025;5\nBleuet;31/02/2025;6\n"


@pytest.fixture
def imports(services: Services, window: QWidget, settle: Settle, tmp_path: Path) -> ImportsScreen:
    """The import screen, with a file chosen whose heads say nothing."""
    made = ImportsScreen(services)
    QVBoxLayout(window).addWidget(made)
    window.show()
    path = tmp_path / "cahier.csv"
    path.write_text(STRANGE, encoding="utf-8")
    made.choose.take(path)
    made.choose.gifts.setChecked(True)
    settle()
    return made


def test_columns_are_told_then_means_then_it_comes_in_and_rejects_go_out(
    imports: ImportsScreen, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    imports.choose.next.click()
    settle()
    page = imports.columns
    assert page.isVisible()
    assert imports.strip.current == 1
    assert "the amount" in page.bar.label.text()
    assert not page.act.isEnabled()
    for place, wanted in enumerate((Field.FULL_NAME, Field.DAY, Field.AMOUNT)):
        page.table.selectRow(place)
        page.wanted.setCurrentIndex(page.wanted.findData(wanted))
        settle()
        assert page.table.current_row() == place
    assert page.act.isEnabled()
    page.act.click()
    settle()
    report = imports.report
    assert "do not say how they were paid" in report.bar.label.text()
    assert not report.act.isEnabled()
    report.change.click()
    settle()
    assert [one.column.field for one in page.table.rows_model.rows] == [
        Field.FULL_NAME,
        Field.DAY,
        Field.AMOUNT,
    ]
    page.means.setCurrentIndex(page.means.findData(Means.CASH))
    settle()
    page.act.click()
    settle()
    target = tmp_path / "rejets.xlsx"
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_arguments: target)
    report.save.click()
    settle()
    assert target.stat().st_size > 1000
    report.act.click()
    settle()
    assert "1 gift added" in report.bar.label.text()
    imports.show_history()
    settle()
    history = imports.history
    assert history.table.rows_model.rows[0].rejected == "1"
    again = tmp_path / "encore.xlsx"
    monkeypatch.setattr(dialogs, "file_to_open", lambda *_arguments: tmp_path / "cahier.csv")
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_arguments: again)
    history.save.click()
    settle()
    assert again.stat().st_size == pytest.approx(target.stat().st_size, abs=50)


def test_what_a_page_offers_fits_what_is_brought_in(imports: ImportsScreen, settle: Settle) -> None:
    page = imports.columns
    imports.choose.look.click()
    settle()
    assert page.wanted.findData(Field.AMOUNT) > 0
    assert page.wanted.findData(Field.NEWSLETTER) < 0
    assert page.means.isVisible()
    imports.step_back()
    imports.choose.donors.setChecked(True)
    imports.choose.look.click()
    settle()
    assert page.wanted.findData(Field.AMOUNT) < 0
    assert not page.means.isVisible()
    page.table.selectRow(1)
    page.wanted.setCurrentIndex(page.wanted.findData(Field.PHONE))
    settle()
    for policy in (UpdatePolicy.REPLACE, UpdatePolicy.KEEP, UpdatePolicy.FILL):
        page.policy.setCurrentIndex(page.policy.findData(policy))
        settle()
        assert [one.policy for one in page.table.rows_model.rows] == [
            UpdatePolicy.FILL,
            policy,
            UpdatePolicy.FILL,
        ]


def test_how_a_text_is_written_may_be_told(
    imports: ImportsScreen, settle: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "vieux.csv"
    path.write_bytes("Nom|Ville,CP\nHébert|Rennes,35\n".encode("cp850"))
    imports.choose.take(path)
    imports.choose.donors.setChecked(True)
    imports.choose.look.click()
    settle()
    page = imports.columns

    def seen() -> list[str]:
        return [one.column.title for one in page.table.rows_model.rows]

    page.separator.setCurrentIndex(page.separator.findData(","))
    settle()
    assert seen() == ["Nom|Ville", "CP"]
    page.separator.setCurrentIndex(page.separator.findData("|"))
    settle()
    assert seen() == ["Nom", "Ville,CP"]
    page.encoding.setCurrentIndex(page.encoding.findData("cp850"))
    settle()
    assert page.table.rows_model.rows[0].examples == ("Hébert",)
    page.encoding.setCurrentIndex(page.encoding.findData("utf-8"))
    settle()
    assert "vieux.csv is not written in utf-8" in imports.choose.bar.label.text()
    imports.choose.look.click()
    settle()
    assert page.encoding.currentData() == "cp850"


def test_cells_copied_in_a_spreadsheet_are_pasted(
    imports: ImportsScreen, settle: Settle, tmp_path: Path
) -> None:
    page, board = imports.choose, QGuiApplication.clipboard()
    page.donors.setChecked(True)
    board.setText("Abricot")
    page.paste.click()
    assert page.bar.label.text().startswith("Nothing was pasted")
    assert page.path == tmp_path / "cahier.csv"
    board.setText("Nom\tPrénom\tVille\nAbricot\tMarie\tRennes\n")
    page.paste.setFocus()
    QTest.keyClick(page.paste, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.file.text().startswith("pasted table")
    page.next.click()
    settle()
    assert imports.report.outcome.text().startswith("1 row read: 1 donor created")


def test_all_or_nothing_closes_the_import_while_a_row_is_rejected(
    imports: ImportsScreen, settle: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "fiches.csv"
    path.write_text("Nom;Prénom;Ville\nAbricot;Marie;Rennes\n;Paul;\nCassis;Lou;\n")
    imports.choose.take(path)
    imports.choose.donors.setChecked(True)
    imports.choose.look.click()
    settle()
    page, report = imports.columns, imports.report
    page.contact.click()
    settle()
    page.act.click()
    settle()
    assert report.act.isEnabled()
    assert [row.row for row in report.rejected.rows_model.rows] == [4]
    report.change.click()
    settle()
    assert page.contact.isChecked()
    page.whole.click()
    settle()
    page.act.click()
    settle()
    assert not report.act.isEnabled()
    assert report.bar.label.text().startswith("1 row cannot be brought in")
    assert "CASSIS Lou" in report.bar.label.text()


def test_values_are_mended_once_for_all_rows(
    imports: ImportsScreen, settle: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "modes.csv"
    path.write_text(
        "Nom;Date;Montant;Mode\n"
        "Abricot;03/12/2025;5;Chéqe\nBleuet;04/12/2025;6;Chéqe\nCassis;14/12/25;7;Troc\n",
        encoding="utf-8",
    )
    imports.choose.take(path)
    imports.choose.look.click()
    settle()
    imports.columns.values.click()
    settle()
    page = imports.values
    assert page.isVisible()
    assert imports.strip.current == 2
    assert "2 values are not understood" in page.bar.label.text()
    assert page.told.text() == "Cheque"
    page.take_all.click()
    settle()
    assert not page.take_all.isEnabled()
    page.table.selectRow(0)
    page.told.setText("Cash")
    page.take.click()
    settle()
    assert page.bar.label.text().startswith("Every value is understood")
    place = next(i for i, g in enumerate(page.table.rows_model.rows) if g.column == "Date")
    page.table.selectRow(place)
    assert "Before → after: 14/12/25\u00a0→\u00a014/12/2025." in page.detail.text()
    for finding in ("left as it stands", "mended"):
        page.mends.click()
        settle()
        place = next(i for i, g in enumerate(page.table.rows_model.rows) if g.column == "Date")
        page.table.selectRow(place)
        assert f"Date, {finding}" in page.detail.text()
    page.table.selectRow(1)
    assert not page.mends.isEnabled()
    page.act.click()
    settle()
    assert imports.report.outcome.text().startswith("3 rows read: 3 donors created")
    imports.report.values.click()
    settle()
    assert [one.repaired for one in page.table.rows_model.rows] == [None, "Cheque", "Cash"]
