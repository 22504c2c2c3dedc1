# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of thanks under the hand: added, moved, changed, saved, given back."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.letters.conditions import Condition
from app.domain.letters.values import LetterSettings, Rule
from app.ui.kit.screen import Services
from app.ui.screens.letters import presenter
from app.ui.screens.letters.rules import RulesPage
from app.usecases.letters.templates import LetterOffice, ShowLetterOffice

Settle = Callable[[], None]


@pytest.fixture
def page(services: Services, window: QWidget, settle: Settle) -> RulesPage:
    """The page of rules, those the program brings."""
    made = RulesPage(services)
    QVBoxLayout(window).addWidget(made)
    window.show()
    settle()
    return made


def kept(services: Services) -> LetterOffice:
    return services.office.ask(ShowLetterOffice())


def shown(page: RulesPage) -> list[str]:
    columns = page.table.rows_model.columns
    return [" | ".join(column.get(rule) for column in columns) for rule in page._rules]


def test_rules_are_moved_changed_added_and_given_back(
    services: Services, page: RulesPage, settle: Settle
) -> None:
    assert shown(page) == [
        "1 | from €150.00 | Thank you, with a word by hand",
        "2 | first gift | Welcome (first gift)",
        "3 | every other gift | Thank you",
    ]
    page.down.click()
    assert shown(page)[0].startswith("1 | first gift")
    assert page.condition.above.cents() == 15_000
    page.condition.above.set_cents(30_000)
    page.apply.click()
    page.condition.below.set_cents(50_000)
    page.add.click()
    assert shown(page)[0] == "1 | from €300.00, below €500.00 | Thank you, with a word by hand"
    page.settings.within.setText("5")
    page.settings.left.setText("112,5")
    page.save.click()
    settle()
    assert page.bar.label.text() == "Rules and delays are saved."
    office = kept(services)
    assert office.rules[0] == Rule("thanks-large", Condition(from_cents=30_000, below_cents=50_000))
    assert (office.settings.within_days, office.settings.window_left) == (5, 1125)
    assert not office.usual
    page.table.selectRow(0)
    page.remove.click()
    assert len(page._rules) == 3
    page.usual.click()
    settle()
    assert kept(services).usual
    assert shown(page)[2] == "3 | every other gift | Thank you"


def test_saving_delays_alone_keeps_the_rules_the_program_brings(
    services: Services, page: RulesPage, settle: Settle
) -> None:
    page.settings.since.set_day(date(2026, 1, 1))
    page.save.click()
    settle()
    office = kept(services)
    assert (office.usual, office.settings.since) == (True, date(2026, 1, 1))
    page.settings.within.setText("bientôt")
    page.save.click()
    settle()
    assert "within 1 to 90 days" in page.bar.label.text()
    page.settings.within.setText("8")
    page.settings.top.setText("haut")
    page.save.click()
    settle()
    assert "leave the sheet" in page.bar.label.text()


def test_measures_are_told_and_read_in_millimetres() -> None:
    assert presenter.window_words(LetterSettings(window_left=1125)) == ("112,5", "55")
    assert (presenter.read_tenths("112,5"), presenter.read_tenths("x")) == (1125, -1)
    assert (presenter.read_days(" 8 "), presenter.read_days("-3")) == (8, 0)
