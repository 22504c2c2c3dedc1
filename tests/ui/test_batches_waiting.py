# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gifts that wait for their donor: who is suggested, and what one key accepts."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.kit.screen import Services
from app.ui.screens.batches.screen import BatchesScreen
from app.usecases.batches import OpenBatch, PostBatch
from app.usecases.gifts import AddGift, GiftDraft, UnidentifiedGifts
from tests.support.desk import put_on_file

Settle = Callable[[], None]


@pytest.fixture
def screen(services: Services, window: QWidget, settle: Settle) -> BatchesScreen:
    """The waiting list, with a gift whose name two donors bear and one nobody knows."""
    office = services.office
    for first_name in ("Anne", "Paul"):
        put_on_file(office, "Durand", first_name)
    batch = office.do(OpenBatch())
    for clue in ("Durand", "illisible"):
        office.do(AddGift(batch.id, GiftDraft(donor_id=None, cents=5_00, clue=clue)))
    office.do(PostBatch(batch.id))
    made = BatchesScreen(services)
    QVBoxLayout(window).addWidget(made)
    window.show()
    made.open(show="unidentified")
    settle()
    return made


def press(screen: BatchesScreen, key: Qt.Key, settle: Settle) -> None:
    """Press a key where the focus is."""
    focus = screen.window().focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)
    settle()


def test_enter_shows_who_it_may_be_and_accepts_nobody(
    screen: BatchesScreen, settle: Settle
) -> None:
    page = screen.waiting
    assert page.suggested.model().rowCount() == 2
    press(screen, Qt.Key.Key_Return, settle)
    assert page.suggested.hasFocus()
    press(screen, Qt.Key.Key_Return, settle)
    press(screen, Qt.Key.Key_Return, settle)
    assert len(screen.services.office.ask(UnidentifiedGifts())) == 2


def test_down_then_enter_accepts_the_one_shown(screen: BatchesScreen, settle: Settle) -> None:
    page = screen.waiting
    press(screen, Qt.Key.Key_Return, settle)
    press(screen, Qt.Key.Key_Down, settle)
    shown = page.suggested.current()
    assert shown is not None
    assert shown.reasons == ("“DURAND” is noted, as in the name.",)
    press(screen, Qt.Key.Key_Return, settle)
    assert [line.clue for line in screen.services.office.ask(UnidentifiedGifts())] == ["illisible"]
    assert page.done.label.text() == f"€5.00 now stands on the sheet of {shown.donor.name}."
    assert page.table.hasFocus()
    assert page.table.model().rowCount() == 1


def test_a_gift_nobody_is_suggested_for_is_identified_by_name(
    screen: BatchesScreen, settle: Settle
) -> None:
    page = screen.waiting
    press(screen, Qt.Key.Key_Down, settle)
    assert page.suggested.isHidden()
    press(screen, Qt.Key.Key_Return, settle)
    assert screen.correcting.isVisible()
