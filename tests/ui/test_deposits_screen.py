# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The deposits screen: the list, one deposit, its slip."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.batches import BatchKind
from app.domain.deposits import DepositState
from app.ui.kit.screen import Services
from app.ui.screens.deposits import presenter
from app.ui.screens.deposits import screen as screen_module
from app.ui.screens.deposits.screen import DepositsScreen
from app.usecases.deposits import ListDeposits
from app.usecases.office import Office
from tests.support.desk import posted

Settle = Callable[[], None]


@pytest.fixture
def screen(services: Services, window: QWidget, qtbot: QtBot) -> DepositsScreen:
    made = DepositsScreen(services)
    made.setParent(window)
    made.resize(1200, 640)
    window.show()
    qtbot.waitExposed(window)
    made.show()
    return made


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, str]]:
    """The documents handed to the reader of the workstation."""
    seen: list[tuple[bytes, str]] = []

    def show(_parent: QWidget, body: bytes, name: str) -> None:
        seen.append((body, name))

    monkeypatch.setattr(screen_module, "show_pdf", show)
    return seen


def state_of(office: Office) -> DepositState:
    return office.ask(ListDeposits())[0].state


def test_an_empty_list_leads_to_the_batches(screen: DepositsScreen, settle: Settle) -> None:
    screen.open()
    settle()
    screen._empty.action.click()
    assert screen.services.navigator.visits == [("batches", {})]  # type: ignore[attr-defined]
    assert not screen.step_back()


def test_a_deposit_opens_with_its_lines_and_its_slip(
    screen: DepositsScreen,
    settle: Settle,
    office: Office,
    shown: list[tuple[bytes, str]],
) -> None:
    posted(office, [5000, 6000])
    screen.open()
    settle()
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    settle()
    assert screen.lines.rows_model.rowCount() == 2
    QTest.keyClick(screen, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert shown[0][0].startswith(b"%PDF")
    assert shown[0][1] == "deposit-slip-2026-001"
    assert state_of(office) is DepositState.PRINTED
    screen._carry.click()
    settle()
    assert state_of(office) is DepositState.BANKED
    assert screen._carry.isHidden()
    assert screen.step_back()
    settle()


def test_the_slip_is_saved_where_the_person_says(
    screen: DepositsScreen,
    settle: Settle,
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done, _gifts = posted(office, [5000], kind=BatchKind.CASH)
    target = tmp_path / "slip.pdf"

    def save(_parent: QWidget, body: bytes, *_words: str) -> Path:
        target.write_bytes(body)
        return target

    monkeypatch.setattr(screen_module, "save_file", save)
    screen.open(id=done.deposits[0].id)
    settle()
    screen._save.click()
    settle()
    assert target.read_bytes().startswith(b"%PDF")
    assert str(target) in screen.bar.label.text()
    assert state_of(office) is DepositState.PRINTED


def test_every_state_has_a_word_and_a_shape() -> None:
    words = [presenter.state_word(state) for state in DepositState]
    assert len(set(words)) == len(DepositState)
    assert all(presenter.state_kind(state) for state in DepositState)
