# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Readers: a burst is told from typing, and what it does to the line being keyed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.domain.batches import BatchKind, GiftBatch
from app.domain.campaigns import Appeal
from app.domain.donors import Donor
from app.domain.readers.scans import Coupon
from app.ui.kit.printing import Paper
from app.ui.kit.screen import Services
from app.ui.kit.wedge import Wedge
from app.ui.screens.batches.line import EntryLine, Tone
from app.ui.screens.batches.partial import Field
from app.ui.screens.batches.patient import PatientEdit
from app.ui.screens.batches.scanline import take_cheque, take_coupon, unfinished
from app.ui.screens.batches.screen import BatchesScreen
from app.ui.screens.donors.screen import DonorsScreen
from app.ui.screens.settings import readers
from app.ui.screens.settings.readers import ReadersPage
from app.usecases.batches import OpenBatch, ShowBatch
from app.usecases.gifts import GetGift
from app.usecases.organisation import ListAppeals, SaveAppeal
from app.usecases.readers import Found, KnownAccounts, LearnAccount, ReadScan
from tests.support.giving import new_donor
from tests.ui.test_batches_line import HENRI, MARIE, TODAY

Settle = Callable[[], None]
BATCH = GiftBatch(id=7, year=2026, sequence=14, received_on=TODAY, fund_id=1, appeal_id=3)
ACCOUNT = "067800123456030041234567"
CHEQUE = f"C0001234C E{ACCOUNT[:12]}A{ACCOUNT[12:]}B"
LATER = f"C0001235C E{ACCOUNT[:12]}A{ACCOUNT[12:]}B"
FRENCH_ROW = str.maketrans("1234567890", "&é\"'(-è_çà")


class Reader:
    """Types as a reader or as a person does, to whoever has the focus."""

    def __init__(self) -> None:
        """Begin a while after whatever came before."""
        self._at = 1_000

    def send(self, text: str, gap_ms: int = 5, end: Qt.Key = Qt.Key.Key_Return) -> None:
        """Send the keys, then the end."""
        self._at += 1_000
        for letter in text:
            self._press(0, letter, gap_ms)
        self._press(end, "\r" if end == Qt.Key.Key_Return else "\t", gap_ms)

    def _press(self, key: int, text: str, gap_ms: int) -> None:
        self._at += gap_ms
        field = QApplication.focusWidget()
        assert field is not None
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
        event.setTimestamp(self._at)
        QApplication.sendEvent(field, event)


@pytest.fixture
def reader() -> Reader:
    return Reader()


class Watched:
    """A field under watch, and what was taken from it."""

    def __init__(self, window: QWidget, edit: QLineEdit, *, wanted: bool = True) -> None:
        """Show the field; ``wanted`` tells whether bursts are for us."""
        self.taken: list[str] = []
        self.edited: list[str] = []
        self.edit = edit
        QVBoxLayout(window).addWidget(edit)
        window.show()
        QApplication.processEvents()
        edit.setFocus()
        edit.textEdited.connect(self.edited.append)
        self.wedge = Wedge(
            lambda burst: partial(self.taken.append, burst) if wanted else None, window
        )
        self.wedge.watch(on=True)


@pytest.fixture
def field(window: QWidget) -> Iterator[Watched]:
    made = Watched(window, QLineEdit("12,5"))
    yield made
    made.wedge.watch(on=False)


def test_a_burst_is_taken_back_out_of_the_field(field: Watched, reader: Reader) -> None:
    field.edit.setCursorPosition(2)
    reader.send("2701042800036")
    assert field.taken == ["2701042800036"]
    assert (field.edit.text(), field.edit.cursorPosition()) == ("12,5", 2)
    assert field.edited[-1] == "12,5"


def test_the_same_digits_typed_by_hand_stay_typed(field: Watched, reader: Reader) -> None:
    reader.send("2701042800036", gap_ms=120)
    assert field.taken == []
    assert field.edit.text() == "12,52701042800036"


def test_brisk_typing_is_no_burst(field: Watched, reader: Reader) -> None:
    reader.send("270104280", gap_ms=61)
    assert field.taken == []


def test_five_quick_keys_are_no_burst(field: Watched, reader: Reader) -> None:
    reader.send("12345")
    assert field.taken == []


def test_a_tab_ends_a_burst_too(field: Watched, reader: Reader) -> None:
    reader.send("2701042800036", end=Qt.Key.Key_Tab)
    assert field.taken == ["2701042800036"]
    assert field.edit.hasFocus()


def test_what_was_typed_before_a_burst_stays(field: Watched, reader: Reader) -> None:
    field.edit.clear()
    for letter in "ab":
        reader._press(0, letter, 150)
    reader.send("2701042800036")
    assert (field.taken, field.edit.text()) == (["2701042800036"], "ab")


def test_a_burst_nobody_wants_stays_typed(window: QWidget, reader: Reader) -> None:
    field = Watched(window, QLineEdit(), wanted=False)
    reader.send("0612345678")
    assert field.edit.text() == "0612345678"
    field.wedge.watch(on=False)


def test_a_field_that_holds_keys_back_drops_those_of_the_reader(
    window: QWidget, reader: Reader
) -> None:
    edit = PatientEdit("finder")
    field = Watched(window, edit)
    edit.wait()
    reader._press(0, "7", 150)
    reader.send("2701042800036")
    edit.go_on()
    assert (field.taken, edit.text()) == (["2701042800036"], "7")
    field.wedge.watch(on=False)


# ---- what it does to the line, without a window


def line() -> EntryLine:
    return EntryLine(BATCH, TODAY)


def cheque(*donors: object, bank: str = "") -> Found:
    return Found(donors, cheque_number="0001234", account="a" * 64, bank=bank)  # type: ignore[arg-type]


def test_a_coupon_fills_donor_and_appeal() -> None:
    keyed = line()
    step = take_coupon(keyed, Found([MARIE], appeal_id=5), ())
    assert (keyed.donor, keyed.pins.appeal_id, step.caret) == (MARIE, 5, Field.AMOUNT)
    assert step.notice is None


def test_a_coupon_of_the_deceased_wants_an_enter() -> None:
    keyed = line()
    step = take_coupon(keyed, Found([HENRI._replace(deceased_on=date(2023, 1, 1))]), ())
    assert keyed.donor is None
    assert step.notice is not None
    assert step.notice.tone is Tone.QUESTION


def test_a_cheque_of_a_known_account_fills_number_donor_and_bank() -> None:
    keyed = line()
    step = take_cheque(keyed, cheque(MARIE, bank="Banque des Essais"))
    assert (keyed.donor, keyed.cheque_text, step.caret) == (MARIE, "0001234", Field.AMOUNT)
    assert keyed.pins.cheque_bank == "Banque des Essais"
    query = keyed.hints_query()
    assert query is None
    keyed.amount_text = "50"
    asked = keyed.hints_query()
    assert asked is not None
    assert asked.account == "a" * 64


def test_an_unknown_account_asks_whose_it_is() -> None:
    keyed = line()
    step = take_cheque(keyed, cheque())
    assert (keyed.donor, step.caret) == (None, Field.DONOR)
    assert step.notice is not None
    assert "Whose account" in step.notice.text


def test_two_donors_on_an_account_are_chosen_from() -> None:
    keyed = line()
    step = take_cheque(keyed, cheque(MARIE, HENRI))
    assert keyed.donor is None
    assert step.notice is not None
    assert "2 donors" in step.notice.text


def test_a_cheque_beside_another_s_coupon_is_questioned() -> None:
    keyed = line()
    take_coupon(keyed, Found([MARIE]), ())
    assert unfinished(keyed, cheque=True) is None
    step = take_cheque(keyed, cheque(HENRI))
    assert (keyed.donor, step.caret) == (MARIE, Field.AMOUNT)
    assert step.notice is not None
    assert "DUPOND Henri" in step.notice.text


def test_a_batch_of_cash_takes_no_cheque() -> None:
    keyed = EntryLine(replace(BATCH, kind=BatchKind.CASH), TODAY)
    step = take_cheque(keyed, cheque(MARIE))
    assert keyed.cheque_text == ""
    assert step.notice is not None
    assert step.notice.tone is Tone.ERROR


def test_an_unfinished_line_is_finished_first() -> None:
    keyed = line()
    assert unfinished(keyed, cheque=False) is None
    take_coupon(keyed, Found([MARIE]), ())
    busy = unfinished(keyed, cheque=False)
    assert busy is not None
    assert busy.notice is not None
    assert "DUPONT Marie" in busy.notice.text
    assert busy.caret is Field.AMOUNT


# ---- on the page


@pytest.fixture
def donor(services: Services) -> Donor:
    services.office.do(SaveAppeal(Appeal(code="NOEL", name="Noël")))
    return new_donor(services.office, "Coupon")


@pytest.fixture
def page(services: Services, window: QWidget, settle: Settle, donor: Donor) -> BatchesScreen:
    assert donor.id
    batch = services.office.do(OpenBatch())
    screen = BatchesScreen(services)
    QVBoxLayout(window).addWidget(screen)
    window.show()
    screen.open(id=batch.id)
    settle()
    return screen


def coupon_of(services: Services, donor: Donor) -> str:
    appeals = services.office.ask(ListAppeals())
    christmas = next(one for one in appeals if one.code == "NOEL")
    return Coupon(donor.number, christmas.id).digits


def test_a_coupon_then_an_amount_makes_a_line(
    page: BatchesScreen, services: Services, settle: Settle, reader: Reader, donor: Donor
) -> None:
    page.entry.box.amount.setFocus()
    reader.send(coupon_of(services, donor).translate(FRENCH_ROW))
    settle()
    assert page.entry.box.amount.text() == ""
    assert page.entry.box.amount.hasFocus()
    assert "American" in page.entry.box.card.notice_text
    reader.send("50", gap_ms=150)
    settle()
    sheet = services.office.ask(ShowBatch(page.entry.batch.id))  # type: ignore[union-attr]
    assert [(one.cents, one.donor_id) for one in sheet.lines] == [(50_00, donor.id)]
    gift = services.office.ask(GetGift(sheet.lines[0].id))
    assert gift.appeal_id is not None


def test_the_same_coupon_twice_wants_an_answer(
    page: BatchesScreen, services: Services, settle: Settle, reader: Reader, donor: Donor
) -> None:
    coupon = coupon_of(services, donor)
    for _time in range(2):
        reader.send(coupon)
        settle()
        if _time == 0:
            reader.send("50", gap_ms=150)
            settle()
    line_ = page.entry.box.line
    assert line_ is not None
    assert line_.donor is None
    assert "has line 1 already" in page.entry.box.card.notice_text
    assert page.step_back()
    assert line_.is_empty
    reader.send(coupon)
    settle()
    reader.send("", end=Qt.Key.Key_Return)
    settle()
    assert line_.donor is not None


def test_a_cheque_is_learned_with_its_line(
    page: BatchesScreen, services: Services, settle: Settle, reader: Reader, donor: Donor
) -> None:
    reader.send(CHEQUE)
    settle()
    box = page.entry.box
    assert "Whose account" in box.card.notice_text
    assert box.scans.learn.isVisible()
    reader.send(donor.number_text, gap_ms=150)
    settle()
    reader.send("50", gap_ms=150)
    settle()
    assert services.office.ask(KnownAccounts(donor.id)) == 1
    assert not box.scans.learn.isVisible()
    reader.send(LATER)
    settle()
    assert box.amount.hasFocus()
    assert (box.finder.text(), box.cheque.text()) == ("COUPON Zoé", "0001235")


def test_the_sheet_of_a_donor_forgets_its_accounts(
    services: Services, window: QWidget, settle: Settle, donor: Donor
) -> None:
    account = services.office.ask(ReadScan(CHEQUE)).account
    services.office.do(LearnAccount(account, donor.id))
    screen = DonorsScreen(services)
    QVBoxLayout(window).addWidget(screen)
    window.show()
    screen.open(id=donor.id)
    settle()
    sheet = screen.browse.sheet
    assert sheet.accounts.text() == "1 cheque account known"
    sheet.forget_button.click()
    settle()
    assert services.office.ask(KnownAccounts(donor.id)) == 0
    assert not sheet.forget_button.isVisible()


def test_a_bank_s_cheque_is_not_learned(
    page: BatchesScreen, services: Services, settle: Settle, reader: Reader, donor: Donor
) -> None:
    reader.send(CHEQUE)
    settle()
    page.entry.box.scans.learn.setChecked(False)
    page.entry.box.finder.setFocus()
    reader.send(donor.number_text, gap_ms=150)
    settle()
    reader.send("50", gap_ms=150)
    settle()
    assert services.office.ask(KnownAccounts(donor.id)) == 0


def test_a_coupon_of_nobody_is_told_and_leaves_the_line(
    page: BatchesScreen, settle: Settle, reader: Reader
) -> None:
    reader.send(Coupon(99_999).digits)
    settle()
    assert "99999-" in page.entry.box.card.notice_text
    assert page.entry.box.line is not None
    assert page.entry.box.line.is_empty


@pytest.mark.usefixtures("donor")
def test_the_settings_try_a_reader_and_print_coupons(
    services: Services,
    window: QWidget,
    settle: Settle,
    reader: Reader,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trial = ReadersPage(services)
    QVBoxLayout(window).addWidget(trial)
    window.show()
    settle()
    trial.sample.setFocus()
    for sent, told in (
        (Coupon(10428).digits, "A coupon"),
        (CHEQUE, "Cheque 0001234"),
        ("3760123456789", "neither"),
        (f"{Coupon(10428).digits[:-1]}9", "key is wrong"),
    ):
        reader.send(sent)
        assert told in trial.verdict.label.text()
    shown: list[Paper] = []
    monkeypatch.setattr(readers, "print_paper", lambda _services, _on, paper: shown.append(paper))
    trial._draw()
    settle()
    assert (shown[0].kind, shown[0].bulk) == ("labels", True)
    trial.on.setChecked(False)
    assert services.state.number("readers", 1) == 0
