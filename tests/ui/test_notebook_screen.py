# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The migration notebook in the window, from the choice of the program to the report."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.imports.fields import ImportKind
from app.domain.notebook import Subject
from app.ui.kit import papers
from app.ui.kit.screen import Services
from app.ui.screens.notebook.figures import FiguresCard
from app.ui.screens.notebook.screen import NotebookScreen
from app.usecases.imports import RunImport
from app.usecases.notebook import BeginNotebook, ShowNotebook, TypeFigure
from app.usecases.office import Office
from tests.support.tables import text
from tests.usecases.test_notebook import GIVEN

Settle = Callable[[], None]


@pytest.fixture
def screen(services: Services, window: QWidget, settle: Settle) -> NotebookScreen:
    """The page, before a notebook is begun."""
    made = NotebookScreen(services)
    made.setParent(window)
    made.resize(window.size())
    window.show()
    made.show()
    settle()
    return made


@pytest.fixture
def figures(screen: NotebookScreen, settle: Settle, office: Office, tmp_path: Path) -> FiguresCard:
    """The figures of a notebook that was begun, after an import."""
    office.do(BeginNotebook("other"))
    office.do(RunImport(ImportKind.GIFTS, text(tmp_path / "dons.csv", GIVEN)))
    settle()
    return screen.figures


def test_steps_are_ticked_with_what_there_is_to_say(
    screen: NotebookScreen, settle: Settle, office: Office
) -> None:
    assert screen.steps.isHidden()
    screen.program.setCurrentIndex(1)
    screen.begin.click()
    settle()
    assert screen.title.text() == "From Galette to Obole"
    assert "CSV exports" in screen.steps.help.text()
    QTest.keyClicks(screen.steps.note, "members, then contributions")
    QTest.keyClick(screen.steps.note, Qt.Key.Key_Return)
    settle()
    first, second = office.ask(ShowNotebook()).steps[:2]
    assert (first.note, first.done_on is not None) == ("members, then contributions", True)
    assert screen.steps.table.current() == second
    screen.steps.table.selectRow(0)
    screen.steps.undone.click()
    settle()
    assert office.ask(ShowNotebook()).steps[0].done_on is None


def test_a_figure_is_typed_compared_and_taken_out(
    screen: NotebookScreen, figures: FiguresCard, settle: Settle, office: Office
) -> None:
    figures.table.selectRow(1)
    assert figures.year.text() == "2024"
    figures.keep.click()
    told = [one.text() for one in figures.form.findChildren(QLabel)]
    assert any("how many" in one for one in told)
    QTest.keyClicks(figures.count, "2")
    QTest.keyClicks(figures.amount, "70,06")
    QTest.keyClick(figures.reason, Qt.Key.Key_Return)
    settle()
    assert "These figures differ: Gifts 2024" in screen.state.label.text()
    assert not screen.finish.isEnabled()
    figures.table.selectRow(0)
    assert not figures.form.field("year").isVisible()
    QTest.keyClicks(figures.count, "9")
    figures.keep.click()
    settle()
    figures.drop.click()
    settle()
    assert office.ask(ShowNotebook()).typed == 1


def test_a_notebook_is_finished_printed_and_gone_on_with(
    screen: NotebookScreen,
    figures: FiguresCard,
    settle: Settle,
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office.do(TypeFigure(Subject.GIFTS, 2024, 2, 7005))
    settle()
    screen.finish.click()
    settle()
    assert "Found right on 06/01/2026 by Anne" in screen.state.label.text()
    assert not figures.keep.isEnabled()
    seen: list[bytes] = []
    monkeypatch.setattr(papers, "show_pdf", lambda _parent, body, _name: seen.append(body))
    screen.report.click()
    settle()
    assert seen[0].startswith(b"%PDF")
    screen.reopen.click()
    settle()
    assert "Say why" in screen.bar.label.text()
    QTest.keyClicks(screen.reason, "one more file")
    screen.reopen.click()
    settle()
    assert screen.finish.isVisible()
