# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A flow reads like a line of text: it wraps where there is no room, and spreads where there is."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit.flow import Flow
from app.ui.kit.parted import PartedLabel
from app.ui.kit.theme import Theme


def make(qtbot: QtBot, lead: int = 0) -> tuple[Flow, list[QWidget], QWidget]:
    page = QWidget()
    qtbot.addWidget(page)
    buttons = [QWidget() for _place in range(3)]
    for made in buttons:
        made.setFixedSize(100, 40)
    flow = Flow(*buttons, spacing=10, lead=lead)
    page.setLayout(flow)
    page.show()
    flow.setGeometry(QRect(0, 0, 500, 40))
    return flow, buttons, page


def test_all_stand_on_one_line_where_there_is_room(qtbot: QtBot, theme: Theme) -> None:
    flow, buttons, _page = make(qtbot)
    assert [made.x() for made in buttons] == [0, 110, 220]
    assert flow.heightForWidth(320) == 40
    assert flow.sizeHint().width() == 320
    assert flow.minimumSize().width() == 100


def test_what_has_no_room_goes_on_the_next_line(qtbot: QtBot, theme: Theme) -> None:
    flow, buttons, _page = make(qtbot)
    flow.setGeometry(QRect(0, 0, 215, 90))
    assert [(made.x(), made.y()) for made in buttons] == [(0, 0), (110, 0), (0, 50)]
    assert flow.heightForWidth(215) == 90
    assert flow.heightForWidth(100) == 140


def test_the_others_go_right_when_some_lead_on_the_left(qtbot: QtBot, theme: Theme) -> None:
    flow, buttons, _page = make(qtbot, lead=1)
    assert [made.x() for made in buttons] == [0, 290, 400]
    buttons[1].hide()
    flow.setGeometry(QRect(0, 0, 500, 41))
    assert [buttons[0].x(), buttons[2].x()] == [0, 400]


def test_items_are_counted_and_given_up(qtbot: QtBot, theme: Theme) -> None:
    flow, _buttons, _page = make(qtbot)
    assert flow.count() == 3
    assert flow.itemAt(3) is None
    taken = flow.takeAt(0)
    assert taken is not None
    assert flow.count() == 2
    assert flow.takeAt(9) is None


def test_what_changes_comes_or_goes_is_measured_again(qtbot: QtBot, theme: Theme) -> None:
    flow, buttons, page = make(qtbot)
    assert (flow.heightForWidth(215), flow.sizeHint().width()) == (90, 320)
    buttons[2].hide()
    qtbot.waitUntil(lambda: flow.heightForWidth(215) == 40)
    buttons[2].show()
    buttons[0].setFixedSize(215, 60)
    qtbot.waitUntil(lambda: flow.heightForWidth(215) == 110)
    assert flow.sizeHint().width() == 435
    more = QWidget(page)
    more.setFixedSize(215, 10)
    flow.addWidget(more)
    qtbot.waitUntil(lambda: flow.heightForWidth(215) == 130)
    flow.removeWidget(more)
    qtbot.waitUntil(lambda: flow.heightForWidth(215) == 110)


def test_parts_without_room_wait_in_the_tooltip_and_none_is_cut(qtbot: QtBot) -> None:
    label = PartedLabel()
    qtbot.addWidget(label)
    whole = "Enter: next field · F4 details · F9 check"
    label.show_parts(whole)
    label.resize(label.fontMetrics().horizontalAdvance(whole) + 2, 40)
    label.show()
    assert (label.text(), label.toolTip()) == (whole, "")
    label.resize(label.fontMetrics().horizontalAdvance("Enter: next field · F4 details") + 2, 40)
    assert (label.text(), label.toolTip()) == ("Enter: next field · F4 details", whole)
    label.resize(20, 40)
    assert label.text() == "Enter: next field"
    assert label.accessibleName() == whole
    label.show_parts("A sentence of one part, however long it is.")
    assert label.text().endswith("is.")
    assert label.heightForWidth(80) > label.fontMetrics().height() * 2
