# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The panels under the line: shares of a payment, details of a gift, expenses."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.batches import BatchKind
from app.domain.donors import Donor, number_text
from app.domain.gifts import (
    PLAIN,
    Expense,
    GiftDetails,
    GiftPurpose,
    Means,
    Share,
    Tribute,
    Vehicle,
)
from app.domain.organisation import Fund
from app.ui.kit import papers
from app.ui.kit.screen import Services
from app.ui.screens.batches import giftsheet
from app.ui.screens.batches.extras import NOTHING, Extras, read_extras, shares_text
from app.ui.screens.batches.line import EntryLine
from app.ui.screens.batches.partial import Field
from app.ui.screens.batches.screen import BatchesScreen
from app.usecases.batches import OpenBatch, PostBatch, ShowBatch
from app.usecases.donors import ShowDonor
from app.usecases.gifts import AddGift, GiftDraft, ShowEvidence
from app.usecases.office import Office
from app.usecases.organisation import SaveFund
from tests.conftest import TODAY
from tests.support.desk import put_on_file

Settle = Callable[[], None]
ROOF = 2


@pytest.fixture
def donor(office: Office) -> Donor:
    """A donor on file; the funds Roof and Tower are there too."""
    office.do(SaveFund(Fund(code="ROOF", name="Roof")))
    office.do(SaveFund(Fund(code="TOWER", name="Tower")))
    return put_on_file(office)


@pytest.fixture
def screen(services: Services, window: QWidget, qtbot: QtBot) -> BatchesScreen:
    made = BatchesScreen(services)
    made.setParent(window)
    made.resize(1200, 640)
    window.show()
    qtbot.waitExposed(window)
    made.show()
    return made


def begin(screen: BatchesScreen, settle: Settle, kind: BatchKind, donor: Donor) -> EntryLine:
    """Open a batch and accept the donor."""
    batch = screen.entry._services.office.do(OpenBatch(kind))
    screen.open(id=batch.id)
    settle()
    box = screen.entry.box
    QTest.keyClicks(box.finder, number_text(donor.number))
    QTest.keyClick(box.finder, Qt.Key.Key_Return)
    settle()
    assert box.line is not None
    return box.line


def press(widget: QWidget, key: Qt.Key, settle: Settle) -> None:
    QTest.keyClick(widget, key)
    settle()


def control(screen: BatchesScreen, key: Qt.Key) -> None:
    QTest.keyClick(screen.entry.box.amount, key, Qt.KeyboardModifier.ControlModifier)


def test_a_cheque_is_split_from_the_keyboard_and_moves_whole(
    screen: BatchesScreen, settle: Settle, donor: Donor, office: Office
) -> None:
    line = begin(screen, settle, BatchKind.CHEQUES, donor)
    box, panel = screen.entry.box, screen.entry.box.more.shares
    QTest.keyClicks(box.amount, "100")
    control(screen, Qt.Key.Key_R)
    assert panel.isVisible()
    QTest.keyClicks(panel.amounts[0], "30")
    press(panel.amounts[0], Qt.Key.Key_Return, settle)
    assert panel.funds[1].hasFocus()
    assert panel.amounts[1].text() == "€70.00"
    press(panel.funds[1], Qt.Key.Key_Return, settle)
    assert not panel.isVisible()
    assert box.amount.hasFocus()
    assert "30" in box.card.text.text()
    press(box.amount, Qt.Key.Key_Return, settle)
    rows = screen.entry.table.rows_model.rows
    assert [(row.fund_id, row.cents) for row in rows] == [(ROOF, 70_00), (1, 30_00)]
    assert screen.entry._ledger is not None
    assert screen.entry._ledger.totals().count == 1
    press(box.finder, Qt.Key.Key_Up, settle)
    assert box.amount.text() == "100.00"
    assert [share.cents for share in line.extras.shares] == [30_00, 70_00]
    QTest.keyClicks(box.amount, "90")
    press(box.amount, Qt.Key.Key_Return, settle)
    rows = office.ask(ShowBatch(line.batch.id)).lines
    assert [(row.fund_id, row.cents) for row in rows] == [(ROOF, 60_00), (1, 30_00)]


def test_wrong_shares_are_told_and_escape_keeps_the_line(
    screen: BatchesScreen, settle: Settle, donor: Donor
) -> None:
    line = begin(screen, settle, BatchKind.CHEQUES, donor)
    box, panel = screen.entry.box, screen.entry.box.more.shares
    control(screen, Qt.Key.Key_R)
    assert not panel.isVisible()
    assert box.card.notice_text
    QTest.keyClicks(box.amount, "10")
    control(screen, Qt.Key.Key_R)
    panel.accept()
    assert panel.bar.isVisible()
    QTest.keyClicks(panel.amounts[0], "4")
    panel.add_share()
    assert [amount.isReadOnly() for amount in panel.amounts] == [False, False, True]
    panel.add_share()
    assert panel.bar.isVisible()
    QTest.keyClicks(panel.amounts[1], "3")
    panel.funds[2].setCurrentIndex(panel.funds[1].currentIndex())
    panel.accept()
    assert panel.isVisible()
    assert screen.entry.step_back()
    assert line.extras.shares == ()
    assert not panel.isVisible()


def test_a_split_is_given_up_and_removed_whole(
    screen: BatchesScreen, settle: Settle, donor: Donor, office: Office
) -> None:
    begin(screen, settle, BatchKind.CHEQUES, donor)
    entry = screen.entry
    shares = (Share(fund_id=1, cents=4_00), Share(fund_id=ROOF, cents=6_00))
    assert entry.batch is not None
    office.do(AddGift(entry.batch.id, GiftDraft(donor_id=donor.id, cents=10_00), shares))
    settle()
    entry.table.setCurrentIndex(entry.table.model().index(0, 0))
    entry._remove_current()
    settle()
    assert not entry.table.rows_model.rows
    undo = screen.entry._services.toast._undo
    assert undo is not None
    undo.click()
    settle()
    assert [row.cents for row in entry.table.rows_model.rows] == [6_00, 4_00]
    entry._edit_last()
    settle()
    control(screen, Qt.Key.Key_R)
    entry.box.more.shares.whole.click()
    press(entry.box.amount, Qt.Key.Key_Return, settle)
    assert [row.cents for row in entry.table.rows_model.rows] == [10_00]


def test_details_are_typed_under_the_line(
    screen: BatchesScreen, settle: Settle, donor: Donor, office: Office
) -> None:
    payer = put_on_file(office, "Martin", "Paul")
    line = begin(screen, settle, BatchKind.CHEQUES, donor)
    box, panel = screen.entry.box, screen.entry.box.more.details
    QTest.keyClicks(box.amount, "100")
    press(box.amount, Qt.Key.Key_F4, settle)
    assert panel.isVisible()
    assert panel.purpose.hasFocus()
    panel.purpose.setCurrentIndex(panel.purpose.findData(GiftPurpose.MEMBERSHIP))
    QTest.keyClicks(panel.benefit, "30")
    panel.tribute.setCurrentIndex(panel.tribute.findData(Tribute.MEMORY))
    QTest.keyClicks(panel.tribute_name, "Ada Essai")
    QTest.keyClicks(panel.payer, "nobody")
    press(panel.benefit, Qt.Key.Key_Return, settle)
    assert panel.isVisible()
    panel.payer.clear()
    QTest.keyClicks(panel.payer, "martin")
    settle()
    press(panel.payer, Qt.Key.Key_Return, settle)
    press(panel.benefit, Qt.Key.Key_Return, settle)
    assert not panel.isVisible()
    QTest.keyClicks(box.cheque, "77")
    QTest.keyClicks(box.cheque_day, "31/12/2025")
    press(box.cheque_day, Qt.Key.Key_Return, settle)
    assert "25%" in box.card.notice_text
    press(box.cheque_day, Qt.Key.Key_Return, settle)
    (row,) = office.ask(ShowBatch(line.batch.id)).lines
    assert row.cheque_dated_on == date(2025, 12, 31)
    assert row.details == GiftDetails(
        purpose=GiftPurpose.MEMBERSHIP, benefit_cents=30_00, tribute=Tribute.MEMORY,
        tribute_name="Ada Essai", payer_id=payer.id,
    )  # fmt: skip
    screen.entry._edit_last()
    settle()
    press(box.amount, Qt.Key.Key_F4, settle)
    assert (panel.payer.text(), panel.benefit.text()) == ("MARTIN Paul", "30.00")
    assert box.cheque_day.text() == "31/12/2025"


def test_what_is_missing_opens_the_details_where_it_is(
    screen: BatchesScreen, settle: Settle, donor: Donor, office: Office
) -> None:
    line = begin(screen, settle, BatchKind.OTHER, donor)
    box, panel = screen.entry.box, screen.entry.box.more.details
    QTest.keyClicks(box.amount, "90")
    press(box.amount, Qt.Key.Key_Return, settle)
    assert panel.description.hasFocus()
    assert box.card.notice_text
    QTest.keyClicks(panel.description, "12 folding chairs")
    press(panel.description, Qt.Key.Key_Return, settle)
    press(box.amount, Qt.Key.Key_Return, settle)
    (row,) = office.ask(ShowBatch(line.batch.id)).lines
    assert (row.means, row.details.description) == (Means.IN_KIND, "12 folding chairs")


def test_an_expense_sheet_makes_the_amount(
    screen: BatchesScreen, settle: Settle, donor: Donor, office: Office
) -> None:
    line = begin(screen, settle, BatchKind.OTHER, donor)
    box, panel = screen.entry.box, screen.entry.box.more.details
    box.pins.means.setCurrentIndex(box.pins.means.findData(Means.EXPENSES))
    press(box.amount, Qt.Key.Key_F4, settle)
    sheet = panel.expenses
    sheet.add_row()
    first, second = sheet._rows
    QTest.keyClicks(first.day, "0501")
    QTest.keyClicks(first.purpose, "Stamps")
    QTest.keyClicks(first.amount, "12,50")
    QTest.keyClicks(second.purpose, "Food bank")
    second.vehicle.setCurrentIndex(second.vehicle.findData(Vehicle.CAR))
    QTest.keyClicks(second.kilometres, "1oo")
    for missing in ("day", "kilometres", "power"):
        press(panel.benefit, Qt.Key.Key_Return, settle)
        assert panel.bar.isVisible(), missing
        if missing == "day":
            QTest.keyClicks(second.day, "0501")
        elif missing == "kilometres":
            second.kilometres.setText("100")
        else:
            QTest.keyClicks(second.power, "5")
    press(panel.benefit, Qt.Key.Key_Return, settle)
    assert box.amount.text() == "76.10"
    press(box.amount, Qt.Key.Key_Return, settle)
    (row,) = office.ask(ShowBatch(line.batch.id)).lines
    assert row.cents == 76_10
    evidence = office.ask(ShowEvidence(row.id))
    assert [expense.cents for expense in evidence.expenses] == [12_50, 63_60]
    screen.entry._edit_last()
    settle()
    press(box.amount, Qt.Key.Key_F4, settle)
    assert [made.purpose.text() for made in sheet._rows] == ["Stamps", "Food bank"]


def test_an_anonymous_gift_is_marked_and_taken_back(
    screen: BatchesScreen, settle: Settle, donor: Donor
) -> None:
    line = begin(screen, settle, BatchKind.CASH, donor)
    anonymous = replace(NOTHING, anonymous=True)
    assert line.take_extras(anonymous).caret is Field.AMOUNT
    assert (line.donor, line.unidentified, line.finder_text) == (None, True, "Anonymous")
    line.amount_text = "5"
    gift = line.enter_amount().gift
    assert gift is not None
    assert gift.anonymous
    line.take_extras(anonymous)
    assert line.take_extras(NOTHING).caret is Field.DONOR
    assert not line.unidentified


def test_a_half_typed_line_keeps_its_extras() -> None:
    expense = Expense(day=TODAY, purpose="Tour", cents=5_00, vehicle=Vehicle.CAR, power=5,
                      kilometres=10)  # fmt: skip
    extras = Extras(
        details=replace(PLAIN, tribute=Tribute.HONOUR, tribute_name="Ada", valued_on=TODAY),
        anonymous=True,
        shares=(Share(fund_id=1, cents=3), Share(fund_id=2, cents=4, appeal_id=5)),
        parts=((8, 1),),
        expenses=(expense,),
    )
    assert read_extras(extras.as_json() | {}) == extras
    told = shares_text(extras, 10, {1: "General", 2: "Roof"})
    assert "General" in told
    assert shares_text(NOTHING, 10, {}) == ""


def test_a_posted_gift_shows_all_and_takes_its_proof(
    screen: BatchesScreen, settle: Settle, donor: Donor, office: Office, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    batch = office.do(OpenBatch(BatchKind.OTHER))
    expense = Expense(day=TODAY, purpose="Tour", cents=0, vehicle=Vehicle.CAR, power=5,
                      kilometres=100)  # fmt: skip
    draft = GiftDraft(donor_id=donor.id, cents=0, means=Means.EXPENSES, expenses=(expense,))
    gift = office.do(AddGift(batch.id, draft))
    office.do(PostBatch(batch.id))
    screen.open(id=batch.id)
    settle()
    screen.viewing.table.setCurrentIndex(screen.viewing.table.model().index(0, 0))
    press(screen.viewing.table, Qt.Key.Key_F4, settle)
    page = screen.gift
    assert page.isVisible()
    assert page.waiver.isVisible()
    told = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "Car, 100 km" in told
    bill = tmp_path / "bill.pdf"
    page.attach_file(bill)
    assert page.bar.isVisible()
    bill.write_bytes(b"%PDF-1.7 bill")
    page.attach_file(bill)
    settle()
    assert [one.name for one in office.ask(ShowEvidence(gift.id)).vouchers] == ["bill.pdf"]
    shown: list[bytes] = []
    monkeypatch.setattr(papers, "show_pdf", lambda _page, body, _name: shown.append(body))
    monkeypatch.setattr(
        giftsheet, "print_paper", lambda _services, _on, paper: shown.append(paper.body)
    )
    next(one for one in page.findChildren(QPushButton) if one.text() == "bill.pdf").click()
    page.print_waiver()
    settle()
    assert shown[0] == b"%PDF-1.7 bill"
    assert shown[1].startswith(b"%PDF")
    assert screen.step_back()
    assert screen.viewing.isVisible()


def test_a_posted_counterpart_is_mended_where_gifts_are_corrected(
    screen: BatchesScreen, settle: Settle, donor: Donor, office: Office
) -> None:
    batch = office.do(OpenBatch(BatchKind.CASH))
    details = replace(PLAIN, benefit_cents=30_00)
    office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=100_00, details=details)))
    office.do(PostBatch(batch.id))
    screen.open(id=batch.id)
    settle()
    screen.viewing.table.setCurrentIndex(screen.viewing.table.model().index(0, 0))
    screen.viewing._want_correction()
    settle()
    page = screen.correcting
    assert page.benefit.text() == "30.00"
    page.benefit.setText("20")
    page.reason.setText("the book costs less")
    page._write()
    settle()
    newest = office.ask(ShowDonor(donor.id)).line
    assert newest.cents == 100_00
    (line,) = [g for g in office.ask(ShowDonor(donor.id)).gifts if g.corrects_id]
    assert line.details.benefit_cents == 20_00
