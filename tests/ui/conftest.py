# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests of screens share: the services of an open dossier, and patience."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit.feed import Feed
from app.ui.kit.jobs import Jobs, Lanes
from app.ui.kit.screen import Services
from app.ui.kit.state import State
from app.ui.kit.theme import Look, Theme
from app.ui.kit.toast import Toast
from app.ui.shell.catalogue import screen_catalogue
from app.ui.shell.window import MainWindow
from app.usecases.office import Office
from app.wiring import ShippedDoors

PATIENCE_MS = 60_000
"""How long to wait for what must come: only something stuck takes as long, on any machine."""


class RecordingNavigator:
    """Remembers where a screen sent the person."""

    def __init__(self) -> None:
        """Begin nowhere."""
        self.visits: list[tuple[str, dict[str, Any]]] = []

    def open(self, screen_id: str, **arguments: Any) -> None:  # noqa: ANN401 - any screen's
        """Remember a visit."""
        self.visits.append((screen_id, arguments))

    def back(self) -> None:
        """Stay."""

    def has(self, screen_id: str) -> bool:
        """Every screen exists."""
        return bool(screen_id)

    def focus_page(self) -> None:
        """Stay."""

    def put_back(self, path: Path) -> None:
        """Remember which backup was wanted back."""
        self.visits.append(("put back", {"path": path}))


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The look of the program, at 100 %."""
    worn = qapp.findChild(Theme, "theme") or Theme(qapp)
    if (worn.look, worn.zoom) != (Look.LIGHT, 100):  # every widget of the session would change
        worn.apply(Look.LIGHT, 100)
    return worn


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    """A window of 1366 by 728, the smallest laptop's, for a screen to stand in."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1366, 728)
    return made


@pytest.fixture
def lanes(qapp: QApplication) -> Iterator[Lanes]:
    """The lanes of work, closed at the end."""
    made = Lanes()
    yield made
    made.close()


@pytest.fixture
def services(office: Office, lanes: Lanes, window: QWidget, tmp_path: Path) -> Iterator[Services]:
    """The services of an open dossier."""
    feed = Feed()
    feed.follow(office)
    yield Services(
        office=office,
        jobs=Jobs(lanes, office),
        feed=feed,
        navigator=RecordingNavigator(),
        state=State(tmp_path / "state.ini"),
        toast=Toast(window),
    )
    feed.close()


@pytest.fixture
def settle(qtbot: QtBot, lanes: Lanes) -> Callable[[], None]:
    """Return what waits until reads, writes and their consequences are over."""

    def wait() -> None:
        for _round in range(3):
            qtbot.waitUntil(lambda: not lanes.busy, timeout=PATIENCE_MS)
            qtbot.wait(5)

    return wait


@pytest.fixture
def jobs(lanes: Lanes, office: Office, theme: Theme) -> Jobs:
    """Reads and writes of an open dossier."""
    return Jobs(lanes, office)


@pytest.fixture
def main_window(
    qtbot: QtBot, theme: Theme, doors: ShippedDoors, tmp_path: Path
) -> Iterator[MainWindow]:
    """The whole window, no dossier open yet."""
    state = State(tmp_path / "window.ini")
    made = MainWindow(lambda: doors, screen_catalogue(), state)
    made.resize(1366, 728)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.lanes.drain()
    made.close()
    made.deleteLater()


@pytest.fixture
def open_window(main_window: MainWindow, qtbot: QtBot, office: Office) -> MainWindow:
    """The whole window on a dossier."""
    location = office.location
    office.close()
    main_window.open_dossier(location)
    qtbot.waitUntil(lambda: main_window.session is not None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not main_window.lanes.busy, timeout=PATIENCE_MS)
    return main_window


def rest(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until no work is under way."""
    for _round in range(3):
        qtbot.waitUntil(lambda: not window.lanes.busy, timeout=PATIENCE_MS)
        qtbot.wait(20)
