# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups in the window: made, listed, compared, put back; their age; one on the way out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.domain.backups import Copy, Freshness, Plan, copy_name
from app.domain.donors import Donor
from app.kernel.i18n import use_language
from app.ui.kit import dialogs
from app.ui.kit.screen import Services
from app.ui.kit.theme import Look, Theme
from app.ui.kit.waiting import Waiting
from app.ui.screens.backups import presenter
from app.ui.screens.backups.screen import BackupsScreen
from app.ui.screens.home.presenter import safety
from app.ui.screens.home.screen import HomeScreen
from app.ui.shell.status import Status
from app.ui.shell.window import MainWindow
from app.usecases.backups import KeepPlan, ListBackups, Shelf, TakeBackup, age_words
from app.usecases.donors import CreateDonor
from tests.ui.conftest import PATIENCE_MS, RecordingNavigator

Settle = Callable[[], None]
NOW = datetime(2026, 1, 6, 10, tzinfo=UTC)


@pytest.fixture
def backups(services: Services, window: QWidget, settle: Settle) -> BackupsScreen:
    """The page of backups on a dossier that has none."""
    made = BackupsScreen(services)
    QVBoxLayout(window).addWidget(made)
    window.show()
    made.open()
    settle()
    return made


def _shelf(days: float | None) -> Shelf:
    plan = Plan(Path("copies"))
    if days is None:
        return Shelf(plan, (), Freshness.NONE)
    copy = Copy(Path("copies/a.obole"), NOW - timedelta(days=days), 4_000_000)
    age = Freshness.FRESH if days <= 7 else Freshness.OLD if days <= 30 else Freshness.STALE
    return Shelf(plan, (copy,), age, int(days))


def test_the_page_says_there_is_none_then_makes_one(
    backups: BackupsScreen, services: Services, settle: Settle
) -> None:
    assert backups.pill.text == "No backup yet"
    assert not backups.compare.isEnabled()
    assert backups.compare.toolTip()
    backups.now.click()
    settle()
    assert backups.bar.label.text().startswith("Copied and re-read: 0 donors")
    assert backups.pill.text == "Recent"
    assert len(backups.table.rows_model.rows) == 1
    assert backups.progress.isHidden()
    assert len(services.office.ask(ListBackups()).copies) == 1


def test_a_backup_is_compared_and_wanted_back(
    backups: BackupsScreen, services: Services, settle: Settle
) -> None:
    backups.now.click()
    settle()
    services.office.do(CreateDonor(Donor(last_name="Abricot")))
    backups.compare.click()
    settle()
    rows = backups.comparison.table.rows_model.rows
    assert rows[0] == ("Donors", "0", "1", "+1")
    assert backups.comparison.leave.hasFocus(), "the default goes back"
    backups.comparison.act.click()
    navigator = services.navigator
    assert isinstance(navigator, RecordingNavigator)
    (copy,) = services.office.ask(ListBackups()).copies
    assert navigator.visits == [("put back", {"path": copy.path})]
    assert backups.step_back()
    assert backups.comparison.isHidden()


def test_a_file_that_is_no_backup_is_told(
    backups: BackupsScreen, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.obole").write_text("nothing")
    monkeypatch.setattr(dialogs, "file_to_open", lambda *_words: tmp_path / "a.obole")
    backups.other.click()
    settle()
    assert "is not an Obole dossier" in backups.bar.label.text()
    assert backups.comparison.isHidden()


def test_where_they_go_is_chosen(
    backups: BackupsScreen, services: Services, settle: Settle, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(dialogs, "folder_to_write", lambda *_words: tmp_path / "here")
    backups.choose.click()
    settle()
    assert backups.folder.text() == str(tmp_path / "here")
    backups.at_exit.click()
    settle()
    assert not services.office.ask(ListBackups()).plan.at_exit


def test_a_folder_that_cannot_be_made_is_told(
    backups: BackupsScreen, services: Services, settle: Settle, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    services.office.ask(KeepPlan(folder=tmp_path / "file"))
    backups.now.click()
    settle()
    assert "Choose another one" in backups.bar.label.text()
    assert backups.now.isEnabled()


@pytest.mark.parametrize(
    ("days", "told", "kind"),
    [
        (None, "No backup yet", "error"),
        (0, "Backup: today", "success"),
        (1, "Backup: yesterday", "success"),
        (8, "Backup: 8 days ago", "warning"),
        (31, "Backup: 31 days ago", "error"),
    ],
)
def test_age_is_amber_after_a_week_and_red_after_a_month(
    days: float | None, told: str, kind: str
) -> None:
    assert safety(_shelf(days)) == (told, kind)
    assert presenter.state_words(_shelf(days))[1] == kind


def test_the_french_reads_as_french() -> None:
    with use_language("fr"):
        assert age_words(_shelf(6)) == "Sauvegarde\u00a0: il y a 6 jours"
        assert presenter.sum_words(_shelf(1)) == "1 version · 4\u00a0Mo"
        assert age_words(replace(_shelf(None), server=True)) == "Sauvegardé par le serveur"


def test_home_leads_to_the_backup(services: Services, window: QWidget, settle: Settle) -> None:
    home = HomeScreen(services)
    QVBoxLayout(window).addWidget(home)
    window.show()
    home.open()
    settle()
    home.back_up.click()
    navigator = services.navigator
    assert isinstance(navigator, RecordingNavigator)
    assert navigator.visits == [("backups", {"do": "now"})]


def _wait_open(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.session is not None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not window.lanes.busy, timeout=PATIENCE_MS)


def test_the_status_bar_tells_the_age(open_window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: open_window.status.backup == "! No backup yet", timeout=PATIENCE_MS)
    assert open_window.session is not None
    open_window.session.open("backups", do="now")
    qtbot.waitUntil(lambda: open_window.status.backup == "Backup: today", timeout=PATIENCE_MS)


def test_closing_a_dossier_that_changed_makes_a_copy(
    open_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    assert open_window.session is not None
    office = open_window.session.office
    office.ask(KeepPlan(folder=tmp_path / "copies"))
    open_window.close_dossier()
    assert not (tmp_path / "copies").exists(), "nothing changed"
    open_window.open_dossier(office.location)
    _wait_open(open_window, qtbot)
    office = open_window.session.office
    office.do(CreateDonor(Donor(last_name="Abricot")))
    open_window.close_dossier()
    assert len(list((tmp_path / "copies").glob("*.obole"))) == 1


def test_closing_can_do_without(open_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    assert open_window.session is not None
    office = open_window.session.office
    office.ask(KeepPlan(folder=tmp_path / "copies"))
    office.do(CreateDonor(Donor(last_name="Abricot")))

    def skip() -> None:
        waiting = QApplication.activeModalWidget()
        assert isinstance(waiting, Waiting)
        waiting.skip.click()

    QTimer.singleShot(0, skip)
    open_window.close_dossier()
    assert open_window.session is None
    left = list((tmp_path / "copies").glob("*")) if (tmp_path / "copies").exists() else []
    assert all(not path.name.startswith(".") for path in left), "nothing half-written"


def test_a_backup_that_fails_on_the_way_out_is_told_and_the_dossier_closes(
    open_window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert open_window.session is not None
    office = open_window.session.office
    (tmp_path / "file").write_text("")
    office.ask(KeepPlan(folder=tmp_path / "file"))
    office.do(CreateDonor(Donor(last_name="Abricot")))
    told: list[str] = []
    monkeypatch.setattr(dialogs, "tell", lambda _parent, *words: told.extend(words))
    open_window.close_dossier()
    assert open_window.session is None
    assert "The dossier is saved" in told[0]
    assert "Choose another one" in told[1]


def test_a_backup_takes_the_place_of_the_open_dossier(
    open_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    session = open_window.session
    assert session is not None
    (path,) = session.office.ask(TakeBackup(tmp_path / "copies")).paths
    session.office.do(CreateDonor(Donor(last_name="Abricot")))
    session.put_back(path)
    qtbot.waitUntil(lambda: open_window.session not in {None, session}, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not open_window.lanes.busy, timeout=PATIENCE_MS)
    assert open_window.session is not None
    office = open_window.session.office
    assert office.ask(TakeBackup(tmp_path / "after")).tally.donors == 0
    kept = list(Path(office.location).parent.glob("*-before-restore.obole"))
    assert len(kept) == 1


def test_copies_are_named_for_their_place() -> None:
    shelf = replace(_shelf(0), plan=Plan(Path("copies"), "ASSO", "x"))
    assert presenter.where_words(shelf, shelf.copies[0]) == "This computer"
    away = Copy(Path("/media/ASSO/x") / copy_name("a", "0123abcd", NOW), NOW, 1)
    assert presenter.where_words(shelf, away) == "Key “ASSO”"
    assert "plugged in" in presenter.key_words(shelf)
    assert "plug it in" in presenter.key_words(replace(shelf, unplugged=True))


def test_the_age_of_the_backup_is_readable_when_the_look_changes(
    theme: Theme, qtbot: QtBot
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    line = Status(window)
    line.show_backup("No backup yet", "error")
    window.show()
    colours = []
    for look in (Look.LIGHT, Look.DARK):
        theme.apply(look, 100)
        (label,) = (one for one in window.findChildren(QLabel) if "backup" in one.text())
        colours.append(label.palette().windowText().color().name().upper())
    assert colours == ["#A61B1B", "#FF9A94"]
