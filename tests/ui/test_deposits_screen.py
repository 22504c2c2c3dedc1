# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The deposits screen: the list, one deposit, its slip."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.batches import BatchKind
from app.domain.deposits import DepositState, state_word
from app.domain.gifts import Gift, Share
from app.domain.organisation import Fund
from app.domain.users import Role, User
from app.ui.kit.printing import Paper
from app.ui.kit.screen import Services
from app.ui.screens.deposits import presenter
from app.ui.screens.deposits import sheet as sheet_module
from app.ui.screens.deposits.screen import DepositsScreen
from app.usecases.batches import PostBatch, RecountBatch
from app.usecases.deposits import ListDeposits, OnHand, ReconcileDeposit
from app.usecases.gifts import AddGift, CorrectGift, GiftDraft, ReturnCheque
from app.usecases.office import Office
from app.usecases.organisation import SaveFund
from tests.support.desk import keyed, posted, put_on_file

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
    """The documents shown before they are printed."""
    seen: list[tuple[bytes, str]] = []

    def show(_services: Services, _parent: QWidget, paper: Paper) -> None:
        seen.append((paper.body, paper.name))

    monkeypatch.setattr(sheet_module, "print_paper", show)
    return seen


def state_of(office: Office) -> DepositState:
    return office.ask(ListDeposits())[0].state


def test_an_empty_list_leads_to_the_batches(screen: DepositsScreen, settle: Settle) -> None:
    screen.open()
    settle()
    screen.listing.empty.action.click()
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
    QTest.keyClick(screen.listing.table, Qt.Key.Key_Return)
    settle()
    assert screen.sheet.lines.rows_model.rowCount() == 2
    QTest.keyClick(screen, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert shown[0][0].startswith(b"%PDF")
    assert shown[0][1] == "deposit-slip-2026-001"
    assert state_of(office) is DepositState.PRINTED
    screen.sheet.carry.click()
    settle()
    assert state_of(office) is DepositState.BANKED
    assert screen.sheet.carry.isHidden()
    assert screen.step_back()
    settle()


def test_a_shared_cheque_is_one_row_as_it_is_one_line_of_the_slip(
    screen: DepositsScreen, settle: Settle, office: Office
) -> None:
    """The rows are those of the slip, with their ranks: cheque number and donor beside each."""
    roof = office.do(SaveFund(Fund(code="ROOF", name="Roof")))
    batch, _gifts = keyed(office, [20_00])
    donor = put_on_file(office, "Martin", "Jean")
    draft = GiftDraft(donor_id=donor.id, cents=100_00, cheque_number="0000123")
    shares = (Share(fund_id=1, cents=70_00), Share(fund_id=roof.id, cents=30_00))
    office.do(AddGift(batch.id, draft, shares))
    last = GiftDraft(donor_id=donor.id, cents=5_00, cheque_number="0000124")
    office.do(AddGift(batch.id, last))
    office.do(RecountBatch(batch_id=batch.id, expected_count=3, expected_total_cents=125_00))
    screen.open(id=office.do(PostBatch(batch.id)).deposits[0].id)
    settle()
    rows = screen.sheet.lines.rows_model
    told = [[rows.index(row, column).data() for column in (0, 1, 3, 4)] for row in range(3)]
    assert rows.rowCount() == 3
    assert told == [
        ["1", "DUPONT Marie", "", "€20.00"],
        ["2", "MARTIN Jean", "0000123", "€100.00"],
        ["3", "MARTIN Jean", "0000124", "€5.00"],
    ]


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

    monkeypatch.setattr(sheet_module, "save_file", save)
    screen.open(id=done.deposits[0].id)
    settle()
    screen.sheet.save.click()
    settle()
    assert target.read_bytes().startswith(b"%PDF")
    assert str(target) in screen.sheet.bar.label.text()
    assert state_of(office) is DepositState.PRINTED


def test_every_state_has_a_word_and_a_shape() -> None:
    words = [state_word(state) for state in DepositState]
    assert len(set(words)) == len(DepositState)
    assert all(presenter.state_kind(state) for state in DepositState)


def keep(office: Office, *cents: int, kind: BatchKind = BatchKind.CHEQUES) -> list[Gift]:
    """Post a batch of these cents, all of it kept for a later deposit."""
    batch, gifts = keyed(office, cents, kind=kind)
    office.do(PostBatch(batch.id, later=tuple(gift.id for gift in gifts)))
    return gifts


def test_what_was_kept_is_deposited_from_the_list(
    screen: DepositsScreen, settle: Settle, office: Office
) -> None:
    """Two batches wait; one cheque is kept again, the others go on one slip."""
    keep(office, 75_00, 50_00)
    keep(office, 30_00)
    screen.open()
    settle()
    assert screen.listing.waiting.label.text() == "3 gifts wait for a deposit: €155.00"
    screen.listing.waiting.findChildren(QPushButton)[0].click()
    settle()
    page = screen.on_hand
    assert page.table.hasFocus()
    assert page.chosen.text() == "3 chosen: €155.00"
    page.table.selectRow(1)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert page.chosen.text() == "2 chosen: €105.00"
    assert page.table.current_row() == 2, "Space goes on to the next"
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert screen.sheet.isVisible()
    assert screen.sheet.bar.label.text() == "Deposit 2026-001 is made."
    assert [line.cents for line in office.ask(OnHand())] == [50_00]
    assert screen.step_back()
    settle()
    assert screen.listing.waiting.label.text() == "1 gift waits for a deposit: €50.00"


def test_nothing_chosen_is_refused_and_all_or_none_turns(
    screen: DepositsScreen, settle: Settle, office: Office
) -> None:
    keep(office, 75_00)
    screen.open(show="on_hand")
    settle()
    page = screen.on_hand
    everything = next(b for b in page.findChildren(QPushButton) if "none" in b.text())
    everything.click()
    page.act.click()
    settle()
    assert "tick what goes" in page.bar.label.text()
    everything.click()
    assert page.chosen.text() == "1 chosen: €75.00"
    assert screen.step_back()


def test_cash_is_counted_note_by_note(
    screen: DepositsScreen, settle: Settle, office: Office
) -> None:
    keep(office, 54_00, kind=BatchKind.CASH)
    screen.open(show="on_hand")
    settle()
    page = screen.on_hand
    assert page.counted.isVisible()
    page.counted.setText("50x1 2x1")
    page.act.click()
    settle()
    assert page.counted.hasFocus(), "52 are not 54"
    page.counted.setText("50x1 2x2")
    page.act.click()
    settle()
    assert office.ask(ListDeposits())[0].cents == 54_00


def test_the_count_of_cash_is_not_asked_for_cheques(
    screen: DepositsScreen, settle: Settle, office: Office
) -> None:
    keep(office, 54_00)
    screen.open(show="on_hand")
    settle()
    assert not screen.on_hand.counted.isVisible()


def test_the_bank_s_line_is_typed_and_its_difference_needs_a_reason(
    screen: DepositsScreen, settle: Settle, office: Office
) -> None:
    done, _gifts = posted(office, [50_00, 60_00])
    screen.open(id=done.deposits[0].id)
    settle()
    screen.sheet.found.click()
    page = screen.statement
    assert page.isVisible()
    assert page.amount.cents() == 110_00
    page.act.click()
    settle()
    assert page.day.hasFocus(), "the day is asked for"
    page.day.setText("06/01/2026")
    page.amount.setText("105")
    page.act.click()
    settle()
    assert page.reason.hasFocus()
    page.reason.setText("the bank kept five")
    QTest.keyClick(page.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert screen.sheet.isVisible()
    assert state_of(office) is DepositState.RECONCILED
    assert screen.sheet.note.label.text() == (
        "The bank credited -€5.00 beside what was expected: the bank kept five"
    )


def test_a_correction_since_is_told_on_the_sheet(
    screen: DepositsScreen, settle: Settle, office: Office
) -> None:
    done, gifts = posted(office, [50_00, 60_00])
    office.do(CorrectGift(gift_id=gifts[0].id, reason="misread", cents=55_00))
    office.do(ReturnCheque(gifts[1].id, "no funds"))
    screen.open(id=done.deposits[0].id)
    settle()
    assert screen.sheet.note.label.text() == (
        "Gifts were corrected since: the bank should credit €115.00. "
        "€60.00 left again by lines of their own: returned cheques, refunds."
    )
    office.do(
        ReconcileDeposit(
            deposit_id=done.deposits[0].id,
            credited_on=office.clock.today(),
            credited_cents=115_00,
        )
    )
    settle()
    assert "as its corrections explain" in screen.sheet.note.label.text()


def test_the_day_it_was_taken_is_the_person_s_to_say(
    screen: DepositsScreen, settle: Settle, office: Office
) -> None:
    done, _gifts = posted(office, [50_00])
    screen.open(id=done.deposits[0].id)
    settle()
    screen.sheet.day.setText("32/01/2026")
    screen.sheet.carry.click()
    settle()
    assert screen.sheet.bar.isVisible()
    screen.sheet.day.setText("07/01/2026")
    screen.sheet.carry.click()
    settle()
    assert "between that one and today" in screen.sheet.bar.label.text()
    assert state_of(office) is DepositState.OPEN


def test_a_reader_looks_and_touches_nothing(
    screen: DepositsScreen, settle: Settle, office: Office, shown: list[tuple[bytes, str]]
) -> None:
    done, _gifts = posted(office, [50_00])
    keep(office, 5_00)
    office.actor = User(name="Léo", role=Role.READER)
    screen.open()
    settle()
    assert screen.listing.waiting.findChildren(QPushButton) == []
    screen.open(id=done.deposits[0].id)
    settle()
    assert not screen.sheet.carry.isVisible()
    assert not screen.sheet.found.isVisible()
    screen.sheet.open_slip()
    settle()
    assert len(shown) == 1
    assert state_of(office) is DepositState.OPEN
