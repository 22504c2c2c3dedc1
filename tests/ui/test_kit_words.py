# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window says: toasts, dialogs, pages of consequences; what the workstation remembers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.kernel.errors import Refused
from app.ui.kit import dialogs
from app.ui.kit.consequences import ConsequencesPage
from app.ui.kit.shortcuts import bind, sequences
from app.ui.kit.state import State
from app.ui.kit.theme import Theme
from app.ui.kit.toast import Toast
from app.ui.kit.widgets import Bar, EmptyState, Pill
from app.ui.shell.bugs import BugBox


def press(text: str) -> Callable[[], None]:
    """Return what presses a button of the box that will be shown."""

    def act() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        buttons = [made for made in box.buttons() if made.text() == text]
        assert buttons, [made.text() for made in box.buttons()]
        buttons[0].click()

    return act


def test_asking_goes_back_by_default(theme: Theme, qtbot: QtBot) -> None:
    def escape() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        default = box.defaultButton()
        assert default is not None
        assert default.text() == "Go back"
        QTest.keyClick(box, Qt.Key.Key_Escape)

    QTimer.singleShot(0, escape)
    assert not dialogs.ask(None, "Archive 30 donors?", "Archive")
    QTimer.singleShot(0, press("Archive"))
    assert dialogs.ask(None, "Archive 30 donors?", "Archive")


def test_one_of_several_verbs_is_chosen(theme: Theme, qtbot: QtBot) -> None:
    QTimer.singleShot(0, press("Second"))
    assert dialogs.choose(None, "Which?", ["First", "Second"]) == 1
    QTimer.singleShot(0, press("Go back"))
    assert dialogs.choose(None, "Which?", ["First", "Second"]) == -1


def test_telling_and_refusing_show_the_sentence(theme: Theme, qtbot: QtBot) -> None:
    QTimer.singleShot(0, press("Continue"))
    dialogs.tell(None, "The slip is printed.")
    QTimer.singleShot(0, press("Understood"))
    dialogs.refuse(None, Refused("x", "Not today."))


def test_a_bug_is_told_once_at_a_time(
    theme: Theme, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    box = BugBox(window)
    told: list[str] = []

    def tell(_parent: QWidget, _text: str, detail: str) -> None:
        told.append(detail)
        box.told.emit(tmp_path / "crash-2.txt")
        QApplication.processEvents()

    monkeypatch.setattr(dialogs, "tell", tell)
    box.told.emit(tmp_path / "crash-1.txt")
    qtbot.waitUntil(lambda: bool(told))
    assert len(told) == 1
    assert "crash-1.txt" in told[0]


def test_a_toast_offers_undo_and_the_next_takes_its_place(theme: Theme, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(800, 600)
    page.show()
    toast = Toast(page)
    undone: list[bool] = []
    toast.tell("Donor archived.", lambda: undone.append(True))
    assert toast.text == "Donor archived."
    button = toast.findChildren(QPushButton)[0]
    assert button.text() == "Undo"
    button.click()
    assert undone == [True]
    assert toast.text == ""
    toast.tell("Saved.")
    page.resize(900, 500)
    assert toast.geometry().bottom() < 500
    toast._timer.timeout.emit()
    assert toast.text == ""


def test_what_cannot_be_undone_asks_for_the_count(theme: Theme, qtbot: QtBot) -> None:
    page = ConsequencesPage(
        "Issue", "You will issue 812 receipts.", [("Total", "€96,410.00")], "Issue", 812
    )
    qtbot.addWidget(page)
    page.show()
    done: list[str] = []
    page.confirmed.connect(lambda: done.append("confirmed"))
    page.left.connect(lambda: done.append("left"))
    page.focus_first()
    QTest.keyClicks(page.typed, "811")
    page.act.click()
    assert done == []
    assert page.bar.label.text() == "The number typed is not 812: nothing was done."
    page.typed.clear()
    QTest.keyClicks(page.typed, "812")
    QTest.keyClick(page.typed, Qt.Key.Key_Return)
    page.back.click()
    assert done == ["confirmed", "left"]
    exempt = ConsequencesPage("Post", "Totals agree.", [], "Post")
    qtbot.addWidget(exempt)
    exempt.focus_first()
    with qtbot.waitSignal(exempt.confirmed):
        exempt.act.click()


def test_bars_and_pills_say_their_state_in_words(theme: Theme, qtbot: QtBot) -> None:
    bar = Bar()
    qtbot.addWidget(bar)
    pressed: list[bool] = []
    bar.tell("Six days without backup.", "warning", "Back up", lambda: pressed.append(True))
    assert bar.accessibleName() == "Six days without backup."
    bar.findChildren(QPushButton)[0].click()
    bar.tell("Done.", "success")
    assert pressed == [True]
    pill = Pill("Totals agree", "success")
    qtbot.addWidget(pill)
    assert pill.accessibleName() == pill.text == "Totals agree"
    pill.show_state("", "neutral")
    assert pill.isHidden()
    empty = EmptyState("No donor yet.", "Create", lambda: pressed.append(False))
    qtbot.addWidget(empty)
    empty.action.click()
    assert pressed[-1] is False


def test_the_workstation_remembers(tmp_path: Path) -> None:
    path = tmp_path / "state.ini"
    state = State(path)
    assert state.text("look", "light") == "light"
    state.keep("zoom", 125)
    state.keep_blob("geometry", QByteArray(b"\x01\x02"))
    state.save()
    again = State(path)
    assert again.number("zoom", 100) == 125
    assert again.blob("geometry").data() == b"\x01\x02"
    assert again.blob("nothing").isEmpty()
    again.keep("zoom", "a lot")
    assert again.number("zoom", 100) == 100


def test_recent_dossiers_are_those_still_there(tmp_path: Path) -> None:
    state = State(tmp_path / "state.ini")
    files = [tmp_path / f"{number}.obole" for number in range(8)]
    for file in files:
        file.touch()
        state.remember_recent(str(file))
    state.remember_recent("postgresql://server/moulin")
    assert state.recent()[0] == "postgresql://server/moulin"
    assert len(state.recent()) == 6
    files[7].unlink()
    assert str(files[7]) not in state.recent()


@pytest.mark.parametrize("shortcut", ["Ctrl+1", "Alt+2", "Ctrl+Shift+3"])
def test_a_digit_is_no_shortcut_on_azerty(shortcut: str) -> None:
    with pytest.raises(ValueError, match="cannot be typed"):
        sequences(shortcut)


def test_twin_keys_are_bound_together(theme: Theme, qtbot: QtBot) -> None:
    assert [one.toString() for one in sequences("Ctrl+Return")] == ["Ctrl+Return", "Ctrl+Enter"]
    page = QWidget()
    qtbot.addWidget(page)
    field = QPushButton("x", page)
    called: list[bool] = []
    bind(page, "F9", lambda: called.append(True))
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClick(field, Qt.Key.Key_F9)
    assert called == [True]
