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
from app.usecases.office import Office


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


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The look of the program, at 100 %."""
    worn = qapp.findChild(Theme, "theme") or Theme(qapp)
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
            qtbot.waitUntil(lambda: not lanes.busy, timeout=10_000)
            qtbot.wait(20)

    return wait
