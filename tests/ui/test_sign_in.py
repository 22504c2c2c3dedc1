# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening a dossier: who keys is asked for where there is a choice, and a bug frees everything."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.users import Role, User
from app.kernel.errors import OboleError
from app.ui.instance import Instance
from app.ui.kit import dialogs
from app.ui.kit.theme import Look, theme_of
from app.ui.shell.acts import change_user
from app.ui.shell.window import MainWindow
from app.usecases.office import Office
from app.usecases.users import ListUsers, SaveUser
from tests.conftest import MakeOffice
from tests.ui.conftest import PATIENCE_MS

PHRASE = "une phrase assez longue"


@pytest.fixture
def shared(office: Office) -> str:
    """A closed dossier of three active users, one with a passphrase, and of one who left."""
    office.do(SaveUser(User(name="Basile & fils", role=Role.ENTRY)))
    office.do(SaveUser(User(name="Claire", role=Role.TREASURER), PHRASE))
    office.do(SaveUser(User(name="Denis", role=Role.TREASURER, active=False)))
    office.close()
    return office.location


@pytest.fixture
def asking(main_window: MainWindow, qtbot: QtBot, shared: str) -> MainWindow:
    """The window at « Qui saisit ? » of that dossier."""
    main_window.activateWindow()
    main_window.open_dossier(shared)
    page = main_window.welcome.sign_in
    qtbot.waitUntil(
        lambda: bool(page._tiles) and main_window.focusWidget() is page._tiles[0],
        timeout=PATIENCE_MS,
    )
    return main_window


def opened(window: MainWindow, qtbot: QtBot) -> User:
    """Wait for the dossier; return who keys."""
    qtbot.waitUntil(lambda: window.session is not None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not window.lanes.busy, timeout=PATIENCE_MS)
    assert window.session is not None
    return window.session.office.actor


def words(window: MainWindow) -> Sequence[str]:
    return [tile.text() for tile in window.welcome.sign_in._tiles]


def focused(window: MainWindow) -> QWidget:
    """Return what the next key goes to."""
    widget = window.focusWidget()
    assert widget is not None
    return widget


def keys(window: MainWindow, typed: str) -> None:
    QTest.keyClicks(focused(window), typed)


def test_several_users_are_asked_who_keys_and_nobody_is_signed_in(asking: MainWindow) -> None:
    assert asking.session is None
    assert words(asking) == [
        "1   Anne\nAdministrator",
        "2   Basile && fils\nEntry clerk",
        "3   Claire\nTreasurer",
    ]
    assert focused(asking) is asking.welcome.sign_in._tiles[0]
    assert not asking.welcome._bar.isVisible()


@pytest.mark.parametrize(("typed", "name"), [("2", "Basile & fils"), ("&", "Anne")])
def test_a_digit_chooses_with_shift_or_without(
    asking: MainWindow, qtbot: QtBot, typed: str, name: str
) -> None:
    keys(asking, typed)
    assert opened(asking, qtbot).name == name
    assert asking.status._user.text() == name


def test_the_arrows_walk_and_enter_chooses(asking: MainWindow, qtbot: QtBot) -> None:
    for arrow in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down):
        QTest.keyClick(focused(asking), arrow)
    assert focused(asking) is asking.welcome.sign_in._tiles[2]
    QTest.keyClick(focused(asking), Qt.Key.Key_Up)
    QTest.keyClick(focused(asking), Qt.Key.Key_Right)
    QTest.keyClick(focused(asking), Qt.Key.Key_Return)
    assert opened(asking, qtbot).name == "Basile & fils"


def test_a_passphrase_is_asked_of_who_has_one(asking: MainWindow, qtbot: QtBot) -> None:
    page = asking.welcome.sign_in
    keys(asking, "3")
    assert page.asked.text() == "Claire, type your passphrase."
    QTest.keyClicks(page.passphrase, "une autre phrase longue")
    QTest.keyClick(page.passphrase, Qt.Key.Key_Return)
    told = page.form._lines["passphrase"]
    qtbot.waitUntil(lambda: bool(told.text), timeout=PATIENCE_MS)
    assert told.text == "That is not the passphrase of Claire: type it again."
    assert asking.session is None
    assert focused(asking) is page.passphrase
    QTest.keyClicks(page.passphrase, PHRASE)
    QTest.keyClick(page.passphrase, Qt.Key.Key_Return)
    assert opened(asking, qtbot).name == "Claire"


def test_escape_goes_from_the_passphrase_to_the_tiles_then_to_the_welcome_page(
    asking: MainWindow,
) -> None:
    page = asking.welcome.sign_in
    keys(asking, "3")
    asking._step_back()
    assert focused(asking) is page._tiles[2]
    asking._step_back()
    assert not page.isVisible()
    assert asking.session is None


def test_one_user_without_a_passphrase_is_asked_nothing(open_window: MainWindow) -> None:
    assert open_window.session is not None
    assert not open_window.welcome.sign_in.isVisible()


def test_the_only_user_with_a_passphrase_is_asked_for_it_at_once(
    main_window: MainWindow, qtbot: QtBot, office: Office
) -> None:
    (anne,) = office.ask(ListUsers())
    office.do(SaveUser(anne, PHRASE))
    office.close()
    main_window.open_dossier(office.location)
    page = main_window.welcome.sign_in
    qtbot.waitUntil(page.passphrase.isVisible, timeout=PATIENCE_MS)
    assert page.form._lines["passphrase"].text == ""


def test_another_person_takes_the_keyboard_and_is_proposed_next_time(
    asking: MainWindow, qtbot: QtBot
) -> None:
    keys(asking, "2")
    opened(asking, qtbot)
    change_user(asking)
    page = asking.welcome.sign_in
    qtbot.waitUntil(page.isVisible, timeout=PATIENCE_MS)
    assert asking.session is None
    assert focused(asking) is page._tiles[1]
    keys(asking, "1")
    assert opened(asking, qtbot).name == "Anne"


def test_another_dossier_gives_way_to_the_question(
    open_window: MainWindow, qtbot: QtBot, make_office: MakeOffice, tmp_path: Path
) -> None:
    other = make_office(str(tmp_path / "other.obole"))
    other.do(SaveUser(User(name="Basile")))
    other.close()
    open_window.open_dossier(other.location)
    page = open_window.welcome.sign_in
    qtbot.waitUntil(page.isVisible, timeout=PATIENCE_MS)
    assert open_window.session is None
    keys(open_window, "2")
    assert opened(open_window, qtbot).name == "Basile"


def test_what_is_no_dossier_leaves_the_one_that_is_open(
    open_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[OboleError] = []
    monkeypatch.setattr(dialogs, "refuse", lambda _parent, error: told.append(error))
    wrong = tmp_path / "letter.obole"
    wrong.write_text("Dear treasurer,", encoding="utf-8")
    session = open_window.session
    open_window.open_dossier(str(wrong))
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    assert open_window.session is session
    assert "letter.obole" in told[0].message


def test_the_tiles_stand_in_one_column_at_200_percent(asking: MainWindow) -> None:
    page = asking.welcome.sign_in
    assert page._columns == 2
    theme_of().apply(Look.LIGHT, 200)
    try:
        asking.resize(1093, 582)
        QApplication.processEvents()
        assert page._columns == 1
        assert asking.minimumSizeHint().width() <= 1093
        assert asking.welcome._area.horizontalScrollBar().maximum() == 0
    finally:
        theme_of().apply(Look.LIGHT, 100)


class Bug(Exception):  # noqa: N818 - a word of ours
    """Planted: no failure a person could meet."""


Take = Callable[[MainWindow, Instance, str], None]


def opener(window: MainWindow, location: str) -> Callable[[], Office]:
    return lambda: window.doors().open(location)


def bug_while_reading(window: MainWindow, instance: Instance, location: str) -> None:
    """Have the reader lane meet a bug."""

    def work() -> Office:
        raise Bug

    window.opening.take(work, instance, location, "Opening…")


def bug_while_showing(window: MainWindow, instance: Instance, location: str) -> None:
    """Have the window meet a bug once the office is there."""

    def broken(_location: str) -> None:
        raise Bug

    window.state.remember_recent = broken  # type: ignore[method-assign,assignment]
    window.opening.take(opener(window, location), instance, location, "Opening…")


def bug_in_the_session(window: MainWindow, instance: Instance, location: str) -> None:
    """Have the screens of the dossier meet a bug before they are there."""
    window._specs = [None]  # type: ignore[list-item]
    window.opening.take(opener(window, location), instance, location, "Opening…")


@pytest.mark.parametrize("take", [bug_while_reading, bug_in_the_session])
def test_a_bug_while_opening_leaves_neither_cursor_nor_lock_behind(
    main_window: MainWindow, qtbot: QtBot, office: Office, take: Take
) -> None:
    office.close()
    instance = Instance(office.location)
    assert instance.claim()
    with qtbot.captureExceptions() as raised:
        take(main_window, instance, office.location)
        assert QApplication.overrideCursor() is not None
        qtbot.waitUntil(lambda: bool(raised), timeout=PATIENCE_MS)
    assert len(raised) == 1
    assert QApplication.overrideCursor() is None
    assert main_window.session is None
    assert main_window.welcome._pages.isEnabled()
    assert main_window.welcome.isVisible()
    assert Instance(office.location).claim()


def test_a_bug_after_the_dossier_is_shown_leaves_no_cursor_and_frees_the_lock_at_the_end(
    main_window: MainWindow, qtbot: QtBot, office: Office
) -> None:
    office.close()
    instance = Instance(office.location)
    assert instance.claim()
    with qtbot.captureExceptions() as raised:
        bug_while_showing(main_window, instance, office.location)
        qtbot.waitUntil(lambda: bool(raised), timeout=PATIENCE_MS)
    assert QApplication.overrideCursor() is None
    assert main_window.session is not None
    main_window.close_dossier()
    assert Instance(office.location).claim()


def test_a_window_closed_while_it_opens_a_dossier_lets_go_of_it(
    main_window: MainWindow, office: Office, tmp_path: Path
) -> None:
    office.close()
    main_window.open_dossier(office.location)
    main_window.close()
    assert main_window.session is None
    assert QApplication.overrideCursor() is None
    assert Instance(office.location).claim()
    assert not list(tmp_path.glob("*-wal"))
