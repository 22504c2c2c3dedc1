# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The adding machine, the counts beside the two figures, models, and amounts keyed again."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from app.domain.batches import BatchKind, BatchRules, BatchTemplate, Tape, read_tape
from app.domain.deposits import CashPile, read_piles
from app.domain.gifts import Means
from app.domain.users import Role, User
from app.ui.kit.screen import Services
from app.ui.screens.batches.screen import BatchesScreen
from app.ui.screens.settings.batches import BatchesPage
from app.usecases.batches import (
    GetBatchRules,
    ListBatches,
    ListTemplates,
    OpenBatch,
    SaveBatchRules,
    SaveTemplate,
    ShowBatch,
    TotalsOf,
)
from app.usecases.office import Office
from app.usecases.users import SaveUser
from tests.support.desk import keyed, posted

Settle = Callable[[], None]


@pytest.fixture
def screen(services: Services, window: QWidget, settle: Settle) -> BatchesScreen:
    """The batches screen in its window."""
    made = BatchesScreen(services)
    made.setParent(window)
    made.resize(1206, 688)
    window.show()
    made.show()
    settle()
    return made


def _add(screen: BatchesScreen, *amounts: str) -> None:
    for amount in amounts:
        QTest.keyClicks(screen.machine.amount, amount)
        QTest.keyClick(screen.machine.amount, Qt.Key.Key_Plus)


def test_the_tape_makes_the_control_of_a_new_batch(
    screen: BatchesScreen, settle: Settle, office: Office
) -> None:
    screen.open(do="new")
    settle()
    screen._show_machine()
    _add(screen, "12,50", "30", "9", "abc")
    assert screen.machine.tape == Tape((1250, 3000, 900))
    assert screen.machine._notice.text()
    screen.machine.amount.clear()
    QTest.keyClick(screen.machine.amount, Qt.Key.Key_U)
    assert screen.machine.tape.cents == 4250
    QTest.keyClick(screen.machine.amount, Qt.Key.Key_Enter)
    assert screen.machine.isHidden()
    assert (screen.opening.count.text(), screen.opening.total.cents()) == ("2", 4250)
    screen.opening._open()
    settle()
    batch = office.ask(ShowBatch(office.ask(ListBatches())[0].id)).batch
    assert read_tape(batch.tape) == Tape((1250, 3000))


def test_the_tape_is_corrected_and_taken_by_a_batch_being_keyed(
    screen: BatchesScreen, settle: Settle, office: Office
) -> None:
    batch, _gifts = keyed(office, [50_00])
    screen.open(id=batch.id)
    settle()
    screen.entry.tools.machine_wanted.emit()
    _add(screen, "50", "20")
    screen.machine.table.selectRow(0)
    QTest.keyClick(screen.machine.table, Qt.Key.Key_Delete)
    _add(screen, "45")
    QTest.keyClick(screen.machine.amount, Qt.Key.Key_Return)
    settle()
    totals = office.ask(TotalsOf(batch.id))
    assert (totals.expected_count, totals.expected_cents) == (2, 95_00)
    assert "95" in screen.entry.strip._expected.text()


@pytest.mark.parametrize(
    ("typed", "verb", "cents", "piles"),
    [
        ("40", "", 40_00, 1),
        ("45", "Keep the count", 40_00, 1),
        ("45", "Replace the count", 45_00, 0),
    ],
)
def test_the_tape_never_replaces_a_count_of_coins_in_silence(
    screen: BatchesScreen,
    settle: Settle,
    office: Office,
    typed: str,
    verb: str,
    cents: int,
    piles: int,
) -> None:
    batch = office.do(OpenBatch(BatchKind.CASH, 1, 40_00, counted=(CashPile(2000, 2),)))
    screen.open(id=batch.id)
    settle()
    screen.entry.tools.machine_wanted.emit()
    _add(screen, typed)
    asked: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            asked.append(box.text())
            next(one for one in box.buttons() if one.text() == verb).click()

    timer = QTimer(interval=20)
    timer.timeout.connect(answer)
    timer.start()
    QTest.keyClick(screen.machine.amount, Qt.Key.Key_Return)
    settle()
    timer.stop()
    kept = office.ask(ShowBatch(batch.id)).batch
    assert kept.expected_total_cents == cents
    assert len(read_piles(kept.counted)) == piles
    assert len(asked) == (1 if verb else 0)


def test_escape_closes_the_machine_first(screen: BatchesScreen, settle: Settle) -> None:
    screen.open(do="new")
    settle()
    screen._show_machine()
    assert screen.step_back()
    assert screen.machine.isHidden()
    assert screen.opening.isVisible()


def test_notes_and_coins_make_the_total_of_a_cash_batch(
    screen: BatchesScreen, settle: Settle, office: Office
) -> None:
    screen.open(do="new")
    settle()
    opening = screen.opening
    opening.kind.setCurrentIndex(opening.kind.findData(BatchKind.CASH))
    QTest.keyClicks(opening.pile.cash._pieces[20_00], "3")
    assert opening.total.cents() == 60_00
    QTest.keyClicks(opening.count, "4")
    opening._open()
    settle()
    batch = office.ask(ShowBatch(office.ask(ListBatches())[0].id)).batch
    assert [(pile.value_cents, pile.pieces) for pile in read_piles(batch.counted)] == [(20_00, 3)]


def test_parts_make_the_control_of_a_mixed_batch(
    screen: BatchesScreen, settle: Settle, office: Office
) -> None:
    screen.open(do="new")
    settle()
    opening = screen.opening
    opening.kind.setCurrentIndex(opening.kind.findData(BatchKind.MIXED))
    for means, count, amount in ((Means.CHEQUE, "2", "70"), (Means.CASH, "1", "20")):
        fields = opening.pile.parts._fields[means]
        QTest.keyClicks(fields[0], count)
        QTest.keyClicks(fields[1], amount)
    opening._open()
    settle()
    batch = office.ask(ShowBatch(office.ask(ListBatches())[0].id)).batch
    assert (batch.expected_count, batch.expected_total_cents) == (3, 90_00)
    assert [part.means for part in batch.parts] == [Means.CHEQUE, Means.CASH]


def test_a_model_is_saved_and_chosen(screen: BatchesScreen, settle: Settle, office: Office) -> None:
    office.do(SaveTemplate(BatchTemplate(name="Sunday", kind=BatchKind.CASH, comment="11 am")))
    screen.open(do="new")
    settle()
    opening = screen.opening
    opening.template.setCurrentIndex(1)
    opening.template.activated.emit(1)
    assert (opening.kind.currentData(), opening.comment.text()) == (BatchKind.CASH, "11 am")
    opening.template_name.setText("Christmas")
    opening._save_template()
    settle()
    assert [one.name for one in office.ask(ListTemplates())] == ["Christmas", "Sunday"]


def test_the_list_is_narrowed_by_state_and_words(
    screen: BatchesScreen, settle: Settle, office: Office
) -> None:
    office.do(OpenBatch(comment="Appel de Noël"))
    posted(office, [50_00])
    screen.open()
    settle()
    listing = screen.listing
    model = listing.table.paged_model
    for index, count in ((1, 1), (2, 1), (3, 0), (0, 2)):
        listing.state.setCurrentIndex(index)
        listing.state.activated.emit(index)
        settle()
        assert model.rowCount() == count
    listing._focus_find()
    QTest.keyClicks(listing.finder, "noel")
    QTest.keyClick(listing.finder, Qt.Key.Key_Return)
    settle()
    assert model.rowCount() == 1
    assert listing.table.hasFocus()


def test_amounts_are_keyed_again_blind(
    screen: BatchesScreen, settle: Settle, office: Office
) -> None:
    batch, _gifts = keyed(office, [50_00, 45_00])
    screen.open(id=batch.id)
    settle()
    screen.entry.tools.again_wanted.emit()
    settle()
    page = screen.again
    assert "50" not in page.who.text()
    for typed in ("50", "54"):
        QTest.keyClicks(page.amount, typed)
        QTest.keyClick(page.amount, Qt.Key.Key_Return)
        settle()
    assert "Look at the cheque" in page.bar.label.text()
    assert "1 of 2" in page.state.text()
    QTest.keyClicks(page.amount, "54")
    QTest.keyClick(page.amount, Qt.Key.Key_Return)
    settle()
    assert not page.amount.isEnabled()
    assert office.ask(TotalsOf(batch.id)).cents == 104_00
    assert screen.step_back()
    assert screen.entry.isVisible()


def test_the_rules_are_set_on_their_page(
    services: Services, window: QWidget, settle: Settle, office: Office
) -> None:
    office.do(SaveTemplate(BatchTemplate(name="Sunday")))
    page = BatchesPage(services)
    page.setParent(window)
    window.show()
    settle()
    page.form.fill({"difference_allowed": True})
    page.save.click()
    settle()
    assert office.ask(GetBatchRules()).difference_allowed
    page.form.fill({"two_persons": True})
    page.save.click()
    settle()
    assert not office.ask(GetBatchRules()).two_persons
    page.remove.click()
    settle()
    assert office.ask(ListTemplates()) == []
    assert services.toast.text


def test_rules_that_may_leave_nobody_to_post_are_told_as_they_are_ticked(
    services: Services, window: QWidget, settle: Settle, office: Office
) -> None:
    office.do(SaveUser(User(name="Tom", role=Role.TREASURER)))
    page = BatchesPage(services)
    page.setParent(window)
    window.show()
    page.show()
    settle()
    assert not page.warning.isVisible()
    for name in ("two_persons", "double_keying"):
        box = page.form.field(name)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)
    settle()
    assert page.warning.isVisible()
    assert "add a user" in page.warning.label.text()
    office.do(SaveUser(User(name="Zoé", role=Role.TREASURER)))
    QTest.keyClick(page.form.field("difference_allowed"), Qt.Key.Key_Space)
    settle()
    assert not page.warning.isVisible()


def test_the_last_who_may_post_is_told_where_amounts_are_keyed_again(
    screen: BatchesScreen, settle: Settle, office: Office
) -> None:
    other = office.as_user(office.do(SaveUser(User(name="Tom", role=Role.TREASURER))))
    batch, _gifts = keyed(other, [50_00])
    office.do(SaveBatchRules(BatchRules(two_persons=True, double_keying=True)))
    screen.open(id=batch.id)
    settle()
    screen.entry.tools.again_wanted.emit()
    settle()
    assert screen.again.warning.isVisible()
    assert "Let Tom do it" in screen.again.warning.label.text()
