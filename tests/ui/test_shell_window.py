# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole window: opening, going about, Ctrl+K, sizes, names for screen readers."""

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.domain.donors import Donor
from app.kernel.currency import current_currency
from app.kernel.i18n import use_language
from app.ui.instance import Instance
from app.ui.kit.theme import Look, theme_of
from app.ui.shell.catalogue import screen_catalogue
from app.ui.shell.window import MainWindow
from app.usecases.donors import CreateDonor
from app.usecases.office import Office
from tests.ui.conftest import PATIENCE_MS, rest

SCREENS = [spec.id for spec in screen_catalogue()]
Visit = tuple[str, tuple[tuple[str, str], ...]]
PAGES = ("association", "receipts", "funds", "appeals", "accounts", "users", "appearance")
VISITS: list[Visit] = [
    *((spec.id, ()) for spec in screen_catalogue() if spec.id != "settings"),
    *(("settings", (("page", page),)) for page in PAGES),
    *(
        (spec.id, tuple(entry.arguments.items()))
        for spec in screen_catalogue()
        for entry in spec.entries
        if spec.id != "settings"
    ),
]


def go(window: MainWindow, qtbot: QtBot, visit: Visit) -> QWidget:
    assert window.session is not None
    screen, arguments = visit
    window.session.open(screen, **dict(arguments))
    rest(window, qtbot)
    page = window.session.screen()
    assert page is not None
    return page


def test_home_comes_first_and_settings_last() -> None:
    assert SCREENS[0] == "home"
    assert SCREENS[-1] == "settings"


def test_a_dossier_opens_on_home(open_window: MainWindow) -> None:
    assert open_window.session is not None
    assert open_window.session.current == "home"
    assert open_window.frame.title.text() == "Home"
    assert open_window.frame.navigation.isVisible()
    assert open_window.state.recent() == [open_window.session.office.location]


def test_what_is_no_dossier_is_told_with_what_to_do(
    main_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    wrong = tmp_path / "letter.obole"
    wrong.write_text("Dear treasurer,", encoding="utf-8")
    main_window.open_dossier(str(wrong))
    bar = main_window.welcome._bar
    qtbot.waitUntil(lambda: not bar.isHidden(), timeout=PATIENCE_MS)
    assert bar.label.text()
    assert main_window.session is None
    assert wrong.read_text(encoding="utf-8") == "Dear treasurer,"
    assert Instance(str(wrong)).claim()


def test_a_new_association_is_made_from_the_welcome_page(
    main_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    welcome = main_window.welcome
    welcome.show_form()
    welcome._create()
    assert welcome._form._lines["name"].text == "Type the name of the association."
    QTest.keyClicks(welcome._form.field("name"), "Les Amis du Moulin")
    location = tmp_path / "moulin.obole"
    welcome._form.fill({"file": str(location)})
    country = welcome._country
    qtbot.waitUntil(lambda: country.findData("CH") > 0, timeout=PATIENCE_MS)
    assert country.currentData() == "FR"
    country.setCurrentIndex(country.findData("CH"))
    assert country.currentText() == "Switzerland (CHF)"
    welcome._create()
    qtbot.waitUntil(lambda: main_window.session is not None, timeout=PATIENCE_MS)
    assert location.exists()
    session = main_window.session
    assert session is not None
    assert session.office.currency == current_currency() == "CHF"
    main_window.close_dossier()
    assert main_window.session is None
    assert not main_window.frame.navigation.isVisible()


def test_a_second_start_raises_the_first_window(open_window: MainWindow, qtbot: QtBot) -> None:
    assert open_window.session is not None
    assert open_window.instance is not None
    second = Instance(open_window.session.office.location)
    assert not second.claim()
    with qtbot.waitSignal(open_window.instance.called, timeout=PATIENCE_MS) as called:
        assert second.hand_over(["--batch", "12"])
    assert called.args == [["--batch", "12"]]
    assert not Instance("/nowhere/none.obole").hand_over([])


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_opens_and_fits_the_smallest_window(
    open_window: MainWindow, qtbot: QtBot, screen: str
) -> None:
    assert open_window.session is not None
    open_window.resize(1093, 582)
    open_window.session.open(screen)
    rest(open_window, qtbot)
    shown = open_window.session.screen()
    assert shown is not None
    assert open_window.minimumSizeHint().width() <= 1093
    assert shown.minimumSizeHint().width() <= 1093 - open_window.frame.navigation.width()


def interactive(widget: QWidget) -> bool:
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
    if not isinstance(widget, kinds) or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
        return False
    inner = widget.parentWidget()
    return not isinstance(inner, QComboBox | QAbstractItemView) and widget.objectName() not in {
        "qt_spinbox_lineedit",
        "qt_scrollarea_viewport",
    }


def spoken_name(widget: QWidget, window: QWidget) -> str:
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton) and widget.text():
        return widget.text()
    buddies = [label for label in window.findChildren(QLabel) if label.buddy() is widget]
    return buddies[0].text() if buddies else ""


@pytest.mark.parametrize("visit", VISITS, ids=str)
def test_every_widget_has_a_name_for_screen_readers(
    open_window: MainWindow, qtbot: QtBot, visit: Visit
) -> None:
    page = go(open_window, qtbot, visit)
    nameless = [
        f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}"
        for widget in open_window.findChildren(QWidget)
        if interactive(widget)
        and widget.isVisibleTo(open_window)
        and not spoken_name(widget, open_window)
    ]
    assert page.isVisible()
    assert nameless == []


@pytest.mark.parametrize("visit", VISITS, ids=str)
def test_tab_walks_the_page_as_the_eye_does(
    open_window: MainWindow, qtbot: QtBot, visit: Visit
) -> None:
    page = go(open_window, qtbot, visit)
    walked = tab_order(page)
    assert walked
    for before, after in pairwise(walked):
        first, second = place(before, page), place(after, page)
        same_line = abs(first.y() - second.y()) < 24
        side_by_side = second.x() > first.x() + 40
        assert same_line or side_by_side or second.y() > first.y(), (
            f"{describe(after)} at {second.toTuple()} comes after "
            f"{describe(before)} at {first.toTuple()}"
        )


def describe(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.accessibleName() or widget.objectName()}”"


def place(widget: QWidget, page: QWidget) -> QPoint:
    return widget.mapTo(page, widget.rect().topLeft())


def tab_order(page: QWidget) -> list[QWidget]:
    """Return what Tab visits inside a page, in order."""
    found: list[QWidget] = []
    widget = page.nextInFocusChain()
    while widget is not None and widget is not page:
        if _takes_tab(widget, page):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def _takes_tab(widget: QWidget, page: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and page.isAncestorOf(widget)
        and widget.isVisibleTo(page)
        and widget.focusProxy() is None
        and not isinstance(widget, QScrollArea)
        and not isinstance(widget.parentWidget(), QComboBox | QAbstractScrollArea)
    )


def test_no_shortcut_is_taken_twice_and_all_can_be_typed(open_window: MainWindow) -> None:
    taken: dict[str, str] = {}
    for action in open_window.findChildren(QAction):
        for sequence in action.shortcuts():
            keys = sequence.toString()
            assert keys not in taken, f"{keys}: {action.text()} and {taken[keys]}"
            assert not any(f"+{digit}" in keys for digit in range(10)), keys
            taken[keys] = action.text()
    assert "Ctrl+K" in taken


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_two_mnemonics_of_a_menu_are_the_same(open_window: MainWindow, language: str) -> None:
    with use_language(language):
        open_window.write_menus()
        menus = [open_window.menuBar().actions()]
        menus += [menu.actions() for menu in open_window.menus._menus.values()]
        for actions in menus:
            letters = [
                action.text()[action.text().index("&") + 1].lower()
                for action in actions
                if "&" in action.text().replace("&&", "")
            ]
            assert len(letters) == len(set(letters)), [action.text() for action in actions]


def test_a_narrow_window_folds_the_navigation(open_window: MainWindow) -> None:
    open_window.resize(1366, 728)
    QApplication.processEvents()
    wide = open_window.frame.navigation.width()
    open_window.resize(1093, 582)
    QApplication.processEvents()
    assert wide >= 168
    assert open_window.frame.navigation.width() == 56


def test_text_at_200_percent_still_fits(open_window: MainWindow, qtbot: QtBot) -> None:
    assert open_window.session is not None
    theme_of().apply(Look.LIGHT, 200)
    try:
        for screen in SCREENS:
            open_window.session.open(screen)
            rest(open_window, qtbot)
            assert open_window.minimumSizeHint().width() <= 1366, screen
            bar = open_window.session._areas[screen].horizontalScrollBar()
            assert bar.maximum() == 0, f"{screen} scrolls sideways by {bar.maximum()}"
    finally:
        theme_of().apply(Look.LIGHT, 100)
    assert open_window.state.number("zoom", 0) == 100


def test_closing_finishes_the_writing(open_window: MainWindow, office: Office) -> None:
    assert open_window.session is not None
    saved: list[Donor] = []
    donor = Donor(last_name="Noyer", first_name="Paul")
    open_window.session.services.jobs.write(CreateDonor(donor), saved.append)
    open_window.close()
    assert [one.last_name for one in saved] == ["Noyer"]
    assert open_window.session is None
