# SPDX-FileCopyrightText: The Obole contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables: a million ids, rows by blocks, a selection that survives sorting, honest ends."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from app.kernel.command import Query, handles
from app.ui.kit.jobs import Jobs
from app.ui.kit.lines import Column, Mark, RowsModel
from app.ui.kit.paged import BLOCK, PagedModel
from app.ui.kit.table import PagedTable, RowsTable
from app.ui.kit.theme import Theme
from app.usecases.context import Context

Settle = Callable[[], None]
MANY = 1_000_000


@dataclass(frozen=True)
class Row:
    """A made-up row."""

    id: int
    name: str


@dataclass(frozen=True)
class Ids(Query["array[int]"]):
    """Tell the ids 1 to ``count``, or backwards."""

    count: int
    descending: bool


@handles(Ids)
def ids(query: Ids, _ctx: Context) -> "array[int]":
    numbers = range(1, query.count + 1)
    return array("q", reversed(numbers) if query.descending else numbers)


@dataclass(frozen=True)
class Rows(Query[Sequence[Row]]):
    """Tell the rows of these ids."""

    ids: tuple[int, ...]


@handles(Rows)
def rows(query: Rows, _ctx: Context) -> Sequence[Row]:
    return [Row(number, f"Row {number}") for number in query.ids]


class Numbers:
    """The source of a list of ``count`` rows; counts what it is asked."""

    def __init__(self, count: int) -> None:
        """Hold ``count`` rows."""
        self.count = count
        self.blocks = 0
        self.sorts: list[tuple[str, bool]] = []

    def ids(self, sort: str, *, descending: bool) -> Ids:
        """Return the query of the ids."""
        self.sorts.append((sort, descending))
        return Ids(self.count, descending)

    def lines(self, wanted: tuple[int, ...]) -> Rows:
        """Return the query of a block."""
        self.blocks += 1
        return Rows(wanted)


COLUMNS: Sequence[Column[Row]] = (
    Column("id", "Number", lambda row: str(row.id), 10, right=True, sort="id"),
    Column("name", "Name", lambda row: row.name, mark=lambda _row: Mark.BOLD | Mark.WARNING),
)


def make(qtbot: QtBot, jobs: Jobs, count: int) -> tuple[PagedTable[Row], Numbers]:
    source = Numbers(count)
    table: PagedTable[Row] = PagedTable(COLUMNS, source, jobs, "Numbers")
    qtbot.addWidget(table)
    table.resize(500, 400)
    table.show()
    table.reload()
    return table, source


def text(table: PagedTable[Row], row: int, column: int = 1) -> str | None:
    found = table.paged_model.index(row, column).data()
    return None if found is None else str(found)


def test_a_million_rows_cost_a_few_blocks(qtbot: QtBot, jobs: Jobs, settle: Settle) -> None:
    table, source = make(qtbot, jobs, MANY)
    settle()
    assert table.paged_model.rowCount() == MANY
    assert text(table, 0) == "Row 1"
    QTest.keyClick(table, Qt.Key.Key_End)
    settle()
    assert table.current_id() == MANY
    assert text(table, MANY - 1) == f"Row {MANY}"
    bar = table.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    settle()
    middle = table.rowAt(10)
    assert abs(middle - MANY // 2) < 50
    assert text(table, middle) == f"Row {middle + 1}"
    assert source.blocks < 12
    QTest.keyClick(table, Qt.Key.Key_Home)
    assert table.current_id() == 1


def test_the_selection_follows_its_id_when_the_list_is_sorted(
    qtbot: QtBot, jobs: Jobs, settle: Settle
) -> None:
    table, source = make(qtbot, jobs, 1000)
    settle()
    table.select_id(300)
    assert table.current_row() == 299
    table._sort_by(0)
    settle()
    assert source.sorts[-1] == ("id", True)
    assert table.current_id() == 300
    assert table.current_row() == 700
    table._sort_by(1)
    settle()
    assert source.sorts[-1] == ("id", True)


def test_an_id_may_be_selected_before_the_list_arrives(
    qtbot: QtBot, jobs: Jobs, settle: Settle
) -> None:
    table, _source = make(qtbot, jobs, 1000)
    table.select_id(777)
    settle()
    assert table.current_id() == 777
    line = table.current()
    assert line == Row(777, "Row 777")
    table.select_id(5000)
    table.reload(Numbers(6000))
    settle()
    assert table.current_id() == 5000


def test_answers_to_an_older_question_are_dropped(qtbot: QtBot, jobs: Jobs, settle: Settle) -> None:
    table, _source = make(qtbot, jobs, 1000)
    table.reload(Numbers(20))
    settle()
    assert table.paged_model.rowCount() == 20


def test_old_blocks_are_let_go(jobs: Jobs, settle: Settle) -> None:
    model: PagedModel[Row] = PagedModel(COLUMNS, Numbers(BLOCK * 100), jobs)
    model.reload()
    settle()
    for block in range(100):
        model.line(block * BLOCK)
    settle()
    assert len(model._blocks) == 40
    assert model.row_of(0) == -1


def test_rows_shown_are_fetched_again_after_a_change(
    qtbot: QtBot, jobs: Jobs, settle: Settle
) -> None:
    table, source = make(qtbot, jobs, 50)
    settle()
    before = source.blocks
    table.refresh()
    settle()
    assert source.blocks == before + 1
    assert len(source.sorts) == 1


def test_enter_and_a_double_click_open(qtbot: QtBot, jobs: Jobs, settle: Settle) -> None:
    table, _source = make(qtbot, jobs, 50)
    settle()
    opened: list[int] = []
    table.opened.connect(lambda: opened.append(table.current_id()))
    table.setCurrentIndex(QModelIndex())  # a window that becomes active puts it on the first row
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == []
    table.select_id(7)
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_Enter)
    assert opened == [7, 7]
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "7\tRow 7"


def test_the_models_keep_qts_rules(theme: Theme, jobs: Jobs, settle: Settle) -> None:
    small: RowsModel[Row] = RowsModel(COLUMNS)
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    watch = QAbstractItemModelTester(small, mode)
    small.set_rows([Row(1, "One"), Row(2, "Two")])
    paged: PagedModel[Row] = PagedModel(COLUMNS, Numbers(10), jobs)
    watch_paged = QAbstractItemModelTester(paged, mode)
    paged.reload()
    settle()
    assert watch.model() is small
    assert watch_paged.model() is paged


def test_a_cell_tells_its_text_its_side_and_how_it_stands_out(theme: Theme) -> None:
    model: RowsModel[Row] = RowsModel(COLUMNS)
    model.set_rows([Row(1, "One")])
    number, name = model.index(0, 0), model.index(0, 1)
    roles = Qt.ItemDataRole
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Number"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert number.data(roles.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert name.data(roles.AccessibleTextRole) == "Name One"
    assert name.data(roles.FontRole).bold()
    assert name.data(roles.ForegroundRole).name() == theme.tokens.warning.lower()
    assert number.data(roles.ForegroundRole) is None
    assert number.data(roles.DecorationRole) is None
    assert model.rowCount(number) == 0
    assert model.columnCount(number) == 0
    assert model.index(5, 0) == QModelIndex()


@pytest.mark.parametrize("rows_after", [0, 1, 3])
def test_rows_at_hand_keep_the_place(qtbot: QtBot, theme: Theme, rows_after: int) -> None:
    table: RowsTable[Row] = RowsTable(COLUMNS, "Rows")
    qtbot.addWidget(table)
    table.set_rows([Row(1, "One"), Row(2, "Two")])
    assert table.current() is None
    table.selectRow(1)
    table.set_rows([Row(number, "x") for number in range(rows_after)])
    assert table.current_row() == min(1, rows_after - 1)
