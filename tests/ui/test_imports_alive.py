# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window stays alive while thousands of rows are rehearsed, brought in and undone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from string import ascii_lowercase
from time import monotonic

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.kit import dialogs
from app.ui.kit.screen import Services
from app.ui.screens.imports.screen import ImportsScreen
from app.usecases.donors import DonorIds
from tests.support.tables import text

_ROWS = 3_000
_TICK_MS = 10
_SILENCE = 0.3
"""Of the time a work takes, the most that may pass without a tick.

A window held by the work itself hears nothing nearly all along, on any machine.
"""
_SHARE = 0.6
"""Of the ticks due, those that come at the least: the work takes turns with the window."""


class _Heart:
    """The ticks of the main thread while something goes on elsewhere."""

    def __init__(self) -> None:
        self.ticks, self.longest = 0, 0.0
        self.began = self._last = monotonic()

    def beat(self) -> None:
        now = monotonic()
        self.longest = max(self.longest, now - self._last)
        self.ticks, self._last = self.ticks + 1, now


@contextmanager
def _watched() -> Iterator[None]:
    """Hold what happens inside to the longest silence and the fewest ticks allowed."""
    heart, timer = _Heart(), QTimer()
    timer.timeout.connect(heart.beat)
    timer.start(_TICK_MS)
    try:
        yield
    finally:
        timer.stop()
    heart.beat()
    whole = monotonic() - heart.began
    assert heart.longest <= whole * _SILENCE
    assert heart.ticks >= whole * 1000 / _TICK_MS * _SHARE


def test_thousands_of_rows_never_hold_the_window(
    services: Services,
    window: QWidget,
    settle: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dialogs, "ask", lambda *_arguments, **_options: True)
    chance = Random(9)
    names = ("".join(chance.choices(ascii_lowercase, k=9)) for _row in range(_ROWS))
    rows = "".join(
        f"{name};Ida;{row % 90 + 1} rue Haute;{10_000 + row};Rennes;03/12/2025;{row % 50 + 1};CB\n"
        for row, name in enumerate(names)
    )
    path = text(tmp_path / "a.csv", "Nom;Prénom;Adresse;CP;Ville;Date;Montant;Mode\n" + rows)
    screen = ImportsScreen(services)
    QVBoxLayout(window).addWidget(screen)
    window.show()
    settle()
    screen.choose.take(path)
    screen.choose.gifts.setChecked(True)
    with _watched():
        screen.choose.next.click()
        settle()
    with _watched():
        screen.report.act.click()
        settle()
    assert len(services.office.ask(DonorIds())) == _ROWS
    screen.show_history()
    settle()
    with _watched():
        screen.history.undo.click()
        settle()
    assert len(services.office.ask(DonorIds())) == 0
