# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A posted gift corrected in the window: shown, refused, reversed, written right."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.gifts import Gift, ReturnKind
from app.domain.users import Role, User
from app.ui.kit.screen import Services
from app.ui.screens.batches.screen import BatchesScreen
from app.usecases.batches import ListBatches, OpenBatch, PostBatch, ShowBatch
from app.usecases.gifts import AddGift, GiftDraft, ListReturns, ReturnCheque, ShowGift
from app.usecases.office import Office
from app.usecases.ports.desk import GiftLine
from app.usecases.receipts import IssueReceipts, ReceiptRegister
from tests.support.desk import keyed, posted, put_on_file
from tests.support.giving import give, new_donor

Settle = Callable[[], None]


@pytest.fixture
def gifts(services: Services) -> list[Gift]:
    """Two cheques of one donor, posted."""
    return posted(services.office, [54_00, 20_00])[1]


@pytest.fixture
def screen(
    services: Services, window: QWidget, gifts: Sequence[Gift], settle: Settle
) -> BatchesScreen:
    """The screen, on that batch."""
    made = BatchesScreen(services)
    QVBoxLayout(window).addWidget(made)
    window.show()
    made.open(id=gifts[0].batch_id)
    settle()
    return made


def _correct(screen: BatchesScreen, gift_id: int, settle: Settle) -> None:
    """Select a line of the batch shown, and press Ctrl+E."""
    table = screen.viewing.table
    office = screen.services.office
    rows = [line.id for line in office.ask(ShowBatch(office.ask(ShowGift(gift_id)).batch_id)).lines]
    table.selectRow(rows.index(gift_id))
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settle()


def _type(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def _standing(office: Office, batch_id: int) -> list[GiftLine]:
    return [line for line in office.ask(ShowBatch(batch_id)).lines if line.reversed_by is None]


def test_the_amount_is_corrected_by_a_reversal_and_a_line(
    screen: BatchesScreen, gifts: Sequence[Gift], settle: Settle
) -> None:
    """The posted line is read only; Ctrl+E writes two linked lines, and the totals are right."""
    _correct(screen, gifts[0].id, settle)
    page = screen.correcting
    assert page.isVisible()
    assert page.amount.cents() == 54_00
    assert page.preview.text().startswith("Change what is wrong")
    _type(page.amount, "45")
    settle()
    assert page.preview.text() == (
        "Reversal of -€54.00, then €45.00, both in a batch of corrections of 06/01/2026. "
        "Deposit 2026-001 will differ at the bank by -€9.00."
    )
    _type(page.reason, "misread")
    page.act.click()
    settle()
    assert screen.viewing.isVisible()
    assert "2026-C01" in screen.viewing.done.label.text()
    assert "-€9.00" in screen.viewing.done.label.text()
    office = screen.services.office
    correction = office.ask(ListBatches())[0]
    assert sorted(line.cents for line in office.ask(ShowBatch(correction.id)).lines) == [
        -54_00,
        45_00,
    ]


def test_a_second_reversal_is_not_even_offered(
    screen: BatchesScreen, gifts: Sequence[Gift], settle: Settle
) -> None:
    screen.services.office.do(ReturnCheque(gifts[0].id, "no funds"))
    screen.open(id=gifts[0].batch_id)
    settle()
    _correct(screen, gifts[0].id, settle)
    page = screen.correcting
    assert "reversed already" in page.bar.label.text()
    assert not page.act.isEnabled()
    assert not page.form.isEnabled()


def test_without_a_reason_it_is_refused_beside_the_field(
    screen: BatchesScreen, gifts: Sequence[Gift], settle: Settle
) -> None:
    _correct(screen, gifts[0].id, settle)
    page = screen.correcting
    _type(page.amount, "45")
    page.act.click()
    settle()
    assert page.isVisible()
    assert page.reason.hasFocus()
    assert len(screen.services.office.ask(ListBatches())) == 1


def test_a_returned_cheque_needs_no_other_field(
    screen: BatchesScreen, gifts: Sequence[Gift], settle: Settle
) -> None:
    _correct(screen, gifts[1].id, settle)
    page = screen.correcting
    page.returned.click()
    settle()
    assert not page.amount.isVisible()
    assert page.fee.isVisible()
    assert not page.left_amount.isVisible()
    assert page.preview.text().startswith("Reversal of -€20.00, and nothing after it, in a batch")
    _type(page.fee, "12,50")
    _type(page.reason, "no funds")
    QTest.keyClick(page.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [line.id for line in _standing(screen.services.office, gifts[0].batch_id)] == [
        gifts[0].id
    ]
    (left,) = screen.services.office.ask(ListReturns())
    assert (left.entry.kind, left.entry.fee_cents) == (ReturnKind.UNPAID, 12_50)


def test_a_refund_in_part_is_told_and_written(
    screen: BatchesScreen, gifts: Sequence[Gift], settle: Settle
) -> None:
    _correct(screen, gifts[0].id, settle)
    page = screen.correcting
    page.refunded.click()
    settle()
    assert page.left_amount.cents() == 54_00
    _type(page.left_amount, "60")
    _type(page.reason, "asked for it")
    page.act.click()
    settle()
    assert page.left_amount.hasFocus(), "more than the gift is refused beside the field"
    _type(page.left_amount, "14")
    settle()
    assert page.preview.text().startswith("Reversal of -€54.00, then €40.00")
    page.act.click()
    settle()
    (left,) = screen.services.office.ask(ListReturns())
    assert (left.entry.kind, left.entry.cents) == (ReturnKind.REFUND, 14_00)


@pytest.fixture
def receipted(services: Services) -> Gift:
    """A gift of 2025 on a live tax receipt."""
    (gift,) = give(services.office, (new_donor(services.office, "Essai"), 20_00))
    services.office.do(IssueReceipts(2025, 1))
    return gift


def test_a_receipted_gift_is_corrected_with_its_receipt_in_one_stroke(
    screen: BatchesScreen, receipted: Gift, settle: Settle
) -> None:
    screen.open(id=receipted.batch_id)
    settle()
    _correct(screen, receipted.id, settle)
    page = screen.correcting
    assert not page.receipt.isVisible(), "nothing is changed yet"
    _type(page.amount, "25")
    settle()
    assert page.receipt.label.text() == (
        "Tax receipt 2025-000001 will be cancelled, and another of €25.00 replaces it."
    )
    assert page.act.text() == "&Correct and replace the receipt"
    _type(page.reason, "misread")
    page.act.click()
    settle()
    told = screen.viewing.done.label.text()
    assert told.endswith("Receipt 2025-000001 is cancelled, receipt 2025-000002 replaces it.")
    _issued, replacing = screen.services.office.ask(ReceiptRegister(2025))
    assert (replacing.cents, replacing.replaces) == (25_00, "2025-000001")


def test_a_receipt_left_without_money_is_told_to_be_cancelled(
    screen: BatchesScreen, receipted: Gift, settle: Settle
) -> None:
    screen.open(id=receipted.batch_id)
    settle()
    _correct(screen, receipted.id, settle)
    page = screen.correcting
    page.returned.click()
    settle()
    assert "nothing is left to replace it" in page.receipt.label.text()
    assert page.act.text() == "&Correct and cancel the receipt"
    _type(page.reason, "no funds")
    page.act.click()
    settle()
    assert "2025-000001 is cancelled." in screen.viewing.done.label.text()


def test_the_donor_is_chosen_in_the_list(
    screen: BatchesScreen, gifts: Sequence[Gift], settle: Settle
) -> None:
    right = put_on_file(screen.services.office, "Martin", "Jean")
    _correct(screen, gifts[0].id, settle)
    page = screen.correcting
    _type(page.donor, "martin")
    settle()
    page.act.click()
    settle()
    assert page.isVisible(), "a name that was typed but not chosen is nobody"
    QTest.keyClick(page.donor, Qt.Key.Key_Return)
    settle()
    assert page.donor.text() == "MARTIN Jean"
    _type(page.reason, "wrong envelope")
    page.act.click()
    settle()
    latest = screen.services.office.ask(ListBatches())[0]
    lines = screen.services.office.ask(ShowBatch(latest.id)).lines
    assert {line.cents: line.donor_id for line in lines}[54_00] == right.id


def test_a_gift_set_aside_gets_its_donor_without_a_reversal(
    screen: BatchesScreen, services: Services, settle: Settle
) -> None:
    office = services.office
    batch = office.do(OpenBatch())
    gift = office.do(AddGift(batch.id, GiftDraft(donor_id=None, cents=5_00, clue="Durand")))
    office.do(PostBatch(batch.id))
    durand = put_on_file(office, "Durand", "Paul")
    screen.open(id=batch.id)
    settle()
    _correct(screen, gift.id, settle)
    page = screen.correcting
    assert page.heading.text() == "Whose gift is it?"
    assert "nothing is reversed" in page.preview.text()
    _type(page.donor, durand.number_text)
    settle()
    QTest.keyClick(page.donor, Qt.Key.Key_Return)
    settle()
    assert "do not change" in page.preview.text()
    assert (page.act.text(), page.act.hasFocus()) == ("Identify the gift", True)
    page.act.click()
    settle()
    assert office.ask(ShowGift(gift.id)).donor_id == durand.id
    assert len(office.ask(ListBatches())) == 2


def test_gifts_that_wait_are_listed_and_identified_one_by_one(
    screen: BatchesScreen, services: Services, settle: Settle
) -> None:
    """The home page leads here; after each donor the list is one shorter."""
    office = services.office
    batch = office.do(OpenBatch())
    for clue in ("Durand", "Petit"):
        office.do(AddGift(batch.id, GiftDraft(donor_id=None, cents=5_00, clue=clue)))
    office.do(PostBatch(batch.id))
    durand = put_on_file(office, "Durand", "Paul")
    screen.open(show="unidentified")
    settle()
    page = screen.waiting
    assert page.table.model().rowCount() == 2
    screen.waiting.act.click()
    settle()
    assert screen.correcting.donor.hasFocus()
    _type(screen.correcting.donor, durand.number_text)
    settle()
    QTest.keyClick(screen.correcting.donor, Qt.Key.Key_Return)
    settle()
    screen.correcting.act.click()
    settle()
    assert page.isVisible()
    assert page.table.model().rowCount() == 1
    assert page.done.label.text() == "The gift has its donor."
    assert screen.step_back()
    assert screen.listing.isVisible()


def test_going_back_changes_nothing(
    screen: BatchesScreen, gifts: Sequence[Gift], settle: Settle
) -> None:
    _correct(screen, gifts[0].id, settle)
    _type(screen.correcting.amount, "45")
    assert screen.step_back()
    assert screen.viewing.isVisible()
    assert len(screen.services.office.ask(ListBatches())) == 1


def test_a_clerk_is_not_offered_to_correct(
    screen: BatchesScreen, gifts: Sequence[Gift], settle: Settle
) -> None:
    screen.services.office.actor = User(name="Zoé", role=Role.ENTRY)
    screen.open(id=gifts[0].batch_id)
    settle()
    _correct(screen, gifts[0].id, settle)
    assert screen.viewing.isVisible()


def test_a_posted_line_tells_its_deposit_or_that_it_waits(
    screen: BatchesScreen, services: Services, settle: Settle
) -> None:
    """I02: the reference beside those deposited, and the other is to deposit."""
    office = services.office
    batch, kept = keyed(office, [75_00, 30_00])
    office.do(PostBatch(batch.id, later=(kept[1].id,)))
    screen.open(id=batch.id)
    settle()
    model = screen.viewing.table.rows_model
    place = next(i for i, column in enumerate(model.columns) if column.id == "deposit")
    told = [model.columns[place].get(line) for line in model.rows]
    assert told == ["to deposit", "2026-002"]
