# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of letters under the hand: ticked, tried, made, taken back, thanked otherwise."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.domain.consents import Consent
from app.domain.users import Role, User
from app.kernel.clock import FixedClock
from app.ui.kit import dialogs, papers, printing
from app.ui.kit.screen import Services
from app.ui.screens.batches.viewing import ViewPage
from app.ui.screens.donors.sheet import SheetPane
from app.ui.screens.letters import presenter
from app.ui.screens.letters.screen import LettersScreen
from app.usecases.batches import ShowBatch
from app.usecases.donors import AddDetail, EditDonor, ShowTimeline
from app.usecases.gifts import ReturnCheque
from app.usecases.letters.planning import Mailing
from app.usecases.letters.queue import ThankQueue
from app.usecases.letters.runs import LetterRuns, MakeLetters
from app.usecases.office import Office
from tests.support.giving import give, new_donor
from tests.support.pdf import text_of

DAY = date(2026, 1, 2)
Settle = Callable[[], None]
Shown = list[tuple[str, bytes]]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    """What was opened in the reader of the workstation."""
    told: Shown = []
    monkeypatch.setattr(papers, "show_pdf", lambda _parent, body, name: told.append((name, body)))
    monkeypatch.setattr(
        printing, "print_paper", lambda _services, _on, paper: told.append((paper.name, paper.body))
    )
    return told


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the person answers, one question after the other."""
    told: list[object] = []
    for name in ("ask", "choose"):
        monkeypatch.setattr(dialogs, name, lambda *_told, **_kept: told.pop(0))
    return told


def opened(services: Services, window: QWidget, settle: Settle) -> LettersScreen:
    screen = LettersScreen(services)
    QVBoxLayout(window).addWidget(screen)
    window.show()
    settle()
    screen.focus_first()
    return screen


def test_the_ticked_are_tried_then_written_to_and_taken_back(
    services: Services, window: QWidget, settle: Settle, shown: Shown, answers: list[object]
) -> None:
    office = services.office
    donors = [new_donor(office, name) for name in ("Ada", "Bob", "Cyr", "Dan")]
    give(office, *((donor, 5_000) for donor in donors), day=DAY)
    office.do(EditDonor(replace(donors[3], address=replace(donors[3].address, city=""))))
    screen = opened(services, window, settle)
    page = screen.queue
    assert page.summary.text() == "4 donors to thank · by post 3 · left out 1"
    assert page.making.make.text() == "Make 3 letters"
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert page.making.make.text() == "Make 2 letters"
    page.table.selectRow(3)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert "no complete address" in page.bar.label.text()
    answers.append(0)
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [name for name, _body in shown] == ["trial"]
    answers.append(True)
    page.making.ask_first()
    settle()
    assert [name for name, _body in shown] == ["trial", "letters"]
    assert shown[1][1].startswith(b"%PDF")
    assert services.toast.text == "2 letters made."
    assert page.summary.text() == "2 donors to thank · by post 1 · left out 1"
    made = screen.made
    assert (made.table.rows_model.rowCount(), made.again.isEnabled()) == (1, True)
    assert made.resume.toolTip() == "None is missing."
    answers.append(True)
    made.back.click()
    settle()
    assert made.bar.label.text() == "2 letters taken back: their donors wait again."
    assert page.summary.text().startswith("4 donors")


def test_thanked_otherwise_leaves_and_the_undo_brings_back(
    services: Services, window: QWidget, settle: Settle
) -> None:
    office = services.office
    ada = new_donor(office, "Ada")
    give(office, (ada, 5_000), day=DAY)
    page = opened(services, window, settle).queue
    QTest.keyClicks(page.how, "de vive voix")
    page.otherwise.click()
    settle()
    assert page.summary.text() == "Nobody to thank: every posted gift was."
    assert services.toast.text == "1 donor was thanked."
    assert not page.making.make.isEnabled()
    assert page.otherwise.toolTip() == "Nobody is to be thanked."
    page._unmark((1,))
    settle()
    assert page.summary.text().startswith("1 donor")


def test_what_has_left_is_not_taken_back(
    services: Services, window: QWidget, settle: Settle, shown: Shown, answers: list[object]
) -> None:
    office = services.office
    give(office, (new_donor(office, "Ada"), 5_000), day=DAY)
    office.do(MakeLetters(Mailing()))
    made = opened(services, window, settle).made
    answers.append(True)
    made.sent.click()
    settle()
    assert office.ask(LetterRuns())[0].run.sent_on == date(2026, 1, 6)
    assert made.back.toolTip() == "They have left already."
    made.table.opened.emit()
    settle()
    assert len(shown) == 1


def test_a_reader_looks_and_is_told_why_no_more(
    services: Services, window: QWidget, settle: Settle
) -> None:
    office = services.office
    give(office, (new_donor(office, "Ada"), 5_000), day=DAY)
    reader = office.as_user(User(name="Léa", role=Role.READER))
    page = opened(replace(services, office=reader), window, settle).queue
    assert not page.making.make.isEnabled()
    assert "Your role" in page.making.make.toolTip()


def test_words_of_what_waits(office: Office, clock: FixedClock) -> None:
    give(office, (new_donor(office, "Ada"), 5_000), (None, 700), day=date(2025, 12, 20))
    told = presenter.beside_words(office.ask(ThankQueue()))
    assert told == ("1 has been waiting for more than 8 days · 1 gift whose donor is not known yet")
    assert clock.today() == date(2026, 1, 6)


def test_a_list_is_written_to_without_those_opposed(
    services: Services, window: QWidget, settle: Settle, shown: Shown, answers: list[object]
) -> None:
    office = services.office
    ada, bob = new_donor(office, "Ada"), new_donor(office, "Bob")
    page = opened(services, window, settle).listed
    assert page.count.text() == "2 donors on this list"
    office.do(AddDetail(Consent(donor_id=bob.id, on_day=DAY)))
    page.template.setCurrentIndex(page.template.findData("renewal"))
    answers.append(True)
    page.making.ask_first()
    settle()
    assert [name for name, _body in shown] == ["letters"]
    assert ada.number_text in text_of(shown[0][1])
    office.do(AddDetail(Consent(donor_id=ada.id, on_day=DAY)))
    page.making.ask_first()
    settle()
    told = "Nobody is to be written to this way. left out, opposes every solicitation: 2."
    assert page.bar.label.text() == told


def test_an_unpaid_cheque_is_written_about(
    services: Services, window: QWidget, settle: Settle, shown: Shown, answers: list[object]
) -> None:
    office = services.office
    (gift,) = give(office, (new_donor(office, "Ada"), 5_000), day=DAY)
    office.do(ReturnCheque(gift.id, "sans provision"))
    screen = opened(services, window, settle)
    screen.open(unpaid=gift.id)
    settle()
    assert screen.tabs.currentWidget() is screen.listed
    assert screen.listed.title.text() == "A letter about an unpaid cheque"
    answers.append(True)
    screen.listed.making.ask_first()
    settle()
    assert "impay" in text_of(shown[0][1])
    screen.open()
    settle()
    assert screen.listed.title.text() == "A letter to a list"
    assert screen.tabs.currentWidget() is screen.queue


def test_posting_tells_whom_it_leaves_to_thank(
    services: Services, window: QWidget, settle: Settle
) -> None:
    office = services.office
    (gift,) = give(office, (new_donor(office, "Ada"), 5_000), day=DAY)
    page = ViewPage(services)
    QVBoxLayout(window).addWidget(page)
    window.show()
    page.show_sheet(office.ask(ShowBatch(gift.batch_id)), just_posted=True)
    settle()
    assert page.done.label.text().endswith("Thank you. 1 donor to thank.")
    next(one for one in page.done.findChildren(QPushButton) if one.isVisible()).click()
    assert ("letters", {}) in services.navigator.visits  # type: ignore[attr-defined]


def test_the_timeline_of_a_donor_opens_the_pages_of_a_letter(
    services: Services, window: QWidget, settle: Settle, shown: Shown
) -> None:
    office = services.office
    ada = new_donor(office, "Ada")
    give(office, (ada, 5_000), day=DAY)
    office.do(MakeLetters(Mailing()))
    sheet = SheetPane(services, lambda: None)
    QVBoxLayout(window).addWidget(sheet)
    window.show()
    moments = office.ask(ShowTimeline(ada.id))
    sheet.show_timeline(moments)
    for place, moment in enumerate(moments):
        sheet.history.selectRow(place)
        sheet.history.opened.emit()
        settle()
        assert bool(shown) == any(one.letter_id for one in moments[: place + 1]), moment
    assert [name for name, _body in shown] == ["letter"]
