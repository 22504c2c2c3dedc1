# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A posted batch taken back whole in the window: told, refused, done."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.users import Permission, User
from app.ui.kit.screen import Services
from app.ui.screens.batches.screen import BatchesScreen
from app.ui.screens.batches.takingback import TakingBackPage
from app.usecases.batches import ListBatches, ShowBatch
from app.usecases.gifts import CorrectGift
from app.usecases.receipts import IssueReceipts, ReceiptRegister
from tests.support.desk import posted
from tests.support.giving import give, new_donor

Settle = Callable[[], None]


@pytest.fixture
def screen(services: Services, window: QWidget) -> BatchesScreen:
    """The screen, in its window."""
    made = BatchesScreen(services)
    QVBoxLayout(window).addWidget(made)
    window.show()
    return made


def _ask(screen: BatchesScreen, batch_id: int, settle: Settle) -> TakingBackPage:
    """Open a posted batch, and press its button with the keyboard."""
    screen.open(id=batch_id)
    settle()
    act = screen.viewing._reverse
    assert act.isVisible()
    act.setFocus()
    QTest.keyClick(act, Qt.Key.Key_Space)
    settle()
    assert screen.taking_back.isVisible()
    return screen.taking_back


def test_what_follows_is_told_and_ctrl_enter_does_it(screen: BatchesScreen, settle: Settle) -> None:
    office = screen.services.office
    made, gifts = posted(office, [54_00, 20_00, 1_00])
    office.do(CorrectGift(gift_id=gifts[2].id, reason="misread", cents=2_00))
    page = _ask(screen, made.batch.id, settle)
    assert page.reason.hasFocus()
    assert page.facts.text().split("\n") == [
        "Reversal of 2 gifts · €74.00 (2 lines), in a batch of corrections of 06/01/2026.",
        (
            "1 line was reversed before and is left alone. "
            "The line that corrected it stays: 2026-C01, €2.00."
        ),
        "Deposit 2026-001 will differ at the bank by -€74.00.",
    ]
    assert page.receipts.isHidden()
    QTest.keyClick(page.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert page.isVisible()
    assert page.reason.hasFocus()
    QTest.keyClicks(page.reason, "keyed twice")
    QTest.keyClick(page.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert screen.viewing.isVisible()
    assert screen.viewing.done.label.text() == (
        "Batch 2026-001 is reversed by batch 2026-C02: -€74.00."
    )
    assert not screen.viewing._reverse.isVisible()
    assert all(line.reversed_by for line in office.ask(ShowBatch(made.batch.id)).lines)


def test_receipts_are_told_and_cancelled_only_when_ticked(
    screen: BatchesScreen, settle: Settle
) -> None:
    office = screen.services.office
    donor = new_donor(office, "Essai")
    give(office, (donor, 5_00))
    batch_id = give(office, (donor, 20_00))[0].batch_id
    office.do(IssueReceipts(2025, 1))
    page = _ask(screen, batch_id, settle)
    assert page.receipts.label.text() == (
        "1 tax receipt stands on these gifts: 2025-000001. "
        "1 will be replaced at once, for the other gifts on it."
    )
    QTest.keyClicks(page.reason, "keyed twice")
    page.act.click()
    settle()
    assert page.isVisible()
    assert page.with_receipts.hasFocus()
    assert "have it cancelled and replaced" in page.bar.label.text()
    QTest.keyClick(page.with_receipts, Qt.Key.Key_Space)
    page.act.click()
    settle()
    assert (
        "Tax receipts cancelled: 1; issued in their place: 1." in screen.viewing.done.label.text()
    )
    states = {line.number: line.state for line in office.ask(ReceiptRegister(2025))}
    assert states == {"2025-000001": "cancelled", "2025-000002": "issued"}


def test_who_may_not_touch_receipts_is_told_at_once(
    screen: BatchesScreen, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = screen.services.office
    batch_id = give(office, (new_donor(office, "Essai"), 20_00))[0].batch_id
    office.do(IssueReceipts(2025, 1))
    may = User.may
    monkeypatch.setattr(
        User,
        "may",
        lambda user, right: right != Permission.RECEIPTS_ISSUE and may(user, right),
    )
    page = _ask(screen, batch_id, settle)
    assert not page.act.isEnabled()
    assert page.with_receipts.isHidden()
    assert "Only who may issue receipts" in page.bar.label.text()


def test_escape_goes_back_and_nothing_is_written(screen: BatchesScreen, settle: Settle) -> None:
    office = screen.services.office
    made, _gifts = posted(office, [54_00])
    _ask(screen, made.batch.id, settle)
    assert screen.step_back()
    settle()
    assert screen.viewing.isVisible()
    assert len(office.ask(ListBatches())) == 1
