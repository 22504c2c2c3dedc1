# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What hands type in a hurry: days, amounts, names among many."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.kernel.errors import Refused, Trouble
from app.kernel.i18n import use_language
from app.kernel.problem import Problem, Severity
from app.ui.kit.binding import Form
from app.ui.kit.days import parse_day
from app.ui.kit.fields import ChoiceField, DateField, MoneyField
from app.ui.kit.lookup import LookupField
from app.ui.kit.theme import Theme

TODAY = date(2026, 1, 6)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("6", date(2026, 1, 6)),
        ("31", date(2026, 1, 31)),
        ("0601", date(2026, 1, 6)),
        ("6/1", date(2026, 1, 6)),
        ("28/12", date(2025, 12, 28)),
        ("0202", date(2026, 2, 2)),
        ("060126", date(2026, 1, 6)),
        ("06/01/2026", date(2026, 1, 6)),
        ("6.1.26", date(2026, 1, 6)),
        ("06012024", date(2024, 1, 6)),
        ("h", date(2026, 1, 5)),
        ("H", date(2026, 1, 5)),
        ("t", TODAY),
        ("+2", date(2026, 1, 8)),
        ("-7", date(2025, 12, 30)),
    ],
)
def test_a_day_typed_short_is_understood(typed: str, day: date) -> None:
    assert parse_day(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed", ["", "0", "32", "3002", "soon", "1/2/3/4", "123", "+1000000", "²"]
)
def test_what_is_no_day_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refused, match="is not a day"):
        parse_day(typed, TODAY)


@given(st.text(max_size=12))
def test_any_text_is_a_day_or_refused(typed: str) -> None:
    try:
        assert isinstance(parse_day(typed, TODAY), date)
    except Refused as refused:
        assert refused.code == "day.unreadable"


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 1, 1)))
def test_a_day_shown_is_read_back(day: date) -> None:
    assert parse_day(f"{day:%d/%m/%Y}", TODAY) == day


def test_an_amount_is_written_out_when_the_field_is_left(qtbot: QtBot, theme: Theme) -> None:
    field = MoneyField()
    qtbot.addWidget(field)
    with use_language("fr"):
        QTest.keyClicks(field, "1234.5")
        assert field.cents() == 123450
        field.clearFocus()
        field.set_cents(field.cents())
        assert field.text() == "1\u202f234,50"
        field.setText("")
        assert field.cents() is None
        field.setText("abc")
        with pytest.raises(Refused):
            field.cents()


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme) -> Callable[[QWidget], QWidget]:
    """Return what puts a widget in a window that is shown, with a neighbour to go to."""
    windows: list[QWidget] = []

    def show(widget: QWidget) -> QWidget:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        box = QVBoxLayout(window)
        box.addWidget(widget)
        box.addWidget(QLineEdit())
        window.resize(700, 500)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        widget.setFocus()
        return window

    return show


def test_a_day_left_is_written_out_but_not_what_cannot_be_read(
    shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    field = DateField(lambda: TODAY)
    shown(field)
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "28")
    field.clearFocus()
    assert field.text() == "28/01/2026"
    field.setText("28 of Nivôse")
    field.setFocus()
    field.clearFocus()
    assert field.text() == "28 of Nivôse"


NAMES = ("BERINI Anne", "DUPONT Marie", "DUPONT Marcel")


def search(text: str, take: Callable[[Sequence[str]], None]) -> None:
    take([name for name in NAMES if text.lower() in name.lower()])


def test_enter_takes_the_only_answer_and_never_one_of_several(
    shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    field: LookupField[str] = LookupField(search, lambda name: name)
    chosen: list[str] = []
    told: list[str] = []
    unknown: list[str] = []
    field.chosen.connect(chosen.append)
    field.hesitated.connect(told.append)
    field.entered.connect(unknown.append)
    shown(field)
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "dupont")
    assert field.choices.isVisible()
    assert field.choices.count() == 2
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert chosen == []
    assert told == ["2 answers: choose with the down arrow."]
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Enter)
    assert chosen == ["DUPONT Marcel"]
    assert not field.choices.isVisible()
    field.selectAll()
    QTest.keyClicks(field, "berini")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert chosen[-1] == "BERINI Anne"
    field.selectAll()
    QTest.keyClicks(field, "nobody")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert unknown == ["nobody"]


def test_enter_takes_no_answer_that_is_only_near(
    shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    answers = ["≈ DUPONT Marie", "≈ DUPONT Marcel"]
    field: LookupField[str] = LookupField(
        lambda _text, take: take(answers), str, is_near=lambda name: name.startswith("≈")
    )
    chosen: list[str] = []
    told: list[str] = []
    field.chosen.connect(chosen.append)
    field.hesitated.connect(told.append)
    shown(field)
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "dupond")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (chosen, told) == ([], ["2 answers: choose with the down arrow."])
    answers.insert(0, "DUPOND Ali")
    QTest.keyClicks(field, " ")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert chosen == ["DUPOND Ali"]


def test_enter_before_the_answer_waits_for_it(
    shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    waiting: list[Callable[[Sequence[str]], None]] = []
    field: LookupField[str] = LookupField(lambda _text, take: waiting.append(take), str)
    chosen: list[str] = []
    field.chosen.connect(chosen.append)
    shown(field)
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "be")
    QTest.keyClick(field, Qt.Key.Key_Return)
    waiting[0](["STALE Answer"])
    assert chosen == []
    waiting[1](["BERINI Anne"])
    assert chosen == ["BERINI Anne"]


def test_an_exact_number_is_taken_among_several(
    shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    field: LookupField[str] = LookupField(
        search, str, is_exact=lambda name, text: bool(text) and name == "DUPONT Marie"
    )
    chosen: list[str] = []
    field.chosen.connect(chosen.append)
    shown(field)
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "dup")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert chosen == ["DUPONT Marie"]
    QTest.keyClicks(field, "o")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.choices.isVisible()


@pytest.fixture
def form(qtbot: QtBot, theme: Theme) -> Form:
    """A form with a field of every kind."""
    form = Form()
    qtbot.addWidget(form)
    form.add("name", "&Name", QLineEdit(), 6, "As on the envelope.")
    form.add("notes", "Notes", QPlainTextEdit(), 6)
    form.add("amount", "Amount", MoneyField(), 4)
    form.add("day", "Day", DateField(lambda: TODAY), 4)
    form.add("means", "Means", ChoiceField((("Cheque", "cheque"), ("Cash", "cash"))), 4)
    form.add("kept", "Kept", QCheckBox(), 12)
    form.show()
    return form


def test_a_form_gives_back_what_it_was_given(form: Form) -> None:
    values = {
        "name": "Anne",
        "notes": "À rappeler",
        "amount": 5000,
        "day": TODAY,
        "means": "cash",
        "kept": True,
    }
    form.fill(values)
    assert form.values() == values
    assert form.field("name").accessibleName() == "Name"
    assert form.field("name").accessibleDescription() == "As on the envelope."


def test_a_problem_is_painted_under_its_field_and_focused(form: Form) -> None:
    problems = [
        Problem("day", "day.late", "Too late: choose a day of this year.", Severity.WARNING),
        Problem("name", "name.missing", "Type the name."),
        Problem("name", "name.other", "Never shown."),
    ]
    assert form.show_problems(problems)
    assert form._lines["name"].text == "Type the name."
    assert form._lines["day"].text.startswith("Too late")
    assert form.field("name").accessibleDescription() == "Type the name."
    assert form.field("name").property("state") == "error"
    assert form.field("day").property("state") == "warning"
    assert not form.show_problems([])
    assert form._lines["name"].text == ""
    assert form.field("name").accessibleDescription() == "As on the envelope."


def test_a_refusal_goes_to_its_field_or_is_handed_back(form: Form) -> None:
    assert form.show_refusal(Refused("x", "No.", "amount"))
    assert form._lines["amount"].text == "No."
    assert not form.show_refusal(Refused("x", "No.", "elsewhere"))
    assert not form.show_refusal(Trouble("disk", "Full."))


def test_what_cannot_be_read_names_its_field(form: Form) -> None:
    form.field("day").setProperty("text", "soon")
    with pytest.raises(Refused) as refused:
        form.values()
    assert refused.value.field == "day"


def test_a_hand_on_any_field_is_told(form: Form, qtbot: QtBot) -> None:
    told: list[int] = []
    form.edited.connect(lambda: told.append(1))
    form.fill({"name": "Anne"})
    assert told == []
    QTest.keyClicks(form.field("name"), "x")
    form.field("kept").click()  # type: ignore[attr-defined]
    assert len(told) == 2
