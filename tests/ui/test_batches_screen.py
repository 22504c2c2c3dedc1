# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The batch pages offscreen: what the real keys of tests/ui/real do not reach."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.addresses import Address
from app.domain.batches import BatchKind, BatchRules
from app.domain.campaigns import Appeal
from app.domain.donors import Donor, number_text, proposed_salutation
from app.domain.gifts import Gift, Means, Payment
from app.domain.organisation import Fund
from app.domain.users import Role, User
from app.kernel.errors import Trouble
from app.ui.kit.screen import Services
from app.ui.screens.batches.screen import BatchesScreen
from app.usecases.batches import CompareBatch, OpenBatch, PostBatch, ShowBatch
from app.usecases.donors import CreateDonor, FindDonors, ShowDonor
from app.usecases.gifts import AddGift, GiftDraft, RemoveGift
from app.usecases.office import Office
from app.usecases.organisation import SaveAppeal, SaveFund
from tests.conftest import TODAY
from tests.support.desk import keyed, put_on_file

Settle = Callable[[], None]


@pytest.fixture
def screen(services: Services, window: QWidget, qtbot: QtBot) -> BatchesScreen:
    made = BatchesScreen(services)
    made.setParent(window)
    made.resize(1200, 640)
    window.show()
    qtbot.waitExposed(window)
    made.show()
    return made


def type_line(qtbot: QtBot, screen: BatchesScreen, number: str, amount: str) -> None:
    box = screen.entry.box
    QTest.keyClicks(box.finder, number)
    QTest.keyClick(box.finder, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: box.line is not None and box.line.donor is not None)
    QTest.keyClicks(box.amount, amount)
    QTest.keyClick(box.amount, Qt.Key.Key_Enter)


def test_an_empty_list_says_what_to_do(screen: BatchesScreen, settle: Settle) -> None:
    screen.open()
    settle()
    assert not screen.listing.table.isVisible()
    screen.listing.new_wanted.emit()
    settle()
    assert screen.opening.isVisible()
    assert screen.step_back()
    assert not screen.step_back()


def test_half_a_control_is_refused_beside_its_field(screen: BatchesScreen, settle: Settle) -> None:
    screen.open(do="new")
    settle()
    QTest.keyClicks(screen.opening.count, "3")
    QTest.keyClick(screen.opening.total, Qt.Key.Key_Return)
    settle()
    assert screen.opening.isVisible()
    QTest.keyClicks(screen.opening.count, "x")
    QTest.keyClick(screen.opening.total, Qt.Key.Key_Return)
    settle()
    assert screen.opening.isVisible()


def test_a_batch_without_control_is_opened_by_enter_alone(
    screen: BatchesScreen, settle: Settle, office: Office
) -> None:
    office.do(SaveFund(Fund(code="T", name="Roof")))
    office.do(SaveAppeal(Appeal(code="N", name="Christmas")))
    office.do(OpenBatch(BatchKind.CASH))
    screen.open(do="new")
    settle()
    QTest.keyClick(screen.opening.count, Qt.Key.Key_Return)
    QTest.keyClick(screen.opening.total, Qt.Key.Key_Return)
    settle()
    assert screen.entry.isVisible()
    assert screen.entry.batch is not None
    assert screen.entry.batch.kind is BatchKind.CASH
    assert not screen.entry.box.cheque.isVisible()


def test_a_refused_line_comes_back_under_the_keys(
    screen: BatchesScreen, settle: Settle, qtbot: QtBot, office: Office
) -> None:
    donor = put_on_file(office)
    batch = office.do(OpenBatch())
    screen.open(id=batch.id)
    settle()
    screen.services.office.actor = User(name="Anne", role=Role.READER)
    type_line(qtbot, screen, number_text(donor.number), "50")
    settle()
    box = screen.entry.box
    assert box.amount.text() == "50.00"
    assert "Anne" in box.card.notice_text
    assert screen.entry.table.rows_model.rowCount() == 0


def test_a_line_refused_while_the_next_is_typed_is_told_above(
    screen: BatchesScreen, settle: Settle, qtbot: QtBot, office: Office
) -> None:
    donor = put_on_file(office)
    batch = office.do(OpenBatch())
    screen.open(id=batch.id)
    settle()
    entry = screen.entry
    type_line(qtbot, screen, number_text(donor.number), "50")
    settle()
    line = entry.box.line
    assert line is not None
    line.type_donor("next")
    gift_line = entry.table.rows_model.rows[0]
    entry._refused(
        Payment(replace(_gift(gift_line.batch_id, donor), cents=700)),
        None,
        Trouble("disk", "The disk is full."),
    )
    assert "The disk is full." in entry.bar.label.text()


def _gift(batch_id: int, donor: Donor) -> Gift:
    return Gift(batch_id=batch_id, donor_id=donor.id, cents=100, received_on=TODAY, fund_id=1)


def test_a_lead_opens_its_line_and_the_mended_batch_agrees(
    screen: BatchesScreen, settle: Settle, office: Office
) -> None:
    donor = put_on_file(office)
    batch = office.do(OpenBatch(BatchKind.CHEQUES, 1, 5400))
    office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=4500)))
    screen.open(id=batch.id)
    settle()
    screen.entry.check_totals()
    settle()
    assert screen.entry.strip.state.text == "Difference of €9.00"
    QTest.keyClick(screen.entry.leads.table, Qt.Key.Key_Return)
    settle()
    QTest.keyClicks(screen.entry.box.amount, "54")
    QTest.keyClick(screen.entry.box.amount, Qt.Key.Key_Return)
    settle()
    assert screen.entry.strip.state.text == "Totals agree"


def test_escape_gives_the_edited_line_up(
    screen: BatchesScreen, settle: Settle, office: Office
) -> None:
    batch, _gifts = keyed(office, [5000])
    screen.open(id=batch.id)
    settle()
    QTest.keyClick(screen.entry.box.finder, Qt.Key.Key_Up)
    settle()
    assert screen.entry.box.amount.text() == "50.00"
    assert screen.entry.saved.text() == "Editing line 1 · Escape gives up"
    assert screen.step_back()
    assert screen.entry.box.amount.text() == ""
    settle()


def test_posting_waits_for_the_line_under_the_keys(
    screen: BatchesScreen, settle: Settle, office: Office
) -> None:
    batch, _gifts = keyed(office, [5000])
    screen.open(id=batch.id)
    settle()
    QTest.keyClicks(screen.entry.box.finder, "dup")
    settle()
    screen.entry.ask_posting()
    settle()
    assert screen.entry.isVisible()
    assert "dup" in screen.entry.bar.label.text()


def test_a_removed_line_comes_back_by_undo(
    screen: BatchesScreen, settle: Settle, office: Office
) -> None:
    batch, _gifts = keyed(office, [5000, 6000])
    screen.open(id=batch.id)
    settle()
    table = screen.entry.table
    table.setFocus()
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    settle()
    assert [line.cents for line in office.ask(ShowBatch(batch.id)).lines] == [5000]
    assert "€60.00" in screen.services.toast.text
    screen.services.toast.findChildren(QPushButton)[-1].click()
    settle()
    assert [line.cents for line in office.ask(ShowBatch(batch.id)).lines] == [6000, 5000]


def test_a_line_removed_elsewhere_leaves_the_table(
    screen: BatchesScreen, settle: Settle, office: Office
) -> None:
    batch, gifts = keyed(office, [5000, 6000])
    screen.open(id=batch.id)
    settle()
    office.do(RemoveGift(gifts[0].id))
    settle()
    assert screen.entry.table.rows_model.rowCount() == 1


def test_a_strong_look_alike_wants_a_second_yes(
    screen: BatchesScreen, settle: Settle, qtbot: QtBot, office: Office
) -> None:
    address = Address(street="1 rue Basse", postal_code="35000", city="Rennes")
    known = office.do(CreateDonor(Donor(last_name="Dupont", first_name="Marie", address=address)))
    batch = office.do(OpenBatch())
    screen.open(id=batch.id)
    settle()
    box = screen.entry.box
    QTest.keyClicks(box.finder, "dupont marie")
    QTest.keyClick(box.finder, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    panel = box.new_donor
    QTest.keyClicks(panel.edits["postal_code"], "35000")
    qtbot.wait(250)
    settle()
    panel._create()
    assert "Create" in panel._make.text()
    assert panel.isVisible()
    QTest.keyClick(panel.edits["city"], Qt.Key.Key_F7)
    settle()
    assert box.line is not None
    assert box.line.donor is not None
    assert box.line.donor.id == known.id
    assert not panel.isVisible()


def test_a_title_is_kept_as_it_is_printed_whatever_the_window_speaks(
    screen: BatchesScreen, settle: Settle, office: Office
) -> None:
    """An English window proposes “Mme” too: the letter then begins “Madame”."""
    batch = office.do(OpenBatch(BatchKind.CHEQUES))
    screen.open(id=batch.id)
    settle()
    box = screen.entry.box
    QTest.keyClicks(box.finder, "nouvelle zoe")
    QTest.keyClick(box.finder, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(box.new_donor.civility, "mm")
    QTest.keyClick(box.new_donor.civility, Qt.Key.Key_Down)
    assert box.new_donor.civility.proposals.currentCompletion() == "Mme"
    box.new_donor.civility.proposals.activated.emit("Mme")
    box.new_donor._create()
    settle()
    (line,) = office.ask(FindDonors("nouvelle"))
    donor = office.ask(ShowDonor(line.id)).donor
    assert (donor.civility, proposed_salutation(donor)) == ("Mme", "Madame")


def test_a_new_donor_without_a_name_is_refused(
    screen: BatchesScreen, settle: Settle, office: Office
) -> None:
    batch = office.do(OpenBatch())
    screen.open(id=batch.id)
    settle()
    box = screen.entry.box
    box.open_new_donor()
    box.new_donor._create()
    assert box.new_donor.isVisible()
    assert screen.step_back()
    assert not box.new_donor.isVisible()
    settle()


def test_pins_hold_and_copying_takes_fund_and_appeal(
    screen: BatchesScreen, settle: Settle, office: Office
) -> None:
    roof = office.do(SaveFund(Fund(code="T", name="Roof")))
    donor = put_on_file(office)
    batch = office.do(OpenBatch(BatchKind.MIXED))
    office.do(
        AddGift(
            batch.id, GiftDraft(donor_id=donor.id, cents=100, means=Means.CASH, fund_id=roof.id)
        )
    )
    screen.open(id=batch.id)
    settle()
    pins = screen.entry.box.pins
    QTest.keyClick(screen.entry.box.finder, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert pins.fund.currentText() == "Roof"
    pins.day.setText("x")
    pins.changed.emit()
    assert "x" in screen.entry.box.card.notice_text
    pins.day.setText("5")
    pins.changed.emit()
    assert pins.pins().received_on.day == 5
    settle()


def test_a_reader_may_not_post_a_difference(
    screen: BatchesScreen, settle: Settle, office: Office
) -> None:
    donor = put_on_file(office)
    batch = office.do(OpenBatch(BatchKind.CHEQUES, 1, 5400))
    office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=4500)))
    sheet, compared = office.ask(ShowBatch(batch.id)), office.ask(CompareBatch(batch.id))
    screen.posting.show_sheet(sheet, compared, BatchRules())
    assert not screen.posting.act.isEnabled()
    screen.services.office.actor = User(name="Anne", role=Role.ENTRY)
    screen.posting.show_sheet(sheet, compared, BatchRules(difference_allowed=True))
    assert not screen.posting.act.isEnabled()
    assert screen.posting.act.toolTip()
    assert screen.posting.reason.isHidden()


def test_a_posted_batch_leads_to_its_deposit_and_its_donors(
    screen: BatchesScreen, settle: Settle, office: Office
) -> None:
    batch, _gifts = keyed(office, [5000])
    screen.open(id=batch.id)
    settle()
    screen.entry.ask_posting()
    settle()
    screen.posting.act.click()
    settle()
    assert "Thank you" in screen.viewing.done.label.text()
    screen.viewing.table.selectRow(0)
    QTest.keyClick(screen.viewing.table, Qt.Key.Key_Return)
    screen.viewing._slips.findChildren(QPushButton)[0].click()
    visits = screen.services.navigator.visits  # type: ignore[attr-defined]
    assert [name for name, _arguments in visits] == ["donors", "deposits"]
    assert screen.step_back()
    settle()
    assert screen.listing.table.paged_model.rowCount() == 1
    screen.open(id=batch.id)
    settle()
    assert screen.viewing.done.isHidden()
    assert screen.may_leave()


def test_a_batch_posted_elsewhere_becomes_read_only(
    screen: BatchesScreen, settle: Settle, office: Office
) -> None:
    batch, _gifts = keyed(office, [5000])
    screen.open(id=batch.id)
    settle()
    office.do(PostBatch(batch.id))
    settle()
    assert screen.viewing.isVisible()


def test_coming_back_shows_what_was_keyed_elsewhere(
    screen: BatchesScreen, settle: Settle, office: Office
) -> None:
    donor = put_on_file(office)
    batch = office.do(OpenBatch())
    screen.open(id=batch.id)
    settle()
    screen.hide()
    office.do(AddGift(batch.id, GiftDraft(donor_id=donor.id, cents=4500)))
    settle()
    screen.show()
    screen.open()
    settle()
    assert screen.entry.table.rows_model.rowCount() == 1


def test_the_answers_never_leave_the_window(
    screen: BatchesScreen, window: QWidget, settle: Settle, office: Office
) -> None:
    for place in range(10):
        put_on_file(office, "Dupont", f"Luc{place}")
    batch = office.do(OpenBatch())
    screen.open(id=batch.id)
    settle()
    window.resize(1000, 400)
    QTest.keyClicks(screen.entry.box.finder, "dup")
    settle()
    popup = screen.entry.box.popup
    assert popup.isVisible()
    assert popup.geometry().bottom() <= window.height()
    assert popup.rows_model.rows[-1].action
