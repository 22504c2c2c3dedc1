# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pile put aside in the window: where it stopped is said, and printed when asked for."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.ui.kit.screen import Services
from app.ui.screens.batches import pausing
from app.ui.screens.batches.screen import BatchesScreen
from app.usecases.batches import OpenBatch
from tests.support.desk import keyed
from tests.support.pdf import text_of

Settle = Callable[[], None]


@pytest.fixture
def screen(services: Services, window: QWidget) -> BatchesScreen:
    """The screen, in its window."""
    made = BatchesScreen(services)
    QVBoxLayout(window).addWidget(made)
    window.show()
    return made


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The documents put before the printer."""
    seen: list[bytes] = []
    monkeypatch.setattr(
        pausing, "print_paper", lambda _services, _on, paper: seen.append(paper.body)
    )
    return seen


def test_pausing_offers_the_slip(screen: BatchesScreen, settle: Settle, shown: list[bytes]) -> None:
    batch, _gifts = keyed(screen.services.office, [20_00, 30_00])
    screen.open(id=batch.id)
    settle()
    screen.entry.pause.click()
    settle()
    assert screen.listing.isVisible()
    (act,) = (
        one
        for one in screen.services.toast.findChildren(QPushButton)
        if one.text() == "Print the slip"
    )
    act.click()
    settle()
    assert "Pile stopped at line 2" in text_of(shown[0])


def test_the_control_tools_print_it_too_and_say_when_there_is_none(
    screen: BatchesScreen, settle: Settle, shown: list[bytes]
) -> None:
    office = screen.services.office
    batch, _gifts = keyed(office, [20_00])
    screen.open(id=batch.id)
    settle()
    screen.entry.tools.marker_wanted.emit()
    settle()
    assert len(shown) == 1
    screen.open(id=office.do(OpenBatch()).id)
    settle()
    screen.entry.tools.marker_wanted.emit()
    settle()
    assert len(shown) == 1
    assert "nothing to mark" in screen.services.toast._label.text()
