# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A window beside another process: its lists follow, the line being typed stays."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.donors import Donor
from app.ui.screens.batches.screen import BatchesScreen
from app.ui.screens.donors.screen import DonorsScreen
from app.ui.shell.window import MainWindow
from app.usecases.batches import OpenBatch
from app.usecases.donors import CreateDonor
from tests.ui.conftest import PATIENCE_MS

_ROOT = Path(__file__).resolve().parents[2]


def _colleague(location: str, work: str, times: int) -> None:
    command = [sys.executable, "-m", "tests.support.colleague", location, work, str(times)]
    subprocess.run(command, cwd=_ROOT, input="go\n", text=True, check=True, timeout=60)


def test_a_list_follows_what_another_process_writes(open_window: MainWindow, qtbot: QtBot) -> None:
    session = open_window.session
    assert session is not None
    session.open("donors")
    screen = session.screen()
    assert isinstance(screen, DonorsScreen)
    qtbot.waitUntil(lambda: not open_window.lanes.busy, timeout=PATIENCE_MS)
    _colleague(session.office.location, "register", 3)
    table = screen.browse.table
    qtbot.waitUntil(lambda: table.model().rowCount() == 3, timeout=PATIENCE_MS)


def test_the_line_being_typed_stays_while_another_process_keys_and_posts(
    open_window: MainWindow, qtbot: QtBot
) -> None:
    session = open_window.session
    assert session is not None
    office = session.office
    office.do(CreateDonor(Donor(last_name="Abricot")))
    batch = office.do(OpenBatch())
    session.open("batches", id=batch.id)
    screen = session.screen()
    assert isinstance(screen, BatchesScreen)
    qtbot.waitUntil(
        lambda: screen.entry.isVisible() and not open_window.lanes.busy, timeout=PATIENCE_MS
    )
    finder = screen.entry.box.finder
    QTest.keyClicks(finder, "abri")
    typed, place = finder.text(), finder.cursorPosition()
    with qtbot.waitSignal(session.feed.changed, timeout=PATIENCE_MS) as told:
        _colleague(office.location, "key", 1)
    assert told.args is not None
    assert told.args[0].touches("batches", batch.id)
    qtbot.waitUntil(lambda: not open_window.lanes.busy, timeout=PATIENCE_MS)
    assert (finder.text(), finder.cursorPosition()) == (typed, place)
    assert finder.hasFocus()
