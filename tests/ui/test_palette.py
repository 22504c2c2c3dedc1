# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ctrl+K over the page: what it finds, and who has the keys before, meanwhile and after."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.donors import Donor
from app.kernel.i18n import use_language
from app.ui.shell.answers import screen_answers
from app.ui.shell.catalogue import screen_catalogue
from app.ui.shell.window import MainWindow
from app.usecases.donors import CreateDonor
from tests.ui.conftest import rest


def test_ctrl_k_gives_focus_text_and_caret_back(open_window: MainWindow, qtbot: QtBot) -> None:
    assert open_window.session is not None
    open_window.session.open("settings", page="association")
    rest(open_window, qtbot)
    page = open_window.session.screen()
    assert page is not None
    field = next(f for f in page.findChildren(QLineEdit) if f.accessibleName() == "Name")
    open_window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.setText("Les Amis du Moulin")
    field.setCursorPosition(4)
    open_window.palette_.ask()
    assert open_window.palette_.box.hasFocus()
    QTest.keyClicks(open_window.palette_.box, "set")
    rest(open_window, qtbot)
    QTest.keyClick(open_window.palette_.box, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is field
    assert (field.text(), field.cursorPosition()) == ("Les Amis du Moulin", 4)


def test_a_page_that_ends_its_work_does_not_take_the_keys_from_ctrl_k(
    open_window: MainWindow, qtbot: QtBot
) -> None:
    """A search through the file ends while somebody looks for a donor: the keys stay there."""
    assert open_window.session is not None
    open_window.session.open("settings", page="association")
    rest(open_window, qtbot)
    page = open_window.session.screen()
    assert page is not None
    field = next(f for f in page.findChildren(QLineEdit) if f.accessibleName() == "Name")
    open_window.activateWindow()
    palette = open_window.palette_
    palette.ask()
    qtbot.waitUntil(palette.box.hasFocus)
    field.setFocus()
    qtbot.waitUntil(palette.box.hasFocus)
    QTest.keyClick(palette.box, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is field


def test_a_page_out_of_sight_gets_no_key(open_window: MainWindow, qtbot: QtBot) -> None:
    """Its work ends and asks for the caret: what is typed stays on the page in sight."""
    assert open_window.session is not None
    open_window.session.open("settings", page="association")
    rest(open_window, qtbot)
    left = open_window.session.screen()
    assert left is not None
    field = next(f for f in left.findChildren(QLineEdit) if f.accessibleName() == "Name")
    open_window.session.open("donors")
    rest(open_window, qtbot)
    open_window.activateWindow()
    had = QApplication.focusWidget()
    assert had is not None
    field.setFocus()
    assert QApplication.focusWidget() is had
    open_window.palette_.ask()
    qtbot.waitUntil(open_window.palette_.box.hasFocus)
    field.setFocus()
    assert open_window.palette_.box.hasFocus()
    QTest.keyClick(open_window.palette_.box, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is had


def test_ctrl_k_gives_the_keys_to_a_page_that_was_drawn_anew(
    open_window: MainWindow, qtbot: QtBot
) -> None:
    """Home shows its tasks again while somebody looks for a donor: its first task has the keys."""
    assert open_window.session is not None
    home = open_window.session.screen()
    assert home is not None
    home.focus_first()
    home.open()
    rest(open_window, qtbot)
    had = QApplication.focusWidget()
    assert isinstance(had, QPushButton)
    open_window.palette_.ask()
    qtbot.waitUntil(open_window.palette_.box.hasFocus)
    home.open()
    rest(open_window, qtbot)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QTest.keyClick(open_window.palette_.box, Qt.Key.Key_Escape)
    rest(open_window, qtbot)
    now = QApplication.focusWidget()
    assert isinstance(now, QPushButton)
    assert (now is had, home.isAncestorOf(now)) == (False, True)


def test_ctrl_k_finds_a_screen_and_goes_there(open_window: MainWindow, qtbot: QtBot) -> None:
    assert open_window.session is not None
    palette = open_window.palette_
    palette.ask()
    QTest.keyClicks(palette.box, "settin")
    rest(open_window, qtbot)
    assert palette.count.text() == "1 answer"
    QTest.keyClick(palette.box, Qt.Key.Key_Return)
    assert open_window.session.current == "settings"
    open_window.session.back()
    assert open_window.session.current == "home"


def test_enter_waits_for_the_answers_to_what_was_typed(
    open_window: MainWindow, qtbot: QtBot
) -> None:
    """Typed and entered in one go: that page opens, not what answered its first letter."""
    assert open_window.session is not None
    palette = open_window.palette_
    palette.ask()
    QTest.keyClicks(palette.box, "d")
    rest(open_window, qtbot)
    QTest.keyClicks(palette.box, "eposits")
    QTest.keyClick(palette.box, Qt.Key.Key_Return)
    assert open_window.session.current == "home"
    rest(open_window, qtbot)
    assert open_window.session.current == "deposits"


def test_ctrl_k_finds_a_donor_and_tells_who_it_is(open_window: MainWindow, qtbot: QtBot) -> None:
    assert open_window.session is not None
    donor = Donor(last_name="Fougère", first_name="Denise", phone="02 99 00 00 01")
    open_window.session.services.jobs.write(CreateDonor(donor))
    rest(open_window, qtbot)
    palette = open_window.palette_
    palette.ask("fougere den")
    rest(open_window, qtbot)
    assert [answer.name for answer in palette._answers] == ["FOUGÈRE Denise"]
    assert "02 99 00 00 01" in palette.detail.text()
    palette.box.setText("zzz")
    palette._look_up("zzz")
    rest(open_window, qtbot)
    assert palette.count.text() == "Nobody of that name"
    palette.leave()


def test_an_act_pressed_before_the_card_is_there_is_done_and_types_nothing(
    open_window: MainWindow, qtbot: QtBot
) -> None:
    """A card is read once the fingers rest; whoever is quicker than that loses nothing."""
    assert open_window.session is not None
    open_window.session.services.jobs.write(CreateDonor(Donor(last_name="Fougère")))
    rest(open_window, qtbot)
    palette = open_window.palette_
    palette.ask("fougere")
    rest(open_window, qtbot)
    assert palette.replies.isHidden()
    QTest.keyClick(palette.box, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert palette.box.text() == "fougere"
    rest(open_window, qtbot)
    assert open_window.session.current == "donors"
    palette.ask("fougere")
    qtbot.waitUntil(lambda: not palette.replies.isHidden())
    palette.leave()


def test_ctrl_k_goes_to_a_name_that_is_only_near_once_it_was_reached(
    open_window: MainWindow, qtbot: QtBot
) -> None:
    session = open_window.session
    assert session is not None
    session.services.jobs.write(CreateDonor(Donor(last_name="Fougère", first_name="Denise")))
    rest(open_window, qtbot)
    palette = open_window.palette_
    palette.ask("fougerre den")
    rest(open_window, qtbot)
    assert [answer.name for answer in palette._answers] == ["≈ FOUGÈRE Denise"]
    QTest.keyClick(palette.box, Qt.Key.Key_Return)
    assert session.current == "home"
    QTest.keyClick(palette.box, Qt.Key.Key_Down)
    assert palette.detail.text() == "The name is not quite what you typed."
    QTest.keyClick(palette.box, Qt.Key.Key_Return)
    assert session.current == "donors"


def test_a_screen_is_found_by_the_beginning_of_a_word() -> None:
    with use_language("fr"):
        found = screen_answers("regl", screen_catalogue())
    assert [answer.screen for answer in found] == ["settings"]
    assert screen_answers("", screen_catalogue()) == []
