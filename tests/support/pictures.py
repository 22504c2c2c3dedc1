# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the pictures of README.md: ``make screenshots``.

A fictitious dossier at the turn of the year, the real window at the size of a small laptop.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTableView

from app.kernel.i18n import _, use_language
from app.ui import start_application
from app.ui.kit.state import State
from app.ui.kit.theme import Look, theme_of
from app.ui.shell.catalogue import screen_catalogue
from app.ui.shell.window import MainWindow
from app.usecases.batches import OpenBatch
from app.usecases.demo import FillDemo, demo_organisation
from app.usecases.donors import FindDonors
from app.usecases.gifts import AddGift, GiftDraft
from installer.catalogues import compile_stale
from tests.ui.real.probe import StoppedDoors

SIZE = (1366, 768)
IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
_DECEMBER, _JANUARY = date(2025, 12, 30), date(2026, 1, 6)
_KEYED = (5000, 3000, 10000, 2000, 15000, 5000, 2500, 8000, 4000, 5000, 12000, 3500)
_CONTROL = (20, 123_450)
_DONORS, _GIFTS = 300, 1_500
_ASKED = "ro"
_ROW = 4
"""The row chosen in a list: a donor with a whole sheet."""


def main() -> int:
    """Write every picture; return the exit status."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    compile_stale()
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, use_language("fr"):
        location = str(Path(folder) / "moulin.obole")
        batch_id = _make(location)
        state = State(Path(folder) / "state.ini")
        application = start_application(state, "fr")
        with _opened(application, state, location, _DECEMBER) as window:
            _take(application, window, "home")
            _take(application, window, "donors")
            _take(application, window, "batches", "batch", id=batch_id)
            _take_finder(application, window)
        with _opened(application, state, location, _JANUARY) as window:
            _take(application, window, "receipts", press=_("&Check"))
    return 0


def _make(location: str) -> int:
    """Make the dossier, and return the batch that is being keyed in it."""
    office = StoppedDoors(_DECEMBER).create(location, demo_organisation(), user="Anne")
    try:
        office.do(FillDemo(_DONORS, _GIFTS, 1, _DECEMBER.year))
        batch = office.do(OpenBatch(expected_count=_CONTROL[0], expected_total_cents=_CONTROL[1]))
        donors = office.ask(FindDonors("rennes", limit=len(_KEYED)))
        for donor, cents in zip(donors, _KEYED, strict=False):
            office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=cents)))
        return batch.id
    finally:
        office.close()


@contextmanager
def _opened(
    application: QApplication, state: State, location: str, today: date
) -> Iterator[MainWindow]:
    """Show the window on the dossier, on a day."""
    window = MainWindow(lambda: StoppedDoors(today), screen_catalogue(), state)
    window.resize(*SIZE)
    window.show()
    window.open_dossier(location)
    _rest(application, window)
    yield window
    window.close()


def _take(
    application: QApplication,
    window: MainWindow,
    screen: str,
    name: str = "",
    *,
    press: str = "",
    **arguments: int,
) -> None:
    """Go to a screen, press a button of it, and save what it looks like."""
    if window.session is None:
        message = "the dossier did not open"
        raise RuntimeError(message)
    window.session.open(screen, **arguments)
    _rest(application, window)
    page = window.session.screen()
    if page is not None and press:
        next(b for b in page.findChildren(QPushButton) if b.text() == press).click()
        _rest(application, window)
    if page is not None and not arguments:
        for table in page.findChildren(QTableView):
            if table.isVisible() and table.model().rowCount() > _ROW:
                table.selectRow(_ROW)
        _rest(application, window)
    _save(window, name or screen)


def _take_finder(application: QApplication, window: MainWindow) -> None:
    """Save what « Qui est-ce ? » looks like over the home page, in the dark."""
    theme_of().apply(Look.DARK, 100)
    if window.session is not None:
        window.session.open("home")
    _rest(application, window)
    window.palette_.ask(_ASKED)
    _rest(application, window)
    _save(window, "dark")
    window.palette_.leave()
    theme_of().apply(Look.LIGHT, 100)


def _save(window: MainWindow, name: str) -> None:
    path = IMAGES / f"{name}-fr.png"
    if not window.grab().save(str(path)):
        message = f"{path} cannot be written"
        raise OSError(message)


def _rest(application: QApplication, window: MainWindow) -> None:
    """Let reads, paints and what follows from them come to an end."""
    for _round in range(20):
        QTest.qWait(50)
        application.processEvents()
        while window.lanes.busy:
            QTest.qWait(20)


if __name__ == "__main__":
    sys.exit(main())
