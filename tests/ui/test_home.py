# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The home page: what it says, and where its buttons lead."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.domain.audit import AuditEntry
from app.domain.batches import BatchKind, BatchState
from app.domain.donors import DonorTask
from app.domain.receipts import AccountsLimit
from app.kernel.formats import format_day
from app.kernel.i18n import use_language
from app.ui.kit.screen import Services
from app.ui.screens.home.chart import scale_top
from app.ui.screens.home.presenter import (
    accounts_notice,
    act_lines,
    figures,
    subtitle,
    tasks,
    wants_a_look,
)
from app.ui.screens.home.screen import HomeScreen
from app.usecases.batches import OpenBatch
from app.usecases.batches.lists import Resumable
from app.usecases.dashboards import Home, ShowHome
from app.usecases.donors import DueTask
from app.usecases.letters.queue import Waiting
from app.usecases.office import Office
from app.usecases.ports.desk import BatchLine
from tests.ui.conftest import RecordingNavigator

TODAY = date(2026, 1, 6)
Settle = Callable[[], None]
NOTHING = Home(
    today=TODAY,
    association="Les Amis du Moulin",
    donors=12,
    drafts=(),
    unidentified_count=0,
    unidentified_cents=0,
    unidentified_since=None,
    requests=(),
    due=(),
    on_hand_count=0,
    on_hand_cents=0,
    on_hand_since=None,
    returned=0,
    to_thank=Waiting(0, None, late=False),
    doubtful=0,
    looked_on=TODAY,
    months=((0, 0),) * 12,
    previous_months=((0, 0),) * 12,
    count=0,
    cents=0,
    previous_count=0,
    previous_cents=0,
    accounts=None,
    acts=(),
)
DRAFT = BatchLine(
    id=7,
    kind=BatchKind.CHEQUES,
    year=2026,
    sequence=14,
    state=BatchState.DRAFT,
    received_on=TODAY,
    expected_count=200,
    expected_total_cents=1_234_500,
    count=137,
    cents=876_050,
    unidentified=0,
    opened_by="Anne",
    opened_at=datetime(2026, 1, 6, 9, 42, tzinfo=UTC),
    posted_at=None,
    difference_reason="",
)


def entry(room: str, action: str, by: str = "Anne") -> AuditEntry:
    return AuditEntry(
        at=datetime(2026, 1, 6, 9, 42, tzinfo=UTC),
        by=by,
        command="",
        room=room,
        subject_id=1,
        action=action,
        salt=None,
        values=None,
        digest="",
        chain="",
    )


def test_the_day_is_said_in_words() -> None:
    with use_language("fr"):
        assert subtitle(NOTHING) == "Les Amis du Moulin · mardi 6 janvier 2026"


def test_donors_to_thank_are_told_with_their_delay() -> None:
    waiting = Waiting(137, date(2026, 1, 4), late=False)
    (task,) = tasks(replace(NOTHING, to_thank=waiting))
    assert (task.title, task.detail) == ("137 donors to thank", "the oldest gift for 2 days")
    assert (task.verb, task.screen) == ("Thank", "letters")
    late = replace(NOTHING, to_thank=Waiting(1, date(2025, 12, 27), late=True))
    assert tasks(late)[0].detail == "the oldest gift for 10 days: late"


def test_what_is_to_be_resumed_comes_first() -> None:
    home = replace(
        NOTHING,
        drafts=(Resumable(DRAFT, None, ""),),
        unidentified_count=3,
        unidentified_cents=16_500,
        unidentified_since=date(2025, 11, 4),
    )
    found = tasks(replace(home, returned=40))
    assert [task.kind for task in found] == ["resume", "todo", "todo"]
    assert found[0].title == "Batch 2026-014"
    assert found[0].detail.startswith("137/200 gifts keyed · €8,760.50 · opened by Anne")
    assert dict(found[0].arguments) == {"id": 7}
    assert found[1].title == "3 gifts wait for their donor"
    assert found[1].detail == "€165.00 in all · the oldest received on 04/11/2025"
    assert found[2].title == "40 letters came back without a new address"


def test_what_waits_for_a_deposit_is_told_with_its_money_and_its_age() -> None:
    home = replace(NOTHING, on_hand_count=2, on_hand_cents=70_00, on_hand_since=date(2025, 12, 2))
    (task,) = tasks(home)
    assert task.title == "2 gifts wait for a deposit"
    assert task.detail == "€70.00 in all · the oldest received on 02/12/2025"
    assert (task.screen, dict(task.arguments)) == ("deposits", {"show": "on_hand"})


def test_a_draft_without_control_tells_what_was_keyed() -> None:
    line = replace(DRAFT, expected_count=None, opened_by="")
    assert (
        tasks(replace(NOTHING, drafts=(Resumable(line, None, ""),)))[0].detail
        == "137 gifts keyed · €8,760.50"
    )


def test_nothing_to_do_is_no_task() -> None:
    assert tasks(NOTHING) == []


def test_bars_and_table_say_the_same() -> None:
    months = ((2, 15_000), *((0, 0),) * 11)
    shown = figures(replace(NOTHING, months=months, count=2, cents=15_000, previous_cents=9_900))
    assert shown.amount == "€150.00"
    assert shown.gifts == "2 gifts in 2026"
    assert shown.before == "2025 at the same day: €99.00"
    assert shown.rows[0] == ("January", "2", "150.00", "0", "0.00")
    assert shown.rows[-1] == ("Total", "2", "150.00", "0", "0.00")
    assert shown.bars[0] == ("January", 15_000, 0)
    assert len(shown.bars) == 12


def test_the_same_act_in_a_row_is_told_once() -> None:
    acts = [entry("gifts", "created")] * 3 + [entry("batches", "posted"), entry("stars", "dimmed")]
    with use_language("fr"):
        told = [what for what, _who in act_lines(acts)]
    assert told == ["Don\u00a0: création (3)", "Lot\u00a0: validation", "Stars · dimmed"]
    out = replace(entry("exports", "exported"), values='{"list": [null, "whole"]}')
    assert act_lines([out])[0][0] == "The whole dossier taken out"
    assert act_lines([replace(out, values=None)])[0][0] == "Data taken out"
    assert act_lines([entry("gifts", "created"), entry("gifts", "created", "Paul")])[1][1][:4] == (
        "Paul"
    )


@pytest.mark.parametrize(
    ("cents", "top"), [(0, 10_000), (10_000, 10_000), (590_000, 600_000), (6_100_000, 8_000_000)]
)
def test_the_scale_is_round(cents: int, top: int) -> None:
    assert scale_top(cents) == top


@pytest.fixture
def screen(services: Services, qtbot: QtBot, settle: Settle) -> HomeScreen:
    """The page of a new dossier."""
    screen = HomeScreen(services)
    qtbot.addWidget(screen)
    screen.resize(1100, 700)
    screen.show()
    screen.open()
    screen.focus_first()
    settle()
    return screen


def buttons(screen: HomeScreen) -> list[QPushButton]:
    return [made for made in screen._task_card.findChildren(QPushButton) if made.isVisible()]


def test_an_empty_dossier_offers_the_first_donor(screen: HomeScreen, services: Services) -> None:
    assert [made.text() for made in buttons(screen)] == ["New donor"]
    buttons(screen)[0].click()
    navigator = services.navigator
    assert isinstance(navigator, RecordingNavigator)
    assert navigator.visits == [("donors", {"do": "new"})]


def test_a_batch_left_open_is_offered_at_once(
    screen: HomeScreen, services: Services, settle: Settle
) -> None:
    services.jobs.write(OpenBatch(expected_count=3, expected_total_cents=15_000))
    settle()
    first = buttons(screen)[0]
    assert first.text() == "Resume"
    assert first.accessibleName() == "Resume : Batch 2026-001"
    first.click()
    navigator = services.navigator
    assert isinstance(navigator, RecordingNavigator)
    assert navigator.visits[0][0] == "batches"


def test_the_last_acts_lead_to_where_they_are_taken_back(
    screen: HomeScreen, services: Services
) -> None:
    screen.see_acts.click()
    navigator = services.navigator
    assert isinstance(navigator, RecordingNavigator)
    assert navigator.visits == [("audit", {})]


def test_the_figures_are_a_table_too_and_can_be_copied(screen: HomeScreen) -> None:
    assert screen._views.currentIndex() == 0
    screen._switch.click()
    assert screen._views.currentIndex() == 1
    assert screen._switch.text() == "Show the bars"
    screen._copy.click()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0].split("\t")[0] == "Month"
    assert len(copied) == 14


def test_the_page_is_one_reading(office: Office) -> None:
    home = office.ask(ShowHome())
    assert (home.today, home.donors) == (TODAY, 0)


def test_the_oldest_tasks_are_told_one_by_one_and_the_others_counted() -> None:
    due = tuple(
        DueTask(
            DonorTask(id=place, donor_id=place, text="Call back\nin the evening", due_on=TODAY),
            f"DUPONT {place}",
            place,
        )
        for place in range(1, 6)
    )
    found = tasks(replace(NOTHING, due=due))
    assert [task.title for task in found] == [*["Call back"] * 3, "2 other tasks are due"]
    assert found[0].arguments == {"id": 1, "part": "followed"}
    assert found[0].detail == "DUPONT 1 · for 06/01/2026"
    assert found[3].arguments["ids"] == (4, 5)


def test_what_is_doubtful_on_file_is_told_with_the_day_of_the_look() -> None:
    (task,) = tasks(replace(NOTHING, doubtful=3))
    assert (task.screen, task.title) == ("quality", "3 doubtful points on file")
    assert task.detail == f"looked over on {format_day(TODAY)}"


def test_the_file_is_looked_over_once_a_day_by_itself() -> None:
    assert not wants_a_look(NOTHING)
    assert wants_a_look(replace(NOTHING, looked_on=None))
    assert not wants_a_look(replace(NOTHING, looked_on=None, donors=0))


def test_gifts_above_the_limit_ask_for_an_audit_and_say_so() -> None:
    limit = AccountsLimit(15_300_000, 90)
    assert not accounts_notice(NOTHING)
    near = accounts_notice(replace(NOTHING, accounts=(14_000_000, limit)))
    assert "€140,000.00 this year, near €153,000.00" in near
    over = accounts_notice(replace(NOTHING, accounts=(16_000_000, limit)))
    assert "above €153,000.00: the accounts are to be audited" in over
