# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The quality page: checks counted, mended in place, together, and said to be right."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.domain.donors import Donor
from app.domain.users import Role, User
from app.ui.kit.screen import Services
from app.ui.screens.quality import presenter
from app.ui.screens.quality.screen import QualityScreen
from app.usecases.donors import ShowDonor
from app.usecases.quality import Change, ListExceptions
from tests.support.giving import new_donor


@pytest.fixture
def doubtful(services: Services) -> list[Donor]:
    """Three donors whose e-mail is misspelt, and one whose telephone is none."""
    mails = [f"essai{n}@gmial.com" for n in range(3)]
    donors = [new_donor(services.office, f"Essai{n}", email=mail) for n, mail in enumerate(mails)]
    return [*donors, new_donor(services.office, "Zéro", phone="12 34")]


@pytest.fixture
def screen(
    services: Services, window: QWidget, doubtful: list[Donor], settle: Callable[[], None]
) -> QualityScreen:
    """The page, its look done, on the e-mails."""
    assert doubtful
    made = QualityScreen(services)
    QVBoxLayout(window).addWidget(made)
    window.show()
    made.open()
    settle()
    choose(made, "email")
    return made


def choose(screen: QualityScreen, check: str) -> None:
    places = [one.id for one in screen.checks.rows_model.rows]
    screen.checks.selectRow(places.index(check))


def email(services: Services, donor: Donor) -> str:
    return services.office.ask(ShowDonor(donor.id)).donor.email


def test_checks_are_counted_and_the_first_with_something_is_shown(screen: QualityScreen) -> None:
    assert screen.told.text() == "4 points to look at."
    assert screen.heading.text() == "E-mail address no message reaches (3)"
    assert "ESSAI0 Zoé — “gmial.com” is perhaps gmail.com." in screen.findings.fact.text()


def test_enter_mends_the_line_with_what_is_proposed(
    screen: QualityScreen,
    services: Services,
    doubtful: list[Donor],
    settle: Callable[[], None],
) -> None:
    QTest.keyClick(screen.checks, Qt.Key.Key_Return)
    QTest.keyClick(screen.findings.table, Qt.Key.Key_Return)
    assert screen.findings.value.text() == "essai0@gmail.com"
    QTest.keyClick(screen.findings.value, Qt.Key.Key_Return)
    settle()
    assert email(services, doubtful[0]) == "essai0@gmail.com"
    assert screen.told.text() == "3 points to look at."
    assert services.toast.text.startswith("ESSAI0 Zoé: “essai0@gmial.com” became")


def test_what_is_doubtful_still_is_refused_with_the_reason(
    screen: QualityScreen,
    services: Services,
    doubtful: list[Donor],
    settle: Callable[[], None],
) -> None:
    screen.findings.value.setText("essai0@hotmial.fr")
    screen.findings.mend()
    settle()
    assert screen.findings.bar.isVisible()
    assert screen.findings.bar.label.text().startswith("Not yet: “hotmial.fr” is perhaps")
    assert email(services, doubtful[0]) == "essai0@gmial.com"


def test_the_sure_ones_are_taken_together_and_taken_back(
    screen: QualityScreen,
    services: Services,
    doubtful: list[Donor],
    settle: Callable[[], None],
) -> None:
    assert screen.findings.take_all.text() == "Ta&ke the 3 sure proposals"
    screen.findings.take_all.click()
    settle()
    assert [email(services, one)[-9:] for one in doubtful[:3]] == ["gmail.com"] * 3
    (undo,) = services.toast.findChildren(QPushButton)
    undo.click()
    settle()
    assert [email(services, one)[-9:] for one in doubtful[:3]] == ["gmial.com"] * 3
    assert screen.told.text() == "4 points to look at."


def test_what_is_right_is_listed_apart_and_told_again_when_wished(
    screen: QualityScreen, services: Services, settle: Callable[[], None]
) -> None:
    choose(screen, "phone")
    screen.findings.right.click()
    settle()
    assert screen.told.text() == "3 points to look at."
    choose(screen, presenter.EXCEPTIONS)
    assert screen.heading.text() == "Said to be right (1)"
    assert screen.exceptions.isVisible()
    screen.end.click()
    settle()
    assert services.office.ask(ListExceptions()) == []
    assert screen.told.text() == "4 points to look at."


def test_a_reader_looks_and_is_told_why_nothing_is_mended(
    screen: QualityScreen, services: Services, settle: Callable[[], None]
) -> None:
    services.office.actor = User(name="Luc", role=Role.READER)
    screen.look()
    settle()
    choose(screen, "phone")
    assert not screen.findings.write.isEnabled()
    assert "ask the treasurer" in screen.findings.write.toolTip()


def test_words_for_what_was_mended() -> None:
    assert presenter.mended_words("A", "x", "") == "A: “x” is taken away."
    assert presenter.mended_words("A", "", "y") == "A: “y” is written."
    done = [Change(1, "a", "b")]
    assert presenter.all_mended_words(done, 1) == "1 sheet mended."
    assert presenter.all_mended_words(done, 3) == (
        "1 sheet mended. 2 were changed meanwhile and left as they are."
    )
